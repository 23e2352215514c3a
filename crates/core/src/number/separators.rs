//! What separates the digits of numbers, language by language.
//!
//! After the Unicode CLDR, `numbers/symbols` of each language.

/// The separators of a language.
pub(super) struct Separators {
    /// What stands before the decimals.
    pub(super) decimal: char,
    /// Which of `.` and `,` groups digits, if one does.
    group: Option<char>,
    /// Whether a plain space does; a space that does not break always may.
    pub(super) groups_by_space: bool,
}

impl Separators {
    /// Those of a BCP 47 tag; of a language that is not known, the English ones.
    pub(super) fn of(locale: &str) -> Self {
        let mut subtags = locale.split(['-', '_']);
        let language = subtags.next().unwrap_or_default().to_ascii_lowercase();
        let region = subtags.find(|tag| matches!(tag.len(), 2 | 3)).map(str::to_ascii_uppercase);
        let region = region.as_deref().unwrap_or_default();
        let comma = |group, groups_by_space| Self { decimal: ',', group, groups_by_space };
        let point = |group| Self { decimal: '.', group, groups_by_space: false };
        match (language.as_str(), region) {
            ("de" | "it", "CH" | "LI") => point(None),
            ("es", "419" | "CU" | "DO" | "GT" | "HN" | "MX" | "NI" | "PA" | "PE" | "PR" | "SV" | "US") => {
                point(Some(','))
            }
            ("de", "AT") => comma(Some('.'), true),
            (
                "az" | "ca" | "da" | "de" | "el" | "es" | "eu" | "gl" | "hr" | "id" | "is" | "it" | "mk"
                | "nl" | "pt" | "ro" | "sl" | "sr" | "tr" | "vi",
                _,
            ) => comma(Some('.'), language == "pt" && region == "PT"),
            (
                "be" | "bg" | "cs" | "et" | "fi" | "fr" | "hu" | "hy" | "ka" | "kk" | "lt" | "lv" | "nb"
                | "nn" | "no" | "pl" | "ru" | "sk" | "sv" | "uk" | "uz",
                _,
            ) => comma(None, true),
            _ => point(Some(',')),
        }
    }

    /// Whether it groups digits in this language, and does not separate the decimals.
    pub(super) fn groups(&self, separator: char) -> bool {
        self.group == Some(separator)
    }
}

/// Whether it separates digits anywhere, without space around it.
pub(super) fn is_one(c: char) -> bool {
    matches!(c, '.' | ',' | '\'' | '’' | '\u{a0}' | '\u{2009}' | '\u{202f}' | '٫' | '٬')
}

/// Whether two are the same to the eye.
pub(super) fn same(one: char, other: char) -> bool {
    let plain = |c| match c {
        '’' => '\'',
        '\u{a0}' | '\u{2009}' | '\u{202f}' => ' ',
        c => c,
    };
    plain(one) == plain(other)
}

/// Whether it separates the decimals in some language.
pub(super) fn may_be_decimal(c: char) -> bool {
    matches!(c, '.' | ',' | '٫')
}
