//! References to characters: `&amp;`, `&#233;`.

/// The text with its references resolved. `&` that begins none stands for itself.
///
/// # Errors
///
/// Calls `mistake` with the place and the message of each that is not known; it stays as written.
pub(super) fn resolve(text: &str, mut mistake: impl FnMut(usize, String)) -> String {
    let mut resolved = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        resolved.push_str(&rest[..at]);
        rest = &rest[at..];
        let Some(name) = name(rest) else {
            resolved.push('&');
            rest = &rest[1..];
            continue;
        };
        let (written, after) = rest.split_at(name.len() + 2);
        match character(name) {
            Some(c) => resolved.push(c),
            None => {
                mistake(
                    text.len() - rest.len(),
                    format!("`{written}` is not known: write the character itself"),
                );
                resolved.push_str(written);
            }
        }
        rest = after;
    }
    resolved.push_str(rest);
    resolved
}

/// What is between `&` and `;`, if it can be the name of a character.
fn name(text: &str) -> Option<&str> {
    let name = &text[1..text.find(';')?];
    let is_name = |name: &str| !name.is_empty() && name.bytes().all(|b| b.is_ascii_alphanumeric());
    is_name(name.strip_prefix('#').unwrap_or(name)).then_some(name)
}

fn character(name: &str) -> Option<char> {
    let Some(number) = name.strip_prefix('#') else {
        return match name {
            "lt" => Some('<'),
            "gt" => Some('>'),
            "amp" => Some('&'),
            "quot" => Some('"'),
            "apos" => Some('\''),
            "nbsp" => Some('\u{a0}'),
            _ => None,
        };
    };
    let code = match number.strip_prefix(['x', 'X']) {
        Some(hex) => u32::from_str_radix(hex, 16),
        None => number.parse(),
    };
    char::from_u32(code.ok()?).filter(|&c| !c.is_control() || matches!(c, '\t' | '\n'))
}
