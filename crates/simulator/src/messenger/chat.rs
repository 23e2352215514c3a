//! The chat as the person sees it.

use jiff::Timestamp;

use crate::{
    Person,
    graph::Thread,
    view::{Chat, Choice, Composer, Does},
};

use super::{Messenger, press::Press, psid};

/// What the page is called.
pub(super) const TITLE: &str = "Tertulia";

/// The key of the button of a new chat.
pub(super) const START: &str = "start";

impl Messenger {
    pub(super) fn chat(&self, person: &Person, now: Timestamp) -> Chat {
        let id = psid(person);
        let empty = Thread::default();
        let thread = self.threads.get(&id).unwrap_or(&empty);
        Chat {
            title: TITLE.to_owned(),
            group: false,
            bubbles: thread.bubbles(),
            typing: thread.is_typing(now),
            blocked: thread.blocked,
            window: thread.window(),
            composer: self.composer(person, thread),
            notice: None,
            id,
        }
    }

    fn composer(&self, person: &Person, thread: &Thread<Press>) -> Composer {
        let locale = locale(&person.language);
        let seen = |choices: Vec<(Choice, Press)>| choices.into_iter().map(|(choice, _)| choice).collect();
        let is_new = thread.said.is_empty();
        let ice_breakers: Vec<_> = if is_new { seen(self.profile.ice_breakers(&locale)) } else { Vec::new() };
        // Questions go before the button of a new chat.
        let starts = is_new && ice_breakers.is_empty() && self.profile.get_started().is_some();
        let greeting = self.profile.greeting(&locale).filter(|_| is_new);
        let command = |(at, (name, does)): (usize, (&str, &str))| {
            let text = format!("/{name}");
            let choice = Choice::new(format!("command:{at}"), text, Does::Write);
            Choice { description: Some(does.to_owned()), ..choice }
        };
        Composer {
            start: starts.then(|| Choice::new(START.to_owned(), "Get started".to_owned(), Does::Tell)),
            greeting: greeting.map(|text| personal(text, person)),
            ice_breakers,
            quick_replies: thread.quick_replies().to_vec(),
            keyboard: None,
            menu: seen(self.profile.menu(&locale)),
            commands: self.profile.commands(&locale).into_iter().enumerate().map(command).collect(),
            placeholder: None,
            results: Vec::new(),
            closed: closed(thread.blocked, self.profile.is_closed(&locale)),
        }
    }
}

/// messenger-profile-api/greeting: the places for names.
fn personal(text: &str, person: &Person) -> String {
    text.replace("{{user_first_name}}", &person.name)
        .replace("{{user_last_name}}", "")
        .replace("{{user_full_name}}", &person.name)
}

fn closed(blocked: bool, disabled: bool) -> Option<String> {
    let why = match (blocked, disabled) {
        (true, _) => "You blocked this page.",
        (_, true) => "Choose from the menu.",
        _ => return None,
    };
    Some(why.to_owned())
}

/// A language as Messenger writes it: `en_US`, or without a region if none is known.
pub(super) fn locale(language: &str) -> String {
    match language {
        "en" => "en_US".to_owned(),
        other => other.replace('-', "_"),
    }
}
