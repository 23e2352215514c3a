//! Where a link may lead.

use std::{fmt, sync::Arc};

use serde::{Deserialize, Serialize};

/// The address of a link: `http`, `https`, `tel`, `mailto` or `tg`, and nothing else, so that no text of others
/// becomes a link that runs something.
///
/// ```
/// use tertulia_core::rich::Url;
///
/// assert!(Url::new("https://example.org/a?b=c").is_ok());
/// assert!(Url::new("javascript:alert(1)").is_err());
/// ```
#[derive(Clone, Debug, Deserialize, Eq, Hash, PartialEq, Serialize)]
#[serde(try_from = "String", into = "String")]
pub struct Url(Arc<str>);

impl Url {
    /// Reads an address.
    ///
    /// # Errors
    ///
    /// If it is of no such kind, or holds what no address holds: blanks, control characters, `<`, `>`, `"`, `\`.
    pub fn new(address: &str) -> Result<Self, InvalidUrl> {
        match fault(address) {
            None => Ok(Self(address.into())),
            Some(fault) => Err(InvalidUrl { address: address.to_owned(), fault }),
        }
    }

    /// The address as written.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The address as people write it in a text: of a telephone number and a mailbox without `tel:` and `mailto:`.
    pub fn shown(&self) -> &str {
        let (scheme, rest) = self.0.split_once(':').unwrap_or_default();
        match Scheme::named(scheme) {
            Some(Scheme::Tel) => rest,
            Some(Scheme::Mailto) => rest.split_once('?').map_or(rest, |(mailbox, _)| mailbox),
            _ => &self.0,
        }
    }

    /// Whether it leads to the web: `http` or `https`.
    pub fn is_web(&self) -> bool {
        self.scheme() == Some(Scheme::Web)
    }

    /// Whether it leads to something in Telegram: `tg`.
    pub fn is_telegram(&self) -> bool {
        self.scheme() == Some(Scheme::Telegram)
    }

    fn scheme(&self) -> Option<Scheme> {
        Scheme::named(self.0.split_once(':')?.0)
    }
}

impl fmt::Display for Url {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl From<Url> for String {
    fn from(url: Url) -> Self {
        url.0.as_ref().to_owned()
    }
}

impl TryFrom<String> for Url {
    type Error = InvalidUrl;

    fn try_from(address: String) -> Result<Self, InvalidUrl> {
        Self::new(&address)
    }
}

/// Why something is no address of a link.
#[derive(Clone, Debug, Eq, PartialEq, thiserror::Error)]
#[error("a link cannot lead to `{address}`: {fault}")]
pub struct InvalidUrl {
    address: String,
    fault: &'static str,
}

#[derive(Clone, Copy, Eq, PartialEq)]
enum Scheme {
    Web,
    Tel,
    Mailto,
    Telegram,
}

impl Scheme {
    fn named(name: &str) -> Option<Self> {
        let names = [
            ("https", Self::Web),
            ("http", Self::Web),
            ("tel", Self::Tel),
            ("mailto", Self::Mailto),
            ("tg", Self::Telegram),
        ];
        names.into_iter().find(|(own, _)| name.eq_ignore_ascii_case(own)).map(|(_, scheme)| scheme)
    }
}

fn fault(address: &str) -> Option<&'static str> {
    if address.contains(|c: char| c.is_whitespace() || c.is_control() || "<>\"\\".contains(c)) {
        return Some("write blanks and other special characters with %, such as %20");
    }
    let Some((scheme, rest)) = address.split_once(':') else {
        return Some("write the whole of it, such as https://example.org");
    };
    let Some(scheme) = Scheme::named(scheme) else {
        return Some("it has to begin with https://, http://, tel:, mailto: or tg://");
    };
    let below = rest.strip_prefix("//");
    match scheme {
        Scheme::Web if below.is_none_or(|host| host.is_empty() || host.starts_with(['/', '?', '#', ':'])) => {
            Some("write the host after https://")
        }
        Scheme::Telegram if below.is_none_or(str::is_empty) => {
            Some("write it like tg://resolve?domain=example")
        }
        Scheme::Tel if !rest.starts_with(|c: char| c == '+' || c.is_ascii_digit()) => {
            Some("write the number after tel:, best with + and the country")
        }
        Scheme::Mailto if !rest.contains('@') => Some("write the mailbox after mailto:"),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::Url;

    #[test]
    fn only_what_people_can_follow_is_an_address() {
        for good in [
            "https://example.org",
            "HTTP://example.org/ñ?a=b#c",
            "tel:+34600000000",
            "tel:112",
            "mailto:ana@example.org?subject=Hi",
            "tg://user?id=1",
        ] {
            assert!(Url::new(good).is_ok(), "{good}");
        }
        for bad in [
            "",
            "example.org",
            "/path",
            "#here",
            "javascript:alert(1)",
            "JavaScript:alert(1)",
            " javascript:alert(1)",
            "java\nscript:alert(1)",
            "data:text/html,x",
            "file:///etc/passwd",
            "vbscript:x",
            "https:",
            "https://",
            "https:///path",
            "https:example.org",
            "https://a b",
            "https://a\"b",
            "https://a<b>",
            "https://a\\b",
            "https://a\u{7}b",
            "tel:",
            "tel:ana",
            "mailto:",
            "mailto:ana",
            "tg:",
            "tg://",
        ] {
            assert!(Url::new(bad).is_err(), "{bad}");
        }
        let error = Url::new("example.org").unwrap_err().to_string();
        assert_eq!(
            error,
            "a link cannot lead to `example.org`: write the whole of it, such as https://example.org"
        );
    }

    #[test]
    fn people_read_a_number_and_a_mailbox_without_their_scheme() {
        let shown = |address: &str| Url::new(address).unwrap().shown().to_owned();
        assert_eq!(shown("tel:+34600"), "+34600");
        assert_eq!(shown("MAILTO:ana@example.org?subject=Hi"), "ana@example.org");
        assert_eq!(shown("https://example.org/"), "https://example.org/");
    }
}
