//! Questions that wait for the bot's answer.

use std::collections::BTreeMap;

use jiff::{SignedDuration, Timestamp};

use super::{content::Content, keyboard::InlineKeyboard};

/// Presses and inline queries.
#[derive(Default)]
pub(super) struct Queries {
    presses: BTreeMap<String, Press>,
    inline: BTreeMap<String, Asked>,
    /// What the bot answered, for whom in which chat, until something is chosen.
    answers: BTreeMap<(i64, i64), Vec<Offer>>,
}

/// Who pressed something, and where.
#[derive(Clone, Debug)]
pub(super) struct Press {
    pub(super) chat: i64,
    pub(super) person: i64,
    pub(super) at: Timestamp,
}

/// Who asked the bot, and where.
#[derive(Clone, Debug)]
struct Asked {
    chat: i64,
    person: i64,
    at: Timestamp,
}

/// What can be sent, among the answers of an inline query.
#[derive(Clone, Debug)]
pub(super) struct Offer {
    pub(super) title: String,
    pub(super) description: Option<String>,
    pub(super) content: Content,
    pub(super) keyboard: Option<InlineKeyboard>,
}

/// How long a press waits for its answer: as long as Telegram tries to deliver it. The time itself is not documented.
const PRESS: SignedDuration = SignedDuration::from_secs(150);

/// How long an inline query waits: as long as Telegram tries to deliver it.
const INLINE: SignedDuration = SignedDuration::from_secs(30);

/// How many wait at most.
const WAITING: usize = 1_000;

impl Queries {
    pub(super) fn press(&mut self, id: String, press: Press) {
        limit(&mut self.presses);
        self.presses.insert(id, press);
    }

    /// The press is answered, which can be done once, and not too late.
    pub(super) fn answer_press(&mut self, id: &str, now: Timestamp) -> Option<Press> {
        self.presses.remove(id).filter(|press| now <= press.at + PRESS)
    }

    pub(super) fn ask(&mut self, id: String, chat: i64, person: i64, at: Timestamp) {
        limit(&mut self.inline);
        self.answers.remove(&(chat, person));
        self.inline.insert(id, Asked { chat, person, at });
    }

    /// The query is answered; false if there is none, or it is too late.
    pub(super) fn answer_inline(&mut self, id: &str, offers: Vec<Offer>, now: Timestamp) -> bool {
        let Some(asked) = self.inline.remove(id).filter(|asked| now <= asked.at + INLINE) else {
            return false;
        };
        self.answers.insert((asked.chat, asked.person), offers);
        true
    }

    /// What the person can send in the chat.
    pub(super) fn offers(&self, chat: i64, person: i64) -> &[Offer] {
        self.answers.get(&(chat, person)).map_or(&[], Vec::as_slice)
    }

    /// The person chose something, or does something else.
    pub(super) fn close(&mut self, chat: i64, person: i64) -> Vec<Offer> {
        self.answers.remove(&(chat, person)).unwrap_or_default()
    }
}

fn limit<T>(waiting: &mut BTreeMap<String, T>) {
    if waiting.len() == WAITING {
        waiting.pop_first();
    }
}
