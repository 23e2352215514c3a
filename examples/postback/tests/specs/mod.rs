//! What the bot sent, checked by others: the validators in the folder that `TERTULIA_SPECS` names.

use std::{
    io::Write as _,
    path::PathBuf,
    process::{Command, Stdio},
};

use serde_json::{Value, json};

/// Checks every call, by path and body, or says why it does not.
pub(crate) fn check<'a>(calls: impl IntoIterator<Item = (&'a str, &'a Value)>) {
    let Some(specs) = std::env::var_os("TERTULIA_SPECS").map(PathBuf::from) else {
        println!("TERTULIA_SPECS is not set: the calls are not validated");
        return;
    };
    let mut meta = String::new();
    for (path, body) in calls {
        match path.rsplit_once("/bot") {
            Some((_, rest)) => {
                let method = rest.rsplit_once('/').unwrap().1;
                let script = specs.join("telegram/validate.py");
                run(
                    Command::new("python3").arg(script).args(["--strict", "--method", method, "-"]),
                    &body.to_string(),
                );
            }
            None => {
                let platform = if body["messaging_product"].is_null() { "messenger" } else { "whatsapp" };
                meta += &format!(
                    "{}\n",
                    json!({"platform": platform, "method": "POST", "path": path, "body": body})
                );
            }
        }
    }
    if !meta.is_empty() {
        run(Command::new("python3").arg(specs.join("meta/validate.py")).args(["--strict", "-"]), &meta);
    }
}

fn run(command: &mut Command, input: &str) {
    let mut child =
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    child.stdin.take().unwrap().write_all(input.as_bytes()).unwrap();
    let output = child.wait_with_output().unwrap();
    let said = String::from_utf8_lossy(&output.stdout) + String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{said}\n{input}");
}
