//! What happens after a block: the value it ends with.

mod ends;

use std::{panic::Location, time::Duration};

use serde::Serialize;
use serde_json::Value;

use crate::Route;

pub use ends::{IntoFlow, IntoMessage};

/// How the conversation goes on after a block. Made by the functions of this module.
///
/// | flow | this event | from the next event on the conversation is |
/// |---|---|---|
/// | [`halt`] | is done with, without `after_all` | where it was |
/// | [`pass`] | goes to the next block that matches | where it was |
/// | [`delegate_to`] | is handled in that context | where it was |
/// | [`change_to`] | is done with | in that context |
/// | [`ask`] | is done with; the question is put | waiting for the answer |
/// | [`leave`] | is done with | where the question was asked, or in the default context |
/// | [`keep`] | is done with | in the context that handles this event |
/// | [`return_to_saved`] | is done with | where [`Flow::save_context`] was |
/// | [`replay`] | is done with, and the memorised one handled | where that one leads |
/// | [`pause`] | is done with | where it was, and silent |
/// | [`resume`] | in `while_paused`, is handled | where it was |
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

/// Where the conversation goes, or the event.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Move {
    pub(crate) to: Goal,
    pub(crate) params: Value,
    pub(crate) at: &'static Location<'static>,
    pub(crate) fault: Option<String>,
    /// Whether the place that is left is saved.
    pub(crate) save: bool,
    /// Whether the event is memorised.
    pub(crate) memorize: bool,
    /// Whether the memorised event is handled then.
    pub(crate) replay: bool,
    /// How long the conversation pauses then.
    pub(crate) pause: Option<Duration>,
}

/// What a move leads to.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Goal {
    Change(Route),
    Ask(Route),
    Delegate {
        to: Route,
        everything_else: bool,
    },
    Leave,
    Keep,
    Saved,
    Stay,
    /// A step of the form that the block belongs to; the move's parameters are what is known by now.
    Form(FormStep),
}

/// How a form goes on.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum FormStep {
    /// With the same question.
    Stay,
    /// With whatever it lacks.
    Continue,
    /// With the question of that field.
    Ask(&'static str),
    /// It is filled in.
    Filled,
}

/// The block has done everything: `after_all` does not run, and no question is put again. In `before_anything`, no
/// block is asked.
///
/// ```
/// use tertulia_core::{Context, halt};
///
/// let main = Context::new("main").keyword("bye", ("See you.", halt())).after_all("What else?");
/// ```
pub fn halt() -> Flow {
    Flow { next: Next::Halt, go: None }
}

/// The block steps aside: the next block that matches is asked. What was said and changed stays.
///
/// It is the reference system's `continue`, which is a word of Rust itself.
///
/// ```
/// use tertulia_core::{Context, pass};
///
/// let main = Context::new("main").regex("please", ("How polite.", pass())).any_text("What is it?");
/// ```
pub fn pass() -> Flow {
    Flow { next: Next::Pass, go: None }
}

/// From the next event on the conversation is in that context. Parameters for it go in [`Flow::with`].
///
/// `on_exit` of what is left and `on_enter` of that context run now.
///
/// ```
/// use tertulia_core::{Context, change_to};
///
/// let main = Context::new("main").keyword("shop", ("This way.", change_to("shop")));
/// let shop = Context::new("shop").any_text("An apple?");
/// ```
#[track_caller]
pub fn change_to(route: impl Into<Route>) -> Flow {
    go(Goal::Change(route.into()), Location::caller())
}

/// Puts the question of that answer now; from the next event on the conversation waits there.
///
/// From within an answer, asking another one of the same form goes on to the next question. Asking any other one
/// nests: [`leave`] comes back to the one that waits.
///
/// ```
/// use tertulia_core::{Context, ask, leave};
///
/// let main = Context::new("main")
///     .keyword("order", ask("drink"))
///     .answer("drink", |a| a.ask("Tea or coffee?").keyword(["tea", "coffee"], ("Coming!", leave())));
/// ```
#[track_caller]
pub fn ask(route: impl Into<Route>) -> Flow {
    go(Goal::Ask(route.into()), Location::caller())
}

