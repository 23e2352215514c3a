//! What can be said.

use std::{panic::Location, time::Duration};

use serde::Serialize;
use serde_json::{Map, Value};

use crate::{
    Album, Button, Carousel, Contact, IntoMessage, Link, List, Location as Place, Media, Message, Native,
    Platform, Question, Source, Wording,
};

use super::{Manner, Reply, Says};

impl<To: Clone> Reply<To> {
    /// Says a text.
    #[track_caller]
    pub fn text(&self, text: impl Into<Wording>) -> Self {
        self.say(text.into())
    }

    /// Says a text with buttons that stay.
    #[track_caller]
    pub fn button(&self, text: impl Into<Wording>, buttons: impl IntoIterator<Item = Button>) -> Self {
        self.say(Message::Buttons(Question { text: text.into(), buttons: buttons.into_iter().collect() }))
    }

    /// Says a text with buttons that are gone once one is pressed.
    #[track_caller]
    pub fn quick_reply(&self, text: impl Into<Wording>, buttons: impl IntoIterator<Item = Button>) -> Self {
        self.say(Message::QuickReplies(Question {
            text: text.into(),
            buttons: buttons.into_iter().collect(),
        }))
    }

    /// Asks for a yes or a no, with quick replies that can be typed, too: by their titles, and by the words for yes, no and
    /// cancel in the person's language (`tertulia-yes-words` and `tertulia-no-words` among the bot's texts).
    ///
    /// ```
    /// # use tertulia_core::{Button, Reply};
    /// # fn ask(reply: Reply) {
    /// reply.confirm("Delete it for ever?", Button::postback("Delete", "delete"), Button::postback("Keep", "keep"));
    /// # }
    /// ```
    #[track_caller]
    pub fn confirm(&self, question: impl Into<Wording>, yes: Button, no: Button) -> Self {
        let message = Message::QuickReplies(Question { text: question.into(), buttons: vec![yes, no] });
        let typed = self.manner.typed.or(Some(true));
        self.with(Manner { typed, confirms: true, ..self.manner.clone() })
            .push(Says::Message(Box::new(message)), Location::caller());
        self.clone()
    }

    /// Says a text with style, written in a safe subset of HTML: `b`, `i`, `u`, `s`, `code`, `pre`, `a`, `blockquote`, `tg-spoiler`.
    /// What people wrote is put in with [`RichText`](crate::RichText), never by pasting strings together.
    #[track_caller]
    pub fn html(&self, code: impl Into<String>) -> Self {
        self.say(Wording::html(code))
    }

    /// Says a text with style, written in Markdown.
    #[track_caller]
    pub fn markdown(&self, code: impl Into<String>) -> Self {
        self.say(Wording::markdown(code))
    }

    /// Shows a picture. With a caption and buttons: [`Reply::media`].
    #[track_caller]
    pub fn image(&self, source: impl Into<Source>) -> Self {
        self.say(Message::Media(Media::image(source)))
    }

    /// Shows a film. With a caption and buttons: [`Reply::media`].
    #[track_caller]
    pub fn video(&self, source: impl Into<Source>) -> Self {
        self.say(Message::Media(Media::video(source)))
    }

    /// Plays a piece of music or other sound.
    #[track_caller]
    pub fn audio(&self, source: impl Into<Source>) -> Self {
        self.say(Message::Media(Media::audio(source)))
    }

    /// Hands over a file.
    #[track_caller]
    pub fn document(&self, source: impl Into<Source>) -> Self {
        self.say(Message::Media(Media::document(source)))
    }

    /// Shows a picture, film, sound or file, with a caption and buttons below it.
    ///
    /// ```
    /// # use tertulia_core::{Button, Media, Reply};
    /// # fn show(reply: Reply) {
    /// let picture = Media::image("https://example.com/rome.jpg").caption("Rome");
    /// reply.media(picture.buttons([Button::postback("Book", "book")]));
    /// # }
    /// ```
    #[track_caller]
    pub fn media(&self, media: Media) -> Self {
        self.say(Message::Media(media))
    }

