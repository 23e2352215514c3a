//! Blocks for what people send and do besides writing and pressing.

use crate::{
    block::{
        AnyAttachment, AnyNumber, Comment, Contact, Edited, Event, InlineQuery, Location, Membership, Names,
        OptIn, Pattern, Reaction, RecurringNotification,
    },
    body::Body,
};

use super::Context;

/// Blocks for what stands in a text.
impl<S> Context<S> {
    /// A text with a number in it, which the block can take as [`Numbers`](crate::extract::Numbers). In a group, only
    /// what is said to the bot.
    ///
    /// Rank 10; see [the order](Context#the-order-of-blocks). What it is on each platform:
    ///
    /// - Messenger: a text
    /// - Telegram: a text or caption
    /// - WhatsApp: a text or caption
    #[track_caller]
    pub fn any_number<M: 'static>(self, body: impl Body<AnyNumber, M>) -> Self {
        self.add::<AnyNumber, M>(Pattern::Any, body)
    }
}

/// Blocks for what is no text.
///
/// They are asked before those for texts. If none of them takes a message that has a caption, the caption counts as
/// its text, and `regex`, `keyword` and the others are asked.
impl<S> Context<S> {
    /// A place was sent; the block can take it as [`Location`](crate::event::Location).
    ///
    /// Rank 5; see [the order](Context#the-order-of-blocks). What it is on each platform:
    ///
    /// - Messenger: a place with coordinates, from clients that still offer that
    /// - Telegram: a location, live or not, or a venue
    /// - WhatsApp: a location
    #[track_caller]
    pub fn location<M: 'static>(self, body: impl Body<Location, M>) -> Self {
        self.add::<Location, M>(Pattern::Any, body)
    }

    /// A card of an address book was sent; the block can take it as [`Contact`](crate::event::Contact).
    ///
    /// Rank 5; see [the order](Context#the-order-of-blocks). What it is on each platform:
    ///
    /// - Messenger: never: there are no such cards
    /// - Telegram: a contact
    /// - WhatsApp: contacts; several may come at once
    #[track_caller]
    pub fn contact<M: 'static>(self, body: impl Body<Contact, M>) -> Self {
        self.add::<Contact, M>(Pattern::Any, body)
    }

    /// Anything but a text was sent: a picture, a voice message, a sticker, and also a place or card that no
    /// `location` or `contact` of this context takes. The block can take all of it as
    /// [`Attachments`](crate::event::Attachments), and what was written with it as `Text`.
    ///
    /// Rank 5; see [the order](Context#the-order-of-blocks). What it is on each platform:
    ///
    /// - Messenger: pictures, videos, voice, files, stickers, and links to posts
    /// - Telegram: photos, videos, voice, files, stickers and so on; each picture of an album by itself
    /// - WhatsApp: pictures, videos, voice, documents, stickers
    #[track_caller]
    pub fn any_attachment<M: 'static>(self, body: impl Body<AnyAttachment, M>) -> Self {
        self.add::<AnyAttachment, M>(Pattern::Any, body)
    }
}

