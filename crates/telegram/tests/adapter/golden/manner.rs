//! How something is said on Telegram alone.

use tertulia_core::{Album, Button, Location, Media, Reply, message::MediaKind};
use tertulia_telegram::reply::{TelegramButton as _, TelegramReply as _};

use super::{ROME, golden};
use crate::{
    turn::{said, said_to, turn},
    wire::{place, private},
};

fn buttons(titles: &[&str]) -> Vec<Button> {
    titles.iter().map(|title| Button::postback(*title, "book")).collect()
}

#[test]
fn every_kind_of_message_has_what_it_has_a_place_for() {
    let say = |reply: Reply| {
        let reply = reply.telegram(|t| {
            t.silent().protected().effect("5104841245755180586").spoiler().caption_above().no_preview()
        });
        reply
            .text("https://example.com")
            .media(Media::image(ROME).caption("Rome"))
            .audio("https://example.com/rome.mp3")
            .album(Album::new([MediaKind::Image, MediaKind::Video].map(|kind| (kind, ROME.into()))))
            .location(Location::new(41.9, 12.5).unwrap());
    };
    golden("manner", &said(say));
    golden("manner_group", &said_to(place(Some("-1001234567890"), None, None), say));
}

#[test]
fn buttons_in_columns_and_colours() {
    let calls = said(|reply| {
        let reply = reply.telegram(|t| t.columns(2).large_preview());
        reply.button("Which?", buttons(&["1", "2", "3", "4", "5"]));
        reply.quick_reply(
            "Delete https://example.com?",
            [
                Button::postback("Delete", "delete").telegram(|b| b.danger().icon("5368324170671202286")),
                Button::postback("Keep", "keep").telegram(|b| b.success()),
                Button::url("Look", "https://example.com").telegram(|b| b.primary()),
            ],
        );
    });
    golden("buttons_styled", &calls);
}

#[test]
fn keyboards() {
    let say = |reply: Reply| {
        let keyboard = reply.telegram(|t| t.keyboard());
        keyboard.button("Coffee?", buttons(&["Yes", "No", "Tea"]));
        let styled = Button::postback("Yes", "yes").telegram(|b| b.success());
        keyboard.quoting().quick_reply("Sure?", [styled]);
        keyboard
            .button("Where?", [Button::postback("Here", "here"), Button::url("Map", "https://example.com")]);
        let gone = reply.telegram(|t| t.remove_keyboard());
        gone.text("Gone.").button("Else?", buttons(&["Yes"]));
        gone.album(Album::new([MediaKind::Image; 2].map(|kind| (kind, ROME.into()))));
    };
    golden("keyboards", &said(say));
    golden("keyboards_group", &said_to(place(Some("-1001234567890"), None, None), say));
    golden("keyboards_business", &said_to(place(None, None, Some("biz-1")), say));
}

#[test]
fn what_is_pinned_is_sent_first() {
    let text = tertulia_core::EventKind::Text { text: "hi".to_owned(), command: None };
    let to = place(Some("-1001234567890"), Some("17"), Some("biz-1"));
    let say = |reply: Reply| {
        reply.telegram(|t| t.pinned().silent()).text("The rules");
    };
    let calls = turn(text.clone(), to, say).unwrap();
    let [sent, pinned] = &calls[..] else { panic!("{calls:?}") };
    assert!(sent.named);
    assert_eq!(pinned.about.as_ref(), Some(&sent.reference));
    let telegram = crate::support::telegram();
    let pinned = tertulia_core::Adapter::about(&telegram, &pinned.call, "77").unwrap();
    golden("pinned", &[sent.call.clone(), pinned]);
    let unpinned = turn(text, private(), |reply: Reply| {
        reply.text("No rules");
    });
    assert_eq!(unpinned.unwrap().len(), 1);
}
