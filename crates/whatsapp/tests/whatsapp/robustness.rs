//! Whatever the bytes are, nothing panics and nothing is taken for what it is not.

use std::{fs, path::Path};

use proptest::{collection::vec, prelude::*};
use tertulia_core::{
    Adapter as _, Parsed, Response,
    adapter::{Envelope, Verified},
    plan::Part,
};

use crate::{NUMBER, to_person, whatsapp};

fn fixtures() -> Vec<Vec<u8>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures");
    let mut paths: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    paths.iter().map(|path| fs::read(path).unwrap()).collect()
}

fn check(body: &[u8]) -> Result<(), TestCaseError> {
    for parsed in whatsapp().parse(&Verified { accounts: vec![NUMBER.to_owned()] }, body) {
        match parsed {
            Parsed::Event(incoming) => {
                prop_assert_eq!(&incoming.account, NUMBER);
                prop_assert!(incoming.sender.is_some() || !incoming.event.starts_turn());
                prop_assert!(serde_json::to_string(&incoming.event).is_ok());
            }
            Parsed::Receipt(receipt) => prop_assert_eq!(&receipt.account, NUMBER),
            _ => {}
        }
    }
    Ok(())
}

proptest! {
    #[test]
    fn any_bytes(body in vec(any::<u8>(), 0..300)) {
        check(&body)?;
        let call = whatsapp().render(&Part::Typing, &Envelope::new(&to_person(), "")).unwrap();
        whatsapp().interpret(&call, &Response { status: 200, retry_after: None, body });
    }

    #[test]
    fn fixtures_with_a_part_replaced(
        which in any::<prop::sample::Index>(),
        at in any::<prop::sample::Index>(),
        length in 0usize..40,
        part in prop_oneof![
            vec(any::<u8>(), 0..8),
            Just(b"null".to_vec()), Just(b"[]".to_vec()), Just(b"{}".to_vec()), Just(b"\"\"".to_vec()),
            Just(b"-1".to_vec()), Just(b"9223372036854775807".to_vec()), Just(br"\ud800".to_vec()),
        ],
    ) {
        let fixtures = fixtures();
        let mut body = fixtures[which.index(fixtures.len())].clone();
        let start = at.index(body.len());
        let end = (start + length).min(body.len());
        body.splice(start..end, part);
        check(&body)?;
    }

    #[test]
    fn fixtures_with_a_value_replaced(which in any::<prop::sample::Index>(), at in any::<prop::sample::Index>()) {
        let fixtures = fixtures();
        // Half an emoji is all that serde_json's own values cannot hold.
        let text = String::from_utf8_lossy(&fixtures[which.index(fixtures.len())]);
        let body: serde_json::Value = serde_json::from_str(&text.replace(r"cut \ud83d", "cut")).unwrap();
        let paths = paths(&body, "");
        for odd in [serde_json::json!(null), 5.into(), "x".into(), serde_json::json!([[]]), serde_json::json!({})] {
            let mut body = body.clone();
            *body.pointer_mut(&paths[at.index(paths.len())]).unwrap() = odd;
            check(body.to_string().as_bytes())?;
        }
    }
}

/// Where every value of a document is.
fn paths(value: &serde_json::Value, path: &str) -> Vec<String> {
    let inner: Vec<_> = match value {
        serde_json::Value::Object(fields) => {
            fields.iter().flat_map(|(name, value)| paths(value, &format!("{path}/{name}"))).collect()
        }
        serde_json::Value::Array(values) => {
            values.iter().enumerate().flat_map(|(at, value)| paths(value, &format!("{path}/{at}"))).collect()
        }
        _ => Vec::new(),
    };
    [vec![path.to_owned()], inner].concat()
}
