//! Contexts inside contexts, and the routes to them.

use super::*;

/// A context that tells its name, and goes wherever it is told to.
fn named(name: &'static str) -> Context {
    Context::new(name)
        .keyword("where", name)
        .regex("^go (.+)", |found: crate::Captures| change_to(found[1].to_owned()))
        .regex("^ask (.+)", |found: crate::Captures| ask(found[1].to_owned()))
}

fn house() -> [Context; 3] {
    [
        named("main"),
        named("profile")
            .sub_context(named("settings").sub_context(named("sound")).sub_context(named("light")))
            .answer("email", |a| a.ask("Your email?").keyword("where", "email").any_text(leave())),
        named("shop"),
    ]
}

#[test]
fn routes_lead_inside_beside_and_to_the_top() {
    let mut chat = Chat::with(house());
    for (from, route, to) in [
        ("main", "profile", "profile"),
        ("main", "profile/settings", "profile/settings"),
        ("main", "/profile/settings/sound", "profile/settings/sound"),
        ("profile", "settings", "profile/settings"),
        ("profile", "./settings", "profile/settings"),
        ("profile", "settings/sound", "profile/settings/sound"),
        ("profile", "profile", "profile"),
        ("profile", "../shop", "shop"),
        ("profile/settings", "sound", "profile/settings/sound"),
        ("profile/settings/sound", "../light", "profile/settings/light"),
        ("profile/settings/sound", "shop", "shop"),
        ("profile/settings/sound", "/main", ""),
    ] {
        chat.says(&format!("go /{from}"));
        chat.says(&format!("go {route}"));
        assert_eq!(chat.places().join(" "), to, "{route} from {from}");
    }
}

#[test]
fn a_route_to_nowhere_says_what_may_have_been_meant() {
    let mut chat = Chat::with(house());
    chat.says("go profile/settings/sound");
    let told = chat.fails("go light");
    assert!(told.contains("tree.rs:"), "{told}");
    assert!(
        told.contains(
            "`light` leads nowhere from context `profile/settings/sound`; did you mean `../light`?"
        ),
        "{told}"
    );
    let told = chat.fails("go sound/../email");
    assert!(told.contains("did you mean `/profile/email`?"), "{told}");
    for route in ["./shop", "../shop", "/sound", "nothing", "", "/", "./", "a//b"] {
        let told = chat.fails(&format!("go {route} "));
        assert!(told.contains("leads nowhere"), "{told}");
    }
}

#[test]
fn a_question_is_asked_and_a_context_entered() {
    let mut chat = Chat::with(house());
    let told = chat.fails("ask shop");
    assert!(told.contains("`shop` is not an answer and asks nothing; use `change_to(\"shop\")`"), "{told}");
    let told = chat.fails("go profile/email");
    assert!(told.contains("`profile/email` is an answer; use `ask(\"profile/email\")`"), "{told}");
    assert_eq!(chat.says("ask profile/email"), ["Your email?"]);
    assert_eq!(chat.says("where"), ["email"]);
}

#[test]
fn a_button_inside_leads_back_inside() {
    let inner = Context::new("fruit")
        .keyword("show", |reply: Reply| {
            reply.button(
                "Which?",
                [
                    Button::postback("Apple", "./apple"),
                    Button::postback("Around", "../cart"),
                    Button::postback("Inside", "exotic/mango"),
                    Button::postback("Top", "/hello"),
                ],
            )
        })
        .postback("apple", "An apple.")
        .sub_context(Context::new("exotic").postback("mango", "A mango."));
    let shop = Context::new("shop").postback("cart", "Your cart.").sub_context(inner);
    let mut chat = Chat::with([
        Context::new("main").keyword("go", change_to("shop/fruit")).postback("hello", "Hi!"),
        shop,
    ]);
    chat.says("go");
    chat.says("show");
    let wires = ["Apple", "Around", "Inside", "Top"].map(|title| chat.wire(title));
    assert_eq!(wires, ["shop/fruit/apple", "shop/cart", "shop/fruit/exotic/mango", "/hello"]);
    let heard = ["Apple", "Around", "Inside", "Top"].map(|title| chat.press(title).texts.concat());
    assert_eq!(heard, ["An apple.", "Your cart.", "A mango.", "Hi!"]);
}

/// `profile` neither contains `profile_settings`, nor does `b` of `a` answer for `ab`.
#[test]
fn row_31_a_name_that_begins_like_another_is_another() {
    let mut chat = Chat::with([
        named("main"),
        named("profile").deep().keyword("deep", "of profile").sub_context(named("b")),
        named("profile_settings").sub_context(named("c")),
        named("ab").sub_context(named("d")),
    ]);
    for (route, deep) in
        [("profile/b", true), ("profile_settings", false), ("profile_settings/c", false), ("ab/d", false)]
    {
        chat.says(&format!("go /{route}"));
        assert_eq!(chat.says("deep"), if deep { vec!["of profile"] } else { vec![] }, "{route}");
        assert_eq!(chat.says("where"), [route.rsplit('/').next().unwrap()]);
        assert!(chat.fails("go b/c").contains("leads nowhere"));
    }
}

#[test]
fn the_tree_is_listed_with_what_stands_inside() {
    let chat = Chat::with(house());
    let listed: Vec<_> =
        chat.program.contexts().map(|context| (context.path, context.depth, context.is_answer)).collect();
    assert_eq!(
        listed,
        [
            ("main", 0, false),
            ("profile", 0, false),
            ("profile/settings", 1, false),
            ("profile/settings/sound", 2, false),
            ("profile/settings/light", 2, false),
            ("profile/email", 1, true),
            ("shop", 0, false),
        ]
    );
}
