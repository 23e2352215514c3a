//! Small windows, and dark ones.

use crate::{
    browser::View,
    page::{PLATFORMS, Page},
};

#[tokio::test]
async fn a_narrow_window_shows_one_phone_and_tabs() {
    let Some((_dev, page)) = Page::open(View::NARROW).await else { return };
    for (platform, name) in PLATFORMS.into_iter().zip(["Messenger", "WhatsApp", "Telegram"]) {
        page.press_beside(name).await;
        page.begin(platform).await;
        page.press(platform, "Of course!").await;
        page.reads(platform, "Awesome!").await;
        page.browser.picture(&format!("narrow-{platform}")).await;
    }
    let overflow = page.browser.run("return document.documentElement.scrollWidth - innerWidth").await;
    assert_eq!(overflow, 0, "nothing stands out at the side");
    page.is_clean().await;
}

#[tokio::test]
async fn a_dark_system_has_a_dark_page_until_it_is_switched() {
    let Some((_dev, page)) = Page::open(View::DARK).await else { return };
    page.begin("telegram").await;
    page.browser.picture("dark").await;
    let brightness = "const [red] = getComputedStyle(document.documentElement).backgroundColor.match(/\\d+/g); return Number(red)";
    assert!(page.browser.run(brightness).await.as_u64() < Some(60));
    page.browser.run("document.querySelector('button[aria-label^=Theme]').click()").await;
    assert!(page.browser.run(brightness).await.as_u64() > Some(200));
    page.is_clean().await;
}
