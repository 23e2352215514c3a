//! The version in a payload's route: `shop/buy@2`. The first is not written.

/// The route with its version.
pub(crate) fn with_version(route: String, version: u32) -> String {
    if version == 1 { route } else { format!("{route}@{version}") }
}

/// The route without its version, and that. What only looks like a version is a part of the name.
pub(crate) fn split_version(route: &str) -> (&str, u32) {
    let split = route.rsplit_once('@').and_then(|(route, version)| {
        let canonical = version.bytes().all(|digit| digit.is_ascii_digit()) && !version.starts_with('0');
        Some((route, version.parse().ok().filter(|version| canonical && *version != 1)?))
    });
    split.unwrap_or((route, 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_version_is_read_as_it_was_written() {
        for version in [0, 1, 2, 17, u32::MAX] {
            let written = with_version("shop/buy".to_owned(), version);
            let read = if version == 0 { ("shop/buy@0", 1) } else { ("shop/buy", version) };
            assert_eq!(split_version(&written), read);
        }
        for name in ["ana@example", "buy@", "buy@02", "buy@+2", "buy@1", "buy@4294967296", "@"] {
            assert_eq!(split_version(name), (name, 1), "{name}");
        }
    }
}
