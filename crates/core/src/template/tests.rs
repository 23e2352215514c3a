use std::panic::Location;

use proptest::prelude::*;
use serde_json::json;

use super::*;
use crate::{
    Button, ButtonPayload, Message, RichText, Wording, context,
    message::{Action, Question},
};

fn file(name: &str, text: &str) -> TemplateFile {
    TemplateFile { name: name.into(), file: format!("templates/{name}"), text: text.into(), at: None }
}

fn book(files: &[(&str, &str)]) -> TemplateBook {
    let (book, faults) =
        TemplateBook::read(files.iter().map(|(name, text)| file(name, text)).collect(), None);
    assert_eq!(faults, []);
    book
}

fn faults(text: &str) -> Vec<String> {
    let (_, faults) = TemplateBook::read(vec![file("main/menu.yml", text)], None);
    faults.into_iter().map(|(_, text)| text).collect()
}

fn written(text: &str, values: impl serde::Serialize) -> Result<Vec<Message>, Vec<String>> {
    let values = serde_json::to_value(values).unwrap();
    book(&[("main/menu.yml", text)]).write("menu", "main", values, &Location::caller().into())
}

fn buttons(message: &Message) -> &[Button] {
    match message {
        Message::Buttons(Question { buttons, .. }) => buttons,
        other => panic!("{other:?} has no buttons"),
    }
}

