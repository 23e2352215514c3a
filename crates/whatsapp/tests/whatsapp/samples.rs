//! Bodies that were collected elsewhere, by their file names.

use std::{env, fs, path::Path};

use tertulia_core::{Adapter as _, Parsed, adapter::Verified, receipt::Status};

use crate::whatsapp;

/// How a file's name begins, and what its only element is. The longer of two that fit is put first.
const KINDS: &[(&str, &str)] = &[
    ("account-review-update", "other account_review_update"),
    ("audio", "sent voice"),
    ("autofill-button", "postback DID_NOT_REQUEST_CODE"),
    ("business-capability-update", "other business_capability_update"),
    ("business-scoped-user-ids-status", "delivered"),
    ("business-scoped-user-ids-text", "text Does it come in another color?"),
    ("button", "postback Unsubscribe"),
    ("contacts", "sent contact"),
    ("document", "sent document"),
    ("errors", "other errors"),
    ("flowswebhooks", "other flows"),
    ("history", "other history"),
    ("image", "sent image"),
    ("interactive-list-messages", "postback priority_express"),
    ("interactive-reply-buttons-messages", "postback change-button"),
    ("location", "sent location"),
    ("message-template", "other message_template_status_update"),
    ("messages-status", "delivered"),
    ("mpm-templates-order", "message order"),
    ("order", "message order"),
    ("partner-solutions", "other partner_solutions"),
    ("payment-configuration-update", "other payment_configuration_update"),
    ("phone-number-name-update", "other phone_number_name_update"),
    ("phone-number-quality-update", "other phone_number_quality_update"),
    ("reaction", "reaction - on wamid.HBgLMTQxMjU1NTA4MjkVAgASGBQzQUNCNjk5RDUwNUZGMUZEM0VBRAA="),
    ("reference-calls", "other calls"),
    ("security", "other security"),
    ("smb-app-state-sync", "other smb_app_state_sync"),
    ("status-status-failed", "failed"),
    ("status-status-sent", "sent"),
    ("sticker", "sent sticker"),
    ("system", "other system"),
    ("template-category-update", "other template_category_update"),
    ("text-text-ctx", "text Is this still available?"),
    ("text-text-referral", "text Can I get more info about this?"),
    ("unsupported", "other unsupported"),
    ("user-preferences", "notifications marketing_messages true"),
    ("video", "sent video"),
];

fn kind(parsed: &Parsed) -> String {
    match parsed {
        Parsed::Event(incoming) => crate::kind(&incoming.event.kind),
        Parsed::Receipt(receipt) => match &receipt.status {
            Status::Sent => "sent".to_owned(),
            Status::Delivered => "delivered".to_owned(),
            Status::Failed(reason) if reason.starts_with("error 131049: ") => "failed".to_owned(),
            other => format!("{other:?}"),
        },
        other => format!("{other:?}"),
    }
}

#[test]
fn every_sample_is_of_its_kind() {
    let Some(specs) = env::var_os("TERTULIA_SPECS") else {
        println!("skipped: TERTULIA_SPECS names no folder with samples");
        return;
    };
    let mut count = 0;
    for file in fs::read_dir(Path::new(&specs).join("../samples/meta")).unwrap() {
        let path = file.unwrap().path();
        let name = path.file_stem().unwrap().to_str().unwrap();
        let Some(name) = name.strip_prefix("whatsapp-") else { continue };
        let (_, expected) = KINDS.iter().find(|(start, _)| name.starts_with(start)).expect(name);
        let body = fs::read(&path).unwrap();
        // The numbers in the samples are placeholders; what is about a whole account names none.
        let json: serde_json::Value = serde_json::from_slice(&body).unwrap();
        let number = json["entry"][0]["changes"][0]["value"]["metadata"]["phone_number_id"].as_str();
        let accounts = vec![number.unwrap_or("1").to_owned()];
        let parsed = whatsapp().parse(&Verified { accounts }, &body);
        let [parsed] = parsed.as_slice() else { panic!("{name}: {parsed:?}") };
        assert_eq!(&kind(parsed), expected, "{name}");
        if let Parsed::Event(incoming) = parsed {
            assert!(incoming.sender.is_some() || !incoming.event.starts_turn(), "{name}");
        }
        count += 1;
    }
    assert!(count >= 45, "only {count} samples found");
}
