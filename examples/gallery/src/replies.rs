//! The replies. The guide shows these functions as they stand here.

use std::time::Duration;

use tertulia::{Album, Contact, Location, message::MediaKind, plan::Policy, prelude::*};

use crate::file;

pub(crate) fn text(reply: Reply) -> Reply {
    reply.text("Good morning! ☕").text("Your table is free from noon.")
}

pub(crate) fn styles(reply: Reply) -> Reply {
    reply.markdown(
        "Your table is free from **noon** to *two*, ~~three~~. The menu is [here](https://example.com/menu).",
    )
}

pub(crate) fn buttons(reply: Reply) -> Reply {
    reply.button(
        "What would you like to do?",
        [
            Button::postback("Book a table", "book"),
            Button::postback("Cancel a table", "cancel"),
            Button::url("See the menu", "https://example.com/menu"),
        ],
    )
}

pub(crate) fn quick_replies(reply: Reply) -> Reply {
    reply.quick_reply(
        "What will it be?",
        [
            Button::postback("Tea", "tea"),
            Button::postback("Coffee", "coffee"),
            Button::postback("Water", "water"),
        ],
    )
}

pub(crate) fn confirm(reply: Reply) -> Reply {
    reply.confirm(
        "Cancel your table for two?",
        Button::postback("Cancel it", "cancel"),
        Button::postback("Keep it", "keep"),
    )
}

pub(crate) fn list(reply: Reply) -> Reply {
    reply.list(
        List::new("What will it be?", "Menu")
            .section(
                "Hot",
                [
                    Row::postback("Tea", "tea").description("Green or black"),
                    Row::postback("Coffee", "coffee").description("From Colombia"),
                ],
            )
            .section("Cold", [Row::postback("Water", "water"), Row::postback("Lemonade", "lemonade")]),
    )
}

pub(crate) fn pages(reply: Reply) -> Reply {
    let dishes = (1..=25).map(|number| Row::postback(format!("Dish {number}"), format!("dish_{number}")));
    reply.list(List::new("Our menu of the day:", "Dishes").section("", dishes))
}

pub(crate) fn numbers(reply: Reply) -> Reply {
    reply.policy(Policy::Numbered).button(
        "What will it be?",
        [
            Button::postback("Tea", "tea"),
            Button::postback("Coffee", "coffee"),
            Button::postback("Water", "water"),
        ],
    )
}

pub(crate) fn carousel(reply: Reply) -> Reply {
    reply.carousel(Carousel::new([
        Card::new("Rome")
            .subtitle("from 29 €")
            .image("https://example.com/rome.jpg")
            .buttons([Button::postback("Book Rome", "rome")]),
        Card::new("Oslo")
            .subtitle("from 49 €")
            .image("https://example.com/oslo.jpg")
            .buttons([Button::postback("Book Oslo", "oslo")]),
    ]))
}

pub(crate) fn link(reply: Reply) -> Reply {
    let rome = Link::new("Rome", "https://example.com/rome", "Read more").subtitle("from 29 €");
    reply.url(rome.image("https://example.com/rome.jpg"))
}

pub(crate) fn picture(reply: Reply) -> Reply {
    let rome = Media::image(file("rome.png")).caption("Rome, from 29 €");
    reply.media(rome.buttons([Button::postback("Book", "rome")]))
}

pub(crate) fn album(reply: Reply) -> Reply {
    let pictures = ["oslo.png", "lisbon.png"].map(|name| (MediaKind::Image, file(name)));
    reply.album(Album::new(pictures).caption("Oslo and Lisbon"))
}

pub(crate) fn document(reply: Reply) -> Reply {
    let ticket = Source::bytes("ticket.pdf", "application/pdf", *b"%PDF-1.4 of your flight");
    reply.media(Media::document(ticket).caption("Your ticket"))
}

pub(crate) fn place(reply: Reply) -> Result<Reply> {
    let office = Location::new(41.8902, 12.4922);
    let mut office = office.ok_or_else(|| Error::terminal("there is no such place"))?;
    office.name = Some("Our office".to_owned());
    office.address = Some("Piazza del Colosseo 1, Rome".to_owned());
    Ok(reply.location(office))
}

pub(crate) fn card(reply: Reply) -> Reply {
    let mut desk = Contact::default();
    desk.name = Some("Front desk".to_owned());
    desk.phones = vec!["+39 06 5550 123".to_owned()];
    reply.contact(desk)
}

pub(crate) fn where_are_you(reply: Reply) -> Reply {
    reply.location_request("Where shall we bring it?")
}

pub(crate) fn your_number(reply: Reply) -> Reply {
    reply.contact_request("And how do we reach you?")
}

pub(crate) fn typing(reply: Reply) -> Reply {
    reply.typing(Duration::from_secs(20)).text("Here it is.")
}

#[derive(Form)]
#[form(confirm)]
pub(crate) struct Flight {
    #[form(ask = "Where to?")]
    to: City,
    #[form(ask = "How many of you?", range = 1..=9)]
    seats: u8,
}

#[derive(FormChoice)]
enum City {
    Rome,
    Oslo,
    Lisbon,
}

pub(crate) fn booked(flight: Flight) -> String {
    let city = match flight.to {
        City::Rome => "Rome",
        City::Oslo => "Oslo",
        City::Lisbon => "Lisbon",
    };
    format!("{} to {city}, booked.", flight.seats)
}
