//! How values are put into markup without becoming any.
//!
//! HTML has references for that. Markdown has nothing that holds everywhere: a backslash is shown in code, and ends no link. So
//! there a sign that is no letter or digit stands as another one, of a plane that nobody has signs for, until the markup is read.

use std::borrow::Cow;

/// Where the stand-ins begin: each sign of the first plane has one.
const STAND_INS: u32 = 0xF_0000;
/// What stands for an empty value, so that the markup around it does not meet.
const NOTHING: char = '\u{FFFFF}';

/// The value as it is written between tags, or in an attribute.
pub(crate) fn in_html(value: &str) -> String {
    let mut written = String::with_capacity(value.len());
    for sign in value.chars() {
        match sign {
            '&' => written.push_str("&amp;"),
            '<' => written.push_str("&lt;"),
            '>' => written.push_str("&gt;"),
            '"' => written.push_str("&quot;"),
            '\'' => written.push_str("&apos;"),
            sign => written.push(sign),
        }
    }
    written
}

/// The value as it is written in Markdown that [`RichText::shielded_markdown`](crate::RichText) reads.
pub(crate) fn in_markdown(value: &str) -> String {
    if value.is_empty() {
        return NOTHING.to_string();
    }
    value.chars().map(stand_in).collect()
}

/// The words as they were before they were shielded.
pub(super) fn restored(words: &str) -> Cow<'_, str> {
    if !words.chars().any(is_stand_in) {
        return Cow::Borrowed(words);
    }
    let known = words.chars().filter(|&sign| sign != NOTHING);
    Cow::Owned(known.map(|sign| if is_stand_in(sign) { stood_for(sign) } else { sign }).collect())
}

fn stand_in(sign: char) -> char {
    match sign {
        sign if sign.is_alphanumeric() => sign,
        sign if is_stand_in(sign) => char::REPLACEMENT_CHARACTER,
        '\u{FFFF}' => char::REPLACEMENT_CHARACTER,
        '\0'..'\u{FFFF}' => {
            char::from_u32(STAND_INS + u32::from(sign)).unwrap_or(char::REPLACEMENT_CHARACTER)
        }
        beyond => beyond,
    }
}

fn stood_for(sign: char) -> char {
    char::from_u32(u32::from(sign) - STAND_INS).unwrap_or(char::REPLACEMENT_CHARACTER)
}

fn is_stand_in(sign: char) -> bool {
    (STAND_INS..=u32::from(NOTHING)).contains(&u32::from(sign))
}
