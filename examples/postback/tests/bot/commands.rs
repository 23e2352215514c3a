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
fn without_a_platform_it_says_what_to_set() {
    for arguments in [&[][..], &["serve"]] {
        let (code, said) = run(arguments, &[]);
        assert_eq!(code, 2);
        for key in [
            "TERTULIA_TELEGRAM__TOKEN",
            "TERTULIA_MESSENGER__APP_SECRET",
            "TERTULIA_WHATSAPP__PHONE_NUMBER_ID",
        ] {
            assert!(said.contains(key), "{said}");
        }
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