/// Hands this event to the blocks of that context. The conversation stays where it is.
///
/// That context's `before_anything` and `after_all` stand around it, and not those of the context that hands it
/// over. If nothing there takes it, that is all that happens; see [`Flow::ignore_everything_else`].
///
/// ```
/// use tertulia_core::{Context, delegate_to};
///
/// let main = Context::new("main")
///     .any_text(delegate_to("faq").ignore_everything_else())
///     .everything_else("I know nothing about that.");
/// ```
#[track_caller]
pub fn delegate_to(route: impl Into<Route>) -> Flow {
    go(Goal::Delegate { to: route.into(), everything_else: true }, Location::caller())
}

/// In an answer: from the next event on the conversation is where its question was asked from; if that is another
/// answer, its question is put again. Elsewhere: it is in the default context.
///
/// It is the reference system's `exit_answer` and `exit_context`. In a block of an answer that the conversation
/// does not wait in, because an old button led there, it changes nothing.
///
/// ```
/// use tertulia_core::{Context, leave};
///
/// let shop = Context::new("shop").keyword("bye", ("See you.", leave()));
/// ```
#[track_caller]
pub fn leave() -> Flow {
    go(Goal::Leave, Location::caller())
}

/// From the next event on the conversation is in the context that handles this one: the one that it was routed or
/// delegated to. Otherwise it would stay where it was.
///
/// ```
/// use tertulia_core::{Context, keep};
///
/// // The button says "shop/browse", wherever the conversation is.
/// let shop = Context::new("shop").postback("browse", ("Apples, pears …", keep()));
/// ```
#[track_caller]
pub fn keep() -> Flow {
    go(Goal::Keep, Location::caller())
}

/// From the next event on the conversation is where it was when a move was made with [`Flow::save_context`],
/// questions and parameters included. If nothing was saved, it is in the default context.
///
/// ```
/// use tertulia_core::{Context, return_to_saved};
///
/// let settings = Context::new("settings").keyword("done", ("Saved.", return_to_saved()));
/// ```
#[track_caller]
pub fn return_to_saved() -> Flow {
    go(Goal::Saved, Location::caller())
}

/// Handles the event that was kept with [`Flow::memorize`], as if it came now. If there is none, nothing happens.
///
/// It is handled where the conversation is. In an answer, leave it first: [`leave()`](leave)[`.replay()`](Flow::replay).
///
/// ```
/// use tertulia_core::{Context, replay};
///
/// let main = Context::new("main").keyword("again", replay());
/// ```
#[track_caller]
pub fn replay() -> Flow {
    go(Goal::Stay, Location::caller()).replay()
}

/// The form of the block goes on, knowing this by now.
#[track_caller]
pub(crate) fn form_step(step: FormStep, known: Value) -> Flow {
    let mut flow = go(Goal::Form(step), Location::caller());
    if let Some(go) = &mut flow.go {
        go.params = known;
    }
    flow
}

/// Keeps what comes in this conversation from the blocks for that long, by the platform's clock: somebody else talks with
/// the person now. Nothing is answered; the conversation stays where it is, sessions and all.
///
/// It begins by itself when somebody else writes to the person in the bot's name: a human in the page's inbox or in the
/// WhatsApp Business app, or another app (`takeover.pause`, 12 hours from their last message). It ends when the time is
/// over, or with [`resume`].
///
/// ```
/// use std::time::Duration;
/// use tertulia_core::{Context, pause};
///
/// let main = Context::new("main")
///     .keyword("human", ("A colleague will write to you.", pause(Duration::from_secs(60 * 60))));
/// ```
#[track_caller]
pub fn pause(time: Duration) -> Flow {
    go(Goal::Stay, Location::caller()).pause(time)
}

