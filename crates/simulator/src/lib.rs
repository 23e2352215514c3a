//! Messenger, WhatsApp and Telegram on one machine, for bots under test and for the playground.
//!
//! ```text
//! person ── Act ── world ── signed webhook ── the bot, unmodified
//! phone  ── Chat ── world ── answer ── call of the bot
//! ```
//!
//! A *world* is what one platform is to a bot: it keeps the chats as the platform would, serves the calls that the bot
//! makes and checks them against the documented limits, and tells the bot of what people do, by webhooks that are signed,
//! packed and repeated as the platform does. It knows nothing of the adapters: what they write is read here by other
//! code, from the same documentation.

mod act;
mod call;
mod credentials;
mod delivery;
mod exchange;
mod fault;
mod files;
mod form;
mod graph;
mod journal;
mod messenger;
mod person;
#[cfg(feature = "playground")]
pub mod playground;
mod recording;
mod simulator;
mod telegram;
pub mod view;
mod whatsapp;
mod world;

pub use act::{Act, Refused};
pub use credentials::Credentials;
pub use delivery::Bot;
pub use exchange::{Direction, Exchange};
pub use fault::Fault;
pub use files::StoredFile;
pub use person::Person;
pub use recording::Recording;
pub use simulator::{Change, Simulator};
