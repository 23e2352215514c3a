//! What WhatsApp would refuse in a template, told where it is written.

use serde_json::Value;
use tertulia_core::{RichText, Source, Wording};

use crate::markup::markup;

use super::{Button, Header, Named, Template};

/// templates/overview: the name, 512 characters.
const NAME: usize = 512;

/// templates/components: the body as a whole has 1024 characters, so a place in it cannot have more.
const BODY: usize = 1024;

/// templates/components: a text header as a whole.
const HEADER: usize = 60;

/// templates/components: a URL.
const SUFFIX: usize = 2000;

/// templates/components: a code to copy. The changelog of 2025-12-03 has 20; the smaller is safe.
const CODE: usize = 15;

/// templates/components: ten buttons, numbered from 0.
const PLACES: u8 = 10;

/// Error 132018: more blanks in a row are refused.
const BLANKS: usize = 4;

/// A text as templates take it: one line, with single blanks for every white space in it.
///
/// ```
/// use tertulia_whatsapp::{Template, one_line};
///
/// let said = "two cats\n\tand a dog";
/// let template = Template::new("your_words", "en").body([one_line(said)]);
/// assert_eq!(one_line(said), "two cats and a dog");
/// ```
pub fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Everything that is known to be wrong before the texts are in the person's language.
pub(super) fn faults(template: &Template) -> Vec<String> {
    let name = &template.name;
    let mut faults = Vec::new();
    if !(1..=NAME).contains(&name.len()) || !is_name(name) {
        faults.push("its name is not of lower-case letters, digits and `_`, 512 at most".to_owned());
    }
    if !is_language(&template.language) {
        faults.push(format!("`{}` is no language of templates, such as `en_US` or `es`", template.language));
    }
    if template.twice {
        faults.push("it has two headers".to_owned());
    }
    faults.extend(template.header.as_ref().and_then(in_header));
    if template.body.iter().any(|named| named.name.is_some() != template.body[0].name.is_some()) {
        faults.push("either all places of the body have names or none".to_owned());
    }
    faults.extend(template.body.iter().filter_map(in_body));
    faults.extend(template.buttons.iter().filter_map(|(_, button)| in_button(button)));
    for (at, (place, _)) in template.buttons.iter().enumerate() {
        if *place >= PLACES {
            faults.push(format!("button {place}: a template has at most {PLACES}, from 0 on"));
        }
        if template.buttons[..at].iter().any(|(other, _)| other == place) {
            faults.push(format!("button {place} is given twice"));
        }
    }
    faults.into_iter().map(|fault| format!("the template `{name}`: {fault}")).collect()
}

/// Checks the texts once they are there, and keeps what people wrote from becoming markup in the body.
///
/// # Errors
///
/// The first thing that WhatsApp would refuse.
pub(crate) fn settle(template: &mut Value) -> Result<(), String> {
    let name = template.get("name").and_then(Value::as_str).unwrap_or_default().to_owned();
    let components = template.get_mut("components").and_then(Value::as_array_mut);
    for component in components.into_iter().flatten() {
        let is_body = component["type"] == "body";
        if !is_body && component["type"] != "header" {
            continue;
        }
        let limit = if is_body { BODY } else { HEADER };
        let parameters = component.get_mut("parameters").and_then(Value::as_array_mut);
        for parameter in parameters.into_iter().flatten() {
            let Some(Value::String(text)) = parameter.get_mut("text") else { continue };
            if is_body {
                *text = markup(&RichText::from(text.as_str())).into_owned();
            }
            if let Some(fault) = in_text(text, limit) {
                return Err(format!("the template `{name}`: {fault}"));
            }
        }
    }
    Ok(())
}

fn in_header(header: &Header) -> Option<String> {
    match header {
        Header::Text(text) => in_wording(text, HEADER),
        Header::Location(place) => {
            let there = place.name.is_some() && place.address.is_some();
            (!there).then(|| "the place above it wants a name and an address".to_owned())
        }
        _ => match header.source()? {
            Source::Url(url) if !url.starts_with("https://") && !url.starts_with("http://") => {
                Some(format!("`{url}` is no address of a file: `https://…`"))
            }
            Source::Id(id) if id.is_empty() => Some("the id of a file is empty".to_owned()),
            _ => None,
        },
    }
}

fn in_body(Named { name, parameter }: &Named) -> Option<String> {
    match name {
        Some(name) if name.is_empty() || !is_name(name) => {
            Some(format!("the place `{name}` is not of lower-case letters, digits and `_`"))
        }
        _ => in_wording(parameter.wording(), BODY),
    }
}

fn in_button(button: &Button) -> Option<String> {
    match button {
        Button::Url(suffix) if !(1..=SUFFIX).contains(&suffix.encode_utf16().count()) => {
            Some(format!("the end of an address has 1 to {SUFFIX} characters"))
        }
        Button::CopyCode(code) if !(1..=CODE).contains(&code.encode_utf16().count()) => {
            Some(format!("a code to copy has 1 to {CODE} characters"))
        }
        _ => None,
    }
}

/// What is not translated can be checked at once.
fn in_wording(wording: &Wording, limit: usize) -> Option<String> {
    match wording {
        Wording::Plain(text) => in_text(text, limit),
        Wording::Rich(text) => in_text(&text.plain(), limit),
        _ => None,
    }
}

fn in_text(text: &str, limit: usize) -> Option<String> {
    let has_gap = text.contains(['\n', '\r', '\t']) || text.contains(&" ".repeat(BLANKS + 1));
    if text.trim().is_empty() {
        Some("a text in it is empty".to_owned())
    } else if has_gap {
        Some(format!(
            "`{text}` has a line break, a tab or more than {BLANKS} blanks in a row; see `one_line`"
        ))
    } else if text.encode_utf16().count() > limit {
        Some(format!("`{text}` is longer than {limit} characters"))
    } else {
        None
    }
}

fn is_name(name: &str) -> bool {
    name.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_')
}

/// A language by ISO 639, and if need be `_` and a country: `es`, `en_US`, `zh_HK`.
fn is_language(code: &str) -> bool {
    let (language, country) =
        code.split_once('_').map_or((code, None), |(language, country)| (language, Some(country)));
    let is_country =
        |country: &str| country.len() == 2 && country.bytes().all(|byte| byte.is_ascii_uppercase());
    (2..=3).contains(&language.len())
        && language.bytes().all(|byte| byte.is_ascii_lowercase())
        && country.is_none_or(is_country)
}
