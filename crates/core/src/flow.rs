//! What happens after a block: the value it ends with.

use std::panic::Location;

use serde::Serialize;
use serde_json::Value;

use crate::{Message, Reply, Result, Route, Translated, Wording, extract::Needs};

/// How the conversation goes on after a block. Made by [`halt`], [`pass`], [`change_to`] and [`leave`].
///
/// ```
/// use tertulia_core::{Flow, Reply, change_to};
///
/// fn to_profile(reply: Reply) -> Flow {
///     reply.text("This way, please.");
///     change_to("profile")
/// }
/// ```
#[derive(Clone, Debug, Default, PartialEq)]
#[must_use = "a flow does nothing until the block ends with it"]
pub struct Flow {
    pub(crate) next: Next,
    pub(crate) go: Option<Move>,
}

/// Whether matching goes on.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub(crate) enum Next {
    #[default]
    Done,
    Pass,
    Halt,
}

/// Where the conversation goes.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Move {
    /// `None` is the default context.
    pub(crate) to: Option<Route>,
    pub(crate) params: Value,
    pub(crate) at: &'static Location<'static>,
    pub(crate) fault: Option<String>,
}

/// The block has done everything: `after_all` does not run. In `before_anything`, no block is asked.
pub fn halt() -> Flow {
    Flow { next: Next::Halt, go: None }
}

/// The block steps aside: the next block that matches is asked. What was said and changed stays.
///
/// It is the reference system's `continue`, which is a word of Rust itself.
pub fn pass() -> Flow {
    Flow { next: Next::Pass, go: None }
}

/// From the next event on the conversation is in that context. Parameters for it go in [`Flow::with`].
#[track_caller]
pub fn change_to(route: impl Into<Route>) -> Flow {
    go(Some(route.into()), Location::caller())
}

/// From the next event on the conversation is in the default context again.
#[track_caller]
pub fn leave() -> Flow {
    go(None, Location::caller())
}

fn go(to: Option<Route>, at: &'static Location<'static>) -> Flow {
    Flow { next: Next::Done, go: Some(Move { to, params: Value::Null, at, fault: None }) }
}

impl Flow {
    /// Gives parameters to the context that the conversation goes to; its blocks take them as
    /// [`Given<T>`](crate::extract::Given). Without a move they go nowhere.
    pub fn with(mut self, params: impl Serialize) -> Self {
        if let Some(go) = &mut self.go {
            match serde_json::to_value(params) {
                Ok(params) => go.params = params,
                Err(error) => go.fault = Some(format!("the parameters do not serialise: {error}")),
            }
        }
        self
    }
}

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

    /// Tells which texts it wants, so that start-up can look for them where a block is nothing but this.
    #[doc(hidden)]
    fn needs(&self, _: &mut Needs) {}
}

impl IntoFlow for () {
    fn into_flow(self, _: &Reply) -> Result<Flow> {
        Ok(Flow::default())
    }
}

impl IntoFlow for Flow {
    fn into_flow(self, _: &Reply) -> Result<Flow> {
        Ok(self)
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
    }
}

impl<M: IntoMessage> IntoFlow for (M, Flow) {
    fn into_flow(self, reply: &Reply) -> Result<Flow> {
        reply.say_at_end(self.0.into_message());
        Ok(self.1)
    }

    fn needs(&self, needs: &mut Needs) {
        self.0.texts(&mut needs.texts);
    }
}

/// Any error becomes one of these with `?`. No other error type is taken, so that a closure need not name its own.
impl<T: IntoFlow> IntoFlow for Result<T> {
    fn into_flow(self, reply: &Reply) -> Result<Flow> {
        self?.into_flow(reply)
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
}

impl IntoMessage for Message {
    fn into_message(self) -> Message {
        self
    }
}

impl IntoMessage for &str {
    fn into_message(self) -> Message {
        Message::Text(self.into())
    }
}

impl IntoMessage for String {
    fn into_message(self) -> Message {
        Message::Text(self.into())
    }
}

impl IntoMessage for Translated {
    fn texts(&self, texts: &mut Vec<Translated>) {
        texts.push(self.clone());
    }

    fn into_message(self) -> Message {
        Message::Text(self.into())
    }
}

impl IntoMessage for Wording {
    fn into_message(self) -> Message {
        Message::Text(self)
    }
}
