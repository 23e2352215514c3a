//! What is said, and the calls it becomes: every reply and every builder, through the whole of a turn.

use std::time::Duration;

use serde_json::Value;
use tertulia_core::{
    Album, Button, Call, Card, Carousel, Link, List, Media, Platform, Reply, Row, message::MediaKind,
    plan::Policy,
};
use tertulia_messenger::reply::{
    Element, Frequency, GenericTemplate, Height, MediaTemplate, MessengerReply as _, Notification,
    QuickReplies, RecurringNotificationRequest, Tag, TemplateButton, TemplateMedia, UtilityTemplate,
};

use crate::{
    turn::{said, said_to_comment, try_said},
    validator,
};

const ROME: &str = "https://example.com/rome.jpg";

/// Compares the calls with those that were looked over, and lets the validator judge them.
fn golden(name: &str, say: impl Fn(Reply) + Clone + Send + Sync + 'static) {
    let calls = said(say);
    compare(name, &calls);
    validator::judge(&calls);
}

fn compare(name: &str, calls: &[Call]) {
    let bodies: Vec<Value> = calls.iter().map(body).collect();
    insta::assert_snapshot!(name, serde_json::to_string_pretty(&bodies).unwrap());
}

/// The body, without our name for the message: that has tests of its own.
fn body(call: &Call) -> Value {
    let mut body: Value = serde_json::from_str(call.body.get()).unwrap();
    if let Some(metadata) = body.pointer_mut("/message/metadata") {
        assert_eq!(metadata.as_str().map(str::len), Some(16));
        *metadata = "our name for it".into();
    }
    body
}

fn book(title: &str) -> Button {
    Button::postback(title, "book")
}

mod on_every_platform {
    use super::*;

    #[test]
    fn texts() {
        golden("texts", |reply| {
            reply.text("Hello").markdown("**Rome**, see [the map](https://example.com/map)");
        });
    }

    #[test]
    fn buttons() {
        golden("buttons", |reply| {
            reply.button(
                "Rome?",
                [
                    book("Book"),
                    Button::url("Map", "https://example.com/map")
                        .extra(Platform::MESSENGER, "webview_height_ratio", "tall")
                        .extra(Platform::TELEGRAM, "style", "primary"),
                    Button::call("Call", "+34600123456"),
                    Button::copy("Code", "RED"),
                ],
            );
        });
    }

    #[test]
    fn quick_replies() {
        golden("quick_replies", |reply| {
            reply
                .quoting()
                .quick_reply("Rome?", [Button::postback("Yes", "yes"), Button::postback("No", "no")]);
        });
    }

    #[test]
    fn row_39_a_list() {
        golden("list", |reply| {
            let fruit = [Row::postback("Apple", "apple").description("red"), Row::postback("Pear", "pear")];
            reply.list(List::new("What will it be?", "Menu").section("Fruit", fruit));
        });
    }

    #[test]
    fn numbers() {
        golden("numbers", |reply| {
            reply
                .policy(Policy::Numbered)
                .button("Rome?", [Button::postback("Yes", "yes"), Button::postback("No", "no")]);
        });
    }

    #[test]
    fn row_38_row_39_media() {
        golden("media", |reply| {
            reply
                .video("https://example.com/rome.mp4")
                .audio("https://example.com/rome.mp3")
                .document("https://example.com/rome.pdf")
                .media(Media::image(ROME).caption("Rome").buttons([book("Book")]))
                .media(Media::sticker(ROME));
        });
    }

    #[test]
    fn albums() {
        golden("albums", |reply| {
            let picture = (MediaKind::Image, ROME.into());
            let film = (MediaKind::Video, "https://example.com/rome.mp4".into());
            reply.album(Album::new([picture.clone(), picture, film]).caption("Rome"));
        });
    }

    #[test]
    fn cards() {
        golden("cards", |reply| {
            let rome = Card::new("Rome").subtitle("from 29 €").image(ROME).url("https://example.com/rome");
            let cards = [
                rome.buttons([book("Book"), Button::url("Map", "https://example.com/map")]),
                Card::new("Oslo"),
            ];
            reply.carousel(Carousel::new(cards).text("Where to?").square());
            reply
                .url(Link::new("Rome", "https://example.com/rome", "Open").subtitle("from 29 €").image(ROME));
        });
    }

    #[test]
    fn row_39_what_is_told_in_words() {
        golden("told", |reply| {
            let mut ana = tertulia_core::Contact::default();
            ana.name = Some("Ana".to_owned());
            ana.phones = vec!["+34600123456".to_owned()];
            let rome = tertulia_core::Location::new(41.9, 12.5).unwrap();
            reply
                .contact(ana)
                .location(rome)
                .location_request("Where are you?")
                .contact_request("Your number?");
        });
    }

    #[test]
    fn typing() {
        golden("typing", |reply| {
            reply.messenger(|m| m.persona("77")).typing(Duration::from_secs(25)).text("Done");
        });
    }
}

mod on_messenger_alone {
    use super::*;

    #[test]
    fn manners() {
        golden("manners", |reply| {
            reply.messenger(|m| m.persona("77").tag(Tag::HumanAgent)).text("Ana here").messenger_seen();
            reply.messenger(|m| m.notification(Notification::Silent).unasked()).text("By the way");
            reply.text("As always");
        });
    }

