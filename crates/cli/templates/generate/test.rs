//! Conversations about my_test, on every platform.

use tertulia::test::Bot;

use my_bot::app;

#[test]
fn the_bot_greets() {
    let bot = Bot::new(app());
    for platform in bot.platforms() {
        let ana = bot.on(platform).user("ana");
        // Then say what should be read: ana.says("…").expect("…"), ana.press("…").expect_choices(["…"]).
        ana.start();
        assert!(!ana.reads().is_empty(), "nothing was said on {platform}");
    }
}
