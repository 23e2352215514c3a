//! The bot goes away and comes back.

use crate::{browser::View, page::Page};

#[tokio::test]
async fn the_page_finds_back_to_a_server_that_was_begun_again() {
    let Some((mut dev, page)) = Page::open(View::WIDE).await else { return };
    page.look_at("Ben").await;
    page.begin("telegram").await;
    dev.stop();
    page.until("it says so", "return document.querySelector('.connection').dataset.on === 'false'").await;
    dev.start_again();
    page.until("it is live again", "return document.querySelector('.connection').dataset.on === 'true'")
        .await;
    let chosen =
        page.browser.run("return document.querySelector('.person[aria-pressed=true]').innerText").await;
    assert!(
        chosen.as_str().is_some_and(|chosen| chosen.contains("Ben")),
        "the page is where it was: {chosen}"
    );
    page.press("telegram", "Of course!").await;
    page.reads("telegram", "Awesome!").await;
}
