//! What is said, and the calls it becomes: every reply and every builder, through the whole of a turn. Each call is
//! judged by the independent checker, too.

mod alone;
mod everywhere;
mod manner;

use serde_json::{Value, json};
use tertulia_core::Call;

use crate::specs;

const ROME: &str = "https://example.com/rome.jpg";
const OSLO: &str = "https://example.com/oslo.jpg";

/// Compares the calls with those that were looked over, and lets the checker judge them.
#[track_caller]
fn golden(name: &str, calls: &[Call]) {
    let shown: Vec<Value> = calls.iter().map(shown).collect();
    insta::with_settings!({ prepend_module_to_snapshot => false, snapshot_path => "snapshots" }, {
        insta::assert_snapshot!(name, serde_json::to_string_pretty(&shown).unwrap());
    });
    specs::judge(calls);
}

fn shown(call: &Call) -> Value {
    json!({ call.endpoint.as_str(): body(call) })
}

fn body(call: &Call) -> Value {
    serde_json::from_str(call.body.get()).unwrap()
}
