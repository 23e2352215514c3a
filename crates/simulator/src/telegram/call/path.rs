//! What a call is about, from its path.

/// The path of a call below the address of the API.
#[derive(Debug, Eq, PartialEq)]
pub(in crate::telegram) enum Path<'a> {
    /// `bot<token>/<method>`
    Method { token: &'a str, method: &'a str },
    /// `file/bot<token>/<path>`
    File { token: &'a str, path: &'a str },
}

impl<'a> Path<'a> {
    pub(in crate::telegram) fn of(path: &'a str) -> Option<Self> {
        if let Some(rest) = path.strip_prefix("file/bot") {
            let (token, path) = rest.split_once('/')?;
            return Some(Self::File { token, path });
        }
        let (token, method) = path.strip_prefix("bot")?.split_once('/')?;
        Some(Self::Method { token, method })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_a_method_or_a_file() {
        assert_eq!(Path::of("bot1:A/getMe"), Some(Path::Method { token: "1:A", method: "getMe" }));
        assert_eq!(
            Path::of("file/bot1:A/photos/a.jpg"),
            Some(Path::File { token: "1:A", path: "photos/a.jpg" })
        );
        assert_eq!(Path::of("bot1:A"), None);
        assert_eq!(Path::of("getMe"), None);
    }
}
