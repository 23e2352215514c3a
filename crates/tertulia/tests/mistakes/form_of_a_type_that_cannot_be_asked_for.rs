// Ask for something a person can write or send; or implement `FieldType` for `Point`.
use tertulia::prelude::*;

struct Point;

#[derive(Form)]
struct Place {
    point: Point,
}

fn main() {
    let _ = Context::new("main").form("place", |_: Place| "Thanks.");
}
