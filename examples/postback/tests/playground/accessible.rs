//! What everybody can use, as axe-core judges it.

use serde_json::Value;

use crate::{
    browser::View,
    page::{PLATFORMS, Page},
    services,
};

#[tokio::test]
async fn everybody_can_use_it_in_the_light() {
    judge(View::WIDE).await;
}

#[tokio::test]
async fn everybody_can_use_it_in_the_dark() {
    judge(View::DARK).await;
}

#[tokio::test]
async fn everybody_can_use_it_on_a_small_screen() {
    judge(View::NARROW).await;
}

async fn judge(view: View) {
    let Some(axe) = services::axe() else { return };
    let Some((_dev, page)) = Page::open(view).await else { return };
    page.browser.run(&axe).await;
    violations(&page, "before anybody spoke").await;
    page.say_everywhere("hi").await;
    for platform in PLATFORMS {
        page.until(
            "an answer is there",
            &format!("return document.querySelectorAll('[data-platform={platform}] .theirs:not(.typing)').length > 0"),
        )
        .await;
    }
    for tab in ["Wire", "Queues", "Faults", "Clock", "State", "Turns"] {
        page.press_beside(tab).await;
        page.browser.run("document.querySelector('[role=tabpanel]:not([hidden]) .fold-head')?.click()").await;
        violations(&page, tab).await;
    }
    page.browser.run("document.querySelector('.phone.chosen [aria-label=More]').click()").await;
    violations(&page, "a sheet is open").await;
    page.browser
        .run(
            "document.querySelector('dialog').close(); document.querySelector('.phone.chosen .clip').click()",
        )
        .await;
    violations(&page, "something else can be sent").await;
}

async fn violations(page: &Page, when: &str) {
    let script = "const done = arguments[arguments.length - 1];
        Promise.all(document.getAnimations().filter(({ effect }) => effect.getTiming().iterations !== Infinity).map(({ finished }) => finished.catch(() => {})))
            .then(() => axe.run({ resultTypes: ['violations'] }))
            .then(({ violations }) => done(violations.flatMap(({ id, nodes }) => nodes.map(({ html, failureSummary }) => [id, html, failureSummary]))))";
    let found = page.browser.client.execute_async(script, Vec::new()).await.unwrap();
    assert_eq!(found, Value::Array(Vec::new()), "{when}");
}
