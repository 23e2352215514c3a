//! From a webhook's body to its elements.

use serde::Deserialize;
use serde_json::value::RawValue;
use tertulia_core::{Broken, Parsed};

use crate::lenient;

/// What an entry says of all its elements.
#[derive(Debug)]
pub struct Entry {
    /// The id of the page or business account.
    pub id: Option<String>,
    /// When the webhook was made: seconds or milliseconds, see [`moment::of_entry`](crate::moment::of_entry).
    pub time: Option<i64>,
}

/// One element of an entry, as received, by the list it stands in.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub enum Element<'a> {
    /// Of `messaging`: something between a person and a page that the app answers for.
    Messaging(&'a RawValue),
    /// Of `standby`: the same, while another app answers.
    Standby(&'a RawValue),
    /// Of `changes`: a field that changed, with its value.
    Change(&'a RawValue),
}

impl<'a> Element<'a> {
    /// The element as received.
    pub fn raw(self) -> &'a RawValue {
        match self {
            Self::Messaging(raw) | Self::Standby(raw) | Self::Change(raw) => raw,
        }
    }
}

/// Reads every element of every entry of a body about this kind of object.
///
/// `read` adds what an element holds. A body that is not JSON or of another shape gives one [`Broken`], and
/// so does an entry of another shape; the others are read.
pub fn walk<'a>(
    body: &'a [u8],
    object: &str,
    mut read: impl FnMut(&Entry, Element<'a>, &mut Vec<Parsed>),
) -> Vec<Parsed> {
    let entries = match entries(body, object) {
        Ok(entries) => entries,
        Err(reason) => return vec![Parsed::Broken(Broken { reason, body: body.to_vec() })],
    };
    let mut parsed = Vec::with_capacity(entries.len());
    for raw in entries {
        if !walk_entry(raw, &mut |entry, element| read(entry, element, &mut parsed)) {
            parsed.push(broken("an entry without a list of elements", raw));
        }
    }
    parsed
}

/// Something that is not what the platform documents, kept as received.
pub fn broken(reason: impl Into<String>, raw: &RawValue) -> Parsed {
    Parsed::Broken(Broken { reason: reason.into(), body: raw.get().as_bytes().to_vec() })
}

fn entries<'a>(body: &'a [u8], object: &str) -> Result<Vec<&'a RawValue>, String> {
    #[derive(Deserialize)]
    struct Body<'a> {
        #[serde(default, deserialize_with = "lenient::string")]
        object: Option<String>,
        #[serde(borrow)]
        entry: Option<&'a RawValue>,
    }
    let raw: &RawValue = serde_json::from_slice(body).map_err(|_| "not JSON".to_owned())?;
    let body: Body<'_> = lenient::read(raw).ok_or("not a webhook")?;
    if body.object.as_deref() != Some(object) {
        return Err(format!("the object is {:?} instead of {object}", body.object.unwrap_or_default()));
    }
    Ok(body.entry.and_then(lenient::elements).ok_or("no list of entries")?)
}

/// Whether the entry could be read.
fn walk_entry<'a>(raw: &'a RawValue, read: &mut impl FnMut(&Entry, Element<'a>)) -> bool {
    #[derive(Deserialize)]
    struct Lists<'a> {
        #[serde(default, deserialize_with = "lenient::id")]
        id: Option<String>,
        #[serde(default, deserialize_with = "lenient::integer")]
        time: Option<i64>,
        #[serde(borrow)]
        messaging: Option<&'a RawValue>,
        #[serde(borrow)]
        standby: Option<&'a RawValue>,
        #[serde(borrow)]
        changes: Option<&'a RawValue>,
    }
    let Some(Lists { id, time, messaging, standby, changes }) = lenient::read::<Lists<'_>>(raw) else {
        return false;
    };
    let entry = Entry { id, time };
    let lists = [
        messaging.map(|list| (list, Element::Messaging as fn(&'a RawValue) -> Element<'a>)),
        standby.map(|list| (list, Element::Standby as _)),
        changes.map(|list| (list, Element::Change as _)),
    ];
    let mut sound = lists.iter().any(Option::is_some);
    for (list, element) in lists.into_iter().flatten() {
        match lenient::elements(list) {
            Some(raws) => raws.into_iter().for_each(|raw| read(&entry, element(raw))),
            None => sound = false,
        }
    }
    sound
}

