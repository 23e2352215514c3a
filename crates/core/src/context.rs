//! A context: the blocks that a conversation can reach while it is in it.

mod answer;
mod blocks;
mod hooks;

use std::{marker::PhantomData, panic::Location, time::Duration};

use crate::{
    block::{Block, Kind, Pattern},
    body::Body,
};

pub use answer::{Answer, Question};

/// A room of the conversation, with blocks that say what happens in it.
///
/// Which block takes an event does not depend on the order in which they are declared: kinds are asked in the
/// fixed order in which the methods stand here, and within a kind every pattern is unique. Regular expressions
/// alone are tried as declared. The first block that matches takes the event, unless it ends with
/// [`pass`](crate::pass).
///
/// ```
/// use tertulia_core::{Button, Context, Reply};
///
/// let main = Context::new("main")
///     .postback("get_started", |reply: Reply| {
///         reply.quick_reply("Is it clear to you how postbacks work?", [
///             Button::postback("Of course!", "yes"),
///             Button::postback("Not really", "no"),
///         ])
///     })
///     .postback("yes", "Awesome!")
///     .postback("no", "No problem, continue reading.")
///     .everything_else("Sorry, I did not get that.");
/// ```
///
/// A context may hold others, to any depth: [`Context::sub_context`] for rooms of their own, and
/// [`Context::answer`] for questions. [`Route`](crate::Route) says how they are reached.
#[must_use = "a context does nothing until it is given to the app"]
pub struct Context<S = Place> {
    pub(crate) declared: Declared,
    shape: PhantomData<fn() -> S>,
}

/// A context that people stay in. The other shape is [`Question`].
#[derive(Debug)]
#[non_exhaustive]
pub struct Place;

/// What was declared, whatever its shape.
pub(crate) struct Declared {
    pub(crate) name: String,
    pub(crate) at: &'static Location<'static>,
    /// Whether it waits for the answer to a question.
    pub(crate) is_answer: bool,
    pub(crate) blocks: Vec<Block>,
    pub(crate) children: Vec<Self>,
    /// The names it had before, with the line of each.
    pub(crate) aliases: Vec<(String, &'static Location<'static>)>,
    pub(crate) expires_after: Option<Duration>,
    /// A `deep()` that no block followed yet.
    pub(crate) deep: Option<&'static Location<'static>>,
}

impl Context {
    /// A context without blocks. Its name is made of `a-z`, `0-9` and `_`; `main` is the default context.
    #[track_caller]
    pub fn new(name: impl Into<String>) -> Self {
        Self::declare(name.into(), false)
    }
}

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

    #[track_caller]
    fn declare(name: String, is_answer: bool) -> Self {
        let declared = Declared {
            name,
            at: Location::caller(),
            is_answer,
            blocks: Vec::new(),
            children: Vec::new(),
            aliases: Vec::new(),
            expires_after: None,
            deep: None,
        };
        Self { declared, shape: PhantomData }
    }

    #[track_caller]
    fn add<K: Kind, M: 'static>(mut self, pattern: Pattern, body: impl Body<K, M>) -> Self {
        let deep = self.declared.deep.take().is_some();
        self.declared.blocks.push(Block { deep, ..Block::new::<K, M>(pattern, body) });
        self
    }
}

impl<S> std::fmt::Debug for Context<S> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Declared { name, blocks, children, .. } = &self.declared;
        let inside: Vec<_> = children.iter().map(|child| &child.name).collect();
        f.debug_struct("Context")
            .field("name", name)
            .field("blocks", &blocks.len())
            .field("inside", &inside)
            .finish()
    }
}
