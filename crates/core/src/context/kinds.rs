//! Blocks for what people send and do besides writing and pressing.

use crate::{
    block::{AnyAttachment, AnyNumber, Contact, Location, Pattern},
    body::Body,
};

use super::Context;

/// Blocks for what stands in a text.
impl Context {
    /// A text with a number in it, which the block can take as [`Numbers`](crate::extract::Numbers). In a group, only
    /// what is said to the bot.
    #[track_caller]
    pub fn any_number<M: 'static>(self, body: impl Body<AnyNumber, M>) -> Self {
        self.add::<AnyNumber, M>(Pattern::Any, body)
    }
}

/// Blocks for what is no text.
///
/// They are asked before those for texts. If none of them takes a message that has a caption, the caption counts as
/// its text, and `regex`, `keyword` and the others are asked.
impl Context {
    /// A place was sent; the block can take it as [`Location`](crate::event::Location).
    #[track_caller]
    pub fn location<M: 'static>(self, body: impl Body<Location, M>) -> Self {
        self.add::<Location, M>(Pattern::Any, body)
    }

    /// A card of an address book was sent; the block can take it as [`Contact`](crate::event::Contact).
    #[track_caller]
    pub fn contact<M: 'static>(self, body: impl Body<Contact, M>) -> Self {
        self.add::<Contact, M>(Pattern::Any, body)
    }

    /// Anything but a text was sent: a picture, a voice message, a sticker, and also a place or card that no
    /// `location` or `contact` of this context takes. The block can take all of it as
    /// [`Attachments`](crate::event::Attachments), and what was written with it as `Text`.
    #[track_caller]
    pub fn any_attachment<M: 'static>(self, body: impl Body<AnyAttachment, M>) -> Self {
        self.add::<AnyAttachment, M>(Pattern::Any, body)
    }
}
