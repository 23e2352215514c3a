//! What people see of a bot before they write to it: menus, greetings, commands, descriptions.
//!
//! A platform shows these by itself, so they are told to it once and not with a reply. Each takes what it knows; the limits are
//! checked when they are written for a platform ([`Adapter::profile`](crate::Adapter::profile)).
//!
//! ```
//! use tertulia_core::profile::{MenuItem, Profile};
//!
//! let profile = Profile::new()
//!     .get_started("get_started")
//!     .greeting("Hello!")
//!     .greeting_in("es", "¡Hola!")
//!     .menu([MenuItem::postback("Help", "help"), MenuItem::url("Our page", "https://example.com")])
//!     .commands([("help", "What I can do")])
//!     .ice_breakers([MenuItem::postback("What does it cost?", "prices")]);
//! ```
//!
//! | | Messenger | Telegram | WhatsApp |
//! |---|---|---|---|
//! | `menu` | persistent menu | | |
//! | `get_started` | button of a new chat | | |
//! | `greeting` | text of a new chat | description (512 characters) | |
//! | `ice_breakers` | questions of a new chat | | prompts: their titles are sent as texts |
//! | `commands` | commands | commands, by scope | commands |
//! | `name` | | name | |
//! | `about` | | short description | `about` of the business profile |
//! | `domains` | domains that web views may have | | |
//! | `menu_app` | | menu button that opens a web app | |
//! | `business` | | | business profile |

mod commands;
mod property;

pub use commands::{Commands, Scope};
pub use property::{Property, Reading, Removal};

use std::panic::Location;

use crate::ButtonPayload;

/// What people see of a bot before they write to it.
///
/// `P` is what its items carry: what the author gave, and once it is checked the text for the wire.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Profile<P = ButtonPayload> {
    /// What a new person presses to begin.
    pub get_started: Option<P>,
    /// The text of an empty chat.
    pub greeting: Vec<In<String>>,
    /// The menu that is always there.
    pub menu: Vec<In<Vec<MenuItem<P>>>>,
    /// Questions to begin with.
    pub ice_breakers: Vec<In<Vec<MenuItem<P>>>>,
    /// Commands that are offered while one types.
    pub commands: Vec<Commands>,
    /// What the bot is called.
    pub name: Vec<In<String>>,
    /// A line about the bot.
    pub about: Vec<In<String>>,
    /// The pages that may open inside the chat.
    pub domains: Vec<String>,
    /// What stands on the button beside the input, and the web app that it opens.
    pub menu_app: Option<(String, String)>,
    /// What a business tells of itself.
    pub business: Option<Business>,
    pub(crate) at: Option<&'static Location<'static>>,
}

/// Something in one language, or for all others.
#[derive(Clone, Debug, PartialEq)]
#[expect(clippy::exhaustive_structs, reason = "it is a pair")]
pub struct In<T> {
    /// The language, as a BCP 47 tag; none is for whoever speaks none of the others.
    pub locale: Option<String>,
    /// What is said in it.
    pub what: T,
}

/// Something to choose in a menu.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum MenuItem<P = ButtonPayload> {
    /// It comes back as a press.
    Postback {
        /// What stands there.
        title: String,
        /// What comes back. Nothing seals it, for the platform shows it to everyone.
        payload: P,
    },
    /// It opens a page.
    Url {
        /// What stands there.
        title: String,
        /// The page: `https`.
        url: String,
    },
}

/// What a business tells of itself on WhatsApp. What is not given stays as it is.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
#[expect(clippy::exhaustive_structs, reason = "authors write it with `..Business::default()`")]
pub struct Business {
    /// The postal address (256 characters).
    pub address: Option<String>,
    /// What it does (512 characters).
    pub description: Option<String>,
    /// Where to write to (128 characters).
    pub email: Option<String>,
    /// Its pages: two at most.
    pub websites: Vec<String>,
    /// Its line of business, in WhatsApp's words: `RETAIL`, `TRAVEL` …
    pub vertical: Option<String>,
}

impl<P> Default for Profile<P> {
    fn default() -> Self {
        Self {
            get_started: None,
            greeting: Vec::new(),
            menu: Vec::new(),
            ice_breakers: Vec::new(),
            commands: Vec::new(),
            name: Vec::new(),
            about: Vec::new(),
            domains: Vec::new(),
            menu_app: None,
            business: None,
            at: None,
        }
    }
}

impl Profile {
    /// A profile that tells nothing: what platforms show then stays as it is.
    pub fn new() -> Self {
        Self::default()
    }

    /// What comes back when a new person presses the button to begin.
    #[must_use]
    pub fn get_started(self, payload: impl Into<ButtonPayload>) -> Self {
        Self { get_started: Some(payload.into()), ..self }
    }

    /// The text of an empty chat.
    #[must_use]
    pub fn greeting(mut self, text: impl Into<String>) -> Self {
        self.greeting.push(In { locale: None, what: text.into() });
        self
    }

