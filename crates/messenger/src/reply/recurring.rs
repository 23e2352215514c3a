//! Asking whether somebody wants to hear more, later.

use serde_json::json;
use tertulia_core::{Button, ButtonPayload, Card, Carousel, Message, Question, Wording};

use super::{Builder, empty, template};

/// messenger-platform, notification_messages: 65 characters.
const TITLE: usize = 65;

/// A question whether the person wants to hear of something again and again.
///
/// Meta ended what this was called after on 2026-02-10. So it is a card with a button today: its press is a `postback` with
/// the payload, the bot remembers the consent, and says what it has to say within 24 hours of the person's last message, or with
/// a [`UtilityTemplate`](super::UtilityTemplate). Advertising goes by Meta's paid Marketing Messages, which need an
/// advertising account. On other platforms it is the same card.
///
/// For pages that Meta still lets ask in the old way there is [`RecurringNotificationRequest::as_opt_in`].
#[derive(Clone, Debug, PartialEq)]
pub struct RecurringNotificationRequest {
    title: Wording,
    button: Wording,
    payload: ButtonPayload,
    image: Option<String>,
    /// What comes back in the old form, where that is used.
    opt_in: Option<String>,
    frequency: Option<Frequency>,
    reoptin: bool,
    time_zone: Option<String>,
}

/// How often a person agrees to hear of something. Only of the old form.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub enum Frequency {
    /// Once a day.
    Daily,
    /// Once a week.
    Weekly,
    /// Once a month.
    Monthly,
}

impl RecurringNotificationRequest {
    /// What the person would hear of, what stands on the button, and what it carries.
    pub fn new(
        title: impl Into<Wording>,
        button: impl Into<Wording>,
        payload: impl Into<ButtonPayload>,
    ) -> Self {
        Self {
            title: title.into(),
            button: button.into(),
            payload: payload.into(),
            image: None,
            opt_in: None,
            frequency: None,
            reoptin: false,
            time_zone: None,
        }
    }

    /// Adds a picture, by its address.
    #[must_use]
    pub fn image(mut self, url: impl Into<String>) -> Self {
        self.image = Some(url.into());
        self
    }

    /// Asks by the template of before 2026-02-10 (`notification_messages`), which the API refuses for most pages. The
    /// answer is a `recurring_notification` event with a token and this value. The title has 65 characters at most, and
    /// Messenger writes the button itself.
    #[must_use]
    pub fn as_opt_in(mut self, value: impl Into<String>) -> Self {
        self.opt_in = Some(value.into());
        self
    }

    /// How often. Only of the old form.
    #[must_use]
    pub fn frequency(mut self, frequency: Frequency) -> Self {
        self.frequency = Some(frequency);
        self
    }

    /// Asks again before the consent ends. Only of the old form.
    #[must_use]
    pub fn reoptin(mut self) -> Self {
        self.reoptin = true;
        self
    }

    /// The person's time zone: `Europe/Madrid`. Only of the old form.
    #[must_use]
    pub fn time_zone(mut self, name: impl Into<String>) -> Self {
        self.time_zone = Some(name.into());
        self
    }

    /// The card that asks, on every platform.
    fn card(self) -> Message {
        let button = Button::postback(self.button, self.payload);
        match self.image {
            Some(image) => {
                Message::Carousel(Carousel::new([Card::new(self.title).image(image).buttons([button])]))
            }
            None => Message::Buttons(Question { text: self.title, buttons: vec![button] }),
        }
    }

    fn old_form(self, value: &str) -> Message {
        let mut native = empty();
        let title = native.short_text(self.title.clone(), TITLE);
        let mut body = json!({ "template_type": "notification_messages", "title": title, "payload": value });
        if let Some(image) = &self.image {
            body["image_url"] = image.as_str().into();
        }
        if let Some(frequency) = self.frequency {
            body["notification_messages_frequency"] = frequency.name().into();
        }
        if self.reoptin {
            body["notification_messages_reoptin"] = "ENABLED".into();
        }
        if let Some(zone) = &self.time_zone {
            body["notification_messages_timezone"] = zone.as_str().into();
        }
        template(native, body, Some(self.card()))
    }
}

impl Frequency {
    fn name(self) -> &'static str {
        match self {
            Self::Daily => "DAILY",
            Self::Weekly => "WEEKLY",
            Self::Monthly => "MONTHLY",
        }
    }
}

impl Builder for RecurringNotificationRequest {
    fn fault(&self) -> Option<String> {
        None
    }

    fn message(mut self) -> Message {
        match self.opt_in.take() {
            Some(value) => self.old_form(&value),
            None => self.card(),
        }
    }
}
