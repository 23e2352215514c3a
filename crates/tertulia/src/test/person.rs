//! The people who talk to the bot.

use std::sync::Arc;

use tertulia_core::{Platform, SessionData, trace::Trace};
use tertulia_simulator::{
    Act,
    view::{Bubble, Chat, Choice},
};

use super::Bot;

/// A person on one platform. What they do is handled, with everything that follows from it, before the method returns.
///
/// What they then read is looked at by the `expect…` methods, in order.
#[derive(Clone, Debug)]
#[must_use = "a person does nothing by being there"]
pub struct User<'a> {
    pub(super) bot: &'a Bot,
    pub(super) platform: Platform,
    pub(super) id: String,
    /// The group in which they speak.
    pub(super) group: Option<String>,
}

impl<'a> User<'a> {
    pub(super) fn new(bot: &'a Bot, platform: Platform, id: String) -> Self {
        Self { bot, platform, id, group: None }
    }

    /// The same person in a group with the bot; only Telegram has groups.
    pub fn in_group(&self, name: impl Into<String>) -> Self {
        Self { group: Some(name.into()), ..self.clone() }
    }

    /// Begins the conversation with the button that new chats have; on WhatsApp, which has none, by writing `/start`. All of it
    /// leads to `postback("get_started")`.
    #[track_caller]
    pub fn start(&self) -> &Self {
        self.does(&self.beginning())
    }

    pub(super) fn beginning(&self) -> Act {
        match self.platform {
            Platform::WHATSAPP => Act::Say { text: "/start".to_owned(), quotes: None },
            _ => Act::Start { link: None },
        }
    }

    /// Follows a link to the bot that carries a value.
    #[track_caller]
    pub fn follow(&self, link: impl Into<String>) -> &Self {
        self.does(&Act::Start { link: Some(link.into()) })
    }

    /// Writes something.
    #[track_caller]
    pub fn says(&self, text: impl Into<String>) -> &Self {
        self.does(&Act::Say { text: text.into(), quotes: None })
    }

    /// Presses what has that title: the newest of all buttons, quick replies, rows and menu entries that can be seen.
    #[track_caller]
    pub fn press(&self, title: &str) -> &Self {
        match self.pressing(title) {
            Ok(act) => self.does(&act),
            Err(why) => self.bot.fail(&why),
        }
    }

    pub(super) fn pressing(&self, title: &str) -> Result<Act, String> {
        let chat = self.chat();
        if let Some(choice) = find(&chat, title) {
            return Ok(Act::Press { key: choice.key.clone() });
        }
        let seen: Vec<_> = all(&chat).map(|choice| choice.title.as_str()).collect();
        let seen = if seen.is_empty() { "nothing".to_owned() } else { seen.join(", ") };
        Err(format!(
            "{} can press nothing with the title `{title}` on {}; there is: {seen}",
            self.id, self.platform
        ))
    }

    /// Presses a button that is no longer seen, by what it carried: the name of its payload.
    #[track_caller]
    pub fn press_old(&self, payload: impl Into<String>) -> &Self {
        self.does(&Act::PressOld { payload: payload.into() })
    }

    /// Sends where they are.
    #[track_caller]
    pub fn share_location(&self, latitude: f64, longitude: f64) -> &Self {
        self.does(&Act::SendLocation { latitude, longitude })
    }

    /// Sends their own card, with their phone number.
    #[track_caller]
    pub fn share_contact(&self) -> &Self {
        self.does(&Act::SendContact)
    }

    /// Sends a file of some kind: `image`, `video`, `audio`, `document` or `sticker`.
    #[track_caller]
    pub fn send(&self, kind: &str, name: &str) -> &Self {
        self.does(&Act::SendMedia { kind: kind.to_owned(), name: name.to_owned(), caption: None })
    }

    /// Puts an emoji on the last message of the bot.
    #[track_caller]
    pub fn react(&self, emoji: &str) -> &Self {
        match self.reaction(emoji) {
            Ok(act) => self.does(&act),
            Err(why) => self.bot.fail(&why),
        }
    }

