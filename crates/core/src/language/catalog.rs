//! Every text of the app in every language.

use std::{
    collections::{BTreeMap, BTreeSet, HashMap},
    sync::Arc,
};

use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use fluent_syntax::ast::Entry;
use unic_langid::LanguageIdentifier;

use super::{
    Markup, OwnText, Source, TextFault, Translated, Translator, Wording,
    bundle::{Bundle, is_variant},
    gaps, tag,
};

/// What the names of the texts that Tertulia brings begin with.
pub(super) const BUILT_IN: &str = "tertulia-";

/// Every text of the app in every language, checked. It never changes: texts that are read again are another catalog.
pub struct Catalog {
    /// In the order in which the languages are declared.
    pub(super) bundles: Vec<Bundle>,
    /// The language of whoever has none of ours.
    default: String,
    /// The names of the texts that Tertulia brings.
    built_in: Vec<String>,
    /// The languages the app has texts in.
    pub(super) spoken: Vec<LanguageIdentifier>,
    /// The texts of the app, each where it is first declared.
    pub(super) own: Vec<OwnText>,
    /// What is wrong with the texts of the app since their files changed: none of them can be said.
    pub(super) faults: Vec<String>,
}

impl Catalog {
    /// Reads every source, and tells everything that is wrong with them. If no default language was chosen, it is
    /// English, or the first one with texts if English has none.
    pub(crate) fn new(sources: Vec<Source>, chosen: Option<String>) -> (Self, Vec<TextFault>) {
        let mut faults = Vec::new();
        let mut languages: Vec<Language> = Vec::new();
        let first = sources.first().map(|source| source.tag.clone());
        for (tag, text) in [("en", include_str!("en.ftl")), ("es", include_str!("es.ftl"))] {
            let from = Source { tag: tag.to_owned(), file: None, at: None, text: text.to_owned() };
            let resource = from.read(&mut faults);
            let id = tag::read(tag).expect("our own tags are tags");
            languages.push(Language { id, built_in: Some(resource), own: Vec::new() });
        }
        for from in sources {
            let Some(id) = tag::read(&from.tag).filter(|_| tag::is_tag(&from.tag)) else {
                let text = format!("`{}` is no language tag; one looks like `es` or `pt-BR`", from.tag);
                faults.push((from.at, text));
                continue;
            };
            let resource = from.read(&mut faults);
            match languages.iter_mut().find(|language| language.id == id) {
                Some(language) => language.own.push((from, resource)),
                None => languages.push(Language { id, built_in: None, own: vec![(from, resource)] }),
            }
        }
        let bundles = languages.iter().map(|language| language.bundle(&languages)).collect();
        let default = match (chosen, first) {
            (Some(chosen), _) => chosen,
            (None, Some(first)) if languages[0].own.is_empty() => first,
            _ => "en".to_owned(),
        };
        let built_in = languages[0].built_in.iter().flat_map(|resource| keys(resource)).collect();
        let spoken = languages.iter().filter(|language| !language.own.is_empty());
        let spoken = spoken.map(|language| language.id.clone()).collect();
        let catalog =
            Self { bundles, default, built_in, spoken, own: own_texts(&languages), faults: Vec::new() };
        catalog.check(&languages, &mut faults);
        (catalog, faults)
    }

    /// The same, in which no text of the app's can be said until these faults are gone.
    pub(super) fn broken(self, faults: Vec<String>) -> Self {
        Self { faults, ..self }
    }

    /// The language of whoever has none of ours.
    pub fn default_locale(&self) -> &str {
        &self.default
    }

    /// The texts of the app's own, each where it is first declared.
    pub(crate) fn own(&self) -> impl Iterator<Item = &OwnText> {
        self.own.iter()
    }

    /// The languages there are texts in, as BCP 47 tags.
    pub(crate) fn languages(&self) -> impl Iterator<Item = String> {
        self.bundles.iter().map(|bundle| bundle.language.to_string())
    }

    /// Where a text is looked up for a person of that language, the first place first. Never empty, whatever the
    /// tag is.
    pub(super) fn chain(&self, tag: &str) -> Vec<&Bundle> {
        let mut chain = Vec::new();
        for language in [tag, &self.default].into_iter().filter_map(tag::read) {
            for id in tag::and_more_general(language.clone()) {
                chain.extend(self.bundles.iter().find(|bundle| bundle.language == id));
            }
            // Someone who reads `es-AR` rather reads `es-MX` than another language.
            let kin = |bundle: &&Bundle| bundle.language.language == language.language;
            chain.extend(self.bundles.iter().filter(kin));
        }
        chain.push(&self.bundles[0]); // English: `new` puts it there
        chain
    }

    /// Whether a text can be said in every language, for start-up to ask where it can.
    pub(crate) fn check_text(&self, text: &Translated) -> Result<(), String> {
        let tags = self.bundles.iter().map(|bundle| bundle.language.to_string());
        let says = |tag: String| Translator::new(self, &tag, "").check(text);
        tags.chain([self.default.clone()]).try_for_each(says)
    }

    /// Every way in which it can be said, in every language: what a person may type to mean it. What cannot be said
    /// is left out.
    pub(crate) fn every_way(&self, wording: &Wording) -> Vec<String> {
        let Wording::Translated(text) = wording else {
            return Translator::new(self, &self.default, "")
                .read_plain(wording.clone())
                .into_iter()
                .collect();
        };
        let mut ways = Vec::new();
        for bundle in &self.bundles {
            let tag = bundle.language.to_string();
            let Ok(arguments) = Translator::new(self, &tag, "").arguments(text) else { continue };
            let Some(variants) = bundle.find(&text.key) else { continue };
            ways.extend(
                (0..variants.len())
                    .filter_map(|which| bundle.say(&variants, which, &arguments, text.markup).ok())
                    .map(|said| said.plain().into_owned()),
            );
        }
        ways
    }

