//! What a press means to Messenger.

use serde_json::Value;

use crate::view::{Choice, Does};

/// What is told when something is pressed.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(super) enum Press {
    /// A `postback` with that payload.
    Postback(String),
    /// A message with what stands on the quick reply, and that payload.
    QuickReply(String),
    /// A message with the phone number of the person's profile.
    PhoneNumber,
    /// A message with the e-mail address of the person's profile.
    Email,
    /// A message with that text.
    Write(String),
    /// Nothing: a page opens, a number is called.
    Nothing,
}

/// A button of a template, or an item of the menu, as it is seen, and what a press on it means.
pub(super) fn button(key: String, button: &Value) -> (Choice, Press) {
    let text = |name: &str| button[name].as_str().unwrap_or_default().to_owned();
    let title = text("title");
    let (title, does, press) = match button["type"].as_str().unwrap_or_default() {
        "postback" => (title, Does::Tell, Press::Postback(text("payload"))),
        "web_url" => (title, Does::Open { url: text("url") }, Press::Nothing),
        "phone_number" => (title, Does::Call { phone: text("payload") }, Press::Nothing),
        "account_link" => ("Log In".to_owned(), Does::Open { url: text("url") }, Press::Nothing),
        "account_unlink" => ("Log Out".to_owned(), Does::Open { url: String::new() }, Press::Nothing),
        _ => (title, Does::Open { url: String::new() }, Press::Nothing),
    };
    (Choice::new(key, title, does), press)
}

/// A quick reply as it is seen. What it tells of the person stands on it.
pub(super) fn quick_reply(key: String, reply: &Value) -> (Choice, Press) {
    let text = |name: &str| reply[name].as_str().unwrap_or_default().to_owned();
    match reply["content_type"].as_str() {
        Some("user_phone_number") => {
            (Choice::new(key, "Phone number".to_owned(), Does::ShareContact), Press::PhoneNumber)
        }
        Some("user_email") => (Choice::new(key, "E-mail".to_owned(), Does::Tell), Press::Email),
        _ => (Choice::new(key, text("title"), Does::Tell), Press::QuickReply(text("payload"))),
    }
}