/// Ends the pause of the conversation. In a block that runs while it pauses
/// ([`while_paused`](crate::program::ProgramBuilder::while_paused)), this event is handled then; elsewhere nothing pauses.
///
/// ```
/// use tertulia_core::{Context, Text, pass, program::ProgramBuilder, resume};
///
/// let bot = ProgramBuilder::new().context(Context::new("main").everything_else("Hello!")).while_paused(
///     |text: Option<Text>| match text {
///         Some(Text(text)) if text == "bot" => resume(),
///         _ => pass(),
///     },
/// );
/// ```
#[track_caller]
pub fn resume() -> Flow {
    pause(Duration::ZERO)
}

fn go(to: Goal, at: &'static Location<'static>) -> Flow {
    let (save, memorize, replay) = (false, false, false);
    let go = Move { to, params: Value::Null, at, fault: None, save, memorize, replay, pause: None };
    Flow { next: Next::Done, go: Some(go) }
}

impl Flow {
    /// Gives parameters to the context that the conversation or the event goes to; its blocks take them as
    /// [`Given<T>`](crate::extract::Given). Without a move they go nowhere.
    ///
    /// ```
    /// use serde_json::json;
    /// use tertulia_core::{Context, change_to};
    ///
    /// let main = Context::new("main").keyword("book", || change_to("booking").with(json!({ "seats": 4 })));
    /// ```
    pub fn with(mut self, params: impl Serialize) -> Self {
        if let Some(go) = &mut self.go {
            match serde_json::to_value(params) {
                Ok(params) => go.params = params,
                Err(error) => go.fault = Some(format!("the parameters do not serialise: {error}")),
            }
        }
        self
    }

    /// With [`delegate_to`]: the other context's `everything_else` is not asked. If none of its other blocks takes
    /// the event, matching goes on here, as after [`pass`].
    pub fn ignore_everything_else(mut self) -> Self {
        if let Some(Move { to: Goal::Delegate { everything_else, .. }, .. }) = &mut self.go {
            *everything_else = false;
        }
        self
    }

    /// With [`change_to`] or [`ask`]: remembers the place that is left, for [`return_to_saved`]. There is one such
    /// memory in a conversation.
    ///
    /// ```
    /// use tertulia_core::{Context, change_to, return_to_saved};
    ///
    /// let shop = Context::new("shop").keyword("settings", change_to("/settings").save_context());
    /// let settings = Context::new("settings").keyword("done", return_to_saved());
    /// ```
    pub fn save_context(mut self) -> Self {
        if let Some(go) = &mut self.go {
            go.save = true;
        }
        self
    }

    /// With any move: keeps this event, to be handled later with [`Flow::replay`] or
    /// [`replay`]. There is one such memory in a
    /// conversation.
    ///
    /// ```
    /// use tertulia_core::{Context, ask, leave};
    ///
    /// // Whatever was wanted is done once it is known who it is.
    /// let main = Context::new("main")
    ///     .regex("flights to (.+)", ask("name").memorize())
    ///     .answer("name", |a| a.ask("Who are you?").any_text(("Thank you.", leave().replay())));
    /// ```
    pub fn memorize(mut self) -> Self {
        if let Some(go) = &mut self.go {
            go.memorize = true;
        }
        self
    }

    /// With any move: handles the event that was kept with [`Flow::memorize`], once the conversation is there.
    pub fn replay(mut self) -> Self {
        if let Some(go) = &mut self.go {
            go.replay = true;
        }
        self
    }

    /// With any move: pauses the conversation, once it is there; see [`pause`].
    ///
    /// ```
    /// use std::time::Duration;
    /// use tertulia_core::{Context, leave};
    ///
    /// // The order is put together; what is left is for a human.
    /// let order = Context::new("order").keyword("done", leave().pause(Duration::from_secs(60 * 60)));
    /// ```
    pub fn pause(mut self, time: Duration) -> Self {
        if let Some(go) = &mut self.go {
            go.pause = Some(time);
        }
        self
    }
}
