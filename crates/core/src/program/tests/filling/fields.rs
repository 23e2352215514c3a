//! What a field can be.

use super::*;

/// Says these in answer to a form of one field, and tells what the form became, or what was said first.
fn outcome<F: Form + std::fmt::Debug>(locale: &str, text: &str) -> String {
    let mut chat = asks_for::<F>();
    chat.locale = Some(locale.into());
    chat.says(text).remove(0)
}

#[test]
fn a_text_has_a_length() {
    #[derive(Debug, Form)]
    #[expect(dead_code, reason = "shown by Debug")]
    struct Named {
        #[form(min = 2, max = 4)]
        name: String,
    }
    assert_eq!(outcome::<Named>("en", " Añá "), "Named { name: \"Añá\" }");
    assert_eq!(outcome::<Named>("en", "A"), "At least 2 characters, please.");
    assert_eq!(outcome::<Named>("es", "Águeda"), "Como máximo 4 caracteres, por favor.");
}

#[test]
fn numbers_are_read_in_the_persons_language() {
    #[derive(Debug, Form)]
    #[expect(dead_code, reason = "shown by Debug")]
    struct Whole {
        n: i32,
    }
    #[derive(Debug, Form)]
    #[expect(dead_code, reason = "shown by Debug")]
    struct Price {
        #[form(range = ..=2000.0)]
        n: f64,
    }
    assert_eq!(outcome::<Whole>("en", "-1,234"), "Whole { n: -1234 }");
    assert_eq!(outcome::<Whole>("es", "1.234"), "Whole { n: 1234 }");
    assert_eq!(outcome::<Whole>("en", "1.5"), "Please give a whole number.");
    assert_eq!(outcome::<Whole>("en", "1 or 2"), "Please give one number.");
    assert_eq!(outcome::<Whole>("en", "9999999999"), "From -2147483648 to 2147483647, please.");
    assert_eq!(outcome::<Price>("es", "1.234,50 €"), "Price { n: 1234.5 }");
    assert_eq!(outcome::<Price>("en", "2000.01"), "At most 2000, please.");
}

#[test]
fn yes_and_no_are_pressed_or_typed_in_any_language() {
    #[derive(Debug, Form)]
    #[expect(dead_code, reason = "shown by Debug")]
    struct Sure {
        sure: bool,
    }
    for (said, sure) in [("Yes!", true), ("sí", true), ("SI", true), ("nope", false), ("no", false)] {
        assert_eq!(outcome::<Sure>("en", said), format!("Sure {{ sure: {sure} }}"));
    }
    assert_eq!(outcome::<Sure>("en", "perhaps"), "Please choose one of these.");
    assert_eq!(asks_for::<Sure>().press("No"), handled(&["Sure { sure: false }"]));
}

#[test]
fn days_are_read_in_the_order_of_the_persons_language() {
    #[derive(Debug, Form)]
    #[expect(dead_code, reason = "shown by Debug")]
    struct Trip {
        #[form(range = jiff::civil::date(1970, 1, 1)..)]
        day: Date,
    }
    for (locale, said) in
        [("en", "2/1/1970"), ("es", "1/2/1970"), ("es", "1 de febrero de 1970"), ("de", "1970-02-01")]
    {
        assert_eq!(outcome::<Trip>(locale, said), "Trip { day: 1970-02-01 }", "{said}");
    }
    assert_eq!(outcome::<Trip>("en", "Tomorrow"), "Trip { day: 1970-01-02 }");
    assert_eq!(outcome::<Trip>("en", "hoy"), "Trip { day: 1970-01-01 }");
    assert_eq!(outcome::<Trip>("en", "yesterday"), "At least 1970-01-01, please.");
    assert_eq!(outcome::<Trip>("en", "soon"), "That is no date. One looks like 2030-12-31.");
}

#[test]
fn a_choice_is_pressed_or_typed_but_never_guessed() {
    #[derive(Debug, Form)]
    #[expect(dead_code, reason = "shown by Debug")]
    struct Paint {
        color: Color,
    }
    for said in ["deep BLUE", "blue", " navy. "] {
        assert_eq!(outcome::<Paint>("en", said), "Paint { color: Blue }", "{said}");
    }
    assert_eq!(outcome::<Paint>("en", "bleu"), "Please choose one of these.");
    assert_eq!(asks_for::<Paint>().press("Deep blue"), handled(&["Paint { color: Blue }"]));
}

#[test]
fn places_files_and_phones_are_sent() {
    #[derive(Debug, Form)]
    #[form(confirm)]
    struct Report {
        phone: Phone,
        place: Location,
        proof: Attachment,
    }
    let sent = |it: Attachment| event(EventKind::Attachments(Attachments::new([it]).unwrap()));
    let main = Context::new("main").keyword("begin", ask("report")).form("report", |done: Report| {
        format!("{} {} {}", done.phone, done.place.latitude, done.proof.kind())
    });
    let mut chat = Chat::with([main]);
    assert_eq!(chat.says("begin"), ["Phone?"]);
    assert_eq!(chat.says("call me")[0], "That is no phone number. One looks like +34 600 123 456.");
    let card = crate::Contact { phones: vec!["+34 600 123 456".into()], ..Default::default() };
    assert_eq!(chat.event(sent(Attachment::Contact(card))).texts, ["Place?"]);
    assert_eq!(chat.says("here")[0], "Please send a location.");
    let place = Location::new(40.5, -3.25).unwrap();
    assert_eq!(chat.event(sent(Attachment::Location(place))).texts, ["Proof?"]);
    assert_eq!(chat.says("no proof")[0], "Please send a picture or a file.");
    let file = File { name: Some("crash.jpg".into()), ..File::default() };
    assert_eq!(
        chat.event(sent(Attachment::Image(file))).texts,
        ["Phone: +34600123456\nPlace: 40.50000, -3.25000\nProof: crash.jpg\n\nIs that right?"]
    );
    assert_eq!(chat.press("Yes"), handled(&["+34600123456 40.5 image"]));
}

#[test]
fn what_else_must_hold_is_checked() {
    #[derive(Debug, Form)]
    #[expect(dead_code, reason = "shown by Debug")]
    struct Even {
        #[form(check = |n: &u8| n.is_multiple_of(2), again = "An even one.")]
        n: u8,
    }
    assert_eq!(outcome::<Even>("en", "3"), "An even one.");
    assert_eq!(outcome::<Even>("en", "4"), "Even { n: 4 }");
}
