//! What is said in the person's language.

use super::*;
use crate::t;

const ENGLISH: &str = "
hello = Hello { $name }!
    .or1 = Hi { $name }!
    .or2 = Good to see you, { $name }!
question = Is that clear?
    .yes = Of course!
    .no = Not really
bye = Bye!
";

const SPANISH: &str = "
hello = ¡Hola, { $name }!
question = ¿Queda claro?
    .yes = ¡Claro!
    .no = No mucho
tertulia-unknown = ¡Eso ya no va!
";

fn speaks(main: Context) -> Chat {
    Chat::of(ProgramBuilder::new().locale("en", ENGLISH).locale("es", SPANISH).context(main))
}

fn ask(reply: Reply) -> Reply {
    reply.quick_reply(
        t!("question"),
        [Button::postback(t!("question.yes"), "yes"), Button::postback(t!("question.no"), "no")],
    )
}

#[test]
fn a_reply_is_in_the_persons_language() {
    let main = || Context::new("main").keyword("ask", ask).keyword("bye", t!("bye")).any_text(|| t!("bye"));
    let mut chat = speaks(main());
    assert_eq!(chat.says("ask"), ["Is that clear?"]);
    assert_eq!(chat.buttons[0].0, "Of course!");
    chat.locale = Some("es-MX".into());
    assert_eq!(chat.says("ask"), ["¿Queda claro?"]);
    assert_eq!(chat.buttons[0].0, "¡Claro!");
    assert_eq!(chat.says("bye"), ["Bye!"], "what is missing in Spanish is said in the default language");
    assert_eq!(chat.says("anything"), ["Bye!"]);
    assert_eq!(chat.payload("/gone").texts, ["¡Eso ya no va!"], "the app's own words for a stale press");
}

#[test]
fn every_title_and_line_may_be_translated() {
    let list = |reply: Reply| {
        let row = Row::postback(t!("question.yes"), "yes").description(t!("question.no"));
        let list = List::new(t!("question"), t!("bye")).header(t!("bye")).footer(t!("bye"));
        reply.list(list.section(t!("question"), [row])).toast(t!("bye"))
    };
    let mut chat = speaks(Context::new("main").any_text(list));
    chat.locale = Some("es".into());
    let (heard, outcome) = chat.try_event(written("x")).unwrap();
    assert_eq!(heard.texts, ["Bye!\n\n¿Queda claro?\n\n¿Queda claro?\n• ¡Claro! – No mucho\n\nBye!"]);
    assert_eq!(outcome.notice.unwrap().text, "Bye!");
}

#[test]
fn row_23_a_language_that_nobody_knows_is_no_reason_for_silence() {
    let mut chat = speaks(Context::new("main").any_text(t!("bye")));
    for tag in ["tlh", "es", "", "zh-hans", "xx-XX-xx", "🏴"] {
        chat.locale = Some(tag.into());
        assert_eq!(chat.says("x"), ["Bye!"], "{tag}");
    }
}

#[test]
fn a_turn_that_runs_again_says_the_same() {
    let mut chat = speaks(Context::new("main").any_text(|| t!("hello", name = "Ana")));
    let mut heard = std::collections::BTreeSet::new();
    for _ in 0..50 {
        let said = chat.says("x");
        chat.turns -= 1;
        assert_eq!(chat.says("x"), said);
        heard.extend(said);
    }
    assert_eq!(heard.len(), 3, "and another turn says it in other words: {heard:?}");
}

#[test]
fn a_text_that_cannot_be_said_fails_the_turn_with_the_authors_lines() {
    let mut chat = speaks(Context::new("main").any_text(|reply: Reply| {
        reply.text(t!("helo")).text(t!("hello")).button("?", [Button::postback(t!("question.maybe"), "x")]);
    }));
    let error = chat.try_event(written("x")).unwrap_err();
    let text = error.to_string();
    for fault in ["no text `helo`", "wants `name = …`", "no text `question.maybe`"] {
        assert!(text.contains(fault), "{fault} is missing in:\n{text}");
    }
    assert_eq!((error.kind(), text.lines().count()), (crate::ErrorKind::Terminal, 3), "{text}");
    assert!(text.lines().all(|line| line.contains("languages.rs:")), "{text}");
}

#[test]
fn start_up_looks_for_the_texts_that_are_known_to_be_said() {
    let main = Context::new("main")
        .keyword("a", t!("helo"))
        .keyword("b", (t!("hello"), halt()))
        .keyword("c", t!("hello", name = "Ana"))
        .everything_else(|| t!("who-knows"));
    let builder = ProgramBuilder::new().locale("en", ENGLISH).locale("es", "hello").context(main);
    let text = builder.build().unwrap_err().to_string();
    let lines: Vec<_> = text.lines().collect();
    assert_eq!(lines.len(), 3, "{text}");
    assert!(lines[0].contains("line 1 of the texts in `es`: this is no Fluent message"), "{text}");
    assert!(lines[1].contains("there is no text `helo`"), "{text}");
    assert!(lines[2].contains("`hello` cannot be said in `en`: it wants `name = …`"), "{text}");
    assert!(lines.iter().all(|line| line.contains("languages.rs:")), "{text}");
}
