//! Quick replies: send-messages/quick-replies (2026-04-22).

use crate::graph::{Checked, Field};

/// At most 13.
const COUNT: usize = 13;
const TITLE: usize = 20;
const PAYLOAD: usize = 1_000;

pub(super) fn quick_replies(replies: &Field<'_>) -> Checked {
    replies.list(1..=COUNT)?.iter().try_for_each(quick_reply)
}

fn quick_reply(reply: &Field<'_>) -> Checked {
    reply.only(&["content_type", "title", "payload", "image_url"])?;
    // `location` was removed.
    let kind = reply.need("content_type")?.one_of(&["text", "user_phone_number", "user_email"])?;
    if kind != "text" {
        return Ok(());
    }
    let image = reply.get("image_url").map(|image| image.url()).transpose()?;
    let title = reply.need("title")?;
    // An empty one may stand beside a picture.
    if image.is_some() {
        title.any_text(TITLE)?
    } else {
        title.text(TITLE)?
    };
    let payload = reply.need("payload")?;
    if image.is_some() {
        payload.any_text(PAYLOAD)?
    } else {
        payload.text(PAYLOAD)?
    };
    Ok(())
}
