//! Texts with something to press.
//!
//! Sources: [button template](https://developers.facebook.com/docs/messenger-platform/send-messages/template/button),
//! [quick replies](https://developers.facebook.com/docs/messenger-platform/send-messages/quick-replies).

use serde_json::{Value, json};
use tertulia_core::{
    Button, Platform, Question, RichText,
    adapter::Undeliverable,
    message::{Action, Extras},
};

pub(super) fn button_template(question: &Question<String>) -> Result<Value, Undeliverable> {
    let buttons = buttons(&question.buttons)?;
    let payload = json!({ "template_type": "button", "text": question.text.plain(), "buttons": buttons });
    Ok(json!({ "attachment": { "type": "template", "payload": payload } }))
}

/// The buttons of a template.
pub(super) fn buttons(buttons: &[Button<String>]) -> Result<Vec<Value>, Undeliverable> {
    buttons.iter().map(button).collect()
}

fn button(button: &Button<String>) -> Result<Value, Undeliverable> {
    let title = &button.title;
    let known = match &button.action {
        Action::Postback(payload) => json!({ "type": "postback", "title": title, "payload": payload }),
        Action::Link(url) => json!({ "type": "web_url", "title": title, "url": url }),
        Action::Call(phone) => json!({ "type": "phone_number", "title": title, "payload": phone }),
        _ => return Err(Undeliverable(format!("Messenger has no button that does what `{title}` does"))),
    };
    Ok(with_extras(known, &button.extras))
}

/// With what the author adds for Messenger alone, such as the height of a web view.
fn with_extras(mut button: Value, extras: &Extras) -> Value {
    if let Value::Object(button) = &mut button {
        let fields = extras.of(Platform::MESSENGER).into_iter().flatten();
        for (field, value) in fields.filter(|(field, _)| !field.starts_with('$')) {
            button.entry(field).or_insert_with(|| value.clone());
        }
    }
    button
}

pub(super) fn quick_replies(question: &Question<String>) -> Value {
    let reply = |button: &Button<String>| {
        let payload = button.payload()?;
        let known = json!({ "content_type": "text", "title": button.title, "payload": payload });
        Some(with_extras(known, &button.extras))
    };
    let replies: Vec<_> = question.buttons.iter().filter_map(reply).collect();
    json!({ "text": question.text.plain(), "quick_replies": replies })
}

/// Asks for the phone number of the person's profile. Without one nothing is shown but the text.
pub(super) fn phone_number(text: &RichText) -> Value {
    json!({ "text": text.plain(), "quick_replies": [{ "content_type": "user_phone_number" }] })
}
