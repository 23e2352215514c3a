//! What is said about unknown keys, wrong places and files that are not TOML.

use super::*;

#[test]
fn all_faults_show_at_once_in_order() {
    let text = "[http]\naddr = 'x'\n[turn]\ndeadlin = '3s'\n[telegram]\ntoken = '1:x'";
    let variables = [("TERTULIA_LIMITS__ENABLED", "on"), ("TERTULIA_HTTP__PORT", "80")];
    let error = load(text, &variables, &[("log.format", "xml"), ("log.formt", "text")]).unwrap_err();
    let expected = "\
the configuration has 7 faults:
  tertulia.toml:2: http.addr is not an IP address with a port; write http.addr = \"127.0.0.1:3000\"
  tertulia.toml:4: there is no key turn.deadlin; the nearest is turn.deadline
  tertulia.toml:6: telegram.webhook_secret is not set, and the webhook refuses to serve without it; write \
telegram.webhook_secret = \"env:NAME\" in tertulia.toml or set TERTULIA_TELEGRAM__WEBHOOK_SECRET
  TERTULIA_HTTP__PORT: there is no such key
  TERTULIA_LIMITS__ENABLED: limits.enabled is neither true nor false; write TERTULIA_LIMITS__ENABLED=true
  flag log.format: log.format is neither text nor json; write log.format=text
  flag log.formt: there is no such key; the nearest is log.format";
    assert_eq!(error, expected);
    assert!(load("turn.deadline = 3", &[], &[]).unwrap_err().starts_with("the configuration has a fault:\n"));
}

#[test]
fn an_unknown_key_names_the_nearest() {
    let cases = [
        ("[telegram]\ntokn = 'x'", "2: there is no key telegram.tokn; the nearest is telegram.token"),
        ("[telegram]\nToken = 'x'", "2: there is no key telegram.Token; the nearest is telegram.token"),
        ("[telegramm]\ntoken = 'x'", "1: there is no key telegramm; the nearest is telegram"),
        ("[limits.telegrm]\nchat = 1", "1: there is no key limits.telegrm; the nearest is limits.telegram"),
        ("[[telegram.bot]]\ntoken = 'x'", "1: there is no key telegram.bot; the nearest is telegram.bots"),
        ("\ndeadline = '3s'", "2: there is no key deadline; the nearest is turn.deadline"),
        ("[http]\nadress = 'x'", "2: there is no key http.adress; the nearest is http.addr"),
        ("weather = 'fine'", "1: there is no key weather"),
        ("'http.addr' = 'x'", "1: there is no key \"http.addr\"; the nearest is http.addr"),
        ("'\\u001b[2J' = 1", "1: there is no key \"\\u001b[2J\""),
        ("\"\\u001b[2J\" = 1", "1: there is no key \"\\u{1b}[2J\""),
        ("telegram = 'x'", "1: telegram is a section; write [telegram]"),
        ("routes.commands = 'x'", "1: routes.commands is a section; write [routes.commands]"),
        ("[telegram.bots]\ntoken = 'x'", "1: telegram.bots is a list of tables; write [[telegram.bots]]"),
        ("telegram.bots = 'x'", "1: telegram.bots is a list of tables; write [[telegram.bots]]"),
    ];
    for (text, expected) in cases {
        assert_eq!(faults(text), format!("tertulia.toml:{expected}"), "{text}");
    }
}

#[test]
fn an_unknown_key_in_a_table_of_a_list_too() {
    let text = format!("{MESSENGER}[[messenger.pages]]\npage_id = 8\npage_token = 'x'\napp_secrt = 'x'");
    let expected = "tertulia.toml:9: there is no key messenger.pages[0].app_secrt; the nearest is \
                    messenger.pages[].app_secret";
    assert_eq!(faults(&text), expected);
}

#[test]
fn an_unknown_variable_names_the_nearest_variable() {
    let cases = [
        ("TERTULIA_TELEGRAM__TOKN", "there is no such key; the nearest is TERTULIA_TELEGRAM__TOKEN"),
        ("TERTULIA_TELEGRM__TOKEN", "there is no such key; the nearest is TERTULIA_TELEGRAM__TOKEN"),
        ("TERTULIA__HTTP__ADDR", "there is no such key; the nearest is TERTULIA_HTTP__ADDR"),
        ("TERTULIA_http__addr", "there is no such key; the nearest is TERTULIA_HTTP__ADDR"),
        ("TERTULIA_WEATHER__TODAY", "there is no such key"),
        ("TERTULIA_X__\u{7}", "there is no such key"),
    ];
    for (name, expected) in cases {
        let shown = name.replace('\u{7}', "\\u{7}");
        assert_eq!(faults_of("", &[(name, "x")], &[]), format!("{shown}: {expected}"));
    }
}

#[test]
fn lists_of_tables_are_only_in_files() {
    let expected =
        "telegram.bots is a list of tables, which only a file can hold; its values may be env:NAME";
    let name = "TERTULIA_TELEGRAM__BOTS__TOKEN";
    assert_eq!(faults_of("", &[(name, "1:x")], &[]), format!("{name}: {expected}"));
    let flag = "telegram.bots[0].token";
    assert_eq!(faults_of("", &[], &[(flag, "1:x")]), format!("flag {flag}: {expected}"));
    let faults = faults("telegram.bots = [1]");
    assert!(
        faults.starts_with("tertulia.toml:1: telegram.bots is a list of tables; write [[telegram.bots]]")
    );
}

#[test]
fn what_is_not_toml_is_placed_and_the_rest_is_still_read() {
    let text = "[telegram]\ntoken = 1:x\ntokn = ''\n[turn]\ndeadline = 30\n[htp]\n";
    let faults = faults_of(text, &[("TERTULIA_LOG__FORMAT", "xml")], &[]);
    let lines: Vec<_> = faults.lines().collect();
    let starts = [
        "tertulia.toml:2: at column 9, this is not TOML: ",
        "tertulia.toml:3: there is no key telegram.tokn; the nearest is telegram.token",
        "tertulia.toml:5: turn.deadline is a whole number, not a duration",
        "tertulia.toml:6: there is no key htp; the nearest is http",
        "TERTULIA_LOG__FORMAT: log.format is neither text nor json",
    ];
    assert_eq!(lines.len(), starts.len(), "{faults}");
    for (line, start) in lines.iter().zip(starts) {
        assert!(line.starts_with(start), "{line}");
    }
}

#[test]
fn nothing_is_missing_from_a_file_that_cannot_be_read() {
    let folder = tempfile::tempdir().unwrap();
    let variables = owned(&[("TERTULIA_TELEGRAM__TOKEN", "1:x")]);
    let error = Config::load(Some(folder.path()), variables, []).unwrap_err().to_string();
    assert_eq!(error.lines().count(), 2, "{error}");
    assert!(error.contains("cannot be read"), "{error}");
}
