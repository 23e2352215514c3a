//! Templates: send-messages/template/…

use crate::graph::{Checked, Field};

use super::{button, feedback, grid, receipt};

/// A template: its type.
pub(super) fn template<'a>(payload: &Field<'a>) -> Checked<&'a str> {
    // What is missing here was removed: lists, open graph, airlines, one-time and recurring notifications.
    let kind = payload.need("template_type")?.one_of(&[
        "button",
        "generic",
        "media",
        "receipt",
        "coupon",
        "customer_feedback",
        "product",
        "image_grid",
    ])?;
    if let Some(sharable) = payload.get("sharable") {
        sharable.flag()?;
    }
    match kind {
        "button" => button_template(payload)?,
        "generic" => generic(payload)?,
        "media" => media(payload)?,
        "receipt" => receipt::receipt(payload)?,
        "coupon" => coupon(payload)?,
        "customer_feedback" => feedback::feedback(payload)?,
        "image_grid" => grid::grid(payload)?,
        _ => product(payload)?,
    }
    Ok(kind)
}

/// template/button: text, 640 characters.
fn button_template(payload: &Field<'_>) -> Checked {
    payload.only(&["template_type", "text", "buttons", "sharable"])?;
    payload.need("text")?.text(640)?;
    button::buttons(&payload.need("buttons")?)
}

/// template/generic (2026-04-22): 10 elements, title and subtitle of 80 characters.
fn generic(payload: &Field<'_>) -> Checked {
    payload.only(&["template_type", "elements", "sharable", "image_aspect_ratio"])?;
    if let Some(ratio) = payload.get("image_aspect_ratio") {
        ratio.one_of(&["horizontal", "square"])?;
    }
    for element in payload.need("elements")?.list(1..=10)? {
        element.only(&["title", "subtitle", "image_url", "default_action", "buttons"])?;
        element.need("title")?.text(80)?;
        let subtitle = element.get("subtitle").map(|subtitle| subtitle.text(80)).transpose()?;
        let image = element.get("image_url").map(|image| image.url()).transpose()?;
        let action = element.get("default_action");
        if let Some(action) = &action {
            action.only(&[
                "type",
                "url",
                "webview_height_ratio",
                "messenger_extensions",
                "fallback_url",
                "webview_share_button",
            ])?;
            action.need("type")?.one_of(&["web_url"])?;
            action.need("url")?.url()?;
        }
        let buttons = element.get("buttons");
        if let Some(buttons) = &buttons {
            button::buttons(buttons)?;
        }
        if subtitle.is_none() && image.is_none() && action.is_none() && buttons.is_none() {
            return Err(element.wrong("must have at least one other property besides its title"));
        }
    }
    Ok(())
}

/// template/media: exactly one, of Facebook's own.
fn media(payload: &Field<'_>) -> Checked {
    payload.only(&["template_type", "elements", "sharable"])?;
    for element in payload.need("elements")?.list(1..=1)? {
        element.only(&["media_type", "attachment_id", "url", "buttons"])?;
        element.need("media_type")?.one_of(&["image", "video"])?;
        let (name, source) = element.exactly_one(&["attachment_id", "url"])?;
        if name == "url" && !is_of_facebook(source.url()?) {
            return Err(source.wrong("must be an address of Facebook's"));
        }
        if let Some(buttons) = element.get("buttons") {
            button::buttons(&buttons)?;
        }
    }
    Ok(())
}

fn is_of_facebook(url: &str) -> bool {
    let host = url.split('/').nth(2).unwrap_or_default();
    host == "facebook.com" || host.ends_with(".facebook.com")
}

/// template/coupon (2026-03-17).
fn coupon(payload: &Field<'_>) -> Checked {
    payload.only(&[
        "template_type",
        "title",
        "subtitle",
        "coupon_code",
        "coupon_url",
        "coupon_url_button_title",
        "coupon_pre_message",
        "image_url",
        "payload",
    ])?;
    payload.need("title")?.text(80)?;
    for (name, most) in [("subtitle", 80), ("coupon_code", 100), ("payload", button::PAYLOAD)] {
        payload.get(name).map_or(Ok(""), |text| text.text(most))?;
    }
    for name in ["coupon_url", "image_url"] {
        payload.get(name).map_or(Ok(""), |url| url.url())?;
    }
    if let Some(code) = payload.get("coupon_code")
        && code.text(100)?.contains(char::is_whitespace)
    {
        return Err(code.wrong("must not contain spaces"));
    }
    if payload.get("coupon_code").is_none() && payload.get("coupon_url").is_none() {
        return Err(payload.wrong("must have a coupon_code or a coupon_url"));
    }
    Ok(())
}

/// template/product: 10 elements.
fn product(payload: &Field<'_>) -> Checked {
    for element in payload.need("elements")?.list(1..=10)? {
        element.only(&["id"])?;
        element.need("id")?.text(100)?;
    }
    Ok(())
}