    pub(super) fn reaction(&self, emoji: &str) -> Result<Act, String> {
        let chat = self.chat();
        let last = chat.bubbles.iter().rev().find(|bubble| bubble.from.is_none() && !bubble.notice);
        let bubble = last.ok_or("there is no message of the bot to put an emoji on")?.id.clone();
        Ok(Act::React { bubble, emoji: Some(emoji.to_owned()) })
    }

    /// Wants nothing of the bot any more.
    #[track_caller]
    pub fn block(&self) -> &Self {
        self.does(&Act::Block)
    }

    /// Wants the bot again.
    #[track_caller]
    pub fn unblock(&self) -> &Self {
        self.does(&Act::Unblock)
    }

    /// Does anything that can be done with a phone.
    #[track_caller]
    pub fn does(&self, act: &Act) -> &Self {
        self.bot.told(self.try_to(act));
        self
    }

    /// The same: what went wrong, if something did.
    pub(super) fn try_to(&self, act: &Act) -> Result<(), String> {
        self.look();
        let done = self.bot.machine.simulator().act(self.platform, &self.id, self.group.as_deref(), act);
        done.map_err(|refused| format!("{} cannot do that on {}: {refused}", self.id, self.platform))?;
        self.bot.settle()
    }

    /// The chat with the bot, as the phone shows it.
    pub fn chat(&self) -> Chat {
        let mut chats = self.bot.machine.simulator().chats(self.platform, &self.id);
        let at = match &self.group {
            Some(group) => chats.iter().position(|chat| chat.group && chat.id == *group),
            None => chats.iter().position(|chat| !chat.group),
        };
        at.map(|at| chats.swap_remove(at)).unwrap_or_default()
    }

    /// The messages of the bot in that chat.
    pub fn reads(&self) -> Vec<Bubble> {
        let of_bot = |bubble: &Bubble| bubble.from.is_none() && !bubble.notice;
        self.chat().bubbles.into_iter().filter(of_bot).collect()
    }

    /// The context that the conversation is in: the whole route. Empty for the default one.
    pub fn context(&self) -> String {
        self.last_trace().and_then(|trace| trace.after.last().cloned()).unwrap_or_default()
    }

    /// What the conversation remembers in a `Session<T>`.
    pub fn session<T: SessionData>(&self) -> T {
        let kept = self.last_trace().and_then(|trace| trace.session.after.get(T::NAME).cloned());
        kept.and_then(|kept| serde_json::from_value(kept).ok()).unwrap_or_default()
    }

    /// What is told of the last turn of this person.
    fn last_trace(&self) -> Option<Arc<Trace>> {
        let simulator = self.bot.machine.simulator();
        let name = simulator.meet(&self.id).name;
        // Private chats have the person's id, where the platform tells no name.
        let own = simulator.chats(self.platform, &self.id).into_iter().find(|chat| !chat.group);
        let own = own.map(|chat| chat.id).unwrap_or_default();
        let traces = self.bot.traces.borrow();
        let is_theirs = |trace: &&Arc<Trace>| {
            let is_named = trace.name.as_deref().is_some_and(|known| known.starts_with(&name));
            trace.platform == self.platform.as_str() && (is_named || trace.user == own)
        };
        traces.iter().rev().find(is_theirs).cloned()
    }
}

/// Everything that can be pressed, the newest first.
fn all(chat: &Chat) -> impl Iterator<Item = &Choice> {
    let composer = &chat.composer;
    let keyboard = composer.keyboard.iter().flat_map(|keyboard| keyboard.rows.iter().flatten());
    let below = composer.quick_replies.iter().chain(keyboard);
    let around = composer.start.iter().chain(&composer.ice_breakers).chain(&composer.menu);
    let bubbles = chat.bubbles.iter().rev().flat_map(|bubble| bubble.choices());
    below.chain(bubbles).chain(around)
}

/// What has that title and can be pressed: the newest.
pub(crate) fn find<'c>(chat: &'c Chat, title: &str) -> Option<&'c Choice> {
    all(chat).find(|choice| choice.reaches_bot() && choice.title == title)
}