    fn check(&self, languages: &[Language], faults: &mut Vec<TextFault>) {
        let mut homeless: BTreeMap<String, &Source> = BTreeMap::new();
        for (language, bundle) in languages.iter().zip(&self.bundles) {
            let mut places = HashMap::new();
            for (from, resource) in &language.own {
                from.declare(&mut places, faults);
                for (id, wrong) in bundle.dead_references(resource) {
                    faults.push((from.at, format!("{}: `{id}` {wrong}", from.place_of(&id))));
                }
                for key in keys(resource) {
                    if key.starts_with(BUILT_IN) {
                        if let Err(text) = self.check_built_in(&key, bundle) {
                            faults.push((from.at, format!("{}: {text}", from.place_of(&key))));
                        }
                    } else if !self.is_in_default(&key) {
                        homeless.entry(key).or_insert(from);
                    }
                }
            }
        }
        let default = &self.default;
        if languages.iter().all(|language| language.own.is_empty() || !self.is_default(&language.id)) {
            if let Some(from) = homeless.values().next() {
                let text =
                    format!("there are no texts in the default language, `{default}` (`locales.default`)");
                faults.push((from.at, text));
            }
            return;
        }
        for (key, from) in homeless {
            let place = from.place_of(key.split('.').next().unwrap_or_default());
            let text = format!(
                "`{key}` is missing in the default language, `{default}`, which is for whoever speaks none of the others"
            );
            faults.push((from.at, format!("{place}: {text}")));
        }
    }

    pub(super) fn is_default(&self, language: &LanguageIdentifier) -> bool {
        tag::read(&self.default).is_some_and(|default| default.language == language.language)
    }

    fn is_in_default(&self, key: &str) -> bool {
        self.bundles.iter().any(|bundle| self.is_default(&bundle.language) && bundle.find(key).is_some())
    }

    /// What takes the place of a text of ours is said with what we give, and never silence.
    fn check_built_in(&self, key: &str, bundle: &Bundle) -> Result<(), String> {
        if !self.built_in.iter().any(|known| known == key) {
            return Err(format!("Tertulia has no text `{key}`; it has {}", self.built_in()));
        }
        let Some(variants) = bundle.find(key) else { return Ok(()) };
        for which in 0..variants.len() {
            let said = bundle.say(&variants, which, &given(key), Markup::None);
            if said.map_err(|reason| format!("`{key}` cannot be said: {reason}"))?.as_str().trim().is_empty()
            {
                return Err(format!("`{key}` says nothing"));
            }
        }
        Ok(())
    }

    fn built_in(&self) -> String {
        let names: Vec<_> = self.built_in.iter().map(|key| format!("`{key}`")).collect();
        names.join(", ")
    }
}

/// The texts of the app's own, in all languages, each where it is first declared.
fn own_texts(languages: &[Language]) -> Vec<OwnText> {
    let own = || languages.iter().flat_map(|language| &language.own);
    let referenced: BTreeSet<_> = own().flat_map(|(_, resource)| gaps::referenced(resource)).collect();
    let mut seen = BTreeSet::new();
    let mut texts = Vec::new();
    for (from, resource) in own() {
        for key in keys(resource) {
            if !key.starts_with(BUILT_IN) && seen.insert(key.clone()) {
                let place = from.place_of(key.split('.').next().unwrap_or_default());
                texts.push(OwnText { place, at: from.at, referenced: referenced.contains(&key), key });
            }
        }
    }
    texts
}

/// What we give to a text of ours, by way of example.
fn given(key: &str) -> FluentArgs<'static> {
    let names: &[&str] = match key {
        "tertulia-form-question" => &["label"],
        "tertulia-form-range" => &["min", "max"],
        "tertulia-form-least" | "tertulia-form-longer" => &["min"],
        "tertulia-form-greatest" | "tertulia-form-shorter" => &["max"],
        _ => &[],
    };
    names.iter().map(|&name| (name, FluentValue::from(1))).collect()
}

/// The sources of one language.
struct Language {
    id: LanguageIdentifier,
    built_in: Option<Arc<FluentResource>>,
    own: Vec<(Source, Arc<FluentResource>)>,
}

impl Language {
    fn bundle(&self, all: &[Self]) -> Bundle {
        let mut wider: Vec<_> = tag::and_more_general(self.id.clone()).collect();
        wider.reverse();
        let layers = wider.iter().filter_map(|id| all.iter().find(|language| language.id == *id));
        Bundle::new(self.id.clone(), layers.flat_map(Self::resources))
    }

    fn resources(&self) -> impl Iterator<Item = &Arc<FluentResource>> {
        self.built_in.iter().chain(self.own.iter().map(|(_, resource)| resource))
    }
}

/// What can be said by its name: texts with a value, and attributes that are no variants.
fn keys(resource: &FluentResource) -> Vec<String> {
    let mut keys = Vec::new();
    for entry in resource.entries() {
        let Entry::Message(message) = entry else { continue };
        let id = message.id.name;
        keys.extend(message.value.as_ref().map(|_| id.to_owned()));
        let others = message.attributes.iter().filter(|other| !is_variant(other.id.name));
        keys.extend(others.map(|other| format!("{id}.{}", other.id.name)));
    }
    keys
}

impl std::fmt::Debug for Catalog {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let languages = self.bundles.iter().map(|bundle| bundle.language.to_string());
        f.debug_struct("Catalog").field("languages", &languages.collect::<Vec<_>>()).finish_non_exhaustive()
    }
}
