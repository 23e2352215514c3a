// Take `ReplyGroup` in a `membership` block: nobody else knows of the group.
use tertulia::prelude::*;

fn main() {
    let _ = Context::new("main").keyword("hello", |group: ReplyGroup| group.text("Hello all!"));
}
