//! Reading a body as the Graph API does: field by field, up to the first that is wrong.

use std::ops::RangeInclusive;

use serde_json::Value;

/// A value in a body, and where it stands there.
#[derive(Clone, Debug)]
pub(crate) struct Field<'a> {
    pub(crate) value: &'a Value,
    at: String,
}

/// What is wrong with a body.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(crate) struct Fault {
    pub(crate) kind: Kind,
    /// Where, as the Graph API writes it: `message[attachment][type]`.
    pub(crate) at: String,
    pub(crate) why: String,
}

/// How it is wrong.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Kind {
    Missing,
    Wrong,
    Unexpected,
}

pub(crate) type Checked<T = ()> = Result<T, Fault>;

impl<'a> Field<'a> {
    pub(crate) fn body(value: &'a Value) -> Self {
        Self { value, at: String::new() }
    }

    /// A field of this object, if it is there. Null is absent.
    pub(crate) fn get(&self, name: &str) -> Option<Self> {
        let value = self.value.get(name).filter(|value| !value.is_null())?;
        Some(Self { value, at: self.below(name) })
    }

    pub(crate) fn need(&self, name: &str) -> Checked<Self> {
        let missing = || Fault {
            kind: Kind::Missing,
            at: self.below(name),
            why: "the parameter is required".to_owned(),
        };
        self.get(name).ok_or_else(missing)
    }

    /// It is an object with no other fields than these.
    pub(crate) fn only(&self, names: &[&str]) -> Checked {
        let fields = self.value.as_object().ok_or_else(|| self.wrong("must be an object"))?;
        match fields.keys().find(|name| !names.contains(&name.as_str())) {
            None => Ok(()),
            Some(name) => Err(Fault {
                kind: Kind::Unexpected,
                at: self.at.clone(),
                why: format!("Unexpected key \"{name}\" on param \"{}\"", self.at),
            }),
        }
    }

    /// A text of at most so many characters, and not empty.
    pub(crate) fn text(&self, most: usize) -> Checked<&'a str> {
        let text = self.string()?;
        if text.trim().is_empty() {
            return Err(self.wrong("must not be empty"));
        }
        self.within(text, most)
    }

    /// A text of at most so many characters, which may be empty.
    pub(crate) fn any_text(&self, most: usize) -> Checked<&'a str> {
        self.within(self.string()?, most)
    }

    fn string(&self) -> Checked<&'a str> {
        self.value.as_str().ok_or_else(|| self.wrong("must be a string"))
    }

    fn within(&self, text: &'a str, most: usize) -> Checked<&'a str> {
        match text.chars().count() {
            count if count > most => {
                Err(self.wrong(format!("has {count} characters, and must have at most {most}")))
            }
            _ => Ok(text),
        }
    }

    pub(crate) fn list(&self, count: RangeInclusive<usize>) -> Checked<Vec<Self>> {
        let list = self.value.as_array().ok_or_else(|| self.wrong("must be an array"))?;
        if !count.contains(&list.len()) {
            let (least, most) = (count.start(), count.end());
            return Err(self.wrong(format!("has {} items, and must have {least} to {most}", list.len())));
        }
        let item = |(at, value)| Self { value, at: format!("{}[{at}]", self.at) };
        Ok(list.iter().enumerate().map(item).collect())
    }

    pub(crate) fn one_of(&self, allowed: &[&str]) -> Checked<&'a str> {
        let text = self.string()?;
        if allowed.contains(&text) {
            Ok(text)
        } else {
            Err(self.wrong(format!("must be one of {{{}}}, and is {text}", allowed.join(", "))))
        }
    }

    pub(crate) fn flag(&self) -> Checked<bool> {
        self.value.as_bool().ok_or_else(|| self.wrong("must be a boolean"))
    }

    pub(crate) fn number(&self, range: RangeInclusive<f64>) -> Checked<f64> {
        let number = self.value.as_f64().or_else(|| self.value.as_str()?.parse().ok());
        number
            .filter(|number| range.contains(number))
            .ok_or_else(|| self.wrong(format!("must be a number from {} to {}", range.start(), range.end())))
    }

    /// An address that begins with `http://` or `https://`.
    pub(crate) fn url(&self) -> Checked<&'a str> {
        let text = self.text(2_000)?;
        let rest = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
        let host = rest.and_then(|rest| rest.split(['/', '?', '#']).next()).unwrap_or_default();
        if host.is_empty() || text.contains(char::is_whitespace) {
            return Err(self.wrong(format!("should represent a valid URL, and is {text}")));
        }
        Ok(text)
    }

    pub(crate) fn https(&self) -> Checked<&'a str> {
        let url = self.url()?;
        if url.starts_with("https://") { Ok(url) } else { Err(self.wrong("must begin with https://")) }
    }

    /// Exactly one of these fields is there: that one, and its name.
    pub(crate) fn exactly_one(&self, names: &[&'static str]) -> Checked<(&'static str, Self)> {
        let mut there = names.iter().filter_map(|name| Some((*name, self.get(name)?)));
        match (there.next(), there.next()) {
            (Some(one), None) => Ok(one),
            _ => Err(self.wrong(format!("must have exactly one of {{{}}}", names.join(", ")))),
        }
    }

    /// A fault of this value.
    pub(crate) fn wrong(&self, why: impl Into<String>) -> Fault {
        Fault { kind: Kind::Wrong, at: self.at.clone(), why: why.into() }
    }

    fn below(&self, name: &str) -> String {
        if self.at.is_empty() { name.to_owned() } else { format!("{}[{name}]", self.at) }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_fault_tells_where_it_is() {
        let body = json!({ "message": { "buttons": [{ "title": "Yes" }, { "title": "" }] } });
        let buttons =
            Field::body(&body).need("message").unwrap().need("buttons").unwrap().list(1..=3).unwrap();
        assert_eq!(buttons[0].need("title").unwrap().text(20), Ok("Yes"));
        let fault = buttons[1].need("title").unwrap().text(20).unwrap_err();
        assert_eq!((fault.kind, fault.at.as_str()), (Kind::Wrong, "message[buttons][1][title]"));
        let fault = buttons[1].need("payload").unwrap_err();
        assert_eq!((fault.kind, fault.at.as_str()), (Kind::Missing, "message[buttons][1][payload]"));
    }

    #[test]
    fn an_address_has_a_host() {
        for (url, good) in [
            ("https://example.com/a", true),
            ("http://a", true),
            ("https://", false),
            ("ftp://a", false),
            ("https:///a", false),
            ("https://a b", false),
        ] {
            assert_eq!(Field::body(&json!(url)).url().is_ok(), good, "{url}");
        }
        assert!(Field::body(&json!("http://a")).https().is_err());
    }
}
