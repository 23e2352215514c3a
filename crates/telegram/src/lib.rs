//! Telegram for Tertulia: webhooks of the Bot API become events, parts of replies become its calls.
//!
//! Everything is a pure function of bytes and values; the network is somebody else's.
//!
//! - [`Telegram`] is the adapter, made of one or more [`Bot`]s.
//! - [`allowed_updates`] tells which kinds of updates a bot needs.
//! - [`formatted`] writes a rich text as words with entities.
//! - [`reply`] is what authors can say on Telegram alone.
//! - [`limits`] holds every number that Telegram documents, with its source.
//!
//! ```
//! use tertulia_core::Adapter;
//! use tertulia_telegram::{API_URL, Bot, Telegram, limits};
//!
//! let bot = Bot::new("123456:AAF-token".into(), vec!["secret".into()], Some("tertulia_bot".into()))?;
//! let telegram = Telegram::new(vec![bot], API_URL, limits::PACE);
//! assert_eq!(telegram.accounts(), ["123456"]);
//! # Ok::<(), tertulia_telegram::InvalidBot>(())
//! ```

mod answer;
mod bot;
mod call;
mod file;
pub mod limits;
mod profile;
pub mod reply;
mod subscription;
mod telegram;
mod update;

pub use bot::{Bot, InvalidBot};
pub use call::{Entity, Formatted, formatted};
pub use subscription::allowed_updates;
pub use telegram::{API_URL, TELEGRAM_ID, Telegram};
