//! What blocks did outside and must not do again.

use super::durable::Durable;

impl Durable {
    /// What was recorded for an event under a name.
    pub(super) fn recall(&mut self, inbox: i64, name: &str) -> Option<String> {
        self.conversations.event(inbox)?.records.get(name).cloned()
    }

    /// Records something for an event that is not finished. The first value of a name stays.
    pub(super) fn record(&mut self, inbox: i64, name: String, value: String) {
        if let Some(event) = self.conversations.event(inbox) {
            event.records.entry(name).or_insert(value);
        }
    }
}
