//! E-mail addresses.

use std::{fmt, str::FromStr};

use serde_json::Value;

use crate::{
    Wording,
    form::{FieldType, Input, Misread},
    t,
};

/// An e-mail address, such as people have: a name, `@`, and a domain with a dot. Whether it exists, only a letter to it
/// can tell.
///
/// The domain is in lower case; the name is as written. What RFC 5321 allows beyond that, quotes and bare hosts, nobody
/// has, and a typing mistake is more likely.
///
/// ```
/// use tertulia_core::form::Email;
///
/// let email: Email = "Ana@Example.com".parse().unwrap();
/// assert_eq!(email.as_str(), "Ana@example.com");
/// assert!("ana@example".parse::<Email>().is_err());
/// ```
#[derive(Clone, Debug, Eq, Hash, PartialEq)]
pub struct Email(String);

/// Why a text is no [`Email`].
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
#[error("not an e-mail address; one looks like ana@example.com")]
#[non_exhaustive]
pub struct NoEmail;

impl Email {
    /// The address.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for Email {
    type Err = NoEmail;

    fn from_str(text: &str) -> Result<Self, NoEmail> {
        let (name, domain) = text.rsplit_once('@').ok_or(NoEmail)?;
        // RFC 5321, 4.5.3.1: 64 octets, and 254 for all of it.
        let fits = name.len() <= 64 && text.len() <= 254;
        if fits && is_name(name) && is_domain(domain) {
            Ok(Self(format!("{name}@{}", domain.to_lowercase())))
        } else {
            Err(NoEmail)
        }
    }
}

fn is_name(name: &str) -> bool {
    let of_name = |c: char| c.is_alphanumeric() || "!#$%&'*+/=?^_`{|}~-".contains(c);
    name.split('.').all(|part| !part.is_empty() && part.chars().all(of_name))
}

fn is_domain(domain: &str) -> bool {
    let labels: Vec<&str> = domain.split('.').collect();
    let is_label = |label: &&str| {
        !label.is_empty()
            && label.len() <= 63
            && !label.starts_with('-')
            && !label.ends_with('-')
            && label.chars().all(|c| c.is_alphanumeric() || c == '-')
    };
    let top = labels.last().copied().unwrap_or_default();
    labels.len() > 1
        && labels.iter().all(is_label)
        && top.chars().count() > 1
        && !top.starts_with(|c: char| c.is_ascii_digit())
}

/// The one address in what was written: `ana@example.com`, `it is <ana@example.com>.`
impl FieldType for Email {
    fn read(input: &Input<'_>) -> Result<Self, Misread> {
        let wrong = || Misread::new(t!("tertulia-form-no-email"));
        let mut words =
            input.text().unwrap_or_default().split(|c: char| c.is_whitespace() || "<>()[],;\"".contains(c));
        let mut candidates = words.by_ref().filter(|word| word.contains('@'));
        let (Some(address), None) = (candidates.next(), candidates.next()) else { return Err(wrong()) };
        let address =
            address.strip_prefix("mailto:").unwrap_or(address).trim_end_matches(['.', '!', '?', ':']);
        address.parse().map_err(|_| wrong())
    }

    fn store(&self) -> Value {
        self.as_str().into()
    }

    fn restore(stored: &Value) -> Option<Self> {
        stored.as_str()?.parse().ok()
    }

    fn shown(&self) -> Wording {
        self.as_str().into()
    }
}

impl AsRef<str> for Email {
    fn as_ref(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Email {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn people_have_such_addresses() {
        for address in [
            "a@b.co",
            "ana.lópez+bot@mail.example.com",
            "o'neil@example.ie",
            "ana@exämple.de",
            "7@x-y.museum",
        ] {
            assert_eq!(address.parse::<Email>().map(|email| email.0), Ok(address.to_owned()));
        }
    }

    #[test]
    fn nobody_has_such_addresses() {
        let long = format!("{}@example.com", "a".repeat(65));
        for text in [
            "",
            "@",
            "ana",
            "ana@",
            "@example.com",
            "ana@example",
            "ana@.com",
            "ana@example..com",
            "a b@example.com",
            ".ana@example.com",
            "ana.@example.com",
            "ana@-x.com",
            "ana@x.c",
            "ana@10.0.0.1",
            "ana@@example.com",
            &long,
        ] {
            assert_eq!(text.parse::<Email>(), Err(NoEmail), "{text}");
        }
    }
}
