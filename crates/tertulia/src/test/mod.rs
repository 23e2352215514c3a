//! Conversations as tests: people on simulated platforms talk to your bot, and you say what they should read.
//!
//! ```
//! use tertulia::{prelude::*, test::Bot};
//!
//! fn app() -> App {
//!     App::new().context(
//!         Context::new("main")
//!             .postback("get_started", |reply: Reply| {
//!                 reply.quick_reply("Is it clear?", [Button::postback("Of course!", "yes"), Button::postback("No", "no")])
//!             })
//!             .postback("yes", "Awesome!")
//!             .any_postback("Read on, then."),
//!     )
//! }
//!
//! let bot = Bot::new(app());
//! for platform in bot.platforms() {
//!     let ana = bot.on(platform).user("ana");
//!     ana.start().expect("Is it clear?").expect_choices(["Of course!", "No"]);
//!     ana.press("Of course!").expect("Awesome!");
//! }
//! ```
//!
//! The bot is the whole bot, on the platforms' real wire: webhooks are signed and parsed, replies are planned, written as calls,
//! and checked by the simulator against the platforms' limits. Only the network, the disk and the clock are not real, so a
//! conversation takes a millisecond, and [`Bot::advance`] lets days pass.
//!
//! Some things fail a test though it asks for none of them: a turn that fails, a call that the platform refuses, a button that no
//! block answers, a title that is cut. Where that is meant, [`Bot::lenient`] says so. Every failure prints the conversation so far
//! and what happened in the last turn.
//!
//! Longer conversations are easier to read as [scripts](scripts()).

mod bot;
mod clock;
mod expect;
mod machine;
pub(crate) mod person;
pub(crate) mod script;
mod transcript;

pub use bot::Bot;
pub use person::User;
pub use script::scripts;
pub use tertulia_simulator::{Fault, view};
