// Write a name, or leave the attribute out.
use serde::{Deserialize, Serialize};
use tertulia::prelude::*;

#[derive(Session, Default, Serialize, Deserialize)]
#[session(name = "")]
struct Clicks(u32);

fn main() {
    let _ = Context::new("main").postback("more", |mut clicks: Session<Clicks>| clicks.0 += 1);
}
