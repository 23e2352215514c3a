// Name what it ends with: `async |Text(text): Text| -> Result<String> { … }`.
use tertulia::prelude::*;

fn main() {
    let _ = Context::new("main").any_text(async |Text(text): Text| {
        let number: u32 = text.parse()?;
        Ok(format!("{}", number + 1))
    });
}
