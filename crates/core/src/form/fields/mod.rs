//! What a field of a form can be.

mod boolean;
mod date;
mod email;
mod number;
mod phone;
mod sent;
mod text;

pub use email::Email;
pub use phone::Phone;
