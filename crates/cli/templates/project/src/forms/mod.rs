//! The forms: several questions, and one block for all the answers.

pub mod sign_up;
