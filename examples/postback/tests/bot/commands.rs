//! The command line.

use std::process::Output;

use crate::process::command;

fn run(arguments: &[&str], environment: &[(&str, &str)]) -> (i32, String) {
    let folder = tempfile::tempdir().unwrap();
    let Output { status, stdout, stderr } =
        command(folder.path()).args(arguments).envs(environment.iter().copied()).output().unwrap();
    (status.code().unwrap(), String::from_utf8(stdout).unwrap() + &String::from_utf8(stderr).unwrap())
}

#[test]
fn without_a_platform_serve_says_what_to_set() {
    let (code, said) = run(&["serve"], &[]);
    assert_eq!(code, 2);
    for key in
        ["TERTULIA_TELEGRAM__TOKEN", "TERTULIA_MESSENGER__APP_SECRET", "TERTULIA_WHATSAPP__PHONE_NUMBER_ID"]
    {
        assert!(said.contains(key), "{said}");
    }
}

#[test]
fn check_lists_what_is_declared() {
    let (code, said) = run(&["check"], &[]);
    assert_eq!(code, 0, "{said}");
    assert!(said.contains("postback         get_started") && said.contains("nothing is wrong"), "{said}");
}

#[test]
fn check_tells_every_fault() {
    let routes = [("TERTULIA_ROUTES__DEFAULT", "home"), ("TERTULIA_ROUTES__COMMANDS__SHOP", "shop")];
    let (code, said) = run(&["check"], &routes);
    assert_eq!(code, 1);
    assert!(
        said.contains("there is no context `home`; the contexts are: `any`, `main`, `params`, `profile`"),
        "{said}"
    );
    assert!(said.contains("there is no context `shop`") && said.contains("2 faults"), "{said}");
}

#[test]
fn check_prints_what_the_readme_says_to_subscribe_to() {
    let readme = include_str!("../../../../README.md");
    let begins = readme.find("what to subscribe to").expect("it is told in the README");
    let told: Vec<_> = readme[begins..].lines().map(str::trim).take_while(|line| *line != "```").collect();
    assert_eq!(told.len(), 4, "a title, and the three platforms");
    let (_, said) = run(&["check"], &[]);
    let said: Vec<_> = said.lines().map(str::trim).collect();
    assert!(said.windows(told.len()).any(|lines| lines == told), "{said:#?}");
}

#[test]
fn check_has_no_colours_where_nobody_looks() {
    for environment in [&[][..], &[("NO_COLOR", "1")]] {
        let (_, said) = run(&["check"], environment);
        assert!(!said.contains('\x1b'), "{said:?}");
    }
}

#[test]
fn check_prints_json_and_nothing_else() {
    let (code, said) = run(&["check", "--json"], &[]);
    let found: serde_json::Value = serde_json::from_str(&said).unwrap();
    assert_eq!(code, 0);
    assert_eq!(found["app"]["routes"]["default"], "main");
    assert_eq!(found["subscriptions"][1]["names"], serde_json::json!(["message", "callback_query"]));
    assert_eq!(found["warnings"], serde_json::json!([]));
    let (code, said) = run(&["check", "--json"], &[("TERTULIA_ROUTES__DEFAULT", "home")]);
    let found: serde_json::Value = serde_json::from_str(&said).unwrap();
    assert_eq!((code, &found["app"]), (1, &serde_json::Value::Null));
    assert_eq!(found["faults"].as_array().unwrap().len(), 1);
}

#[test]
fn check_ends_as_its_help_says() {
    let (code, help) = run(&["check", "--help"], &[]);
    assert_eq!(code, 0);
    for line in ["0  nothing is wrong", "1  something is wrong", "2  the command line was not understood"] {
        assert!(help.contains(line), "{help}");
    }
    let unread = [("TERTULIA_ROUTES__COMMANDS__BUY", "params")];
    let (code, said) = run(&["check"], &unread);
    assert_eq!(code, 0, "a warning is no fault: {said}");
    assert!(
        said.contains("warning: `/buy` is routed to context `params`, where no block takes it"),
        "{said}"
    );
    assert_eq!(run(&["check"], &[("TERTULIA_ROUTES__COMMANDS__BUY", "gone")]).0, 1);
    assert_eq!(run(&["check"], &[("TERTULIA_HTTP__ADDR", "here")]).0, 1);
    assert_eq!(run(&["check", "--jsn"], &[]).0, 2);
}

#[test]
fn a_misspelt_setting_is_told_with_the_nearest() {
    let (code, said) = run(&["serve"], &[("TERTULIA_TELEGRAM__TOKN", "x"), ("TERTULIA_HTTP__ADDR", "here")]);
    assert_eq!(code, 1);
    assert!(said.contains("TERTULIA_TELEGRAM__TOKN") && said.contains("TERTULIA_TELEGRAM__TOKEN"), "{said}");
    assert!(said.contains("TERTULIA_HTTP__ADDR"), "both at once: {said}");
}

#[test]
fn a_platform_without_its_secret_does_not_serve() {
    let (code, said) = run(&["serve"], &[("TERTULIA_TELEGRAM__TOKEN", "123:abc")]);
    assert_eq!(code, 1);
    assert!(said.contains("telegram.webhook_secret"), "{said}");
}

#[test]
fn an_unknown_command_is_told() {
    assert_eq!(run(&["severe"], &[]).0, 2);
    assert_eq!(run(&["--help"], &[]).0, 0);
}
