//! The address of a context.

use std::{borrow::Cow, fmt};

/// Where [`change_to`](crate::change_to), [`ask`](crate::ask) and [`delegate_to`](crate::delegate_to) lead:
/// `profile`, `./email`, `../address`, `/main`.
///
/// | written | leads to |
/// |---|---|
/// | `x` | the sub context or answer `x` of this context if it has one, else the top-level context `x` |
/// | `./x` | the sub context or answer `x` of this context |
/// | `../x` | the context or answer `x` beside this one: the next question of a form |
/// | `/x` | the top-level context `x` |
/// | `x/y`, `./x/y`, `../x/y`, `/x/y` | `y` inside that |
///
/// *This context* is the one that the block is declared in. That `x` could mean two places is found when the app
/// is built.
///
/// As a constant it is checked while compiling:
///
/// ```
/// use tertulia_core::Route;
///
/// const PROFILE: Route = Route::new("profile");
/// ```
/// ```compile_fail
/// # use tertulia_core::Route;
/// const PROFILE: Route = Route::new("My Profile");
/// ```
#[derive(Clone, Debug, Eq, Hash, PartialEq)]
pub struct Route(Cow<'static, str>);

impl Route {
    /// A route, checked while compiling when it is a constant.
    ///
    /// # Panics
    ///
    /// If it is empty or holds anything but `a-z`, `0-9`, `_`, `/` and a leading `./` or `../`. Make it a
    /// constant, and this is a compile error.
    #[track_caller]
    pub const fn new(path: &'static str) -> Self {
        assert!(is_route(path.as_bytes()), "a route is made of a-z, 0-9, `_` and `/`");
        Self(Cow::Borrowed(path))
    }

    /// The route as written.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Checked when it is followed: a route that leads nowhere fails the turn and names the author's line.
impl From<&'static str> for Route {
    fn from(path: &'static str) -> Self {
        Self(Cow::Borrowed(path))
    }
}

impl From<String> for Route {
    fn from(path: String) -> Self {
        Self(Cow::Owned(path))
    }
}

impl From<&Self> for Route {
    fn from(route: &Self) -> Self {
        route.clone()
    }
}

impl fmt::Display for Route {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Whether the name of one context is made of `a-z`, `0-9` and `_`.
pub(crate) fn is_context_name(name: &str) -> bool {
    !name.is_empty() && name.bytes().all(|b| matches!(b, b'a'..=b'z' | b'0'..=b'9' | b'_'))
}

const fn is_route(path: &[u8]) -> bool {
    let mut at = match path {
        [b'.', b'.', b'/', ..] => 3,
        [b'.', b'/', ..] => 2,
        [b'/', ..] => 1,
        _ => 0,
    };
    let mut part_is_empty = true;
    while at < path.len() {
        match path[at] {
            b'a'..=b'z' | b'0'..=b'9' | b'_' => part_is_empty = false,
            b'/' if !part_is_empty => part_is_empty = true,
            _ => return false,
        }
        at += 1;
    }
    !part_is_empty
}

#[cfg(test)]
mod tests {
    use super::is_route;

    #[test]
    fn a_route_has_a_name_between_slashes() {
        for route in ["x", "/x", "./x", "../x", "a/b", "/a/b_2/c"] {
            assert!(is_route(route.as_bytes()), "{route}");
        }
        for not in ["", "/", "./", "a//b", "a/", ".x", "../../x", "A", "e-mail", "a b", "é"] {
            assert!(!is_route(not.as_bytes()), "{not}");
        }
    }
}
