//! Pictures side by side: template/image-grid (2026-06-30).

use crate::graph::{Checked, Field};

use super::button;

pub(super) fn grid(payload: &Field<'_>) -> Checked {
    for element in payload.need("elements")?.list(1..=1)? {
        element.only(&["images", "title", "subtitle", "buttons"])?;
        for (name, most) in [("title", 45), ("subtitle", 80)] {
            element.get(name).map_or(Ok(""), |text| text.text(most))?;
        }
        let images = element.need("images")?;
        let mut heroes = 0;
        for image in images.list(2..=6)? {
            heroes += usize::from(self::image(&image)?);
        }
        if heroes > 1 {
            return Err(images.wrong("must have at most one hero image"));
        }
        if let Some(buttons) = element.get("buttons") {
            for button in buttons.list(1..=3)? {
                button.need("type")?.one_of(&["web_url", "postback"])?;
            }
            button::buttons(&buttons)?;
        }
    }
    Ok(())
}

/// Whether it is the large one.
fn image(image: &Field<'_>) -> Checked<bool> {
    image.only(&["url", "is_hero_image", "action"])?;
    image.need("url")?.url()?;
    if let Some(action) = image.get("action") {
        if action.need("type")?.one_of(&["web_url", "postback"])? == "web_url" {
            action.only(&["type", "url"])?;
            action.need("url")?.url()?;
        } else {
            action.only(&["type", "payload", "text"])?;
            action.need("payload")?.text(button::PAYLOAD)?;
            action.need("text")?.text(1_000)?;
        }
    }
    image.get("is_hero_image").map_or(Ok(false), |flag| flag.flag())
}
