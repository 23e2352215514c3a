// A block fails with `Error` and nothing else, so a closure with `?` need not name it.
use tertulia::prelude::*;

pub(crate) fn context() -> Context {
    Context::new("main")
        .regex(r"\d+", |found: Captures| {
            let number: u32 = found[0].parse()?;
            Ok(format!("{}", number + 1))
        })
        .keyword("one", async |Text(text): Text, reply: Reply| {
            let number: u32 = text.parse()?;
            reply.text(format!("{}", number + 1));
            Ok(())
        })
        .any_text(turn(async |t| {
            let number: u32 = t.event().text().unwrap_or_default().parse()?;
            Ok((format!("{}", number + 1), leave()))
        }))
}
