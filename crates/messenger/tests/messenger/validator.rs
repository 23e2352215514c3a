//! The validator of wire JSON, which knows nothing of us.

use std::{
    env,
    io::Write as _,
    path::Path,
    process::{Command, Stdio},
};

use serde_json::{Value, json};
use tertulia_core::Call;

use crate::PAGE;

/// Lets the validator judge every call, as strictly as it can.
#[allow(clippy::print_stdout, reason = "a test says why it is skipped")]
pub(crate) fn judge<'a>(calls: impl IntoIterator<Item = &'a Call>) {
    let Some(specs) = env::var_os("TERTULIA_SPECS") else {
        println!("skipped: TERTULIA_SPECS names no folder with a validator");
        return;
    };
    let mut validator = Command::new("python3")
        .arg(Path::new(&specs).join("meta/validate.py"))
        .args(["--strict", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let lines: String = calls.into_iter().map(|call| format!("{}\n", request(call))).collect();
    assert!(!lines.is_empty());
    validator.stdin.take().unwrap().write_all(lines.as_bytes()).unwrap();
    let output = validator.wait_with_output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stdout));
}

fn request(call: &Call) -> Value {
    let body: Value = serde_json::from_str(call.body.get()).unwrap();
    json!({
        "platform": "messenger",
        "method": "POST",
        "path": format!("/v26.0/{PAGE}/{}", call.endpoint),
        "headers": { "Authorization": "Bearer PAGE-TOKEN", "Content-Type": "application/json" },
        "body": body,
    })
}
