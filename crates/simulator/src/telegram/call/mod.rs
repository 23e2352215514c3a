//! What stands in a call of the bot.

mod parameters;
mod path;

pub(super) use parameters::Parameters;
pub(super) use path::Path;
