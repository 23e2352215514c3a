//! `[locales]`: the languages of the bot.

use super::fields::Fields;
use super::value::Parsed;

/// The languages of the bot.
#[derive(Clone, Debug)]
pub(crate) struct Locales {
    /// The language of people whose language is not known, or not one of the bot's: `en`, `pt-BR`.
    pub(crate) default: String,
    /// Whether it was chosen. If not, and there are no texts in it, that of the bot's first texts takes its place.
    pub(crate) chosen: bool,
}

impl Locales {
    pub(super) fn read(fields: &mut Fields<'_>) -> Self {
        let chosen = fields.is_set("locales.default");
        Self { default: fields.value("locales.default", tag), chosen }
    }
}

/// A language tag by its shape (<https://www.rfc-editor.org/info/bcp47>).
fn tag(text: &str) -> Parsed<String> {
    let mut parts = text.split('-');
    let language = parts
        .next()
        .is_some_and(|part| matches!(part.len(), 2 | 3) && part.bytes().all(|b| b.is_ascii_alphabetic()));
    let rest =
        parts.all(|part| matches!(part.len(), 1..=8) && part.bytes().all(|b| b.is_ascii_alphanumeric()));
    match language && rest {
        true => Ok(text.to_owned()),
        false => Err("is not a language such as en, es or pt-BR"),
    }
}