    #[test]
    fn generic_template() {
        golden("generic_template", |reply| {
            let map = TemplateButton::web_view("Map", "https://example.com/map")
                .height(Height::Tall)
                .extensions()
                .fallback("https://example.com/plain_map")
                .unshared();
            let rome = Element::new(
                "Rome, the city of seven hills and of many more churches, on a weekend in the spring",
            )
            .subtitle("from 29 €")
            .image(ROME)
            .web_view("https://example.com/rome", Height::Full)
            .buttons([TemplateButton::postback("Book this very weekend", "book"), map]);
            let account = Element::new("Account").url("https://example.com").buttons([
                TemplateButton::log_in("https://example.com/log_in"),
                TemplateButton::log_out(),
                TemplateButton::call("Call", "+34600123456"),
            ]);
            let elements = [rome, account, Element::new("Oslo")];
            reply.messenger_generic_template(GenericTemplate::new(elements).square().sharable());
        });
    }

    #[test]
    fn media_template() {
        golden("media_template", |reply| {
            let book = || [TemplateButton::postback("Book", "book")];
            let film = TemplateMedia::FacebookUrl("https://www.facebook.com/watch/?v=1".to_owned());
            let picture = TemplateMedia::Id("1857777774821032".to_owned());
            reply.messenger_media_template(MediaTemplate::video(film).buttons(book()).sharable());
            reply.messenger_media_template(MediaTemplate::image(picture));
        });
    }

    #[test]
    fn utility_template() {
        golden("utility_template", |reply| {
            reply.messenger_utility_template(
                UtilityTemplate::new("order_sent", "en")
                    .header("Order")
                    .body("566701")
                    .postback("order")
                    .url("1234"),
            );
            reply.messenger_utility_template(
                UtilityTemplate::new("order_late", "en_US")
                    .named_header("kind", "Order")
                    .named_body("id", "566701"),
            );
            reply.messenger_utility_template(UtilityTemplate::new("hello", "en"));
        });
    }

    #[test]
    fn quick_replies() {
        golden("messenger_quick_replies", |reply| {
            let replies = QuickReplies::new("How shall we tell you?")
                .pictured("Here", ROME, "here")
                .postback("Never", "never")
                .email()
                .phone_number();
            reply.messenger_quick_replies(replies).email_request("Your address?");
        });
    }

    #[test]
    fn recurring_notifications() {
        golden("recurring_notifications", |reply| {
            let request = || RecurringNotificationRequest::new("News of Rome", "Tell me", "news");
            reply
                .recurring_notification_request(request().image(ROME))
                .recurring_notification_request(request());
        });
    }

    /// Not for the validator: it knows that the API refuses this since 2026-02-10.
    #[test]
    fn recurring_notifications_in_the_old_form() {
        let calls = said(|reply| {
            let request = RecurringNotificationRequest::new("News of Rome", "Tell me", "news").image(ROME);
            let request =
                request.as_opt_in("rome").frequency(Frequency::Weekly).reoptin().time_zone("Europe/Madrid");
            reply.recurring_notification_request(request);
        });
        compare("recurring_notifications_in_the_old_form", &calls);
    }

    #[test]
    fn raw() {
        golden("raw", |reply| {
            let receipt = serde_json::json!({ "message": { "attachment": { "type": "template", "payload": {
                "template_type": "coupon", "title": "Ten less", "coupon_code": "TEN",
            } } } });
            reply.raw(Platform::MESSENGER, "", receipt);
        });
    }

    #[test]
    fn row_27_a_private_reply() {
        let calls = said_to_comment(|reply| {
            reply.quoting().messenger(|m| m.tag(Tag::HumanAgent)).button("Five euros", [book("Book")]);
        });
        let calls = calls.unwrap();
        compare("private_reply", &calls);
        validator::judge(&calls);
        assert!(said_to_comment(|reply| drop(reply.messenger_seen())).is_err());
    }
}

#[test]
fn what_messenger_would_refuse_fails_the_turn_with_the_line_of_the_author() {
    let template = |elements: usize, buttons: usize| {
        let buttons = (0..buttons).map(|_| TemplateButton::postback("Book", "book"));
        GenericTemplate::new(vec![Element::new("Rome").buttons(buttons); elements])
    };
    let shown = |elements, buttons| {
        try_said(move |reply| drop(reply.messenger_generic_template(template(elements, buttons))))
    };
    let media = |url: &str| {
        let url = TemplateMedia::FacebookUrl(url.to_owned());
        try_said(move |reply| drop(reply.messenger_media_template(MediaTemplate::video(url.clone()))))
    };
    let replies = |count: usize| {
        let add = |all: QuickReplies, _| all.postback("Yes", "yes");
        try_said(move |reply| {
            drop(reply.messenger_quick_replies((0..count).fold(QuickReplies::new("?"), add)));
        })
    };
    let utility = || UtilityTemplate::new("", "en");
    for good in [shown(10, 3), media("https://www.facebook.com/watch/?v=1"), replies(13)] {
        assert!(good.is_ok(), "{good:?}");
    }
    for (refused, reason) in [
        (shown(11, 0), "11 cards: Messenger takes 1 to 10"),
        (shown(0, 0), "0 cards: Messenger takes 1 to 10"),
        (shown(1, 4), "4 buttons: Messenger takes 0 to 3"),
        (media("https://facebook.com.example.com/1"), "no address of Facebook's"),
        (replies(14), "14 quick replies: Messenger takes 1 to 13"),
        (
            try_said(move |reply| drop(reply.messenger_utility_template(utility()))),
            "has a name and a language",
        ),
    ] {
        let error = refused.unwrap_err().to_string();
        assert!(error.contains(reason) && error.contains("golden.rs:"), "{error}");
    }
}
