//! Tertulia is a framework for conversational apps: you write a conversation once, and it runs on **Messenger,
//! WhatsApp and Telegram**.
//!
//! # Hello
//!
//! A bot is made of *contexts*, and a context of *blocks*: what to do with one kind of event.
//!
//! ```no_run
//! use tertulia::prelude::*;
//!
//! fn main() -> Exit {
//!     let main = Context::new("main")
//!         .postback("yes", "Awesome!")
//!         .postback("no", "No problem, continue reading.")
//!         .everything_else(|reply: Reply| {
//!             reply.text("Hello!").quick_reply("Is it clear to you how postbacks work?", [
//!                 Button::postback("Of course!", "yes"),
//!                 Button::postback("Not really", "no"),
//!             ])
//!         });
//!     App::new().context(main).run()
//! }
//! ```
//!
//! # Blocks
//!
//! Which block takes an event is decided by its kind, in a fixed order, and not by where it is declared: the
//! methods of [`Context`] stand in that order. The first that matches takes it, unless it ends with [`pass`].
//!
//! A block's *body* is something to say, a closure, or a function, async or not. Its arguments say what it needs
//! ([`extract`] lists them all); what it ends with says what happens next ([`flow`]): nothing, something to say,
//! a [`Flow`](flow::Flow), both, or a [`Result`] of those. What a kind of block cannot give does not compile.
//!
//! ```
//! use tertulia::prelude::*;
//!
//! async fn add(found: Captures, Locale(language): Locale) -> Result<String> {
//!     let number: u32 = found[1].parse()?; // any error: the event is tried again, then set aside
//!     Ok(format!("{} ({language})", number + 1))
//! }
//!
//! let shop = Context::new("shop")
//!     .keyword(["hi", "hello"], |user: User| format!("Hello {}!", user.name().unwrap_or("there")))
//!     .keyword("stop", ("Goodbye.", leave()))
//!     .regex(r"^add (\d+)$", add)
//!     .everything_else(|| change_to("main"));
//! ```
//!
//! # Moving
//!
//! A conversation is in one context at a time, and begins in `main`. [`change_to`] takes it elsewhere, [`leave`] back;
//! [`delegate_to`] hands over one event. Contexts may stand [inside one another](Context::sub_context), and a
//! [`Route`] says where one leads.
//!
//! A question is an [answer](Context::answer): [`ask`] puts it, and the conversation waits there for what comes
//! next. A [`deep`](Context::deep) block also serves what stands inside its context: it interrupts, and the question
//! is put again.
//!
//! ```
//! use tertulia::prelude::*;
//!
//! let sign_up = Context::new("sign_up")
//!     .on_enter(("Let us begin.", ask("email")))
//!     .deep().keyword("stop", ("Another time, then.", change_to("/main")))
//!     .answer("email", |a| {
//!         a.ask("What is your email?")
//!             .regex(r"\S+@\S+", |found: Captures| (format!("{} it is.", &found[0]), ask("../age")))
//!             .everything_else("That is no email.")
//!     })
//!     .answer("age", |a| {
//!         a.ask("How old are you?").regex(r"^\d+$", ("Welcome!", change_to("/main"))).keyword("skip", leave())
//!     });
//! let main = Context::new("main").keyword("sign up", change_to("sign_up")).everything_else("Hello!");
//! # assert!(App::new().context(main).context(sign_up).check().is_ok());
//! ```
//!
//! # Forms
//!
//! Several questions with one block for all the answers are a [`form`](Context::form): it asks field by field, asks again
//! what it cannot read, goes back, skips, cancels, ends when nothing is said for too long, and goes on where it was after a
//! restart. [`form`](mod@form) tells what can be asked for.
//!
//! ```
//! use tertulia::prelude::*;
//!
//! #[derive(Form)]
//! #[form(confirm, timeout = "1h")]
//! struct SignUp {
//!     #[form(ask = "What is your email?", again = "That is no email.")]
//!     email: Email,
//!     #[form(ask = "How old are you?", range = 18..=120)]
//!     age: Option<u8>,
//!     color: Color,
//! }
//!
//! #[derive(FormChoice)]
//! enum Color {
//!     Red,
//!     Green,
//! }
//!
//! let main = Context::new("main")
//!     .keyword("sign up", ask("sign_up"))
//!     .form("sign_up", |done: SignUp, reply: Reply| reply.text(format!("Welcome, {}!", done.email)))
//!     .everything_else("Hello!");
//! # assert!(App::new().context(main).check().is_ok());
//! ```
//!
//! # Payloads
//!
//! A button carries a *payload*: a name, and parameters if it needs them. On the wire it also says which context
//! it leads to, so an old button still works when the conversation has moved on; parameters are sealed against
//! change, and what does not fit the button is kept in the database. Button and block can share a type:
//!
//! ```
//! use serde::{Deserialize, Serialize};
//! use tertulia::prelude::*;
//!
//! #[derive(Payload, Serialize, Deserialize)] // its name is "understood"
//! struct Understood {
//!     response: Answer,
//! }
//!
//! #[derive(Serialize, Deserialize)]
//! #[serde(rename_all = "lowercase")]
//! enum Answer {
//!     Yes,
//!     No,
//! }
//!
//! fn understood(press: Understood) -> &'static str {
//!     match press.response {
//!         Answer::Yes => "Awesome!",
//!         Answer::No => "No problem, continue reading and you will got it...",
//!     }
//! }
//!
//! let main = Context::new("main")
//!     .command("start", |reply: Reply| {
//!         reply.quick_reply("Is it clear to you how postbacks work?", [
//!             Button::new("Of course!", Understood { response: Answer::Yes }),
//!             Button::postback("Not really", payload("understood", json!({"response": "no"}))), // the same, untyped
//!             Button::postback("Sign up", "profile/sign_up"), // in another context
//!         ])
//!     })
//!     .on(understood)
//!     .any_postback(|payload: RawPayload| format!("nobody answers {payload} yet"));
//! ```
//!
//! # Replies
//!
//! [`Reply`] collects messages; they are sent when the turn has been saved. Every platform shows them in the
//! nearest form it has: a fourth button becomes a list on WhatsApp and a second message on Messenger. What is done about
//! what does not fit is a [`Policy`](plan::Policy) of the reply; what was lost is in the log.
//!
//! ```
//! use std::time::Duration;
//! use tertulia::prelude::*;
//!
//! fn menu(reply: Reply) -> Reply {
//!     reply.typing(Duration::from_secs(1)).list(
//!         List::new("What will it be?", "Menu")
//!             .section("Fruit", [Row::postback("Apple", "apple").description("From the garden")])
//!             .section("Drinks", [Row::postback("Tea", "tea"), Row::postback("Coffee", "coffee")]),
//!     )
//! }
//!
//! fn offers(user: User, reply: Reply) -> Reply {
//!     // What people wrote is a text, whatever they wrote: it never becomes markup.
//!     let greeting = RichText::new().text("For you, ").bold(user.name().unwrap_or("friend")).text(":");
//!     reply.text(greeting).carousel(Carousel::new([
//!         Card::new("Rome").image("https://example.com/rome.jpg").buttons([Button::postback("Book", "rome")]),
//!         Card::new("Oslo").image("https://example.com/oslo.jpg").buttons([Button::url("Read", "https://example.com/oslo")]),
//!     ]))
//! }
//! # let _ = Context::new("main").keyword("menu", menu).keyword("offers", offers);
//! ```
//!
//! # Languages
//!
//! A text may be named with [`t!`](t) instead of written out: it is said in the language of the person it goes to.
//! The texts are [Fluent](https://projectfluent.org) messages, one file a language ([`language`] tells how they are
//! found); so are those that Tertulia says by itself, which are replaced under their own names.
//!
//! ```
//! use tertulia::prelude::*;
//!
//! const ENGLISH: &str = "
//! hello = Hello { $name }!
//!     .or1 = Good to see you, { $name }.
//! ";
//! const SPANISH: &str = "
//! hello = ¡Hola, { $name }!
//! tertulia-expired = Ese botón ya caducó.
//! ";
//!
//! let main = Context::new("main")
//!     .command("spanish", |user: User| user.set_locale("es")) // wins over what the platform tells
//!     .everything_else(|user: User| t!("hello", name = user.name().unwrap_or("there")));
//! let app = App::new().context(main).locale("en", ENGLISH).locale("es", SPANISH);
//! # assert!(app.check().is_ok());
//! ```
//!
//! # State
//!
//! [`Session<T>`](struct@Session) is what the bot remembers of a conversation, [`UserData<T>`](UserData) what it
//! remembers of a person, in whichever conversation. Both are saved together with the replies or not at all.
//! [`Data<T>`](Data) is what the whole app shares, given with [`App::data`].
//!
//! ```
//! use serde::{Deserialize, Serialize};
//! use tertulia::prelude::*;
//!
//! #[derive(Session, Default, Serialize, Deserialize)]
//! struct Clicks(u32);
//!
//! struct Greeting(&'static str);
//!
//! let main = Context::new("main").postback("more", |mut clicks: Session<Clicks>, greeting: Data<Greeting>| {
//!     clicks.0 += 1;
//!     format!("{} That was click {}.", greeting.0, clicks.0)
//! });
//! let app = App::new().context(main).data(Greeting("Hey!"));
//! # assert!(app.check().is_ok());
//! ```
//!
//! # Humans
//!
//! When a human writes in the page's inbox or in the WhatsApp Business app, or another app does, the bot is silent in that
//! conversation for `takeover.pause` (12 hours) from their last message. A block begins that with [`pause`];
//! [`App::while_paused`] may end it with [`resume`]. The conversation stays where it was.
//!
//! ```
//! use std::time::Duration;
//! use tertulia::prelude::*;
//!
//! let main = Context::new("main")
//!     .keyword("human", ("A colleague will write to you.", pause(Duration::from_secs(60 * 60))))
//!     .everything_else("Hello!");
//! let app = App::new().context(main);
//! # assert!(app.check().is_ok());
//! ```
//!
//! # Running
//!
//! [`App::run`] gives every bot its command line: `serve`, which takes the platforms' webhooks, and `check`, which
//! shows what is declared as a tree, everything that is wrong with it or hardly meant, and what to subscribe to on each
//! platform. Configuration comes from `tertulia.toml` and the
//! environment; a platform is on when its credentials are there.
//!
//! ```toml
//! [telegram]
//! token = "env:BOT_TOKEN"
//! webhook_secret = "file:/run/secrets/telegram"
//! ```
//!
//! Everything is kept in one SQLite file, `tertulia.db`, or in a PostgreSQL database (`database.url = "postgres://…"`) that any
//! number of processes share. A webhook is answered with 200 once it is there, and not
//! before; from then on nothing is lost, done twice or done out of order, whatever happens to the process.
//!
//! To embed a bot in a program of your own there is [`App::build`].

