//! What an operator is told of what goes wrong.

use serde_json::json;

use crate::{Api, Bot, Person, person::On, process::SECRETS};

/// Platforms that refuse every message, and repeat all that they were told as they do.
fn careless() -> Api {
    Api::knowing(Box::new(|call| {
        let authorization = call.authorization.as_deref().unwrap_or_default();
        let said = format!("{} {authorization} {}", call.path, call.body);
        let refusal = json!({"ok": false, "error_code": 400, "description": said, "error": {"message": said, "code": 100}});
        (!call.path.starts_with("/hook")).then_some((400, refusal))
    }))
}

#[test]
fn a_refusal_is_told_of_without_what_a_platform_repeats() {
    let api = careless();
    let bot =
        Bot::start_with(&api, &format!("reports.url = \"http://{}/hook/WhoKnowsItMayWrite\"", api.addr));
    for (on, platform) in
        [(On::Telegram, "telegram"), (On::Messenger, "messenger"), (On::WhatsApp, "whatsapp")]
    {
        Person::new(on, 1001, &bot, &api).presses_payload("get_started");
        let report = api.wait("a report", |calls| {
            let reports = calls.iter().filter(|call| call.path.starts_with("/hook"));
            reports.map(|call| &call.body).find(|report| report["platform"] == platform).cloned()
        });
        assert_eq!(report["kind"], "call_set_aside", "{report}");
        assert_eq!(report["look"], "postback queue list dead");
        let report = report.to_string();
        let told = SECRETS.iter().chain(&["WhoKnows", "Hello!", "postbacks work", "\"1001"]);
        told.for_each(|told| assert!(!report.contains(told), "{told}: {report}"));
    }
}
