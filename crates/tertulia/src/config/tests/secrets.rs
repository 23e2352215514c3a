//! Secrets come from where they are kept, and are shown nowhere.

use super::*;

#[test]
fn values_come_from_variables_and_files() {
    let text = "[telegram]\ntoken = 'file:/run/token'\nwebhook_secret = 'env:HOOK'\n[limits]\nenabled = 'env:LIMITED'
        [limits.telegram]\nchat = 'env:CHAT'\n[messenger]\npage_id = 'env:PAGE'\npage_token = 'p'\napp_secret = 'a'
        verify_token = 'file:/run/words'";
    let variables = [("HOOK", "new, old"), ("LIMITED", "false"), ("CHAT", "9"), ("PAGE", "77")];
    let config = load(text, &variables, &[("turn.deadline", "env:DEADLINE")]).unwrap_err();
    assert!(
        config.contains("flag turn.deadline: turn.deadline is env:DEADLINE, and the environment variable")
    );
    let config = load(text, &variables, &[]).unwrap();
    assert_eq!((config.limits.enabled, config.limits.telegram.chat), (false, 9));
    let bot = &config.telegram.unwrap().bots[0];
    assert_eq!(
        (bot.token.expose_secret(), exposed(&bot.webhook_secrets)),
        ("42:from-a_file", vec!["new", "old"])
    );
    let page = &config.messenger.unwrap().pages[0];
    assert_eq!((&*page.page_id, exposed(&page.verify_tokens)), ("77", vec!["one, two and three\n"]));
}

#[test]
fn a_list_may_name_several_places() {
    let text = "payload.key = ['env:KEY', '0123456789abcdef']";
    let keys = load(text, &[("KEY", "env:NOT_LOOKED_UP_TWICE")], &[]).unwrap().payload.keys;
    assert_eq!(exposed(&keys), ["env:NOT_LOOKED_UP_TWICE", "0123456789abcdef"]);
    let variables =
        [("TERTULIA_PAYLOAD__KEY", "env:A,env:B"), ("A", "aaaaaaaaaaaaaaaa"), ("B", "bbbbbbbbbbbbbbbb")];
    let keys = load("", &variables, &[]).unwrap().payload.keys;
    assert_eq!(exposed(&keys), ["aaaaaaaaaaaaaaaa", "bbbbbbbbbbbbbbbb"]);
}

#[test]
fn what_is_not_there_is_named_with_its_key() {
    let cases = [
        ("env:GONE", "is env:GONE, and the environment variable GONE is not set"),
        ("env:EMPTY", "is env:EMPTY, and the environment variable EMPTY is not set"),
        ("env:", "has env: before something that is not the name of an environment variable"),
        ("env:my-secret", "has env: before something that is not the name of an environment variable"),
        ("file:/run/gone", "is file:/run/gone, which cannot be read: entity not found"),
        ("file:/run/empty", "is file:/run/empty, which is empty"),
    ];
    for (value, expected) in cases {
        let fault = faults_of(&format!("payload.key = '{value}'"), &[("EMPTY", "")], &[]);
        assert_eq!(fault, format!("tertulia.toml:1: payload.key {expected}"));
    }
}

#[test]
fn files_are_read_from_disk_up_to_a_limit() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("key");
    let load = || {
        let flags = [("payload.key".to_owned(), format!("file:{}", path.display()))];
        Config::load(None, [], flags).map_err(|error| error.to_string())
    };
    fs::write(&path, "0123456789abcdef\n").unwrap();
    assert_eq!(exposed(&load().unwrap().payload.keys), ["0123456789abcdef"]);
    fs::write(&path, "x".repeat(64 * 1024)).unwrap();
    assert!(load().is_ok());
    fs::write(&path, "x".repeat(64 * 1024 + 1)).unwrap();
    assert!(load().unwrap_err().ends_with("cannot be read: it is larger than 64 KiB"));
    fs::write(&path, [0xff; 20]).unwrap();
    assert!(load().unwrap_err().contains("cannot be read: "));
}

const SECRET: &str = "SeCrEt0";

/// A file in which every secret and every other value that may be one has [`SECRET`] in it.
const SECRETIVE: &str = r#"database.url = "postgres://me:SeCrEt0@db/bot"
[telegram]
token = "42:SeCrEt0aaaa"
webhook_secret = ["SeCrEt0bbbb", 'SeCrEt0cccc']
[[telegram.bots]]
token = "43:SeCrEt0dddd"
webhook_secret = """SeCrEt0eeee"""
[messenger]
page_id = 7
page_token = "SeCrEt0ffff"
app_secret = "SeCrEt0gggg"
verify_token = "SeCrEt0hhhh"
[whatsapp]
phone_number_id = 7
access_token = "SeCrEt0iiii"
app_secret = "SeCrEt0jjjj"
verify_token = "SeCrEt0kkkk"
[payload]
key = ["SeCrEt0llllllllll", "SeCrEt0mmmmmmmmmm"]
[reports]
url = "https://hooks.slack.com/services/SeCrEt0nnnn?key=SeCrEt0oooo"
"#;

#[test]
fn debug_shows_no_secret() {
    let config = right(SECRETIVE);
    let shown = format!("{config:?}{config:#?}");
    assert!(!shown.contains(SECRET), "{shown}");
    assert!(shown.contains("REDACTED"));
}

/// A character put in, left out, or all that follows cut off, at every place of the file.
#[test]
fn no_mistake_in_a_file_shows_a_secret() {
    let tails = ('a'..='o').map(|letter| letter.to_string().repeat(3));
    let parts: Vec<_> = tails.chain(["SeC", "Et0"].map(str::to_owned)).collect();
    let mut refused = 0;
    for (place, old) in SECRETIVE.char_indices() {
        let (before, after) = SECRETIVE.split_at(place);
        let put_in = ["\n", "\"", "'", " ", "=", "\\"].map(|put| format!("{before}{put}{after}"));
        let left_out = format!("{before}{}", &after[old.len_utf8()..]);
        for text in put_in.into_iter().chain([left_out, before.to_owned()]) {
            let Err(error) = load(&text, &[], &[]) else { continue };
            refused += 1;
            assert!(!parts.iter().any(|part| error.contains(part)), "{text}\n\n{error}");
        }
    }
    assert!(refused > 2_000, "{refused}");
}

#[test]
fn no_wrong_value_is_shown_wherever_it_stands() {
    let value = format!("{SECRET} :/\u{1}");
    for key in KEYS.iter().filter(|key| key.list().is_none()) {
        let variable = key.variable().unwrap().replace("<NAME>", "HELP");
        let path = key.path.replace("<name>", "help");
        let errors = [
            load(&format!("{path} = {:?}", format!("{SECRET} :/")), &[], &[]),
            load(&format!("{path} = [{:?}]", format!("{SECRET} :/")), &[], &[]),
            load(&format!("{path} = {{ x = {:?} }}", format!("{SECRET} :/")), &[], &[]),
            load(&format!("{path} = 'env:VALUE'"), &[("VALUE", &value)], &[]),
            load("", &[(&variable, &value)], &[]),
            load("", &[], &[(&path, &value)]),
            load(&format!("{path}x = {value:?}"), &[(&format!("{variable}X"), &value)], &[(&path, &value)]),
        ];
        for error in errors.into_iter().filter_map(Result::err) {
            assert!(!error.contains(SECRET), "{error}");
        }
    }
}
