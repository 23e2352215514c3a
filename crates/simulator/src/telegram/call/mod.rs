//! What stands in a call of the bot.

mod multipart;
mod parameters;
mod path;

pub(super) use multipart::Upload;
pub(super) use parameters::Parameters;
pub(super) use path::Path;
