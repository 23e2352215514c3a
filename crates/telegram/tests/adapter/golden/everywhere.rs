//! What can be said on every platform.

use std::time::Duration;

use tertulia_core::{
    Album, Button, Card, Carousel, Contact, Link, List, Location, Media, Platform, RichText, Row, Source,
    Wording, message::MediaKind, payload, plan::Policy,
};

use super::{OSLO, ROME, golden};
use crate::{
    turn::{said, said_to},
    wire::place,
};

const GROUP: &str = "-1001234567890";

fn book(title: &str) -> Button {
    Button::postback(title, "book")
}

#[test]
fn texts() {
    let calls = said(|reply| {
        let name = RichText::new().text("🤷 ").bold("<b>ana</b>").text(" & *ben*");
        reply
            .text("Hello <b>you</b>!")
            .text(Wording::Rich(name))
            .html("<b>Rome</b>, <a href=\"https://example.com/map\">the map</a>\n<blockquote>all roads</blockquote>")
            .markdown("~~29~~ **19** `euros`");
    });
    golden("texts", &calls);
}

#[test]
fn buttons() {
    let calls = said(|reply| {
        let all = [
            book("Book"),
            Button::postback("Later", payload("later", serde_json::json!({ "days": 7 }))),
            Button::url("Map", "https://example.com/map"),
            Button::copy("Code", "493-028"),
            Button::web_app("Seats", "https://example.com/seats"),
            Button::call("Call", "+34600000000"),
        ];
        reply.button("Rome?", all).quick_reply("Sure?", [book("Yes"), book("No")]);
        reply.confirm("Delete?", book("Delete"), book("Keep"));
    });
    golden("buttons", &calls);
}

#[test]
fn choices_written_out() {
    let calls = said(|reply| {
        reply.policy(Policy::Numbered).button("Which?", ["One", "Two"].map(book));
        let fruit =
            [Row::postback("Apple", "apple").description("From the garden"), Row::postback("Pear", "pear")];
        let list =
            List::new("What will it be?", "Menu").header("Lunch").footer("Until two").section("Fruit", fruit);
        reply.policy(Policy::Numbered).list(list.clone());
        reply.list(list);
    });
    golden("choices", &calls);
}

#[test]
fn media() {
    let calls = said(|reply| {
        let caption = || Wording::html("<i>Rome</i>");
        reply
            .media(Media::image(ROME).caption(caption()).buttons([book("Book")]))
            .video("https://example.com/rome.mp4")
            .audio("https://example.com/rome.mp3")
            .media(Media::voice(Source::Id("AwACAgQ".to_owned())).caption("Listen"))
            .media(Media::document("https://example.com/rome.pdf").caption("The guide"))
            .media(Media::sticker(Source::Id("CAACAgIA".to_owned())).buttons([book("Again")]))
            .media(Media::animation("https://example.com/rome.gif"));
    });
    golden("media", &calls);
}

#[test]
fn albums() {
    let calls = said(|reply| {
        use MediaKind::{Document, Image, Video};
        let of = |kinds: &[MediaKind]| kinds.iter().map(|kind| (*kind, ROME.into())).collect::<Vec<_>>();
        reply.album(Album::new(of(&[Image, Video])).caption(Wording::html("<b>Rome</b>")));
        reply.album(Album::new(of(&[Document, Document])).caption("The guides"));
        reply.album(Album::new(of(&[Image, Document])).caption("Both"));
    });
    golden("albums", &calls);
}

#[test]
fn pages_and_cards() {
    let calls = said(|reply| {
        reply.url(Link::new("Rome", "https://example.com/rome", "Open").subtitle("from 29 €").image(ROME));
        reply.carousel(Carousel::new([
            Card::new("Rome").subtitle("from 29 €").image(ROME).buttons([book("Book")]),
            Card::new("Oslo").image(OSLO).buttons([book("Book")]),
        ]));
    });
    golden("pages", &calls);
}

#[test]
fn places_and_people() {
    let place = |name: Option<&str>, address: Option<&str>| {
        let mut place = Location::new(41.890_21, 12.492_231).unwrap();
        [place.name, place.address] = [name, address].map(|line| line.map(str::to_owned));
        place
    };
    let card = |name: &str, phones: &[&str]| {
        let mut card = Contact::default();
        card.name = Some(name.to_owned());
        card.phones = phones.iter().map(|phone| (*phone).to_owned()).collect();
        card
    };
    let calls = said(move |reply| {
        reply
            .location(place(None, None))
            .location(place(Some("Colosseum"), Some("Piazza del Colosseo, Rome")))
            .location(place(Some("Colosseum"), None))
            .location(place(None, Some("Piazza del Colosseo, Rome")))
            .contact(card("Ana", &["+34600000000"]))
            .contact(card("Ana María López", &["+34600000000", "+34600000001"]));
    });
    golden("places", &calls);
}

#[test]
fn requests() {
    let ask = |reply: tertulia_core::Reply| {
        reply.location_request("Where are you?").contact_request("And your number?");
    };
    golden("requests", &said(ask));
    golden("requests_group", &said_to(place(Some(GROUP), None, None), ask));
    golden("requests_business", &said_to(place(None, None, Some("biz-1")), ask));
}

#[test]
fn in_a_group_apps_are_pages() {
    let calls = said_to(place(Some(GROUP), Some("17"), None), |reply| {
        reply.button("Seats?", [Button::web_app("Choose", "https://example.com/seats")]);
    });
    golden("apps_group", &calls);
}

#[test]
fn answers_to_a_message_and_fields_of_telegram_alone() {
    let calls = said(|reply| {
        reply.quoting().text("Yes");
        reply.reply_to("77").extra(Platform::TELEGRAM, "allow_paid_broadcast", true).image(ROME);
        reply.reply_to("wamid.7").extra(Platform::WHATSAPP, "preview_url", true).text("Not of Telegram");
        reply.typing(Duration::from_secs(5)).text("Done");
    });
    golden("envelopes", &calls);
}
