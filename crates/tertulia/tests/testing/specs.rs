//! Every call that a conversation made, checked by others: the validators in the folder that `TERTULIA_SPECS` names.

use std::{
    io::Write as _,
    path::PathBuf,
    process::{Command, Stdio},
};

use serde_json::json;
use tertulia::test::Bot;

use super::people::app;

#[test]
fn every_call_is_as_the_platforms_want_it() {
    let Some(specs) = std::env::var_os("TERTULIA_SPECS").map(PathBuf::from) else {
        println!("TERTULIA_SPECS is not set: the calls are not validated");
        return;
    };
    let bot = Bot::new(app());
    for platform in bot.platforms() {
        let ana = bot.on(platform).user("ana");
        ana.start().press("Of course!").says("menu").press("Dish 1").says("name").says("Ana");
        ana.share_location(40.4, -3.7).says("ñandú <b>&");
    }
    let mut meta = String::new();
    for exchange in bot.exchanges().iter().filter(|it| it.is_call() && it.method == "POST") {
        match exchange.path.strip_prefix("bot…/") {
            Some(method) => {
                let script = specs.join("telegram/validate.py");
                let mut command = Command::new("python3");
                check(
                    command.arg(script).args(["--strict", "--method", method, "-"]),
                    &exchange.body.to_string(),
                );
            }
            None => {
                let call = json!({"platform": exchange.platform, "method": "POST", "path": format!("/{}", exchange.path), "body": exchange.body});
                meta += &format!("{call}\n");
            }
        }
    }
    assert!(meta.lines().count() > 10, "there are calls of Meta's platforms: {meta}");
    check(Command::new("python3").arg(specs.join("meta/validate.py")).args(["--strict", "-"]), &meta);
}

fn check(command: &mut Command, input: &str) {
    let mut child =
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    child.stdin.take().unwrap().write_all(input.as_bytes()).unwrap();
    let output = child.wait_with_output().unwrap();
    let said = String::from_utf8_lossy(&output.stdout) + String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{said}\n{input}");
}