#[test]
fn a_template_is_a_list_of_messages_in_the_words_of_the_language() {
    let text = "
- text: Hello {{ name }}!
- typing: 1.5s
- button:
    html: Where to, <b>{{ name }}</b>?
    buttons:
      - for: city in cities
        if: city.open
        title: \"{{ city.name }}\"
        payload: { name: fly, params: { to: \"{{ city.code }}\", seats: 2, as: \"2\" } }
      - { title: Elsewhere, url: \"https://example.com/{{ name|urlencode }}\" }
- if: false
  text: never
- image: https://example.com/rome.jpg
- list: { text: What?, button: Menu, rows: [{ title: Tea, payload: tea }] }
- carousel: { cards: [{ title: Rome, buttons: [{ title: Book, payload: book }] }] }
- location: { latitude: 41.9, longitude: \"{{ east }}\", name: Rome }
- contact: { name: ana, phone: \"+34600000000\" }
- url: { title: Rome, url: \"https://example.com\", button: Open }
- album: { items: [{ image: \"https://example.com/1.jpg\" }, { video: \"https://example.com/2.mp4\" }] }
";
    let cities =
        json!([{"name": "Rome", "code": 7, "open": true}, {"name": "Oslo", "code": 8, "open": false}]);
    let messages = written(text, context! { name => "a b", cities, east => 12.5 }).unwrap();
    assert_eq!(messages.len(), 10);
    assert_eq!(messages[0], Message::Text("Hello a b!".into()));
    let [fly, elsewhere] = buttons(&messages[2]) else { panic!("{messages:?}") };
    let payload = crate::payload("fly", json!({"to": 7, "seats": 2, "as": "2"}));
    assert_eq!(*fly, Button::postback("Rome", payload));
    assert_eq!(elsewhere.action, Action::Link("https://example.com/a%20b".into()));
    let Message::Buttons(question) = &messages[2] else { panic!("{messages:?}") };
    assert_eq!(question.text, Wording::Rich(RichText::new().text("Where to, ").bold("a b").text("?")));
}

#[test]
fn html_and_markdown_files_are_one_message_and_may_include_others() {
    let book = book(&[
        (
            "main/offer.html",
            "<b>{{ name }}</b>{% for x in xs %} {{ x }}{% endfor %}\n{% include 'footer.html' %}",
        ),
        ("footer.html", "<i>bye</i>"),
        ("main/note.md", "**{{ name }}**"),
    ]);
    let say = |name: &str| {
        book.write(name, "main/deep/inside", json!({"name": "<a*", "xs": [1, 2]}), &Location::caller().into())
    };
    let offer = RichText::new().bold("<a*").text(" 1 2\n").italic("bye");
    assert_eq!(
        say("offer").unwrap(),
        [Message::Text(Wording::Rich(offer))],
        "looked up in the contexts around"
    );
    assert_eq!(say("main/note").unwrap(), [Message::Text(Wording::Rich(RichText::new().bold("<a*")))]);
    let gone = say("gone").unwrap_err();
    assert_eq!(
        gone,
        [
            "there is no template `gone` (said in context `main/deep/inside`); the templates are: `footer`, `main/note`, `main/offer`"
        ]
    );
}

#[test]
fn everything_that_is_wrong_is_told_at_once_with_file_and_line() {
    let text = "
- txt: Hello
- text: Hello {{ name
- button:
    text: Which?
    buttons:
      - title: One
        payload: \"{{ anything }}\"
      - { title: Two, payload: two, url: \"https://example.com\" }
      - { titel: Three, payload: three }
- html: <h1>Hello</h1>
- typing: soon
- for: x of xs
  text: Hello
";
    let told = faults(text);
    let lines: Vec<_> = told.iter().map(|fault| fault.split(": ").next().unwrap()).collect();
    let file = "templates/main/menu.yml";
    assert_eq!(lines, [2, 3, 8, 9, 10, 10, 11, 12, 13].map(|line| format!("{file}:{line}")), "{told:#?}");
    assert!(told[5].ends_with("`titel` is not known here; there may be `for`, `if`, `title`, `payload`, `url`, `call`, `copy`, `web_app`"), "{told:#?}");
    for (text, fault) in [
        ("", "1: the template is empty"),
        ("text: Hello", "1: this is a list: each message begins with `-`"),
        ("- text: &a Hello\n- text: *a", "1: anchors, aliases and tags are not read in templates"),
        ("- text: !!str Hello", "1: anchors, aliases and tags are not read in templates"),
        ("- {text: a, text: b}", "1: `text` is there twice"),
    ] {
        assert_eq!(faults(text), [format!("{file}:{fault}")]);
    }
    assert_eq!(faults("- text: [").len(), 1);
    assert_eq!(faults(&"[".repeat(100_000)).len(), 1);
}

#[test]
fn a_value_that_is_missing_fails_the_reply_with_file_and_line() {
    let fault = written("- text: a\n- text: Hello {{ name }}!", context! {}).unwrap_err();
    assert_eq!(fault.len(), 1);
    assert!(fault[0].starts_with("templates/main/menu.yml:2: "), "{fault:?}");
    let fault = written("- {text: a, for: x in xs}", context! {}).unwrap_err();
    assert!(fault[0].starts_with("templates/main/menu.yml:1: "), "{fault:?}");
}

#[test]
fn templates_that_changed_are_read_again_and_faults_are_told_until_they_are_right() {
    use std::sync::{Arc, Mutex};
    let next = Arc::new(Mutex::new(None));
    let asked = Arc::clone(&next);
    let changed = move || asked.lock().unwrap().take().map(|text: &str| vec![file("main/menu.yml", text)]);
    let (book, _) = TemplateBook::read(vec![file("main/menu.yml", "- text: one")], Some(Box::new(changed)));
    let say = || book.write("menu", "main", json!({}), &Location::caller().into());
    assert_eq!(say().unwrap(), [Message::Text("one".into())]);
    *next.lock().unwrap() = Some("- txt: two");
    assert_eq!(say().unwrap_err().len(), 1);
    assert_eq!(say().unwrap_err().len(), 1, "it is still wrong");
    *next.lock().unwrap() = Some("- text: two");
    assert_eq!(say().unwrap(), [Message::Text("two".into())]);
}

proptest! {
    #[test]
    fn values_are_data_and_neither_yaml_nor_markup_nor_payloads(value in "(\\PC|[ \n\t*_~`<>&\"'\\[\\]{}()#!%\\\\|+.:/-]){0,16}") {
        prop_assume!(!value.chars().any(|sign| ('\u{F0000}'..='\u{FFFFF}').contains(&sign)));
        let text = "
- text: \"a{{ value }}b\"
- html: <b>a{{ value }}b</b>
- markdown: \"**a{{ value }}b**\"
- button: { text: \"?\", buttons: [{ title: \"a{{ value }}\", payload: { name: go, params: { to: \"{{ value }}\", and: \"a{{ value }}\" } } }] }
";
        let messages = written(text, context! { value => &value }).unwrap();
        let around = format!("a{value}b");
        let bold = Message::Text(Wording::Rich(RichText::new().bold(&*around)));
        prop_assert_eq!(&messages[0], &Message::Text(around.into()));
        prop_assert_eq!(&messages[1], &bold);
        prop_assert_eq!(&messages[2], &bold);
        let payload: ButtonPayload = crate::payload("go", json!({"to": value, "and": format!("a{value}")}));
        prop_assert_eq!(buttons(&messages[3]), &[Button::postback(format!("a{value}"), payload)]);
    }
}
