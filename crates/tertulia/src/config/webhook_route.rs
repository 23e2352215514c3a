//! The paths at which platforms call.

use super::fields::Fields;
use super::value::Parsed;

/// Paths that answer whether the process is well.
const HEALTH: [&str; 2] = ["/healthz", "/readyz"];

/// A path that begins with `/`, of characters that mean only themselves in a path.
pub(super) fn parse(text: &str) -> Parsed<String> {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"/-_.~".contains(&byte);
    if !text.starts_with('/') {
        Err("does not begin with /")
    } else if !text.bytes().all(plain) {
        Err("has a character other than A-Z, a-z, 0-9 and / - _ . ~")
    } else if HEALTH.contains(&text) {
        Err("is where health is served")
    } else {
        Ok(text.to_owned())
    }
}

/// Records routes that are the same, of platforms that are on.
pub(super) fn tell_apart(fields: &mut Fields<'_>, routes: [(&str, Option<&str>); 3]) {
    for (place, (path, route)) in routes.iter().enumerate() {
        let Some((other, _)) = routes[..place].iter().find(|(_, other)| other.is_some() && other == route)
        else {
            continue;
        };
        let (path, other) = if fields.is_set(path) { (path, other) } else { (other, path) };
        fields.fault(path, &format!("is the same as {other}; each platform needs its own"));
    }
}
