//! What the bot said since one last looked.

use std::collections::HashMap;

use serde_json::Value;

use super::words;

/// The messages of the bot that were seen, by their ids, each as it looked.
#[derive(Clone, Debug, Default)]
pub(super) struct News(HashMap<String, Shown>);

/// What makes a message another one. That its buttons are gone does not.
#[derive(Clone, Debug, PartialEq)]
struct Shown {
    says: String,
    choices: Vec<String>,
}

impl News {
    /// What is new in a chat, or was changed, in words; what can be chosen below the chat belongs to the last of it.
    pub(super) fn since(&mut self, chat: &Value) -> Vec<String> {
        let mut news = Vec::new();
        for bubble in list(&chat["bubbles"]).iter().filter(|bubble| is_by_bot(bubble)) {
            let shown = Shown { says: words::says(bubble), choices: words::choices(bubble) };
            let id = bubble["id"].as_str().unwrap_or_default().to_owned();
            let before = self.0.insert(id, shown.clone());
            if before.is_none_or(|before| shown.is_new_beside(&before)) {
                news.push(shown.told());
            }
        }
        if let Some(last) = news.last_mut() {
            let composer = &chat["composer"];
            let below = words::titles(&composer["quick_replies"]);
            for title in below.into_iter().chain(words::titles(&composer["keyboard"])) {
                last.push_str(&format!(" [{title}]"));
            }
        }
        news
    }
}

impl Shown {
    fn is_new_beside(&self, before: &Self) -> bool {
        self != before && !(self.choices.is_empty() && self.says == before.says)
    }

    fn told(&self) -> String {
        let says = Some(self.says.clone()).filter(|says| !says.is_empty());
        let choices = self.choices.iter().map(|title| format!("[{title}]"));
        says.into_iter().chain(choices).collect::<Vec<_>>().join(" ")
    }
}

fn is_by_bot(bubble: &Value) -> bool {
    bubble["from"].is_null() && bubble["notice"] != true
}

fn list(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}
