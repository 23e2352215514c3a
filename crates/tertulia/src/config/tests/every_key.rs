//! What holds for all keys of the table.

use super::*;

/// The environment that sets a key to a value, and all else that has to be set with it.
fn environment(key: &str, value: &str) -> Vec<(String, String)> {
    let mut variables: BTreeMap<_, _> = owned(&[
        ("TERTULIA_TELEGRAM__TOKEN", "1:token"),
        ("TERTULIA_TELEGRAM__WEBHOOK_SECRET", "hook"),
        ("TERTULIA_MESSENGER__PAGE_ID", "1"),
        ("TERTULIA_MESSENGER__PAGE_TOKEN", "page"),
        ("TERTULIA_MESSENGER__APP_SECRET", "app"),
        ("TERTULIA_MESSENGER__VERIFY_TOKEN", "verify"),
        ("TERTULIA_WHATSAPP__PHONE_NUMBER_ID", "2"),
        ("TERTULIA_WHATSAPP__ACCESS_TOKEN", "access"),
        ("TERTULIA_WHATSAPP__APP_SECRET", "app"),
        ("TERTULIA_WHATSAPP__VERIFY_TOKEN", "verify"),
        ("NAME", "12345678:and_more_of_it"),
    ])
    .collect();
    variables.insert(key.to_owned(), value.to_owned());
    variables.into_iter().collect()
}

/// A value that differs from the default.
fn other(path: &str) -> &'static str {
    match path {
        "http.addr" | "admin.addr" => "[::1]:80",
        "database.url" => "postgres://user@host/db",
        "database.sqlite_synchronous" => "normal",
        "telegram.api_url" | "messenger.graph_url" | "whatsapp.graph_url" => "http://localhost:9/x",
        "telegram.webhook_route" | "messenger.webhook_route" | "whatsapp.webhook_route" => "/hook",
        "payload.accept_unsealed" => "telegram",
        "limits.enabled" => "false",
        "replies.typed_postbacks" => "true",
        "locales.default" => "pt-BR",
        "log.format" => "json",
        "reports.url" => "https://hooks.slack.com/services/T0/B0/x",
        "routes.default" => "elsewhere",
        _ => match keys::find(path).unwrap().kind {
            Kind::Count => "7",
            Kind::Duration => "7h",
            Kind::Size => "7GiB",
            _ => keys::find(path).unwrap().example,
        },
    }
}

#[test]
fn every_key_is_set_by_its_variable() {
    let exposed = |config: &Config| {
        let mut text = format!("{config:?}");
        let telegram = config.telegram.as_ref().unwrap();
        let messenger = config.messenger.as_ref().unwrap();
        let whatsapp = config.whatsapp.as_ref().unwrap();
        let single =
            [&telegram.bots[0].token, &messenger.pages[0].page_token, &whatsapp.numbers[0].access_token];
        let several = [
            &telegram.bots[0].webhook_secrets,
            &messenger.pages[0].app_secrets,
            &messenger.pages[0].verify_tokens,
            &whatsapp.numbers[0].app_secrets,
            &whatsapp.numbers[0].verify_tokens,
            &config.payload.keys,
        ];
        let secrets = several.into_iter().flatten().chain(single).chain(&config.reports.url);
        secrets.for_each(|secret| text.push_str(&format!("|{}", secret.expose_secret())));
        text
    };
    let plain = exposed(&Config::load(None, environment("X", ""), []).unwrap());
    for key in KEYS.iter().filter(|key| key.list().is_none()) {
        let variable = key.variable().unwrap().replace("<NAME>", "HELP");
        let value = if key.path == "telegram.webhook_secret" { "other_hook" } else { other(key.path) };
        let config = Config::load(None, environment(&variable, value), []).unwrap_or_else(|e| panic!("{e}"));
        assert_ne!(exposed(&config), plain, "{variable}={value} changes nothing");
    }
}

#[test]
fn every_key_is_checked() {
    // A verify token may be anything.
    let free = ["messenger.verify_token", "whatsapp.verify_token"];
    for key in KEYS.iter().filter(|key| key.list().is_none() && !free.contains(&key.path)) {
        let variable = key.variable().unwrap().replace("<NAME>", "HELP");
        let error =
            Config::load(None, environment(&variable, "zz:#~ \u{1}"), []).expect_err(&variable).to_string();
        assert!(
            error.contains(&format!("\n  {variable}: {} ", key.path.replace("<name>", "help"))),
            "{error}"
        );
        assert!(!error.contains("zz"), "{error}");
    }
}

#[test]
fn every_default_is_right_in_a_file_too() {
    for key in KEYS {
        let Some(default) = key.default else { continue };
        let line = origin::in_file(key.path, default);
        right(&line);
    }
}

#[test]
fn every_key_refuses_a_date() {
    for key in KEYS.iter().filter(|key| key.list().is_none()) {
        let path = key.path.replace("<name>", "help");
        let faults = faults(&format!("{path} = 2026-01-01"));
        let fault = format!("tertulia.toml:1: {path} is a date, not {}", key.kind.noun());
        assert!(faults.contains(&fault), "{faults}");
    }
}

#[test]
fn every_key_of_a_table_in_a_list_is_read() {
    let values = [
        "[[telegram.bots]]\ntoken = 'x y'\nwebhook_secret = 'x y'\nbot_name = 'x y'\n",
        "[[messenger.pages]]\npage_id = 'x y'\npage_token = 'x y'\napp_secret = 'x y'\nverify_token = 5\n",
        "[[whatsapp.numbers]]\nphone_number_id = 'x y'\naccess_token = 'x y'\napp_secret = 'x y'\nverify_token = 5",
    ];
    let faults = faults(&values.concat());
    for key in KEYS.iter().filter(|key| key.list().is_some()) {
        let start = format!(": {} ", key.path.replace("[]", "[0]"));
        assert!(faults.contains(&start), "{start}\n{faults}");
    }
}

#[test]
fn all_keys_are_described() {
    let text = describe();
    for key in KEYS {
        assert!(text.contains(key.about), "{text}");
    }
    assert!(
        text.contains("turn.deadline = \"30s\"\n    How long the handling of one event may take"),
        "{text}"
    );
    assert!(text.contains("\n    TERTULIA_LIMITS__TELEGRAM__CHAT_BURST\n"), "{text}");
    assert!(text.contains("payload.accept_unsealed = [\"messenger\", \"whatsapp\"]\n"), "{text}");
    assert!(text.contains("limits.enabled = true\n"), "{text}");
    assert!(text.contains("[[telegram.bots]] token\n"), "{text}");
}
