//! The known name nearest to one that is not known.

use super::keys::KEYS;

/// How alike two names must be for one to be suggested for the other; 1 is equal.
const NEAR: f64 = 0.75;

/// The path of the key that was probably meant, if one is near.
pub(super) fn key(path: &str, suits: impl Fn(&str) -> bool) -> Option<&'static str> {
    best(path, KEYS.iter().map(|key| key.path).filter(|known| suits(known)))
}

/// The section or list of tables that was probably meant, if one is near.
pub(super) fn section(path: &str) -> Option<&'static str> {
    best(
        path,
        KEYS.iter()
            .filter_map(|key| key.path.rsplit_once('.'))
            .map(|(parent, _)| parent.trim_end_matches("[]")),
    )
}

/// The most alike of the known names, if it is alike enough.
fn best(path: &str, known: impl Iterator<Item = &'static str>) -> Option<&'static str> {
    let path = path.to_lowercase();
    known
        .map(|known| (likeness(&path, known), known))
        .filter(|(likeness, _)| *likeness >= NEAR)
        .max_by(|(a, _), (b, _)| a.total_cmp(b))
        .map(|(_, known)| known)
}

/// Beside each other, the last names count: the common beginning would make everything look alike.
fn likeness(path: &str, known: &str) -> f64 {
    let (parent, name) = path.rsplit_once('.').unwrap_or(("", path));
    let (known_parent, known_name) = known.rsplit_once('.').unwrap_or(("", known));
    if parent == known_parent {
        strsim::jaro_winkler(name, known_name)
    } else if name == known_name {
        0.8_f64.max(strsim::normalized_damerau_levenshtein(path, known))
    } else {
        strsim::normalized_damerau_levenshtein(path, known)
    }
}