    /// The text of an empty chat in one language.
    #[must_use]
    pub fn greeting_in(mut self, locale: impl Into<String>, text: impl Into<String>) -> Self {
        self.greeting.push(In { locale: Some(locale.into()), what: text.into() });
        self
    }

    /// The menu that is always there.
    #[must_use]
    pub fn menu(mut self, items: impl IntoIterator<Item = MenuItem>) -> Self {
        self.menu.push(In { locale: None, what: items.into_iter().collect() });
        self
    }

    /// The menu in one language.
    #[must_use]
    pub fn menu_in(mut self, locale: impl Into<String>, items: impl IntoIterator<Item = MenuItem>) -> Self {
        self.menu.push(In { locale: Some(locale.into()), what: items.into_iter().collect() });
        self
    }

    /// Questions to begin with.
    #[must_use]
    pub fn ice_breakers(mut self, items: impl IntoIterator<Item = MenuItem>) -> Self {
        self.ice_breakers.push(In { locale: None, what: items.into_iter().collect() });
        self
    }

    /// Questions to begin with in one language.
    #[must_use]
    pub fn ice_breakers_in(
        mut self,
        locale: impl Into<String>,
        items: impl IntoIterator<Item = MenuItem>,
    ) -> Self {
        self.ice_breakers.push(In { locale: Some(locale.into()), what: items.into_iter().collect() });
        self
    }

    /// Commands with what they do: `[("help", "What I can do")]`; or for some people only, as [`Commands`].
    #[must_use]
    pub fn commands(mut self, commands: impl Into<Commands>) -> Self {
        self.commands.push(commands.into());
        self
    }

    /// What the bot is called.
    #[must_use]
    pub fn name(mut self, name: impl Into<String>) -> Self {
        self.name.push(In { locale: None, what: name.into() });
        self
    }

    /// What the bot is called in one language.
    #[must_use]
    pub fn name_in(mut self, locale: impl Into<String>, name: impl Into<String>) -> Self {
        self.name.push(In { locale: Some(locale.into()), what: name.into() });
        self
    }

    /// A line about the bot.
    #[must_use]
    pub fn about(mut self, text: impl Into<String>) -> Self {
        self.about.push(In { locale: None, what: text.into() });
        self
    }

    /// A line about the bot in one language.
    #[must_use]
    pub fn about_in(mut self, locale: impl Into<String>, text: impl Into<String>) -> Self {
        self.about.push(In { locale: Some(locale.into()), what: text.into() });
        self
    }

    /// The pages that may open inside the chat: `https://example.com`.
    #[must_use]
    pub fn domains<T: Into<String>>(mut self, domains: impl IntoIterator<Item = T>) -> Self {
        self.domains.extend(domains.into_iter().map(Into::into));
        self
    }

    /// What stands on the button beside the input, and the web app that it opens.
    #[must_use]
    pub fn menu_app(self, title: impl Into<String>, url: impl Into<String>) -> Self {
        Self { menu_app: Some((title.into(), url.into())), ..self }
    }

    /// What a business tells of itself.
    #[must_use]
    pub fn business(self, business: Business) -> Self {
        Self { business: Some(business), ..self }
    }

    /// The same with what becomes of each payload.
    pub(crate) fn map<Q>(self, map: &mut impl FnMut(ButtonPayload) -> Q) -> Profile<Q> {
        fn items<Q>(
            all: Vec<In<Vec<MenuItem>>>,
            map: &mut impl FnMut(ButtonPayload) -> Q,
        ) -> Vec<In<Vec<MenuItem<Q>>>> {
            let mut all_mapped = Vec::with_capacity(all.len());
            for In { locale, what } in all {
                let what = what.into_iter().map(|item| item.map(&mut *map)).collect();
                all_mapped.push(In { locale, what });
            }
            all_mapped
        }
        Profile {
            get_started: self.get_started.map(&mut *map),
            menu: items(self.menu, map),
            ice_breakers: items(self.ice_breakers, map),
            greeting: self.greeting,
            commands: self.commands,
            name: self.name,
            about: self.about,
            domains: self.domains,
            menu_app: self.menu_app,
            business: self.business,
            at: self.at,
        }
    }
}

impl MenuItem {
    /// Comes back as a press.
    pub fn postback(title: impl Into<String>, payload: impl Into<ButtonPayload>) -> Self {
        Self::Postback { title: title.into(), payload: payload.into() }
    }

    /// Opens a page.
    pub fn url(title: impl Into<String>, url: impl Into<String>) -> Self {
        Self::Url { title: title.into(), url: url.into() }
    }

    fn map<Q>(self, map: &mut impl FnMut(ButtonPayload) -> Q) -> MenuItem<Q> {
        match self {
            Self::Postback { title, payload } => MenuItem::Postback { title, payload: map(payload) },
            Self::Url { title, url } => MenuItem::Url { title, url },
        }
    }
}

impl<P> MenuItem<P> {
    /// What stands there.
    pub fn title(&self) -> &str {
        match self {
            Self::Postback { title, .. } | Self::Url { title, .. } => title,
        }
    }
}
