//! What each platform alone has: templates, manners, JSON of its own.

use serde_json::json;
use tertulia_core::{Context, Location, Platform, RawPayload, Reply};
use tertulia_messenger::reply::{
    Element, GenericTemplate, Height, MediaTemplate, MessengerReply as _, Notification, QuickReplies,
    RecurringNotificationRequest, Tag, TemplateButton, TemplateMedia, UtilityTemplate,
};
use tertulia_simulator::{Fault, view::Attached};
use tertulia_whatsapp::{Parameter, Template, WhatsAppReply as _};

use crate::machine::{BOTH, Machine};

fn messenger() -> Context {
    Context::new("main")
        .keyword("generic", |reply: Reply| {
            let rome =
                Element::new("Rome").subtitle("from 29 €").image("https://example.com/rome.jpg").buttons([
                    TemplateButton::postback("Book", "rome"),
                    TemplateButton::web_view("Map", "https://example.com/map").height(Height::Tall),
                    TemplateButton::call("Call", "+15550000000"),
                ]);
            reply.messenger_generic_template(GenericTemplate::new([rome]).sharable().square())
        })
        .keyword("media", |reply: Reply| {
            let film = TemplateMedia::FacebookUrl("https://www.facebook.com/films/1".to_owned());
            let template = MediaTemplate::video(film).buttons([TemplateButton::postback("More", "more")]);
            reply.messenger_media_template(template)
        })
        .keyword("utility", |reply: Reply| {
            let template = UtilityTemplate::new("order_sent", "en").header("Order").body("566701");
            reply.messenger_utility_template(template.postback("order"))
        })
        .keyword("pictures", |reply: Reply| {
            let replies = QuickReplies::new("Which?").pictured("Red", "https://example.com/red.png", "red");
            reply.messenger_quick_replies(replies.phone_number())
        })
        .keyword("news", |reply: Reply| {
            reply.recurring_notification_request(RecurringNotificationRequest::new("News?", "Yes!", "news"))
        })
        .keyword("manner", |reply: Reply| {
            reply.messenger(|m| m.persona("1234").notification(Notification::Silent)).text("softly");
            reply.messenger(|m| m.tag(Tag::HumanAgent)).text("by a human")
        })
        .keyword("raw", |reply: Reply| {
            let body = json!({ "message": { "text": "by hand" } });
            reply.raw(Platform::MESSENGER, "messages", body)
        })
        .any_postback(|payload: RawPayload| format!("pressed {payload}"))
}

fn whatsapp() -> Context {
    Context::new("main")
        .keyword("template", |reply: Reply| {
            let template = Template::new("order_shipped", "en_US")
                .header_image("https://example.com/parcel.jpg")
                .body(["Ana".into(), Parameter::currency("29 €", "EUR", 29_000)])
                .url_suffix(0, "orders/7")
                .quick_reply(1, "cancel")
                .copy_code(2, "SPRING");
            reply.whatsapp_template(template)
        })
        .keyword("named", |reply: Reply| {
            let mut place = Location::new(41.4, 2.2).unwrap();
            place.name = Some("Our shop".to_owned());
            place.address = Some("Carrer Gran 1".to_owned());
            let template = Template::new("come", "es").header_location(place).named("first_name", "Ana");
            reply.whatsapp_template(template)
        })
        .keyword("raw", |reply: Reply| {
            let body = json!({ "type": "text", "text": { "body": "*by hand*" } });
            reply.raw(Platform::WHATSAPP, "messages", body)
        })
        .any_postback(|payload: RawPayload| format!("pressed {payload}"))
}

#[tokio::test(start_paused = true)]
async fn messenger_takes_what_it_alone_has() {
    const HERE: Platform = Platform::MESSENGER;
    let machine = Machine::new(messenger()).await;
    for (text, title) in [("generic", "Book"), ("media", "More"), ("utility", "Button 1"), ("news", "Yes!")] {
        machine.say(HERE, text).await;
        machine.press(HERE, title).await;
        assert!(machine.said(HERE).last().unwrap().starts_with("pressed "), "{text}");
    }
    machine.say(HERE, "pictures").await;
    machine.press(HERE, "Red").await;
    assert_eq!(machine.said(HERE).last().unwrap(), "pressed red");
    machine.say(HERE, "manner").await;
    machine.say(HERE, "raw").await;
    assert!(machine.said(HERE).ends_with(&["softly", "by a human", "by hand"].map(str::to_owned)));
    machine.is_sound().await;
}

#[tokio::test(start_paused = true)]
async fn whatsapp_takes_what_it_alone_has() {
    const HERE: Platform = Platform::WHATSAPP;
    let machine = Machine::new(whatsapp()).await;
    machine.say(HERE, "template").await;
    let bubble = machine.chat(HERE).bubbles.pop().unwrap();
    assert_eq!((bubble.plain().as_str(), bubble.buttons.len()), ("Ana\n29 €", 3));
    assert!(matches!(&bubble.attached[..], [Attached::File { media, .. }] if media == "image"));
    machine.press(HERE, "Button 2").await;
    assert_eq!(machine.said(HERE).last().unwrap(), "pressed cancel");
    machine.say(HERE, "named").await;
    let bubble = machine.chat(HERE).bubbles.pop().unwrap();
    assert_eq!(bubble.plain(), "first_name: Ana");
    assert!(
        matches!(&bubble.attached[..], [Attached::Location { name: Some(name), .. }] if name == "Our shop")
    );
    machine.say(HERE, "raw").await;
    let text = machine.chat(HERE).bubbles.pop().unwrap().text;
    assert_eq!((text[0].text.as_str(), &text[0].styles[..]), ("by hand", &["bold"][..]));
    machine.is_sound().await;
}

#[tokio::test(start_paused = true)]
async fn what_comes_in_the_wrong_order_is_answered() {
    let machine = Machine::new(messenger().everything_else("else")).await;
    for platform in BOTH {
        machine.simulator.order(platform, Fault::Reordering);
        for text in ["one", "two"] {
            let say = tertulia_simulator::Act::Say { text: text.to_owned(), quotes: None };
            machine.simulator.act(platform, "ana", None, &say).unwrap();
        }
        machine.settled().await;
        assert_eq!(machine.said(platform), ["else", "else"], "{platform}");
    }
    machine.is_sound().await;
}
