//! What a person is told when no block speaks: the press is stale, or the turn failed for good.

use crate::Verdict;

/// The answer to a stale press in the person's language: English unless we have it.
pub(super) fn text(verdict: Verdict, locale: &str) -> &'static str {
    match (verdict, is_spanish(locale)) {
        (Verdict::Expired, false) => "This button is too old to be used.",
        (Verdict::Expired, true) => "Este botón ya es demasiado antiguo.",
        (Verdict::Foreign | Verdict::Tampered, false) => "This button is not meant for this chat.",
        (Verdict::Foreign | Verdict::Tampered, true) => "Este botón no es para este chat.",
        (_, false) => "This button no longer works.",
        (_, true) => "Este botón ya no funciona.",
    }
}

/// The apology after an event was set aside.
pub(super) fn apology(locale: &str) -> &'static str {
    if is_spanish(locale) {
        "Lo siento, algo salió mal. Inténtalo de nuevo más tarde."
    } else {
        "Sorry, something went wrong. Please try again later."
    }
}

fn is_spanish(locale: &str) -> bool {
    locale == "es" || locale.starts_with("es-") || locale.starts_with("es_")
}
