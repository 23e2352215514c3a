//! File, environment and flags, one over the other.

use super::*;

#[test]
fn the_later_layer_wins_key_by_key() {
    let file = "[http]\naddr = '1.1.1.1:1'\n[limits.telegram]\nchat = 2\nchat_burst = 3\naccount = 4";
    let variables =
        [("TERTULIA_LIMITS__TELEGRAM__CHAT", "20"), ("TERTULIA_LIMITS__TELEGRAM__CHAT_BURST", "30")];
    let config = load(file, &variables, &[("limits.telegram.chat", "200")]).unwrap();
    let limits = config.limits.telegram;
    assert_eq!((limits.chat, limits.chat_burst, limits.account, limits.group_per_minute), (200, 30, 4, 20));
    assert_eq!(config.http.addr, "1.1.1.1:1".parse().unwrap());
}

#[test]
fn what_is_overridden_is_not_looked_up() {
    let config = load("locales.default = 'env:GONE'", &[("TERTULIA_LOCALES__DEFAULT", "es")], &[]).unwrap();
    assert_eq!(config.locales.default, "es");
}

#[test]
fn only_names_with_two_underscores_are_configuration() {
    let variables =
        [("TERTULIA_SPECS", "x"), ("TERTULIA_HTTP_ADDR", "x"), ("HTTP__ADDR", "x"), ("PATH", "x")];
    assert!(load("", &variables, &[]).is_ok());
}

#[test]
fn an_empty_variable_is_not_set() {
    let variables =
        [("TERTULIA_TURN__DEADLINE", ""), ("TERTULIA_NO__SUCH", ""), ("TERTULIA_TELEGRAM__TOKEN", "")];
    let config = load("turn.deadline = '5s'", &variables, &[]).unwrap();
    assert_eq!(config.turn.deadline, Duration::from_secs(5));
}

#[test]
fn lists_in_the_environment_are_comma_separated() {
    let set = |value| load("", &[("TERTULIA_PAYLOAD__ACCEPT_UNSEALED", value)], &[]).unwrap();
    assert_eq!(set("telegram, messenger,telegram").payload.accept_unsealed, ["messenger", "telegram"]);
    assert!(set(",").payload.accept_unsealed.is_empty());
}

#[test]
fn commands_are_set_by_any_layer() {
    let file = "[routes.commands]\nhelp = 'main'\nsign_up = 'profile'";
    let variables =
        [("TERTULIA_ROUTES__COMMANDS__SIGN_UP", "env"), ("TERTULIA_ROUTES__COMMANDS__A__B", "odd")];
    let config = load(file, &variables, &[("routes.commands.buy", "/shop/cart")]).unwrap();
    let commands: Vec<_> = config.routes.commands.iter().map(|(name, to)| (&**name, &**to)).collect();
    assert_eq!(commands, [("a__b", "odd"), ("buy", "shop/cart"), ("help", "main"), ("sign_up", "env")]);
}

#[test]
fn a_file_is_optional_unless_it_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("my.toml");
    let error = Config::load(Some(&path), [], []).unwrap_err().to_string();
    assert!(error.contains("my.toml cannot be read"), "{error}");

    assert!(!Path::new(FILE).exists(), "the tests run where there is none");
    assert!(Config::load(None, [], []).is_ok());

    fs::write(&path, "\u{feff}[http]\r\naddr = \"127.0.0.1:8000\"\r\n").unwrap();
    assert_eq!(Config::load(Some(&path), [], []).unwrap().http.addr.port(), 8000);
}
