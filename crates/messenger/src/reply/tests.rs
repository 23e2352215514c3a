use tertulia_core::{Button, Card, Carousel};

use super::*;

/// What is said on the other platforms.
fn elsewhere(builder: impl Builder) -> Option<Message> {
    match builder.message() {
        Message::Native(Native { elsewhere, .. }) => elsewhere.map(|message| *message),
        other => Some(other),
    }
}

#[test]
fn on_other_platforms_a_template_is_the_nearest_form() {
    let buttons = [
        TemplateButton::postback("Book", "book"),
        TemplateButton::web_view("Map", "https://example.com/map")
            .extensions()
            .fallback("https://example.com/plain"),
        TemplateButton::log_out(),
    ];
    let rome = Element::new("Rome")
        .subtitle("from 29 €")
        .image("https://example.com/rome.jpg")
        .url("https://example.com/rome")
        .buttons(buttons);
    let card = Card::new("Rome")
        .subtitle("from 29 €")
        .image("https://example.com/rome.jpg")
        .url("https://example.com/rome");
    let card =
        card.buttons([Button::postback("Book", "book"), Button::url("Map", "https://example.com/plain")]);
    let generic = GenericTemplate::new([rome]).square();
    assert_eq!(elsewhere(generic.clone()), Some(Message::Carousel(Carousel::new([card]).square())));
    assert_eq!(elsewhere(generic.elsewhere("Rome")), Some(Message::Text("Rome".into())));

    let picture = MediaTemplate::image(TemplateMedia::Id("1".to_owned()));
    assert_eq!(elsewhere(picture.clone()), None);
    assert_eq!(elsewhere(picture.elsewhere("Rome")), Some(Message::Text("Rome".into())));
    assert_eq!(
        elsewhere(UtilityTemplate::new("sent", "en").elsewhere("Sent")),
        Some(Message::Text("Sent".into()))
    );
    assert_eq!(elsewhere(QuickReplies::new("Mail?").email()), Some(Message::Text("Mail?".into())));
    assert_eq!(
        elsewhere(QuickReplies::new("Phone?").phone_number()),
        Some(Message::ContactRequest("Phone?".into()))
    );
    assert!(matches!(
        elsewhere(QuickReplies::new("?").postback("Yes", "yes").email()),
        Some(Message::QuickReplies(_))
    ));
    let request = RecurringNotificationRequest::new("News", "Tell me", "news");
    assert_eq!(elsewhere(request.clone().as_opt_in("n")), elsewhere(request));
}
