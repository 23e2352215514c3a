//! Conversations with the postback bot, on every phone.

use std::fs;

use crate::{
    browser::View,
    page::{PLATFORMS, Page},
};

/// A picture of 40 by 30 points.
const PICTURE: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0(\0\0\0\x1e\x08\x02\0\0\0\xd1\xbf\xcb\x8a\
    \0\0\0+IDATx\xda\xed\xcd1\r\0\0\x08\x03\xb0\xb9D\nZq\x83\x0c8\x9a\xf4o\xa6\xebD\xc4b\xb1X,\x16\x8b\xc5b\xb1X\xfc7^|?\
    \xbf:\xfd%rQ\0\0\0\0IEND\xaeB`\x82";

#[tokio::test]
async fn nothing_is_configured_and_every_phone_answers() {
    let Some((_dev, page)) = Page::open(View::WIDE).await else { return };
    let folder = tempfile::tempdir().unwrap();
    let picture = folder.path().join("rome.png");
    fs::write(&picture, PICTURE).unwrap();
    for platform in PLATFORMS {
        page.begin(platform).await;
        page.press(platform, "Of course!").await;
        page.reads(platform, "Awesome!").await;
        page.reads(platform, "a lot of effort").await;
        page.send_file(platform, &picture).await;
        page.shows_pictures(platform, 1).await;
    }
    page.drop_file("whatsapp", &picture).await;
    page.shows_pictures("whatsapp", 2).await;
    page.until("the turns are told", "return document.querySelectorAll('#panel-Turns .fold').length >= 6")
        .await;
    page.browser.picture("wide").await;
    page.is_clean().await;
}

#[tokio::test]
async fn rows_and_cards_are_chosen_as_each_platform_shows_them() {
    let Some((_dev, page)) = Page::open(View::WIDE).await else { return };
    for platform in PLATFORMS {
        page.begin(platform).await;
        page.say(platform, "list").await;
        page.reads(platform, "Which is it?").await;
        match platform {
            "whatsapp" => page.choose(platform, "Choose", "Of course!").await,
            _ => page.press(platform, "Of course!").await,
        }
        page.reads(platform, "Awesome!").await;
        page.say(platform, "cards").await;
        match platform {
            "messenger" => {
                page.press_on_card(platform, "That is me").await;
                page.until(
                    "the card answers like the row",
                    "return [...document.querySelectorAll('[data-platform=messenger] .bubble .text')]\
                     .filter((bubble) => bubble.textContent === 'Awesome!').length === 2",
                )
                .await;
            }
            // There the cards lie behind each other.
            "telegram" => {
                page.press(platform, "▶").await;
                page.reads(platform, "It is not").await;
                page.press(platform, "That is me").await;
                page.reads(platform, "No problem").await;
            }
            // There they are messages, one after the other.
            _ => {
                page.reads(platform, "It is not").await;
                page.press(platform, "That is me").await;
                page.reads(platform, "No problem").await;
            }
        }
    }
    page.browser.picture("rows_and_cards").await;
    page.is_clean().await;
}

#[tokio::test]
async fn two_people_have_a_conversation_each() {
    let Some((_dev, page)) = Page::open(View::WIDE).await else { return };
    page.begin("telegram").await;
    page.look_at("Ben").await;
    page.until(
        "Ben's phone is new",
        "return document.querySelectorAll('[data-platform=telegram] .said').length === 0",
    )
    .await;
    page.begin("telegram").await;
    page.press("telegram", "Not really 🤷🏻‍♂️").await;
    page.reads("telegram", "No problem").await;
    page.look_at("Ana").await;
    page.press("telegram", "Of course!").await;
    page.reads("telegram", "Awesome!").await;
    assert_eq!(page.count("telegram", "No problem, continue reading and you will got it...").await, 0);
    page.is_clean().await;
}

#[tokio::test]
async fn a_title_that_is_typed_presses_its_button() {
    let Some((_dev, page)) = Page::open(View::WIDE).await else { return };
    for platform in PLATFORMS {
        page.begin(platform).await;
        page.say(platform, "of course").await;
        page.reads(platform, "Awesome!").await;
    }
    page.is_clean().await;
}

#[tokio::test]
async fn all_phones_say_the_same() {
    let Some((_dev, page)) = Page::open(View::WIDE).await else { return };
    page.say_everywhere("profile").await;
    for platform in PLATFORMS {
        page.press(platform, "Sign up").await;
        page.reads(platform, "You are in the profile context now.").await;
    }
    page.is_clean().await;
}

#[tokio::test]
async fn a_webhook_that_comes_twice_is_answered_once() {
    let Some((_dev, page)) = Page::open(View::WIDE).await else { return };
    page.begin("messenger").await;
    page.press_beside("Faults").await;
    page.press_beside("Delivered twice").await;
    page.press("messenger", "Of course!").await;
    page.reads("messenger", "a lot of effort").await;
    // The second delivery is taken before what is said next, whose answer shows that nothing else is on its way.
    page.say("messenger", "and now?").await;
    page.reads("messenger", "Press the button to begin.").await;
    assert_eq!(page.count("messenger", "Awesome!").await, 1);
    page.is_clean().await;
}
