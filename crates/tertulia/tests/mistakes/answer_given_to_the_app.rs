// An answer stands in a context: `Context::new("main").answer("name", name)`.
use tertulia::prelude::*;

fn name(answer: Answer) -> Answer {
    answer.ask("What is your name?").any_text(leave())
}

fn bot(answer: Answer) -> App {
    App::new().context(name(answer))
}

fn main() {
    let _ = bot;
}
