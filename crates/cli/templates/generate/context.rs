//! Context `my_context`.

use tertulia::prelude::*;

pub fn context() -> Context {
    Context::new("my_context")
        .on_enter("This is my_context. Say \"back\" to leave.")
        .keyword("back", ("Back again.", leave()))
        .any_text(|Text(said): Text| format!("You said {said}."))
        .everything_else("Please write something.")
}
