//! An answer: a context that waits for the answer to one question.

use crate::{
    block::{Ask, Pattern},
    body::Body,
};

use super::Context;

/// A context that waits for the answer to one question, declared with [`Context::answer`]. It has all methods of a
/// context, and [`ask`](Context::ask).
pub type Answer = Context<Question>;

/// The shape of an [`Answer`].
#[derive(Debug)]
#[non_exhaustive]
pub struct Question;

impl Context<Question> {
    /// Puts the question: runs when a block ends with [`ask`](crate::ask), and again after an interruption.
    ///
    /// A question whose answer is known already may skip itself: its body ends with `ask` of the next one.
    ///
    /// ```
    /// use tertulia_core::{Context, Reply, leave};
    ///
    /// let sign_up = Context::new("sign_up")
    ///     .answer("name", |a| a.ask("What is your name?").any_text(("Welcome!", leave())));
    /// ```
    #[track_caller]
    pub fn ask<M: 'static>(self, body: impl Body<Ask, M>) -> Self {
        self.add::<Ask, M>(Pattern::Any, body)
    }
}
