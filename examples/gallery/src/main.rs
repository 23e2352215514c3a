//! One of each reply: say its name, and look at it on all phones. The guide's page "What it looks like" is made with this bot.

mod replies;

use std::path::Path;

use tertulia::prelude::*;

fn main() -> Exit {
    app().run()
}

fn app() -> App {
    let main = Context::new("main")
        .keyword("text", replies::text)
        .keyword("styles", replies::styles)
        .keyword("buttons", replies::buttons)
        .keyword("quick replies", replies::quick_replies)
        .keyword("confirm", replies::confirm)
        .keyword("list", replies::list)
        .keyword("pages", replies::pages)
        .keyword("numbers", replies::numbers)
        .keyword("carousel", replies::carousel)
        .keyword("link", replies::link)
        .keyword("picture", replies::picture)
        .keyword("album", replies::album)
        .keyword("document", replies::document)
        .keyword("place", replies::place)
        .keyword("card", replies::card)
        .keyword("where are you", replies::where_are_you)
        .keyword("your number", replies::your_number)
        .keyword("typing", replies::typing)
        .keyword("form", ask("flight"))
        .form("flight", replies::booked)
        .any_postback(|payload: RawPayload| format!("You pressed {payload}."))
        .any_attachment("Thank you.")
        .everything_else(
            "Say one of: text, styles, buttons, quick replies, confirm, list, pages, numbers, carousel, link, picture, album, \
             document, place, card, where are you, your number, typing, form.",
        );
    App::new().context(main)
}

/// A file beside this bot, wherever it is started.
fn file(name: &str) -> Source {
    Source::file(Path::new(env!("CARGO_MANIFEST_DIR")).join("pictures").join(name))
}

#[cfg(test)]
mod tests {
    use tertulia::test::Bot;

    #[test]
    fn every_reply_is_said_on_every_platform() {
        let bot = Bot::new(super::app());
        for platform in bot.platforms() {
            let ana = bot.on(platform).user("ana");
            ana.says("what?").expect_containing("Say one of");
            for name in "text, styles, buttons, quick replies, confirm, list, pages, numbers, link, picture, album, document, place, \
                         card, where are you, your number, typing, form"
                .split(", ")
            {
                ana.says(name);
                assert_ne!(ana.reads().last().map(|last| last.plain().starts_with("Say one of")), Some(true), "{name}");
            }
        }
    }
}
