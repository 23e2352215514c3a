//! The values that a block may end with, and what they stand for.

use crate::{Message, Reply, Result, Translated, Wording, extract::Needs};

use super::Flow;

/// What a block may end with: nothing, something to say, a [`Flow`], both, or a [`Result`] of those.
#[diagnostic::on_unimplemented(
    message = "a block cannot end with `{Self}`",
    label = "this block ends with `{Self}`",
    note = "a block ends with `()`, something to say (`&str`, `String`, `t!(\"…\")`, a `Message`, the `Reply`), a `Flow`, `(something to say, Flow)`, or a `tertulia::Result` of one of those",
    note = "with `tertulia::Result`, `?` takes any `std::error::Error`; an error of your own words is `Error::terminal(\"…\")`"
)]
pub trait IntoFlow {
    /// Says what is to be said, and tells how to go on.
    #[doc(hidden)]
    fn into_flow(self, reply: &Reply) -> Result<Flow>;

    /// Tells what it says and how it ends, so that start-up can check that where a block is nothing but this.
    #[doc(hidden)]
    fn needs(&self, _: &mut Needs) {}
}

impl IntoFlow for () {
    fn into_flow(self, _: &Reply) -> Result<Flow> {
        Ok(Flow::default())
    }

    fn needs(&self, needs: &mut Needs) {
        needs.ends = Some(Flow::default());
    }
}

impl IntoFlow for Flow {
    fn into_flow(self, _: &Reply) -> Result<Flow> {
        Ok(self)
    }

    fn needs(&self, needs: &mut Needs) {
        needs.ends = Some(self.clone());
    }
}

/// A chain of replies may stand at the end of a block: `reply.text("One.").text("Two.")`.
impl IntoFlow for Reply {
    fn into_flow(self, _: &Reply) -> Result<Flow> {
        Ok(Flow::default())
    }
}

#[diagnostic::do_not_recommend]
impl<M: IntoMessage> IntoFlow for M {
    fn into_flow(self, reply: &Reply) -> Result<Flow> {
        reply.say_at_end(self.into_message());
        Ok(Flow::default())
    }

    fn needs(&self, needs: &mut Needs) {
        self.texts(&mut needs.texts);
        needs.says.extend(self.known());
        needs.ends = Some(Flow::default());
    }
}

impl<M: IntoMessage> IntoFlow for (M, Flow) {
    fn into_flow(self, reply: &Reply) -> Result<Flow> {
        reply.say_at_end(self.0.into_message());
        Ok(self.1)
    }

    fn needs(&self, needs: &mut Needs) {
        self.0.texts(&mut needs.texts);
        needs.says.extend(self.0.known());
        needs.ends = Some(self.1.clone());
    }
}

/// Any error becomes one of these with `?`. No other error type is taken, so that a closure need not name its own.
impl<T: IntoFlow> IntoFlow for Result<T> {
    fn into_flow(self, reply: &Reply) -> Result<Flow> {
        self?.into_flow(reply)
    }

    fn needs(&self, needs: &mut Needs) {
        if let Ok(end) = self {
            end.needs(needs);
        }
    }
}

/// Something a bot can say.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is nothing to say",
    label = "not a message",
    note = "a message is `&str`, `String`, `t!(\"…\")` or `Message`"
)]
pub trait IntoMessage {
    /// The message.
    fn into_message(self) -> Message;

    /// The texts it names.
    #[doc(hidden)]
    fn texts(&self, _: &mut Vec<Translated>) {}

    /// The message, for start-up to check.
    #[doc(hidden)]
    fn known(&self) -> Option<Message> {
        None
    }
}

impl IntoMessage for Message {
    fn into_message(self) -> Message {
        self
    }

    fn known(&self) -> Option<Message> {
        Some(self.clone())
    }
}

impl IntoMessage for &str {
    fn into_message(self) -> Message {
        Message::Text(self.into())
    }

    fn known(&self) -> Option<Message> {
        Some(self.to_owned().into_message())
    }
}

impl IntoMessage for String {
    fn into_message(self) -> Message {
        Message::Text(self.into())
    }

    fn known(&self) -> Option<Message> {
        Some(self.clone().into_message())
    }
}

impl IntoMessage for Translated {
    fn texts(&self, texts: &mut Vec<Translated>) {
        texts.push(self.clone());
    }

    fn into_message(self) -> Message {
        Message::Text(self.into())
    }

    fn known(&self) -> Option<Message> {
        Some(self.clone().into_message())
    }
}

impl IntoMessage for Wording {
    fn into_message(self) -> Message {
        Message::Text(self)
    }

    fn known(&self) -> Option<Message> {
        Some(self.clone().into_message())
    }
}
