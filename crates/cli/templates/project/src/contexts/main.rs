//! Context `main`: where every conversation begins.

use serde::{Deserialize, Serialize};
use tertulia::prelude::*;

/// What a button of the menu carries. Button and block share this type, so neither can misspell it.
#[derive(Payload, Serialize, Deserialize)]
pub struct Order {
    drink: Drink,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Drink {
    Tea,
    Coffee,
}

/// Remembered for each conversation, and saved together with the replies or not at all.
#[derive(Session, Default, Serialize, Deserialize)]
struct Orders(u32);

/// Which block takes an event is decided by its kind, in the order in which the methods of `Context` are documented.
pub fn context() -> Context {
    Context::new("main")
        // Telegram greets with /start; the other platforms send this payload when somebody begins.
        .command("start", menu)
        .postback("get_started", menu)
        .on(ordered)
        .keyword(["menu", "menú"], menu)
        .keyword("english", |user: User, reply: Reply| {
            speak("en", &user, &reply)
        })
        .keyword(["español", "espanol"], |user: User, reply: Reply| {
            speak("es", &user, &reply)
        })
        .everything_else(|reply: Reply| {
            let menu = Button::postback(t!("show-menu"), "get_started");
            reply.quick_reply(t!("not-understood"), [menu])
        })
}

/// The messages are in `templates/main/menu.yml`. While you develop, a change there is seen at once.
fn menu(user: User, reply: Reply) -> Reply {
    reply.template("menu", context! { name => user.name() })
}

fn ordered(order: Order, mut orders: Session<Orders>, reply: Reply) -> Reply {
    orders.0 += 1;
    let drink = match order.drink {
        Drink::Tea => "tea",
        Drink::Coffee => "coffee",
    };
    reply.text(t!("ordered", drink = drink, count = orders.0))
}

fn speak(language: &str, user: &User, reply: &Reply) -> Reply {
    user.set_locale(language);
    reply.text(t!("language-set"))
}
