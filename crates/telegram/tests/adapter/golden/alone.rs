//! What can be said on Telegram alone.

use std::time::Duration;

use serde_json::json;
use tertulia_core::{Button, Location, Platform, Source, payload};
use tertulia_telegram::reply::{ChatAction, Dice, InlineResult, InlineResults, Poll, TelegramReply as _};

use super::{ROME, golden};
use crate::{
    turn::{answered, reacted, refused, said, said_to},
    wire::place,
};

#[test]
fn polls() {
    let calls = said(|reply| {
        reply.telegram_poll(Poll::new("When?", ["Monday", "Tuesday"]).public().several());
        let quiz = Poll::new("The capital of Italy?", ["Milan", "Rome"]).quiz(1).explanation("Since 1871.");
        reply.telegram(|t| t.silent()).quoting().telegram_poll(quiz.open_for(Duration::from_secs(60)));
    });
    golden("polls", &calls);
}

#[test]
fn dice_and_actions() {
    use Dice::{Basketball, Bowling, Darts, Die, Football, SlotMachine};
    let calls = said_to(place(Some("-1001234567890"), Some("17"), Some("biz-1")), |reply| {
        for dice in [Die, Darts, Bowling, Basketball, Football, SlotMachine] {
            reply.telegram_dice(dice);
        }
        reply.telegram_action(ChatAction::UploadPhoto);
    });
    golden("dice", &calls);
}

#[test]
fn reactions() {
    golden(
        "reactions",
        &said(|reply| {
            reply.telegram_reaction("👍").telegram_no_reaction();
            reply.reply_to("77").telegram_reaction("🎉");
        }),
    );
    golden(
        "reactions_back",
        &reacted(|reply| {
            reply.telegram_reaction("🎉");
        }),
    );
}

#[test]
fn any_method() {
    let calls = said_to(place(None, Some("3"), None), |reply| {
        reply.raw(Platform::TELEGRAM, "sendDice", json!({ "emoji": "🎯" }));
        reply.raw(Platform::TELEGRAM, "sendMessage", json!({ "chat_id": 43, "text": "To ben" }));
        reply.raw(Platform::TELEGRAM, "unpinAllChatMessages", json!({}));
    });
    golden("any_method", &calls);
}

#[test]
fn inline_results() {
    let calls = answered(|reply| {
        let mut colosseum = Location::new(41.890_21, 12.492_231).unwrap();
        let point = InlineResult::location("l", "Rome", &colosseum);
        colosseum.address = Some("Piazza del Colosseo, Rome".to_owned());
        let book = Button::postback("Book", payload("book", json!({ "city": "rome" }))).for_anyone();
        let page = Button::url("Map", "https://example.com/map");
        let results = InlineResults::new([
            InlineResult::article("a", "Rome", "Rome it is").description("from 29 €").thumbnail(ROME),
            InlineResult::photo("p", ROME).caption("Rome").buttons([book, page]),
            InlineResult::photo("q", Source::Id("AgACAgQ".to_owned())),
            InlineResult::gif("g", "https://example.com/rome.gif").title("Rome"),
            InlineResult::document("d", "The guide", "https://example.com/rome.pdf"),
            InlineResult::document("z", "All guides", "https://example.com/rome.zip").text("Ask me for it"),
            point,
            InlineResult::location("v", "Colosseum", &colosseum),
            InlineResult::new("contact", "c")
                .field("phone_number", "+34600000000")
                .field("first_name", "Ana"),
        ]);
        let results = results.cached_for(Duration::from_secs(60)).personal().next("9");
        reply.inline_results(results.start("Sign in", "sign_in"));
    });
    golden("inline_results", &calls);
    let none = answered(|reply| {
        reply.inline_results(InlineResults::new([]));
    });
    golden("inline_results_none", &none);
}

#[test]
fn what_telegram_would_refuse_is_told_where_it_is_written() {
    let line = |text: String, fault: &str| {
        assert!(text.contains(fault), "{fault} is missing in:\n{text}");
        assert!(text.contains("alone.rs:"), "{text}");
    };
    let many = || (0..51).map(|id| InlineResult::article(id.to_string(), "Rome", "Rome"));
    let inline = |results: fn() -> InlineResults| {
        refused(move |reply| {
            reply.inline_results(results());
        })
    };
    line(inline(|| InlineResults::new([InlineResult::article("", "Rome", "Rome")])), "1 to 64 bytes");
    line(inline(|| InlineResults::new(["a", "a"].map(|id| InlineResult::article(id, "R", "R")))), "id `a`");
    line(inline(|| InlineResults::new([]).next("é".repeat(33))), "64 bytes at most");
    line(inline(|| InlineResults::new([]).start("In", "sign in")), "`sign in`");
    line(
        refused(move |reply| {
            reply.inline_results(InlineResults::new(many()));
        }),
        "50 results at most, not 51",
    );
    let poll = |poll: fn() -> Poll| {
        refused(move |reply| {
            reply.telegram_poll(poll());
        })
    };
    line(poll(|| Poll::new("When?", [""; 0])), "1 to 12 options, not 0");
    line(poll(|| Poll::new("When?", ["x"; 13])), "not 13");
    line(poll(|| Poll::new("When?", ["x"]).quiz(1)), "number 1");
    line(poll(|| Poll::new("When?", ["x"]).open_for(Duration::from_secs(4))), "5 to 2,628,000");
}

#[test]
fn results_without_a_query_and_methods_that_are_none_fail_the_turn() {
    let text = refused(|reply| {
        reply.inline_results(InlineResults::new([]));
    });
    assert!(text.contains("this is none"), "{text}");
    for method in ["", "../getMe", "sendDice?chat_id=1"] {
        let text = refused(move |reply| {
            reply.raw(Platform::TELEGRAM, method, json!({}));
        });
        assert!(text.contains("no method of the Bot API"), "{text}");
    }
}
