//! Declaring a form: the context and the answers that it is made of.

use std::{panic::Location, sync::Arc};

use crate::{
    Answer, Context,
    block::{Block, Form as FormKind, Pattern},
    body::Body,
    context::Declared,
};

use super::{
    AnyField, Form,
    step::{self, Step},
};

/// Arguments whose first one is a form, so that [`Context::form`] learns what to ask from it.
#[diagnostic::on_unimplemented(
    message = "the first argument of this block is not a `Form`",
    label = "`form` learns what to ask from the first argument",
    note = "take a struct with `#[derive(Form)]` first: `|done: SignUp, reply: Reply| …`"
)]
pub trait Fills {
    /// The form that is filled in.
    type Form: Form;
}

macro_rules! fills {
    ($($rest:ident),*) => {
        #[diagnostic::do_not_recommend]
        impl<F: Form, $($rest),*> Fills for (F, $($rest,)*) {
            type Form = F;
        }
    };
}
fills!();
fills!(B);
fills!(B, C);
fills!(B, C, D);
fills!(B, C, D, E);
fills!(B, C, D, E, G);
fills!(B, C, D, E, G, H);
fills!(B, C, D, E, G, H, I);

/// Forms.
impl<S> Context<S> {
    /// Declares a form: the type of the block's first argument says what is asked. [`ask`](crate::ask) begins it, and
    /// [`with`](crate::Flow::with) gives what is known already. See [`form`](crate::form).
    ///
    /// When everything is answered, the block runs as one of this context: routes and buttons lead where they lead from
    /// here. By then the conversation is back where the form was asked, so it need not end with `leave()`.
    ///
    /// ```
    /// # extern crate tertulia_core as tertulia;
    /// use serde_json::json;
    /// use tertulia_core::{Context, Form, Reply, ask};
    ///
    /// #[derive(Form)]
    /// #[form(confirm, cancelled = "Another time, then.")]
    /// struct Booking {
    ///     #[form(ask = "For how many?", range = 1..=12, again = "From 1 to 12, please.")]
    ///     seats: u8,
    ///     #[form(ask = "In whose name?", min = 2)]
    ///     name: String,
    /// }
    ///
    /// let tables = Context::new("tables")
    ///     .keyword("book", ask("booking"))
    ///     .keyword("table for two", || ask("booking").with(json!({ "seats": 2 })))
    ///     .form("booking", |done: Booking, reply: Reply| {
    ///         reply.text(format!("A table for {}, {}.", done.seats, done.name))
    ///     });
    /// ```
    #[track_caller]
    pub fn form<A: Fills + 'static, M: 'static>(
        self,
        name: impl Into<String>,
        done: impl Body<FormKind, (A, M)>,
    ) -> Self {
        let at = Location::caller();
        let done = Block::new::<FormKind, (A, M)>(Pattern::Any, done);
        let form = Arc::new(step::Blueprint { fields: A::Form::fields(), settings: A::Form::settings() });
        let mut context = self.answer(name, |answer| {
            let mut answer = compile(&form, answer);
            answer.declared.blocks.push(done);
            answer
        });
        let Some(form) = context.declared.children.last_mut() else { return context };
        said_at(form, at);
        form.children.iter_mut().for_each(|field| said_at(field, at));
        context
    }
}

/// What is wrong with a form, and what it says, is told with the author's line.
fn said_at(declared: &mut Declared, at: &'static Location<'static>) {
    declared.at = at;
    declared.blocks.iter_mut().for_each(|block| block.at = at);
}

/// The blocks and questions of a form.
fn compile(form: &Arc<step::Blueprint>, answer: Answer) -> Answer {
    let step = |run| Step { form: Arc::clone(form), field: None, run };
    let whole = answer
        .ask(step(step::go_on))
        .any_postback(step(step::settle))
        .any_text(step(step::settle))
        .everything_else(step(step::settle));
    let whole = match form.settings.timeout {
        Some(silence) => whole.times_out(silence, step(step::time_out)),
        None => whole,
    };
    form.fields.iter().enumerate().fold(whole, |whole, (field, AnyField { name, .. })| {
        let step = |run| Step { form: Arc::clone(form), field: Some(field), run };
        whole.answer(*name, |question| {
            question
                .ask(step(step::put))
                .any_postback(step(step::take))
                .any_attachment(step(step::take))
                .any_text(step(step::take))
                .everything_else(step(step::take))
        })
    })
}
