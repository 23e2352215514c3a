//! The texts of one turn, in one person's language.

use std::cell::Cell;

use fluent_bundle::{FluentArgs, FluentValue};
use sha2::{Digest as _, Sha256};

use crate::RichText;

use super::{
    Argument, Catalog, Translated, Wording,
    bundle::{Bundle, Variants},
    catalog::BUILT_IN,
};

/// Reads the texts of one turn in one person's language.
pub(crate) struct Translator<'a> {
    chain: Vec<&'a Bundle>,
    /// What keeps the texts of the app from being said.
    faults: &'a [String],
    turn: &'a str,
    /// How many texts were read so far. A turn that runs again reads the same ones in the same order.
    ordinal: Cell<u64>,
}

impl<'a> Translator<'a> {
    pub(crate) fn new(catalog: &'a Catalog, locale: &str, turn: &'a str) -> Self {
        Self { chain: catalog.chain(locale), faults: &catalog.faults, turn, ordinal: Cell::new(0) }
    }

    /// The text to show, with its style.
    ///
    /// # Errors
    ///
    /// That there is none, or that its style cannot be read.
    pub(crate) fn read(&self, wording: Wording) -> Result<RichText, String> {
        match wording {
            Wording::Rich(text) => Ok(text),
            Wording::Html(code) => RichText::html(&code).map_err(|error| error.to_string()),
            Wording::Markdown(code) => Ok(RichText::markdown(&code)),
            Wording::Translated(text) => self.styled(&text).map_err(|fault| format!("{}: {fault}", text.at)),
            Wording::Plain(text) => Ok(RichText::from(text)),
        }
    }

    /// The text to show where there is no style.
    ///
    /// # Errors
    ///
    /// That there is none, with the author's line.
    pub(crate) fn read_plain(&self, wording: Wording) -> Result<String, String> {
        match wording {
            Wording::Plain(text) => Ok(text),
            rich => self.read(rich).map(|text| text.plain().into_owned()),
        }
    }

    /// A text that Tertulia brings. The app's own takes its place; if that cannot be said, the one it replaced is.
    pub(crate) fn built_in(&self, key: &'static str) -> String {
        self.say(&Translated::new(key)).unwrap_or_else(|fault| {
            tracing::error!(%fault, "a text of Tertulia's own cannot be said");
            String::new()
        })
    }

    /// The words of a text that Tertulia brings, which has commas between them.
    pub(crate) fn words(&self, key: &'static str) -> Vec<String> {
        let words = self.built_in(key);
        words.split(',').map(str::trim).filter(|word| !word.is_empty()).map(str::to_owned).collect()
    }

    /// Whether it can be said, in every one of its ways.
    pub(super) fn check(&self, text: &Translated) -> Result<(), String> {
        let (bundle, variants) = self.find(&text.key)?;
        let arguments = self.arguments(text)?;
        (0..variants.len())
            .try_for_each(|which| bundle.say(&variants, which, &arguments, text.markup).map(drop))
            .map_err(|reason| unsayable(text, bundle, &reason))
    }

    fn say(&self, text: &Translated) -> Result<String, String> {
        self.styled(text).map(|said| said.plain().into_owned())
    }

    fn styled(&self, text: &Translated) -> Result<RichText, String> {
        let (bundle, variants) = self.find(&text.key)?;
        let ordinal = self.ordinal.replace(self.ordinal.get() + 1);
        let which = pick(self.turn, ordinal, variants.len());
        let said = bundle.say(&variants, which, &self.arguments(text)?, text.markup);
        said.map_err(|reason| unsayable(text, bundle, &reason))
    }

    /// Where a text is, in the first language that has it.
    fn find(&self, key: &str) -> Result<(&'a Bundle, Variants<'a>), String> {
        if !self.faults.is_empty() && !key.starts_with(BUILT_IN) {
            return Err(self.faults.join("\n"));
        }
        let found = self.chain.iter().find_map(|&bundle| Some((bundle, bundle.find(key)?)));
        found.ok_or_else(|| format!("there is no text `{key}` in any language it could be said in"))
    }

    pub(super) fn arguments<'t>(&self, text: &'t Translated) -> Result<FluentArgs<'t>, String> {
        let mut arguments = FluentArgs::with_capacity(text.arguments.len());
        for (name, value) in &text.arguments {
            let value = match value {
                Argument::Text(text) => FluentValue::from(text.as_str()),
                Argument::Number(number) => FluentValue::from(*number),
                Argument::Translated(text) => FluentValue::from(self.say(text)?),
            };
            arguments.set(name.as_ref(), value);
        }
        Ok(arguments)
    }
}

fn unsayable(text: &Translated, bundle: &Bundle, reason: &str) -> String {
    format!("`{}` cannot be said in `{}`: {reason}", text.key, bundle.language)
}

/// One of so many, by chance; the same whenever the turn runs again.
fn pick(turn: &str, ordinal: u64, count: usize) -> usize {
    if count < 2 {
        return 0;
    }
    let chance = Sha256::new().chain_update(turn).chain_update(ordinal.to_be_bytes()).finalize();
    let number = chance.iter().take(8).fold(0_u64, |number, &byte| number << 8 | u64::from(byte));
    usize::try_from(number % count as u64).unwrap_or_default() // it is less than `count`
}
