//! What people see before they write: conversational components (2025-10-31), business profiles.

use serde_json::Value;

use crate::graph::{Checked, Field};

/// OpenAPI: 3 prompts of 80 characters; 30 commands, with names of 30 and descriptions of 256 characters.
pub(in crate::whatsapp) fn automation(body: &Value) -> Checked {
    let body = Field::body(body);
    body.only(&["enable_welcome_message", "prompts", "commands"])?;
    if let Some(prompts) = body.get("prompts") {
        for prompt in prompts.list(0..=3)? {
            prompt.text(80)?;
        }
    }
    if let Some(commands) = body.get("commands") {
        for command in commands.list(0..=30)? {
            let name = command.need("command_name")?;
            if !name.text(30)?.bytes().all(|it| it.is_ascii_alphanumeric() || it == b'_') {
                return Err(name.wrong("must have letters, digits and underscores alone"));
            }
            command.need("command_description")?.text(256)?;
        }
    }
    Ok(())
}

/// business profiles: about 139, address 256, description 512, e-mail 128 characters; 2 pages of 256.
pub(in crate::whatsapp) fn business(body: &Value) -> Checked {
    let body = Field::body(body);
    body.need("messaging_product")?.one_of(&["whatsapp"])?;
    body.only(&[
        "messaging_product",
        "about",
        "address",
        "description",
        "email",
        "websites",
        "vertical",
        "profile_picture_handle",
    ])?;
    if let Some(about) = body.get("about") {
        about.text(139)?;
    }
    for (name, most) in [("address", 256), ("description", 512), ("email", 128), ("vertical", 100)] {
        body.get(name).map_or(Ok(""), |text| text.any_text(most))?;
    }
    if let Some(pages) = body.get("websites") {
        for page in pages.list(0..=2)? {
            page.text(256)?;
            page.url()?;
        }
    }
    Ok(())
}
