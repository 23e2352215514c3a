//! What a translation lacks, and what nothing in the texts refers to.

use std::{collections::BTreeSet, panic::Location};

use fluent_bundle::FluentResource;
use fluent_syntax::ast::Entry;
use unic_langid::LanguageIdentifier;

use super::{
    Catalog,
    references::{self, Reference},
};

/// How many names a warning tells.
const TOLD: usize = 5;

/// A text of the app's own.
#[derive(Clone, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub struct OwnText {
    /// Its name: `hello`, `menu.open`.
    pub key: String,
    /// The file and line where it is first declared.
    pub place: String,
    /// Where its language is given to the app, if it is in no file.
    pub at: Option<&'static Location<'static>>,
    /// Whether another text refers to it.
    pub referenced: bool,
}

impl Catalog {
    /// What each language lacks that others have, in a line: it is said in the default language there.
    pub(crate) fn gaps(&self) -> Vec<String> {
        let mut languages: Vec<&LanguageIdentifier> = Vec::new();
        for spoken in &self.spoken {
            if !self.is_default(spoken) && languages.iter().all(|known| known.language != spoken.language) {
                languages.push(spoken);
            }
        }
        languages.into_iter().filter_map(|language| self.gap(language)).collect()
    }

    fn gap(&self, language: &LanguageIdentifier) -> Option<String> {
        let kin = |id: &LanguageIdentifier| id.language == language.language;
        let has =
            |key: &str| self.bundles.iter().any(|bundle| kin(&bundle.language) && bundle.find(key).is_some());
        let missing: Vec<_> =
            self.own.iter().filter(|text| !has(&text.key)).map(|text| format!("`{}`", text.key)).collect();
        let rest = match missing.len().saturating_sub(TOLD) {
            0 => String::new(),
            rest => format!(" and {rest} more"),
        };
        let told = missing.iter().take(TOLD).map(String::as_str).collect::<Vec<_>>().join(", ");
        let default = self.default_locale();
        (!missing.is_empty()).then(|| {
            format!("`{}` lacks {told}{rest}: who speaks it reads that in `{default}`", language.language)
        })
    }
}

/// The names of the texts that a resource refers to.
pub(super) fn referenced(resource: &FluentResource) -> BTreeSet<String> {
    let mut found = Vec::new();
    for entry in resource.entries() {
        let (value, attributes) = match entry {
            Entry::Message(message) => (message.value.as_ref(), &message.attributes),
            Entry::Term(term) => (Some(&term.value), &term.attributes),
            _ => continue,
        };
        for pattern in value.into_iter().chain(attributes.iter().map(|attribute| &attribute.value)) {
            references::of(pattern, &mut found);
        }
    }
    let named = found.into_iter().filter_map(|reference| match reference {
        Reference::Text { id, attribute: None } => Some(id.to_owned()),
        Reference::Text { id, attribute: Some(attribute) } => Some(format!("{id}.{attribute}")),
        Reference::Term { .. } | Reference::Function { .. } => None,
    });
    named.collect()
}
