//! Bodies that were collected elsewhere, by their file names.

use std::{env, fs, path::Path};

use tertulia_core::{Adapter as _, EventKind, Parsed, adapter::Verified, receipt::About};

use crate::messenger;

/// How a file's name begins, and what its only element is. The longer of two that fit is put first.
const KINDS: &[(&str, &str)] = &[
    ("account-linking", "other account_linking"),
    ("att-", "sent image+fallback+location"),
    ("delivery-2", "Delivered everything"),
    ("delivery", "Delivered mid.1458668856218:ed81099e15d3f4f233"),
    ("echo", "takeover"),
    ("event-type-that-is-unsupported", "other EVENT_TYPE_THAT_IS_UNSUPPORTED"),
    ("game-play", "other game_play"),
    ("optin-2", "other optin"),
    ("optin", "optin"),
    ("postback", "postback"),
    ("quick-reply", "postback"),
    ("read", "Read everything"),
    ("referral", "referral"),
    ("text", "text"),
];

fn kind(parsed: &Parsed) -> String {
    match parsed {
        Parsed::Receipt(receipt) => match &receipt.about {
            About::Message { id, .. } => format!("{:?} {id}", receipt.status),
            About::Everything(_) => format!("{:?} everything", receipt.status),
            other => format!("{other:?}"),
        },
        Parsed::Event(incoming) => match &incoming.event.kind {
            EventKind::Postback(_) => "postback".to_owned(),
            EventKind::Text { .. } => "text".to_owned(),
            EventKind::OptIn(_) => "optin".to_owned(),
            EventKind::Referral => "referral".to_owned(),
            EventKind::Takeover => "takeover".to_owned(),
            EventKind::OtherMessage(kind) => format!("message {kind}"),
            EventKind::Attachments(sent) => format!("sent {}", crate::kinds(sent)),
            EventKind::Other(name) => format!("other {name}"),
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
        let Some(name) = name.strip_prefix("messenger-") else { continue };
        let (_, expected) = KINDS.iter().find(|(start, _)| name.starts_with(start)).expect(name);
        let body = fs::read(&path).unwrap();
        // The pages in the samples are placeholders.
        let json: serde_json::Value = serde_json::from_slice(&body).unwrap();
        let accounts = vec![json["entry"][0]["id"].as_str().unwrap().to_owned()];
        let parsed = messenger().parse(&Verified { accounts }, &body);
        let [parsed] = parsed.as_slice() else { panic!("{name}: {parsed:?}") };
        assert_eq!(&kind(parsed), expected, "{name}");
        if let Parsed::Event(incoming) = parsed {
            assert!(incoming.sender.is_some() || !incoming.event.starts_turn(), "{name}");
        }
        count += 1;
    }
    assert!(count >= 26, "only {count} samples found");
}
