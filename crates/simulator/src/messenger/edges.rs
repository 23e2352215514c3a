//! Everything of the Graph API that is about a page.

use http::Method;
use jiff::Timestamp;
use serde_json::{Value, json};

use crate::{
    call::{Answer, ApiCall},
    graph::{Path, Refusal, authorized},
    world::Served,
};

use super::Messenger;

impl Messenger {
    /// Does what a call says.
    pub(super) fn answer(&mut self, call: &ApiCall, now: Timestamp) -> Result<Served, Refusal> {
        let Path { node, edge } = Path::of(call);
        if node == "files" {
            return self.download(edge).map(Served::only).ok_or_else(|| Refusal::unknown(call, edge));
        }
        if !authorized(call, self.token) {
            return Err(Refusal::token());
        }
        let is_page = node == self.page_id || node == "me";
        match (call.method.as_str(), edge) {
            ("POST", "messages") if is_page => self.send(&body(call)?, now),
            ("POST", "message_attachments") if is_page => self.upload(call, now).map(Served::only),
            (_, "messenger_profile") if is_page => self.serve_profile(call).map(Served::only),
            ("GET", "subscribed_apps") if is_page => Ok(found(&json!({ "data": [{ "id": APP }] }))),
            ("GET", "") if is_page => Ok(found(&json!({ "id": self.page_id, "name": super::chat::TITLE }))),
            ("GET", "") => self.person(call, node).ok_or_else(|| Refusal::unknown(call, node)),
            ("POST" | "DELETE", edge) if is_page && TAKEN.contains(&edge) => {
                Ok(found(&json!({ "success": true })))
            }
            _ => Err(Refusal::unknown(call, node)),
        }
    }

    /// identity/user-profile.
    fn person(&self, call: &ApiCall, psid: &str) -> Option<Served> {
        let person = self.threads.get(psid)?.person.as_ref()?;
        let mut fields = call.fields();
        if fields.is_empty() {
            fields = ["first_name", "last_name", "profile_pic"].map(str::to_owned).to_vec();
        }
        let mut profile = json!({ "id": psid });
        for field in fields {
            let value = match field.as_str() {
                "name" | "first_name" => person.name.clone(),
                "last_name" => String::new(),
                "locale" => super::chat::locale(&person.language),
                _ => continue,
            };
            profile[field] = value.into();
        }
        Some(found(&profile))
    }
}

/// What is taken without an effect: whose turn it is in a chat that other apps answer, too, and what the page is told of.
const TAKEN: [&str; 5] = [
    "subscribed_apps",
    "pass_thread_control",
    "take_thread_control",
    "request_thread_control",
    "release_thread_control",
];

/// The app that the page is subscribed to.
const APP: &str = "1517776481860111";

/// The JSON of a call.
pub(super) fn body(call: &ApiCall) -> Result<Value, Refusal> {
    call.object().ok_or_else(|| Refusal::new(100, "(#100) The body must be a JSON object"))
}

pub(super) fn found(answer: &Value) -> Served {
    Served::only(Answer::json(200, answer))
}

/// Whether a call only asks.
pub(super) fn asks(call: &ApiCall) -> bool {
    call.method == Method::GET
}
