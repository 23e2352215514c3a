// Write `#[derive(Session, Default, Serialize, Deserialize)]` over `Clicks`.
use tertulia::prelude::*;

struct Clicks(u32);

fn count(mut clicks: Session<Clicks>) -> String {
    clicks.0 += 1;
    format!("That was click {}.", clicks.0)
}

fn main() {
    let _ = Context::new("main").postback("more", count);
}
