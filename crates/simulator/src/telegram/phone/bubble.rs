//! Messages as phones show them.

use super::Touch;
use crate::{
    telegram::{
        Telegram,
        chat::Chat,
        content::Content,
        keyboard::{Does, InlineButton, InlineKeyboard},
        message::Message,
        poll::Poll,
    },
    view::{self, Attached, Bubble, Choice, Span, Ticks},
};

impl Telegram {
    /// One message, or those of an album.
    pub(super) fn bubble_of(&self, chat: &Chat, messages: &[Message]) -> Option<Bubble> {
        let first = messages.first()?;
        let bot = self.directory.bot();
        let name = |id| self.name(id);
        let later = |it: &Message| it.from == bot && it.id > first.id;
        let ticks = match first.from == bot {
            true if first.id <= chat.read => Ticks::Read,
            true => Ticks::Delivered,
            false if chat.messages.iter().any(later) => Ticks::Read,
            false => Ticks::Sent,
        };
        let forwarded = first.origin.map(|(from, _)| Span::plain(format!("Forwarded from {}", name(from))));
        let via = first.inline.then(|| Span::plain(format!("via @{}", self.directory.username())));
        let mut bubble = Bubble {
            id: first.id.to_string(),
            from: (first.from != bot).then(|| self.person_named(first.from)),
            at: first.at,
            header: forwarded.into_iter().collect(),
            footer: via.into_iter().collect(),
            buttons: first
                .keyboard
                .as_ref()
                .map(|keyboard| self.rows(first.id, keyboard))
                .unwrap_or_default(),
            ticks,
            reactions: messages.iter().flat_map(|it| it.reactions.values().cloned()).collect(),
            quotes: first.quotes.map(|id| id.to_string()),
            edited: messages.iter().any(|it| it.edited.is_some()),
            pinned: messages.iter().any(|it| it.pinned),
            ..Bubble::default()
        };
        for message in messages {
            match &message.content {
                Content::Text(text) => bubble.text = text.spans(),
                Content::Media { file, caption } => {
                    bubble.attached.push(Attached::File {
                        media: file.kind.shown().to_owned(),
                        url: Some(file.address()),
                        name: file.name.clone(),
                    });
                    if bubble.text.is_empty() {
                        bubble.text = caption.spans();
                    }
                }
                Content::Location { place, title } => {
                    let (name, address) = title.clone().unzip();
                    let (latitude, longitude) = (place.latitude, place.longitude);
                    bubble.attached.push(Attached::Location { latitude, longitude, name, address });
                }
                Content::Contact(contact) => {
                    let last = contact.last_name.as_ref().map(|last| format!(" {last}")).unwrap_or_default();
                    let name = format!("{}{last}", contact.first_name);
                    bubble.attached.push(Attached::Contact { name, phone: contact.phone.clone() });
                }
                Content::Poll(poll) => ask(&mut bubble, message.id, poll),
                Content::Dice { emoji, value } => bubble.text = vec![Span::plain(format!("{emoji} {value}"))],
                Content::Pinned(_) => notice(&mut bubble, format!("{} pinned a message", name(message.from))),
                Content::Joined => {
                    notice(&mut bubble, format!("{} added {}", name(message.from), name(bot)));
                }
            }
        }
        Some(bubble)
    }

    fn rows(&self, message: i64, keyboard: &InlineKeyboard) -> Vec<Vec<Choice>> {
        let rows = keyboard.0.iter().enumerate();
        rows.map(|(row, buttons)| {
            let choice = |(column, button): (usize, &InlineButton)| Choice {
                key: Touch::Button { message, row, column }.key(),
                title: button.text.clone(),
                description: None,
                does: self.does(&button.does),
                style: button.style.clone(),
            };
            buttons.iter().enumerate().map(choice).collect()
        })
        .collect()
    }

    fn does(&self, does: &Does) -> view::Does {
        match does {
            Does::Callback(_) | Does::Nothing => view::Does::Tell,
            Does::Open(url) | Does::App(url) => view::Does::Open { url: url.clone() },
            Does::Copy(text) => view::Does::Copy { text: text.clone() },
            Does::Ask(query) => {
                view::Does::Compose { text: format!("@{} {query}", self.directory.username()) }
            }
        }
    }

    fn name(&self, id: i64) -> String {
        self.directory.person(id).map_or_else(|| self.directory.name.clone(), |person| person.name.clone())
    }

    fn person_named(&self, id: i64) -> String {
        self.directory.person(id).map(|person| person.id.clone()).unwrap_or_default()
    }
}

fn notice(bubble: &mut Bubble, text: String) {
    bubble.text = vec![Span::plain(text)];
    bubble.notice = true;
}

/// The options of a poll are buttons, above those that are buttons anyway.
fn ask(bubble: &mut Bubble, message: i64, poll: &Poll) {
    bubble.text = vec![Span { styles: vec!["bold"], ..Span::plain(&poll.question) }];
    let what = match (poll.closed, poll.anonymous) {
        (true, _) => "Final results",
        (false, true) => "Anonymous poll",
        (false, false) => "Public poll",
    };
    bubble.footer.push(Span::plain(what));
    let option = |(option, text): (usize, &String)| {
        let votes = poll.count(option);
        vec![Choice {
            key: Touch::Option { message, option }.key(),
            title: text.clone(),
            description: (votes > 0).then(|| votes.to_string()),
            does: view::Does::Tell,
            style: None,
        }]
    };
    let options: Vec<_> = poll.options.iter().enumerate().map(option).collect();
    bubble.buttons.splice(0..0, options);
}
