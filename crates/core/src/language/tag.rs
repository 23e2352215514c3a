//! Language tags, as platforms and authors write them.

use unic_langid::LanguageIdentifier;

/// Reads as much of a tag as can be read: `es_MX`, `zh-hans`, `en-US-u-hc-h12`. `None` if that is nothing.
pub(super) fn read(tag: &str) -> Option<LanguageIdentifier> {
    let mut rest = tag.trim();
    loop {
        if let Ok(language) = rest.parse::<LanguageIdentifier>() {
            return (!language.language.is_empty()).then_some(language);
        }
        rest = &rest[..rest.rfind(['-', '_'])?];
    }
}

/// Whether it is a language tag as a whole.
pub(crate) fn is_tag(tag: &str) -> bool {
    tag.parse::<LanguageIdentifier>().is_ok_and(|language| !language.language.is_empty())
}

/// The language itself, and what is ever more general: `zh-Hant-TW`, `zh-Hant`, `zh`.
pub(super) fn and_more_general(language: LanguageIdentifier) -> impl Iterator<Item = LanguageIdentifier> {
    std::iter::successors(Some(language), |language| {
        let mut wider = language.clone();
        if wider.variants().len() > 0 {
            wider.clear_variants();
        } else if wider.region.take().is_none() && wider.script.take().is_none() {
            return None;
        }
        Some(wider)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tag_is_read_as_far_as_it_goes() {
        for (tag, language) in [
            ("es", "es"),
            ("ES_mx", "es-MX"),
            (" pt-br ", "pt-BR"),
            ("zh-hans", "zh-Hans"),
            ("en-US-u-hc-h12", "en-US"),
            ("es-419", "es-419"),
            ("de-1996", "de-1996"),
            ("en-GB-oxendict", "en-GB-oxendict"),
        ] {
            assert_eq!(read(tag).unwrap().to_string(), language, "{tag}");
        }
        for tag in ["", "-", "español", "x", "1", "🏴", "und"] {
            assert_eq!(read(tag), None, "{tag}");
        }
    }

    #[test]
    fn a_tag_becomes_more_general_by_its_last_part() {
        let tags = |tag| and_more_general(read(tag).unwrap()).map(|tag| tag.to_string()).collect::<Vec<_>>();
        assert_eq!(tags("zh-Hant-TW"), ["zh-Hant-TW", "zh-Hant", "zh"]);
        assert_eq!(tags("de-CH-1996"), ["de-CH-1996", "de-CH", "de"]);
        assert_eq!(tags("es"), ["es"]);
    }
}
