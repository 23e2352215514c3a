//! Texts: their styles, however they were written, and their limits.

mod detect;
mod entity;
mod formatted;
mod html;
mod legacy;
mod markdown;
mod spans;

pub(super) use entity::Entity;
pub(super) use formatted::{Formatted, Names};
