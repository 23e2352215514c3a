//! Conversations with the bot, as people have them. Each is held on every platform; nothing leaves this machine.

use tertulia::test::Bot;

use my_bot::app;

#[test]
fn people_order() {
    let bot = Bot::new(app());
    for platform in bot.platforms() {
        let ana = bot.on(platform).user("ana");
        ana.start().expect_containing("Hello");
        ana.expect("What will it be?")
            .expect_choices(["Tea", "Coffee", "Sign up"]);
        ana.press("Tea")
            .expect("One tea, coming up! That is your first order.");
        ana.says("menu").expect_containing("Hello");
        ana.expect("What will it be?");
        ana.press("Coffee")
            .expect("One coffee, coming up! That makes 2 orders.");
    }
}

#[test]
fn people_sign_up() {
    let bot = Bot::new(app());
    for platform in bot.platforms() {
        let ana = bot.on(platform).user("ana");
        ana.start();
        ana.press("Sign up").expect("What is your e-mail?");
        ana.says("none")
            .expect_containing("That is no e-mail address.");
        ana.says("ana@example.com")
            .expect("How old are you? You can skip this.");
        ana.press("Skip").expect_containing("Is that right?");
        ana.press("Yes").expect("Welcome, ana@example.com!");
    }
}

#[test]
fn the_bot_speaks_spanish() {
    let bot = Bot::new(app());
    for platform in bot.platforms() {
        let ana = bot.on(platform).user("ana");
        ana.says("español")
            .expect("A partir de ahora hablamos español.");
        ana.says("¿qué?").expect("Perdona, no te he entendido.");
    }
}
