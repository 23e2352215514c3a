//! A bot on the Telegram of the simulator: in one process, on a clock of its own.

mod groups;
mod hostile;
mod inline;
mod machine;
mod sending;
mod talking;
mod trouble;
mod wire;
