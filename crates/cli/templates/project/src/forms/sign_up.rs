//! Form `sign_up`.

use tertulia::prelude::*;

/// The fields are asked for one after the other, and checked by their types. An `Option` can be skipped. At any question
/// people may say "back" or "cancel".
#[derive(Form)]
#[form(confirm, timeout = "1h")]
pub struct SignUp {
    #[form(ask = t!("ask-email"), label = t!("email"))]
    email: Email,
    #[form(ask = t!("ask-age"), label = t!("age"), range = 18..=120)]
    age: Option<u8>,
}

/// Runs when everything is answered and confirmed.
pub fn done(answers: SignUp, reply: Reply) -> Reply {
    match answers.age {
        Some(age) => reply.text(t!(
            "signed-up-with-age",
            email = answers.email.as_str(),
            age = age
        )),
        None => reply.text(t!("signed-up", email = answers.email.as_str())),
    }
}
