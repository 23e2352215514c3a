//! What stands inside a context, and how it is found.

use std::{panic::Location, time::Duration};

use crate::{
    block::{Pattern, TimesOut},
    body::Body,
};

use super::{Answer, Context};

/// What stands inside, and how it is found.
impl<S> Context<S> {
    /// Puts a context into this one, to any depth: `Context::new("email")` in `profile` is `profile/email`.
    ///
    /// From here its route is `email` or `./email`, from anywhere else `/profile/email`; see
    /// [`Route`](crate::Route). It shares nothing with this one but the blocks that are [`deep`](Context::deep).
    ///
    /// ```
    /// use tertulia_core::{Context, change_to};
    ///
    /// let profile = Context::new("profile")
    ///     .keyword("settings", ("Your settings:", change_to("settings")))
    ///     .sub_context(Context::new("settings").keyword("back", change_to("/profile")));
    /// ```
    pub fn sub_context(mut self, context: Context) -> Self {
        self.declared.children.push(context.declared);
        self
    }

    /// Declares a question, and the blocks that take the answer to it. [`ask`](crate::ask) puts it.
    ///
    /// Until one of them ends with [`ask`](crate::ask) (the next question), [`leave`](crate::leave) or
    /// [`change_to`](crate::change_to), the conversation waits there. Commands of the default context and
    /// [`deep`](Context::deep) blocks interrupt: they are run, and the question is put again. So it is when nothing takes
    /// a message. A button that leads out of the form ends it.
    ///
    /// ```
    /// use tertulia_core::{Context, ask, leave};
    ///
    /// let sign_up = Context::new("sign_up")
    ///     .keyword("begin", ask("email"))
    ///     .deep().keyword("stop", ("Another time, then.", leave()))
    ///     .answer("email", |a| {
    ///         a.ask("What is your email?").regex(r"\S+@\S+", ask("../age")).everything_else("I need an email.")
    ///     })
    ///     .answer("age", |a| a.ask("And how old are you?").regex(r"^\d+$", ("Welcome!", leave())));
    /// ```
    #[track_caller]
    pub fn answer(mut self, name: impl Into<String>, blocks: impl FnOnce(Answer) -> Answer) -> Self {
        let answer = blocks(Context::declare(name.into(), true));
        self.declared.children.push(answer.declared);
        self
    }

    /// A name that this context had before: conversations that are in it and buttons that lead to it follow.
    ///
    /// It is a name beside this one, or with a leading `/` a whole route: `/account/settings`.
    ///
    /// ```
    /// use tertulia_core::Context;
    ///
    /// let profile = Context::new("profile").alias("account").everything_else("Your profile.");
    /// ```
    #[track_caller]
    pub fn alias(mut self, old_name: impl Into<String>) -> Self {
        self.declared.aliases.push((old_name.into(), Location::caller()));
        self
    }

    /// Leaves the context when nothing came from the person for longer than this: the next event finds the
    /// conversation in the default context, or, for an answer, where its question was asked.
    ///
    /// It goes for everything inside, too, unless that has a time of its own. `on_exit` runs, before the event is
    /// handled; `before_exit` and `on_enter` do not.
    ///
    /// ```
    /// use std::time::Duration;
    /// use tertulia_core::Context;
    ///
    /// let booking = Context::new("booking")
    ///     .expires_after(Duration::from_secs(60 * 60))
    ///     .everything_else("Which day?");
    /// ```
    pub fn expires_after(mut self, silence: Duration) -> Self {
        self.declared.expires_after = Some(silence);
        self
    }

    /// Leaves the context by itself when nothing was heard from the person for this long, and says so. It goes for an
    /// [`answer`](Context::answer) too; a derived form has the attributes `timeout` and `timed_out`.
    ///
    /// The conversation is then where the question was asked from, or in the default context; an answer that waits there
    /// is asked for again. `on_exit` runs first; `before_exit` cannot forbid it. The block may go elsewhere. What was asked
    /// from this context, and not left, is left with it.
    ///
    /// The time counts by the bot's clock from the end of the person's last turn, whether that moved the conversation or
    /// not; it begins anew after a [`pause`](crate::pause()). A bot that was down for longer hears first what the person
    /// said meanwhile. To a person who wants no messages that answer nothing ([`User::stopped`](crate::User::stopped)) the
    /// block says nothing: it is not asked. Messenger and WhatsApp take such a message within 24 hours of the person's last
    /// one.
    ///
    /// Where it is enough that the context is left once the person comes back, there is
    /// [`expires_after`](Context::expires_after).
    ///
    /// ```
    /// use std::time::Duration;
    /// use tertulia_core::{Context, leave};
    ///
    /// let sign_up = Context::new("sign_up").answer("code", |a| {
    ///     a.ask("Which code did you get?")
    ///         .regex(r"^\d{6}$", ("Welcome!", leave()))
    ///         .times_out(Duration::from_secs(10 * 60), "Too slow: the code is no longer good.")
    /// });
    /// ```
    #[track_caller]
    pub fn times_out<M: 'static>(mut self, silence: Duration, body: impl Body<TimesOut, M>) -> Self {
        self.declared.times_out = Some(silence);
        self.add::<TimesOut, M>(Pattern::Any, body)
    }

    /// Makes the next block *deep*: it also serves the sub contexts and answers of this context, at any depth.
    ///
    /// It keeps the order of its kind; within the kind, blocks that stand nearer go first. In an answer it
    /// interrupts: the question is put again, unless the block ends with a move or with `halt()`.
    ///
    /// ```
    /// use tertulia_core::{Context, leave};
    ///
    /// let shop = Context::new("shop")
    ///     .deep().keyword("stop", ("See you.", leave()))
    ///     .deep().command("help", "Say what you need, or stop.")
    ///     .sub_context(Context::new("fruit").everything_else("Apple or pear?"));
    /// ```
    #[track_caller]
    pub fn deep(mut self) -> Self {
        self.declared.deep = Some(Location::caller());
        self
    }
}
