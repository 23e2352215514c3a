//! The platforms a bot can be for.

use clap::ValueEnum;

/// A platform, with what a project says about it.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd, ValueEnum)]
pub(crate) enum Platform {
    Telegram,
    #[value(name = "whatsapp")]
    WhatsApp,
    Messenger,
}

impl Platform {
    /// All there are, in the order in which they are told.
    pub(crate) const ALL: [Self; 3] = [Self::Telegram, Self::WhatsApp, Self::Messenger];

    /// As people write it.
    pub(crate) fn title(self) -> &'static str {
        match self {
            Self::Telegram => "Telegram",
            Self::WhatsApp => "WhatsApp",
            Self::Messenger => "Messenger",
        }
    }

    /// As the features of the crate, the settings and the command line write it.
    pub(crate) fn feature(self) -> &'static str {
        match self {
            Self::Telegram => "telegram",
            Self::WhatsApp => "whatsapp",
            Self::Messenger => "messenger",
        }
    }

    /// What a file of that ending says about it.
    pub(crate) fn fragment(self, ending: &str) -> &'static str {
        match (self, ending) {
            (Self::Telegram, "toml") => include_str!("../templates/platforms/telegram.toml"),
            (Self::Telegram, "md") => include_str!("../templates/platforms/telegram.md"),
            (Self::Telegram, _) => include_str!("../templates/platforms/telegram.env"),
            (Self::WhatsApp, "toml") => include_str!("../templates/platforms/whatsapp.toml"),
            (Self::WhatsApp, "md") => include_str!("../templates/platforms/whatsapp.md"),
            (Self::WhatsApp, _) => include_str!("../templates/platforms/whatsapp.env"),
            (Self::Messenger, "toml") => include_str!("../templates/platforms/messenger.toml"),
            (Self::Messenger, "md") => include_str!("../templates/platforms/messenger.md"),
            (Self::Messenger, _) => include_str!("../templates/platforms/messenger.env"),
        }
    }
}

/// A list as people write it: "Telegram, WhatsApp and Messenger".
pub(crate) fn listed(platforms: &[Platform]) -> String {
    let titles: Vec<_> = platforms.iter().map(|platform| platform.title()).collect();
    match titles.as_slice() {
        [] => String::new(),
        [one] => (*one).to_owned(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}