/// Blocks for what nobody says to the bot, and what `everything_else` therefore is not asked about.
///
/// Platforms tell of it only if they are asked to: see `allowed_updates` of `tertulia-telegram` and `webhook_fields` of
/// the other two.
impl<S> Context<S> {
    /// The bot was added to a group, or is no longer in it; the block can take it as
    /// [`Membership`](crate::event::Membership). What it says goes to the private chat with the person who did that, and
    /// through [`ReplyGroup`](crate::extract::ReplyGroup) to the group.
    ///
    /// Rank 12; see [the order](Context#the-order-of-blocks). What it is on each platform:
    ///
    /// - Messenger: never: pages are in no groups
    /// - Telegram: `my_chat_member`, in groups
    /// - WhatsApp: never: it is not reported
    #[track_caller]
    pub fn membership<M: 'static>(self, body: impl Body<Membership, M>) -> Self {
        self.add::<Membership, M>(Pattern::Any, body)
    }

    /// The person agreed to get messages now and then, or wants no more; the block can take it as
    /// [`RecurringNotification`](crate::event::RecurringNotification).
    ///
    /// Rank 13; see [the order](Context#the-order-of-blocks). What it is on each platform:
    ///
    /// - Messenger: an opt-in of type `notification_messages` (`messaging_optins`)
    /// - Telegram: never: there is no such thing
    /// - WhatsApp: the person allows or stops marketing messages (`user_preferences`)
    #[track_caller]
    pub fn recurring_notification<M: 'static>(self, body: impl Body<RecurringNotification, M>) -> Self {
        self.add::<RecurringNotification, M>(Pattern::Any, body)
    }

    /// The person put an emoji on a message, or took it back; the block can take it as
    /// [`Reaction`](crate::event::Reaction).
    ///
    /// Rank 13; see [the order](Context#the-order-of-blocks). What it is on each platform:
    ///
    /// - Messenger: `message_reactions`
    /// - Telegram: `message_reaction`: in private, and in groups where the bot is an administrator
    /// - WhatsApp: a message of type `reaction`
    #[track_caller]
    pub fn reaction<M: 'static>(self, body: impl Body<Reaction, M>) -> Self {
        self.add::<Reaction, M>(Pattern::Any, body)
    }

    /// The person changed a message; the block can take it as [`Edited`](crate::event::Edited), or the new `Text`.
    ///
    /// Rank 13; see [the order](Context#the-order-of-blocks). What it is on each platform:
    ///
    /// - Messenger: `message_edits`
    /// - Telegram: `edited_message`
    /// - WhatsApp: a message of type `edit`
    #[track_caller]
    pub fn edited<M: 'static>(self, body: impl Body<Edited, M>) -> Self {
        self.add::<Edited, M>(Pattern::Any, body)
    }

    /// The person commented on a post; the block can take it as [`Comment`](crate::event::Comment), or its `Text`. What
    /// it says goes to the person as a private reply, of which there can be one.
    ///
    /// Rank 13; see [the order](Context#the-order-of-blocks). What it is on each platform:
    ///
    /// - Messenger: a comment on a post of the page (`feed`)
    /// - Telegram: never: comments are messages of a group
    /// - WhatsApp: never: there are no posts
    #[track_caller]
    pub fn comment<M: 'static>(self, body: impl Body<Comment, M>) -> Self {
        self.add::<Comment, M>(Pattern::Any, body)
    }

    /// The person types behind the bot's name in some chat; the block can take it as
    /// [`InlineQuery`](crate::event::InlineQuery), or what was typed as `Text`.
    ///
    /// Rank 13; see [the order](Context#the-order-of-blocks). What it is on each platform:
    ///
    /// - Messenger: never: there is no such thing
    /// - Telegram: `inline_query`
    /// - WhatsApp: never: there is no such thing
    #[track_caller]
    pub fn inline_query<M: 'static>(self, body: impl Body<InlineQuery, M>) -> Self {
        self.add::<InlineQuery, M>(Pattern::Any, body)
    }

    /// The person agreed to hear from the bot; the block can take it as [`OptIn`](crate::event::OptIn).
    ///
    /// Rank 13; see [the order](Context#the-order-of-blocks). What it is on each platform:
    ///
    /// - Messenger: `messaging_optins`: the checkbox, "Send to Messenger"
    /// - Telegram: never: there is no such thing
    /// - WhatsApp: never: it is `recurring_notification`
    #[track_caller]
    pub fn optin<M: 'static>(self, body: impl Body<OptIn, M>) -> Self {
        self.add::<OptIn, M>(Pattern::Any, body)
    }

    /// The bot itself has something to say: [`Handle::event`](crate::Handle::event) told it so, under one of these names. The
    /// block can take the parameters as [`Params`](crate::extract::Params).
    ///
    /// ```
    /// use tertulia_core::Context;
    ///
    /// let main = Context::new("main").event("ready", "Your pizza is ready.");
    /// ```
    ///
    /// Rank 13; see [the order](Context#the-order-of-blocks). What it is on each platform:
    ///
    /// - Messenger: nothing of the platform's: the bot tells it itself
    /// - Telegram: the same
    /// - WhatsApp: the same
    #[track_caller]
    pub fn event<M: 'static>(self, names: impl Into<Names>, body: impl Body<Event, M>) -> Self {
        self.add::<Event, M>(Pattern::Names(names.into().0), body)
    }
}