    /// Shows several pictures and films together, where the platform does that; else one after the other.
    #[track_caller]
    pub fn album(&self, album: Album) -> Self {
        self.say(Message::Album(album))
    }

    /// Shows cards side by side, or in the nearest form the platform has.
    #[track_caller]
    pub fn carousel(&self, carousel: Carousel) -> Self {
        self.say(Message::Carousel(carousel))
    }

    /// Shows a page of the web with a title, a picture and a button that opens it.
    #[track_caller]
    pub fn url(&self, link: Link) -> Self {
        self.say(Message::Link(link))
    }

    /// Shows a place on a map; as a link to one where the platform has no maps.
    #[track_caller]
    pub fn location(&self, place: Place) -> Self {
        self.say(Message::Location(place))
    }

    /// Hands over a card of an address book; its name and numbers as text where the platform has none.
    #[track_caller]
    pub fn contact(&self, card: Contact) -> Self {
        self.say(Message::Contact(card))
    }

    /// Asks where the person is, with a button that tells it where the platform has one. The answer is a `location` event.
    #[track_caller]
    pub fn location_request(&self, text: impl Into<Wording>) -> Self {
        self.say(Message::LocationRequest(text.into()))
    }

    /// Asks for the person's phone number, with a button that tells it where the platform has one. The answer is a
    /// `contact` event.
    #[track_caller]
    pub fn contact_request(&self, text: impl Into<Wording>) -> Self {
        self.say(Message::ContactRequest(text.into()))
    }

    /// Says something in the own JSON of a platform, without the recipient; on other platforms nothing. `endpoint` is the
    /// method on Telegram (`sendDice`), and empty elsewhere. What is in it is not checked.
    ///
    /// ```
    /// # use tertulia_core::{Platform, Reply};
    /// # fn play(reply: Reply) {
    /// reply.raw(Platform::TELEGRAM, "sendDice", serde_json::json!({"emoji": "🎯"}));
    /// # }
    /// ```
    #[track_caller]
    pub fn raw(&self, platform: Platform, endpoint: &str, body: Value) -> Self {
        match body {
            Value::Object(body) => self.say(Message::Native(Native::new(platform, endpoint, body))),
            other => {
                self.fault(
                    format!("a message in a platform's JSON is an object, not `{other}`"),
                    Location::caller(),
                );
                self.say(Message::Native(Native::new(platform, endpoint, Map::new())))
            }
        }
    }

    /// Offers a list to choose one row from.
    #[track_caller]
    pub fn list(&self, list: List) -> Self {
        self.say(Message::List(list))
    }

    /// Shows that the bot is writing, for that time, before the next message goes out.
    #[track_caller]
    pub fn typing(&self, time: Duration) -> Self {
        self.say(Message::Typing(time))
    }

    /// Answers a press on Telegram with a short notice over the chat (200 characters at most are shown).
    /// Elsewhere, and without a press, it is not shown: use it beside what has to be said.
    pub fn toast(&self, text: impl Into<Wording>) -> Self {
        self.notice(text.into(), false)
    }

    /// Like [`Reply::toast`], but the person has to dismiss it.
    pub fn alert(&self, text: impl Into<Wording>) -> Self {
        self.notice(text.into(), true)
    }

    /// Says what is written in a [template](crate::template): `"main/menu"`, or `"menu"` for one of the context that speaks or of
    /// those around it. If there is none, or a value is missing, the turn fails.
    ///
    /// ```
    /// # use tertulia_core::{Reply, context};
    /// # fn greet(reply: Reply) {
    /// reply.template("main/menu", context! { name => "ana" });
    /// # }
    /// ```
    #[track_caller]
    pub fn template(&self, name: impl Into<String>, values: impl Serialize) -> Self {
        match serde_json::to_value(values) {
            Ok(values) => self.push(Says::Template { name: name.into(), values }, Location::caller()),
            Err(error) => self.fault(format!("what a template is filled with: {error}"), Location::caller()),
        }
        self.clone()
    }

    /// Says anything that can be said.
    #[track_caller]
    pub fn say(&self, message: impl IntoMessage) -> Self {
        self.push(Says::Message(Box::new(message.into_message())), Location::caller());
        self.clone()
    }
}
