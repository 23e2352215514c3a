// Derive `Default` too: it is what a new conversation begins with.
use serde::{Deserialize, Serialize};
use tertulia::prelude::*;

#[derive(Session, Serialize, Deserialize)]
struct Clicks(u32);

fn main() {
    let _ = Context::new("main").postback("more", |mut clicks: Session<Clicks>| clicks.0 += 1);
}
