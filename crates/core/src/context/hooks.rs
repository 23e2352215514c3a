//! What runs when a conversation comes, goes, or hands an event over.

use crate::{
    block::{BeforeDelegate, OnDelegate, OnEnter, OnExit, Pattern},
    body::Body,
};

use super::Context;

/// What runs when the conversation comes and goes.
impl<S> Context<S> {
    /// Runs when the conversation comes to this context, with its parameters as
    /// [`Given<T>`](crate::extract::Given). It may send it on: `.on_enter(|| ask("./email"))`.
    ///
    /// A routed or delegated event does not enter. A conversation begins in the default context without entering
    /// it.
    ///
    /// ```
    /// use tertulia_core::{Context, ask, leave};
    ///
    /// let sign_up = Context::new("sign_up")
    ///     .on_enter(("Let us begin.", ask("./name")))
    ///     .answer("name", |a| a.ask("What is your name?").any_text(leave()));
    /// ```
    #[track_caller]
    pub fn on_enter<M: 'static>(self, body: impl Body<OnEnter, M>) -> Self {
        self.add::<OnEnter, M>(Pattern::Any, body)
    }

    /// Runs when the conversation leaves this context, whatever the way. Asking a question does not leave the
    /// context. It cannot send the conversation elsewhere: that is what `before_exit` of the app is for.
    ///
    /// ```
    /// use tertulia_core::Context;
    ///
    /// let quiz = Context::new("quiz").on_exit("Thanks for playing.").everything_else("A, B or C?");
    /// ```
    #[track_caller]
    pub fn on_exit<M: 'static>(self, body: impl Body<OnExit, M>) -> Self {
        self.add::<OnExit, M>(Pattern::Any, body)
    }

    /// Runs before a block of this context hands its event to another one with
    /// [`delegate_to`](crate::delegate_to). Ends it with `halt()`, the event is handed to nobody.
    ///
    /// ```
    /// use tertulia_core::{Context, delegate_to};
    ///
    /// let main = Context::new("main")
    ///     .before_delegate("Let me look that up.")
    ///     .everything_else(delegate_to("faq"));
    /// ```
    #[track_caller]
    pub fn before_delegate<M: 'static>(self, body: impl Body<BeforeDelegate, M>) -> Self {
        self.add::<BeforeDelegate, M>(Pattern::Any, body)
    }

    /// Runs when an event was handed to this context, before its blocks are asked. Ends it with `halt()`, they are
    /// not.
    ///
    /// ```
    /// use tertulia_core::Context;
    ///
    /// let faq = Context::new("faq").on_delegate("From our handbook:").keyword("hours", "9 to 5.");
    /// ```
    #[track_caller]
    pub fn on_delegate<M: 'static>(self, body: impl Body<OnDelegate, M>) -> Self {
        self.add::<OnDelegate, M>(Pattern::Any, body)
    }
}