#[cfg(test)]
mod tests {
    use proptest::{collection::vec, prelude::*};

    use super::*;

    /// What came of each element: its list and JSON, or the reason it is broken.
    fn walked(body: &str) -> Vec<String> {
        let mut elements = Vec::new();
        let parsed = walk(body.as_bytes(), "page", |entry, element, parsed| {
            let id = entry.id.as_deref().unwrap_or("-");
            elements.push(match element {
                Element::Messaging(raw) => format!("{id} messaging {raw}"),
                Element::Standby(raw) => format!("{id} standby {raw}"),
                Element::Change(raw) => format!("{id} change {raw}"),
            });
            if let Element::Change(raw) = element {
                parsed.push(broken("told", raw));
            }
        });
        for parsed in parsed {
            let Parsed::Broken(broken) = parsed else { panic!("an event out of nothing") };
            elements.push(format!("{}: {}", broken.reason, String::from_utf8_lossy(&broken.body)));
        }
        elements
    }

    #[test]
    fn every_element_of_every_entry_is_read() {
        let body = r#"{"object":"page","more":1,"entry":[
            {"id":"1","time":1,"messaging":[{"a" : 1},null],"standby":[2]},
            {"id":3,"changes":[{"field":"feed"}]},
            {"id":"4","messaging":[]}]}"#;
        assert_eq!(
            walked(body),
            [
                r#"1 messaging {"a" : 1}"#,
                "1 messaging null",
                "1 standby 2",
                r#"3 change {"field":"feed"}"#,
                r#"told: {"field":"feed"}"#
            ]
        );
        assert!(walked(r#"{"object":"page","entry":[]}"#).is_empty());
    }

    #[test]
    fn a_broken_entry_does_not_hide_the_others() {
        let body = r#"{"object":"page","entry":[5,{"id":"1","messaging":[6]},{"id":"2"},
            {"id":"3","messaging":7,"standby":[8]}]}"#;
        assert_eq!(
            walked(body),
            [
                "1 messaging 6",
                "3 standby 8",
                "an entry without a list of elements: 5",
                r#"an entry without a list of elements: {"id":"2"}"#,
                r#"an entry without a list of elements: {"id":"3","messaging":7,"standby":[8]}"#
            ]
        );
    }

    #[test]
    fn a_body_of_another_shape_is_broken_as_a_whole() {
        for (body, reason) in [
            ("", "not JSON"),
            ("{", "not JSON"),
            ("{} {}", "not JSON"),
            ("[]", "not a webhook"),
            (r#"{"object":"user","entry":[]}"#, "the object is \"user\" instead of page"),
            (r#"{"entry":[]}"#, "the object is \"\" instead of page"),
            (r#"{"object":"page"}"#, "no list of entries"),
            (r#"{"object":"page","entry":{"0":1}}"#, "no list of entries"),
        ] {
            assert_eq!(walked(body), [format!("{reason}: {body}")]);
        }
        assert_eq!(walk(b"\"\xff\"", "page", |_, _, _| ()).len(), 1, "not UTF-8");
    }

    #[test]
    fn depth_does_no_harm() {
        let deep = "[".repeat(200_000);
        assert_eq!(walk(deep.as_bytes(), "page", |_, _, _| ()).len(), 1);
        let deep = format!(r#"{{"object":"page","entry":[{}{}]}}"#, deep, "]".repeat(200_000));
        assert_eq!(walk(deep.as_bytes(), "page", |_, _, _| ()).len(), 1);
    }

    proptest! {
        #[test]
        fn no_body_panics(body in vec(any::<u8>(), 0..200), json in "[\\[\\]{}:,\"a-z0-9 \\\\]{0,60}") {
            walk(&body, "page", |_, _, _| ());
            walk(format!(r#"{{"object":"page","entry":[{json}]}}"#).as_bytes(), "page", |_, _, _| ());
        }
    }
}
