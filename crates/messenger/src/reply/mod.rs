//! What can be said on Messenger alone, and how.
//!
//! [`MessengerReply`] adds it to [`Reply`]:
//!
//! ```
//! use tertulia_core::Reply;
//! use tertulia_messenger::reply::{Element, GenericTemplate, MessengerReply, Tag, TemplateButton};
//!
//! fn offer(reply: Reply) {
//!     let rome = Element::new("Rome")
//!         .subtitle("from 29 €")
//!         .image("https://example.com/rome.jpg")
//!         .buttons([TemplateButton::postback("Book", "rome"), TemplateButton::web_view("Map", "https://example.com/map")]);
//!     reply.messenger_generic_template(GenericTemplate::new([rome]).sharable());
//!     reply.messenger(|m| m.persona("1234").tag(Tag::HumanAgent)).text("Ana will be with you soon.");
//! }
//! ```
//!
//! On other platforms a template is shown in the nearest form there is, or as its `elsewhere` says; what has no such form is
//! not said there.

mod button;
mod generic;
mod manner;
mod media;
mod quick_replies;
mod recurring;
#[cfg(test)]
mod tests;
mod utility;

pub use button::{Height, TemplateButton};
pub use generic::{Element, GenericTemplate};
pub use manner::{Manner, Notification, Tag};
pub use media::{MediaTemplate, TemplateMedia};
pub use quick_replies::QuickReplies;
pub use recurring::{Frequency, RecurringNotificationRequest};
pub use utility::UtilityTemplate;

use serde_json::{Map, Value, json};
use tertulia_core::{Message, Native, Platform, Reply, Wording};

/// What Messenger alone has, on [`Reply`].
pub trait MessengerReply: sealed::Sealed {
    /// Says on Messenger in a manner of its own what is said through the reply this gives: as a persona, under a tag,
    /// without a sound. Elsewhere it is said as always.
    #[must_use]
    fn messenger(&self, manner: impl FnOnce(Manner) -> Manner) -> Self;

    /// Shows cards with everything that Messenger's generic template has. Where a [`Carousel`](tertulia_core::Carousel)
    /// is enough, it is the better choice: it is fitted to every platform.
    #[track_caller]
    fn messenger_generic_template(&self, template: GenericTemplate) -> Self;

    /// Shows a picture or film that Facebook has, with buttons below it.
    #[track_caller]
    fn messenger_media_template(&self, template: MediaTemplate) -> Self;

    /// Sends a template that Meta has approved, also when the person wrote more than 24 hours ago.
    #[track_caller]
    fn messenger_utility_template(&self, template: UtilityTemplate) -> Self;

    /// Offers quick replies that have pictures, or ask for an e-mail address or phone number.
    #[track_caller]
    fn messenger_quick_replies(&self, replies: QuickReplies) -> Self;

    /// Asks for the person's e-mail address, with a quick reply that tells it on Messenger. The answer is a text.
    #[track_caller]
    fn email_request(&self, text: impl Into<Wording>) -> Self;

    /// Asks whether the person wants to hear more, later.
    #[track_caller]
    fn recurring_notification_request(&self, request: RecurringNotificationRequest) -> Self;

    /// Shows that what the person wrote has been read.
    #[track_caller]
    fn messenger_seen(&self) -> Self;
}

impl<To: Clone> MessengerReply for Reply<To> {
    fn messenger(&self, manner: impl FnOnce(Manner) -> Manner) -> Self {
        manner(Manner::default()).apply(self)
    }

    #[track_caller]
    fn messenger_generic_template(&self, template: GenericTemplate) -> Self {
        say(self, template)
    }

    #[track_caller]
    fn messenger_media_template(&self, template: MediaTemplate) -> Self {
        say(self, template)
    }

    #[track_caller]
    fn messenger_utility_template(&self, template: UtilityTemplate) -> Self {
        say(self, template)
    }

    #[track_caller]
    fn messenger_quick_replies(&self, replies: QuickReplies) -> Self {
        say(self, replies)
    }

    #[track_caller]
    fn email_request(&self, text: impl Into<Wording>) -> Self {
        say(self, QuickReplies::new(text).email())
    }

    #[track_caller]
    fn recurring_notification_request(&self, request: RecurringNotificationRequest) -> Self {
        say(self, request)
    }

    #[track_caller]
    fn messenger_seen(&self) -> Self {
        let body = Map::from_iter([("sender_action".to_owned(), "mark_seen".into())]);
        self.say(Message::Native(Native::new(Platform::MESSENGER, "", body)))
    }
}

mod sealed {
    pub trait Sealed {}

    impl<To: Clone> Sealed for tertulia_core::Reply<To> {}
}

/// What makes a message of Messenger's own.
trait Builder {
    /// What is wrong with it, wherever it is said.
    fn fault(&self) -> Option<String>;

    /// The message, with what is said on other platforms.
    fn message(self) -> Message;
}

#[track_caller]
fn say<To: Clone>(reply: &Reply<To>, builder: impl Builder) -> Reply<To> {
    match builder.fault() {
        Some(fault) => reply.refuse(fault),
        None => reply.say(builder.message()),
    }
}

/// What is wrong with that many of something.
fn counted(what: &str, count: usize, least: usize, most: usize) -> Option<String> {
    let wrong = !(least..=most).contains(&count);
    wrong.then(|| format!("{count} {what}: Messenger takes {least} to {most}"))
}

/// A message without anything in it yet: texts and payloads get their places there.
fn empty() -> Native {
    Native::new(Platform::MESSENGER, "", Map::new())
}

/// The message with that template, and what is said on other platforms.
fn template(mut native: Native, payload: Value, elsewhere: Option<Message>) -> Message {
    let attachment = json!({ "type": "template", "payload": payload });
    native.body.insert("message".to_owned(), json!({ "attachment": attachment }));
    said(native, elsewhere)
}

fn said(native: Native, elsewhere: Option<Message>) -> Message {
    Message::Native(Native { elsewhere: elsewhere.map(Box::new), ..native })
}
