//! The chat as the person sees it.

use jiff::Timestamp;

use crate::{
    Person, graph,
    graph::Thread,
    view::{Chat, Choice, Composer, Does},
};

use super::{WhatsApp, press::Press};

/// What the business is called.
pub(super) const TITLE: &str = "Tertulia";

impl WhatsApp {
    pub(super) fn chat(&self, person: &Person, now: Timestamp) -> Chat {
        let id = graph::phone(person);
        let empty = Thread::default();
        let thread = self.threads.get(&id).unwrap_or(&empty);
        Chat {
            title: TITLE.to_owned(),
            group: false,
            bubbles: thread.bubbles(),
            typing: thread.is_typing(now),
            blocked: thread.blocked,
            window: thread.window(),
            composer: self.composer(thread),
            notice: None,
            id,
        }
    }

    fn composer(&self, thread: &Thread<Press>) -> Composer {
        let is_new = thread.said.is_empty();
        let prompt =
            |(at, text): (usize, &str)| Choice::new(format!("prompt:{at}"), text.to_owned(), Does::Write);
        let command = |(at, (name, does)): (usize, (&str, &str))| {
            let choice = Choice::new(format!("command:{at}"), format!("/{name}"), Does::Write);
            Choice { description: Some(does.to_owned()), ..choice }
        };
        let prompts = self.profile.prompts().filter(|_| is_new);
        Composer {
            ice_breakers: prompts.enumerate().map(prompt).collect(),
            commands: self.profile.commands().enumerate().map(command).collect(),
            closed: thread.blocked.then(|| "You blocked this business.".to_owned()),
            ..Composer::default()
        }
    }
}
