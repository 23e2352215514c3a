//! The bot that is measured: every press loads and changes a session, and is answered with two messages.

use serde::{Deserialize, Serialize};
use tertulia::prelude::*;

#[derive(Session, Default, Serialize, Deserialize)]
struct Presses(u64);

fn press(reply: Reply, mut presses: Session<Presses>) -> Reply {
    presses.0 += 1;
    let count = presses.0;
    reply.text(format!("Press {count}.")).button(
        format!("Press {count}: again?"),
        [Button::postback("Again!", "press"), Button::postback("Enough", "enough")],
    )
}

fn main() -> Exit {
    App::new().context(Context::new("main").postback("press", press).postback("enough", "Goodbye.")).run()
}
