//! One language: its texts, and what more general ones add to them.

use std::{collections::HashSet, sync::Arc};

use fluent_bundle::{
    FluentArgs, FluentError, FluentResource, FluentValue, concurrent,
    resolver::{ResolverError, errors::ReferenceKind},
};
use fluent_syntax::ast::{Entry, Pattern};
use unic_langid::LanguageIdentifier;

use crate::RichText;

use super::{
    Markup,
    references::{self, Reference},
};

/// One language, as it can be looked up.
pub(super) struct Bundle {
    pub(super) language: LanguageIdentifier,
    texts: concurrent::FluentBundle<Arc<FluentResource>>,
    /// The same, in which arguments are shielded from the markup around them.
    html: concurrent::FluentBundle<Arc<FluentResource>>,
    markdown: concurrent::FluentBundle<Arc<FluentResource>>,
    /// The terms among them, which a Fluent bundle keeps to itself.
    terms: HashSet<String>,
}

/// The ways in which one text can be said. There is at least one.
pub(super) struct Variants<'a>(Vec<&'a Pattern<&'a str>>);

impl Variants<'_> {
    pub(super) fn len(&self) -> usize {
        self.0.len()
    }
}

impl Bundle {
    /// The resources, the most general first: each may replace what those before it say.
    pub(super) fn new<'a>(
        language: LanguageIdentifier,
        resources: impl IntoIterator<Item = &'a Arc<FluentResource>>,
    ) -> Self {
        let [mut texts, mut html, mut markdown] = Markup::ALL.map(|markup| empty(&language, markup));
        let mut terms = HashSet::new();
        for resource in resources {
            terms.extend(resource.entries().filter_map(|entry| match entry {
                Entry::Term(term) => Some(term.id.name.to_owned()),
                _ => None,
            }));
            for bundle in [&mut texts, &mut html, &mut markdown] {
                bundle.add_resource_overriding(Arc::clone(resource));
            }
        }
        Self { language, texts, html, markdown, terms }
    }

    /// The ways to say what a key names: `menu`, `menu.open`.
    pub(super) fn find(&self, key: &str) -> Option<Variants<'_>> {
        let (id, attribute) = match key.split_once('.') {
            Some((id, attribute)) => (id, Some(attribute)),
            None => (key, None),
        };
        let message = self.texts.get_message(id)?;
        if let Some(attribute) = attribute {
            return Some(Variants(vec![message.get_attribute(attribute)?.value()]));
        }
        let others = message.attributes().filter(|attribute| is_variant(attribute.id()));
        Some(Variants(std::iter::once(message.value()?).chain(others.map(|other| other.value())).collect()))
    }

    /// Says it in one of the ways. No argument is markup.
    pub(super) fn say(
        &self,
        variants: &Variants<'_>,
        which: usize,
        arguments: &FluentArgs<'_>,
        markup: Markup,
    ) -> Result<RichText, String> {
        let texts = match markup {
            Markup::None => &self.texts,
            Markup::Html => &self.html,
            Markup::Markdown => &self.markdown,
        };
        let (mut said, mut errors) = (String::new(), Vec::new());
        // `format_pattern` would shield the whole text once more.
        let written = texts.write_pattern(&mut said, variants.0[which], Some(arguments), &mut errors);
        written.map_err(|error| error.to_string())?;
        if errors.is_empty() {
            return markup.read(&said);
        }
        let reasons: Vec<_> = errors.iter().map(reason).collect();
        Err(reasons.join("; "))
    }

    /// What is wrong with the references of this resource, each with the name of the text that has it.
    pub(super) fn dead_references(&self, resource: &FluentResource) -> Vec<(String, String)> {
        let mut dead = Vec::new();
        for entry in resource.entries() {
            let (id, value, attributes) = match entry {
                Entry::Message(message) => {
                    (message.id.name.to_owned(), message.value.as_ref(), &message.attributes)
                }
                Entry::Term(term) => (format!("-{}", term.id.name), Some(&term.value), &term.attributes),
                _ => continue,
            };
            for pattern in value.into_iter().chain(attributes.iter().map(|attribute| &attribute.value)) {
                let mut found = Vec::new();
                references::of(pattern, &mut found);
                let gone = found.iter().filter_map(|reference| self.is_dead(reference));
                let gone =
                    gone.map(|what| format!("refers to {what}, which `{}` does not have", self.language));
                let circle =
                    self.is_circular(pattern).then(|| "refers to itself, by way of others".to_owned());
                dead.extend(gone.chain(circle).map(|text| (id.clone(), text)));
            }
        }
        dead
    }

    fn is_circular(&self, pattern: &Pattern<&str>) -> bool {
        let mut errors = Vec::new();
        let _said = self.texts.format_pattern(pattern, None, &mut errors);
        errors.contains(&FluentError::ResolverError(ResolverError::Cyclic))
    }

    fn is_dead(&self, reference: &Reference<'_>) -> Option<String> {
        match *reference {
            Reference::Text { id, attribute: None } if self.find(id).is_none() => {
                Some(format!("a text `{id}` (an argument is written `${id}`)"))
            }
            Reference::Text { id, attribute: Some(attribute) } => {
                let key = format!("{id}.{attribute}");
                self.find(&key).is_none().then(|| format!("a text `{key}`"))
            }
            Reference::Term { id } if !self.terms.contains(id) => Some(format!("a term `-{id}`")),
            Reference::Function { id } if id != "NUMBER" => Some(format!("a function `{id}`")),
            _ => None,
        }
    }
}

/// A bundle without texts yet, in which strings that are given are shielded from that markup.
fn empty(language: &LanguageIdentifier, markup: Markup) -> concurrent::FluentBundle<Arc<FluentResource>> {
    let mut texts = concurrent::FluentBundle::new_concurrent(vec![language.clone()]);
    // Marks around arguments, for texts of mixed direction: chats show them as boxes, or count them.
    texts.set_use_isolating(false);
    texts.add_builtins().expect("a new bundle has no functions yet");
    texts.set_formatter(match markup {
        Markup::None => None,
        Markup::Html => Some(|value, _| shielded(value, Markup::Html)),
        Markup::Markdown => Some(|value, _| shielded(value, Markup::Markdown)),
    });
    texts
}

fn shielded(value: &FluentValue<'_>, markup: Markup) -> Option<String> {
    match value {
        FluentValue::String(text) => Some(markup.shield(text)),
        _ => None,
    }
}

/// Whether an attribute is another way to say its text: `or1`, `or2` …
pub(super) fn is_variant(attribute: &str) -> bool {
    let number = attribute.strip_prefix("or").unwrap_or_default();
    !number.is_empty() && number.bytes().all(|digit| digit.is_ascii_digit())
}

/// Why a text cannot be said, to its author.
fn reason(error: &FluentError) -> String {
    match error {
        FluentError::ResolverError(ResolverError::Reference(ReferenceKind::Variable { id })) => {
            format!("it wants `{id} = …`, which is not given")
        }
        error => error.to_string(),
    }
}
