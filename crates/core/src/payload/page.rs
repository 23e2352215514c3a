//! A page among the choices that are kept for a token: `#token.2`.
//!
//! The number needs no seal: whoever may see one of the pages may see them all.

use std::collections::HashSet;

use super::{Sealing, StoredPayload, Terms, Unsealed, wire::split_params};

/// The route of what is kept page by page. No author can write it, for a name holds no `~`.
const ROUTE: &str = "~pages";

/// What shows that page of what is kept for a token.
pub(crate) fn page_of(token: &str, number: usize) -> String {
    format!("{token}.{number}")
}

/// Whether a payload that was sealed shows a page.
pub(crate) fn is_page(wire: &str) -> bool {
    split_page(wire).1.is_some()
}

/// A token, and the number of the page if one is named.
pub(super) fn split_page(wire: &str) -> (&str, Option<&str>) {
    match wire.split_once('.') {
        Some((token, number)) if token.starts_with('#') => (token, Some(number)),
        _ => (wire, None),
    }
}

impl Sealing<'_> {
    /// What goes on the wire, in at most `limit` bytes, and is none of those that were `seen`: platforms refuse two choices
    /// with the same payload in one message.
    pub(crate) fn seal_once(
        &mut self,
        payload: Unsealed,
        limit: usize,
        seen: &mut HashSet<String>,
    ) -> String {
        let payload = match payload {
            Unsealed::Payload(payload) => payload,
            Unsealed::Sealed(wire) => return wire,
        };
        let wire = self.write(&payload, limit);
        // A token differs.
        if seen.insert(wire.clone()) { wire } else { self.write_token(&payload) }
    }

    /// Keeps pages, as a JSON object, under [`Sealing::next_token`].
    pub(crate) fn keep_pages(&mut self, pages: &str, terms: &Terms) {
        self.store(terms, format!("{ROUTE}:{pages}"));
    }
}

impl StoredPayload {
    /// The pages that are kept in it, as JSON, if it holds some.
    pub(crate) fn pages(&self) -> Option<&str> {
        match split_params(&self.content) {
            (ROUTE, pages) => pages,
            _ => None,
        }
    }
}
