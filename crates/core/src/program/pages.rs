//! What is shown page by page: kept whole when its first page is said, and shown further when that is pressed.

use std::{collections::HashSet, convert::Infallible, sync::Arc};

use serde::{Deserialize, Serialize};
use serde_json::{Map as Fields, Value};

use crate::{
    Platform, RichText,
    language::Translator,
    message::{Extras, Map, Planned},
    payload::{Audience, Sealing, StoredPayload, Terms, Unsealed, page_of},
    plan::{Page, Shelf},
    reply::Manner,
};

/// A page that is shown because a choice for it was pressed.
pub(super) struct Opened {
    pub(super) page: Page<Unsealed>,
    /// Whether its titles can be typed.
    pub(super) typed: bool,
    pub(super) manner: Manner,
}

/// What is kept for a token: sealed already, so that each choice is the same whenever its page is shown.
#[derive(Deserialize, Serialize)]
struct Kept<P> {
    pages: P,
    #[serde(default)]
    typed: bool,
    /// What the author adds for the platform.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    extras: Option<Fields<String, Value>>,
}

impl Opened {
    /// The page of that number among what is kept. `None` if it cannot be read.
    pub(super) fn read(stored: &StoredPayload, number: usize, platform: Platform) -> Option<Self> {
        let kept: Kept<Vec<Page>> = serde_json::from_str(stored.pages()?).ok()?;
        let last = kept.pages.len().checked_sub(1)?;
        let page = kept.pages.into_iter().nth(number.min(last))?;
        let Ok(page) = page.map(&mut Payloads(Unsealed::Sealed));
        let mut extras = Extras::default();
        for (field, value) in kept.extras.into_iter().flatten() {
            extras.set(platform, field, value);
        }
        let manner = Manner { extras: Arc::new(extras), ..Manner::default() };
        Some(Self { page, typed: kept.typed, manner })
    }
}

/// Where the pages of a turn are kept.
pub(super) struct Pages<'a, 'k> {
    pub(super) sealing: &'a mut Sealing<'k>,
    pub(super) translator: &'a Translator<'a>,
    pub(super) manners: &'a [Manner],
    /// Of each message, whether its titles can be typed.
    pub(super) typed: &'a [bool],
    pub(super) platform: Platform,
    /// The longest payload that every place takes.
    pub(super) shortest: usize,
    /// On what terms the pages may be seen that are kept next.
    pub(super) terms: Terms,
}

impl Shelf<Unsealed> for Pages<'_, '_> {
    fn seal(&mut self, pages: Vec<Page<Unsealed>>) -> Vec<Page<Unsealed>> {
        let mut terms: Option<Terms> = None;
        let mut seen = HashSet::new();
        let mut seal = Payloads(|payload: Unsealed| {
            if let Unsealed::Payload(payload) = &payload {
                terms = Some(terms.map_or(payload.terms, |terms| both(terms, payload.terms)));
            }
            Unsealed::Sealed(self.sealing.seal_once(payload, self.shortest, &mut seen))
        });
        let pages = pages.into_iter().map(|page| {
            let Ok(page) = page.map(&mut seal);
            page
        });
        let pages = pages.collect();
        // Pages can be turned as often as one likes.
        self.terms = Terms { once: false, ..terms.unwrap_or_default() };
        pages
    }

    fn titles(&self) -> [String; 2] {
        ["tertulia-back", "tertulia-more"].map(|key| self.translator.built_in(key))
    }

    fn shows(&self, number: usize) -> Unsealed {
        Unsealed::Sealed(page_of(&self.sealing.next_token(), number))
    }

    fn keep(&mut self, message: usize, pages: &[Page<Unsealed>]) {
        let wire = |payload| match payload {
            Unsealed::Sealed(wire) => wire,
            Unsealed::Payload(_) => unreachable!("`seal` was asked about all of them"),
        };
        let page = |page: &Page<_>| {
            let Ok(page) = page.clone().map(&mut Payloads(wire));
            page
        };
        let pages: Vec<Page> = pages.iter().map(page).collect();
        let manner = &self.manners[message]; // the planner has its numbers from these messages
        let kept = Kept { pages, typed: self.typed[message], extras: manner.extras(self.platform).cloned() };
        match serde_json::to_string(&kept) {
            Ok(json) => self.sealing.keep_pages(&json, &self.terms),
            Err(error) => unreachable!("strings and numbers serialise: {error}"),
        }
    }
}

/// The terms of pages whose choices have these and those: they are seen by whoever may press all of them, and for as long
/// as any can be pressed.
fn both(these: Terms, those: Terms) -> Terms {
    let strictness = |audience| match audience {
        Audience::Anyone => 0,
        Audience::Chat => 1,
        Audience::User => 2,
    };
    let audience =
        if strictness(these.audience) < strictness(those.audience) { those } else { these }.audience;
    let expires_in = these.expires_in.zip(those.expires_in).map(|(these, those)| these.max(those));
    Terms { audience, expires_in, once: false }
}

/// Other payloads, the same texts.
struct Payloads<F>(F);

impl<P, Q, F> Map<P, Q> for Payloads<F>
where
    P: Planned,
    Q: Planned,
    F: FnMut(P) -> Q,
{
    type Error = Infallible;

    fn title(&mut self, title: String) -> Result<String, Infallible> {
        Ok(title)
    }

    fn text(&mut self, text: RichText) -> Result<RichText, Infallible> {
        Ok(text)
    }

    fn payload(&mut self, payload: P, _: Option<usize>) -> Result<Q, Infallible> {
        Ok((self.0)(payload))
    }
}
