//! Form `my_form`.

use tertulia::prelude::*;

/// The fields are asked for one after the other, and checked by their types. An `Option` can be skipped.
#[derive(Form)]
#[form(confirm, timeout = "1h")]
pub struct Answers {
    #[form(ask = "What is your name?", min = 2, max = 80)]
    name: String,
    #[form(ask = "What is your e-mail? You can skip this.")]
    email: Option<Email>,
}

/// Runs when everything is answered and confirmed.
pub fn done(answers: Answers) -> String {
    match answers.email {
        Some(email) => format!("Thank you, {}. We write to {email}.", answers.name),
        None => format!("Thank you, {}.", answers.name),
    }
}