extern crate self as tertulia;

mod app;
#[cfg(doctest)]
mod book;
mod changes;
mod command;
#[cfg_attr(
    not(all(
        feature = "messenger",
        feature = "postgres",
        feature = "sqlite",
        feature = "telegram",
        feature = "whatsapp"
    )),
    allow(dead_code, unused_imports, reason = "what a build leaves out is configured, but not read")
)]
mod config;
mod database;
#[cfg(feature = "playground")]
mod dev;
mod exit;
mod locales;
mod logging;
mod platforms;
pub mod prelude;
#[cfg(all(unix, feature = "sqlite"))]
mod running;
mod service;
mod signals;
#[cfg(any(feature = "playground", feature = "test"))]
mod simulated;
mod supervisor;
mod tasks;
mod templates;
#[cfg(feature = "test")]
pub mod test;
#[cfg(feature = "whatsapp")]
pub mod whatsapp;

pub use app::App;
pub use exit::Exit;
pub use serde_json::json;
pub use service::{BuildError, Service};
#[doc(hidden)]
pub use tertulia_core::__private;
pub use tertulia_core::{
    Album, Answer, Attachment, Attachments, Button, ButtonPayload, Captures, Card, Carousel, Comment,
    Contact, Context, Data, DeepLink, Download, DownloadError, Editable, Edited, Entities, Entity, Error,
    ErrorKind, Event, Failed, FileBytes, Form, FormChoice, FromTurn, Given, Groups, Handle, InlineQuery,
    Intent, Link, List, Locale, Location, Media, Membership, Message, Native, Nlu, Now, Numbers, Once, OptIn,
    Params, Payload, Platform, RawPayload, Reaction, Recipient, RecurringNotification, Reply, ReplyGroup,
    Result, ResultExt, RichText, Route, Row, Section, Session, SessionData, Source, Text, Translated, Turn,
    Understanding, User, UserData, Utterance, Verdict, Wording, ask, block, body, change_to, context,
    delegate_to, event, extract, flow, form, halt, keep, language, leave, message, nlu, pass, pause, payload,
    plan, profile, program, replay, resume, return_to_saved, rich, t, template, trace, turn,
};
pub use tertulia_runtime::{Role, Roles};

/// What can be said on Telegram alone, and how.
#[cfg(feature = "telegram")]
pub mod telegram {
    pub use tertulia_telegram::reply::*;
}

/// Any JSON, as [`Session`](macro@Session)'s `migrate` gets it.
// An alias: where an enum with a variant `String` is exported, the compiler calls `String` by its whole path.
pub type Value = serde_json::Value;

pub use tertulia_nlu::Recogniser;

#[cfg(feature = "messenger")]
pub use tertulia_messenger::reply as messenger;

/// The README's bot compiles.
#[cfg(doctest)]
#[doc = include_str!("../../../README.md")]
struct Readme;
