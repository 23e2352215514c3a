//! Buttons of templates: reference/buttons.

use crate::graph::{Checked, Field};

/// send-messages/template/button: 1 to 3.
const COUNT: usize = 3;
/// reference/buttons/postback, reference/buttons/url.
const TITLE: usize = 20;
/// reference/buttons/postback.
pub(super) const PAYLOAD: usize = 1_000;

pub(super) fn buttons(buttons: &Field<'_>) -> Checked {
    buttons.list(1..=COUNT)?.iter().try_for_each(button)
}

fn button(button: &Field<'_>) -> Checked {
    let kind = button.need("type")?.one_of(&[
        "web_url",
        "postback",
        "phone_number",
        "account_link",
        "account_unlink",
        "game_play",
        "audio_call",
    ])?;
    if !["account_link", "account_unlink"].contains(&kind) {
        button.need("title")?.text(TITLE)?;
    }
    match kind {
        "web_url" => web_url(button)?,
        "postback" => {
            button.only(&["type", "title", "payload"])?;
            button.need("payload")?.text(PAYLOAD)?;
        }
        "phone_number" => {
            button.only(&["type", "title", "payload"])?;
            let number = button.need("payload")?;
            if !is_phone(number.text(30)?) {
                return Err(number.wrong("must be a phone number with + and the country's code"));
            }
        }
        "account_link" => {
            button.only(&["type", "url"])?;
            button.need("url")?.https()?;
        }
        _ => {}
    }
    Ok(())
}

fn web_url(button: &Field<'_>) -> Checked {
    button.only(&[
        "type",
        "title",
        "url",
        "webview_height_ratio",
        "messenger_extensions",
        "fallback_url",
        "webview_share_button",
    ])?;
    let url = button.need("url")?;
    url.url()?;
    if let Some(height) = button.get("webview_height_ratio") {
        height.one_of(&["compact", "tall", "full"])?;
    }
    if button.get("messenger_extensions").map(|flag| flag.flag()).transpose()? == Some(true) {
        url.https()?;
    }
    Ok(())
}

/// `+`, the country's code and the number, 5 to 15 digits.
fn is_phone(number: &str) -> bool {
    number.strip_prefix('+').is_some_and(|number| {
        number.bytes().all(|byte| byte.is_ascii_digit() || b" ()-".contains(&byte))
            && (5..=15).contains(&number.bytes().filter(u8::is_ascii_digit).count())
    })
}
