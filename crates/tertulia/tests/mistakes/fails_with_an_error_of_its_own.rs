// End with `Result<String>`, and write `?` behind what fails.
use std::num::ParseIntError;

use tertulia::prelude::*;

fn next(Text(text): Text) -> Result<String, ParseIntError> {
    text.parse::<u32>().map(|number| format!("{}", number + 1))
}

fn main() {
    let _ = Context::new("main").any_text(next);
}
