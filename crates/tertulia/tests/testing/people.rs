//! People who talk to a bot.

use std::time::Duration;

use serde::{Deserialize, Serialize};
use tertulia::{prelude::*, test::Bot};

#[derive(Session, Default, Deserialize, PartialEq, Serialize, Debug)]
struct Clicks(u32);

pub(crate) fn app() -> App {
    let main = Context::new("main")
        .postback("get_started", |reply: Reply| {
            reply.text("Hello!").quick_reply(
                "Is it clear to you how postbacks work?",
                [Button::postback("Of course!", "yes"), Button::postback("Not really 🤷", "no")],
            )
        })
        .postback("yes", |mut clicks: Session<Clicks>| {
            clicks.0 += 1;
            format!("Awesome! That was click {}.", clicks.0)
        })
        .postback("no", "No problem, read on.")
        .keyword("menu", |reply: Reply| {
            let rows =
                (1..=12).map(|number| Row::postback(format!("Dish {number}"), format!("dish_{number}")));
            reply.list(List::new("What would you like?", "Choose").section("Dishes", rows))
        })
        .any_postback(|payload: RawPayload| format!("You chose {payload}."))
        .keyword("name", ask("name"))
        .answer("name", |a| {
            a.ask("Who are you?").times_out(Duration::from_secs(12 * 3_600), "Never mind.").any_text(
                |Text(name): Text, reply: Reply| {
                    reply.text(format!("Hello, {name}!"));
                    leave()
                },
            )
        })
        .everything_else("Sorry?");
    App::new().context(main)
}

#[test]
fn a_conversation_is_held_on_every_platform() {
    let bot = Bot::new(app());
    for platform in bot.platforms() {
        let ana = bot.on(platform).user("ana");
        ana.start().expect("Hello!").expect("Is it clear to you how postbacks work?");
        ana.expect_choices(["Of course!", "Not really 🤷"]).expect_nothing();
        ana.press("Of course!").expect("Awesome! That was click 1.").expect_nothing();
        assert_eq!(ana.session::<Clicks>(), Clicks(1));
        bot.user("ben").says("what?").expect("Sorry?");
        assert_eq!(bot.user("ben").session::<Clicks>(), Clicks(0));
    }
}

#[test]
fn time_passes_from_timer_to_timer() {
    let bot = Bot::new(app());
    let ana = bot.user("ana");
    ana.says("name").expect("Who are you?");
    assert_eq!(ana.context(), "main/name");
    let before = bot.now();
    bot.advance(Duration::from_secs(8 * 3_600));
    ana.expect_nothing();
    bot.advance(Duration::from_secs(8 * 3_600));
    ana.expect("Never mind.");
    assert_eq!(bot.now().duration_since(before).as_hours(), 16);
    ana.says("Ana").expect("Sorry?");
}

#[test]
fn what_a_platform_shows_in_pages_is_all_there() {
    let bot = Bot::new(app());
    for platform in bot.platforms() {
        let ana = bot.on(platform).user("ana");
        ana.says("menu").expect_containing("What would you like?");
        ana.press("Dish 2").expect("You chose dish_2.");
    }
}
