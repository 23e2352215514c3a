//! What the values of single keys may be.

use super::*;

/// What is wrong with the value of a key, without place and key.
fn wrong(key: &str, value: &str) -> String {
    let faults = faults_of("", &[], &[(key, value)]);
    let start = format!("flag {key}: {key} ");
    faults.strip_prefix(&start).unwrap_or_else(|| panic!("{faults}")).to_owned()
}

fn set(key: &str, value: &str) -> Config {
    load("", &[], &[(key, value)]).unwrap_or_else(|error| panic!("{error}"))
}

#[test]
fn durations_have_a_unit() {
    let units = [("500ms", 500), ("30s", 30_000), ("5m", 300_000), ("2h", 7_200_000), ("90d", 7_776_000_000)];
    for (text, millis) in units {
        assert_eq!(set("turn.deadline", text).turn.deadline, Duration::from_millis(millis), "{text}");
    }
    for text in ["30", "s", "1.5s", "30 s", "30S", "-1s", "+1s", "1h30m", "99999999999999999999s", "٣s"] {
        let expected = "is not a duration: a whole number and one of ms, s, m, h, d; write turn.deadline=30s";
        assert_eq!(wrong("turn.deadline", text), expected, "{text}");
    }
    assert!(wrong("turn.deadline", "0s").starts_with("is no time at all"));
    assert_eq!(set("takeover.pause", "0s").takeover.pause, Duration::ZERO);
    for text in ["36501d", "18446744073709551615d", "18446744073709551615ms"] {
        assert!(wrong("payload.keep", text).starts_with("is longer than 36500d"), "{text}");
    }
}

#[test]
fn sizes_are_bytes_or_have_a_unit() {
    for (text, bytes) in
        [("0", 0), ("1000", 1000), ("16KiB", 16 << 10), ("32MiB", 32 << 20), ("1GiB", 1 << 30)]
    {
        assert_eq!(set("database.ballast", text).database.ballast, bytes, "{text}");
    }
    for text in ["32MB", "32 MiB", "MiB", "1.5GiB", "-1", "32mib"] {
        assert!(wrong("database.ballast", text).starts_with("is not a size"), "{text}");
    }
    assert!(wrong("database.ballast", "18446744073709551615GiB").starts_with("is larger than any disk"));
    assert!(wrong("database.ballast", "9223372036854775808").starts_with("is larger than any disk"));
    assert_eq!(right("database.ballast = 1_000").database.ballast, 1000);
}

#[test]
fn counts_are_above_zero() {
    assert_eq!(set("limits.telegram.chat", "4294967295").limits.telegram.chat, u32::MAX);
    for text in ["0", "-1", "+1", "1.0", "4294967296", "many", "1e3"] {
        let expected = "is not a whole number from 1 to 4294967295; write limits.telegram.chat=1";
        assert_eq!(wrong("limits.telegram.chat", text), expected, "{text}");
    }
    assert!(faults("limits.telegram.chat = 0").contains("is not a whole number from 1"));
    assert!(faults("limits.telegram.chat = -5").contains("is not a whole number from 1"));
}

#[test]
fn addresses_are_numbers_with_a_port() {
    for text in ["0.0.0.0:80", "[::]:443", "127.0.0.1:0"] {
        assert_eq!(set("http.addr", text).http.addr, text.parse().unwrap());
    }
    for text in ["localhost:3000", "127.0.0.1", ":3000", "3000", "127.0.0.1:65536"] {
        assert_eq!(
            wrong("http.addr", text),
            "is not an IP address with a port; write http.addr=127.0.0.1:3000"
        );
    }
}

#[test]
fn webhooks_and_administration_do_not_share_an_address() {
    let expected =
        "flag http.addr: http.addr would make http.addr and admin.addr the same; give one another port";
    assert_eq!(faults_of("", &[], &[("http.addr", "127.0.0.1:3001")]), expected);
    assert!(wrong("admin.addr", "127.0.0.1:3000").contains("the same"));
    assert!(load("", &[], &[("http.addr", "127.0.0.1:0"), ("admin.addr", "127.0.0.1:0")]).is_ok());
}

#[test]
fn the_public_address_is_https_or_on_this_machine() {
    let kept = [
        ("https://bot.example.org", "https://bot.example.org"),
        ("https://bot.example.org:8443/tertulia/", "https://bot.example.org:8443/tertulia"),
        ("http://localhost:3000", "http://localhost:3000"),
        ("http://127.0.0.9", "http://127.0.0.9"),
        ("http://[::1]:3000/", "http://[::1]:3000"),
    ];
    for (text, expected) in kept {
        assert_eq!(set("http.public_url", text).http.public_url.as_deref(), Some(expected));
    }
    for text in ["http://bot.example.org", "http://localhost.example.org", "http://127.0.0.1.example.org"] {
        assert!(
            wrong("http.public_url", text).starts_with("is not https://…, and http:// is for this"),
            "{text}"
        );
    }
    for text in ["bot.example.org", "ftp://bot.example.org", "HTTPS//x"] {
        assert!(wrong("http.public_url", text).starts_with("does not begin with https://"), "{text}");
    }
    for text in ["https://", "https:///x", "https://[::1", "https://[x]", "https://a$b", "https://ü.example"]
    {
        wrong("http.public_url", text);
    }
    for text in
        ["https://a/?x=1", "https://a/#x", "https://u:p@a", "https://a b", "https://a:x", "https://a:70000"]
    {
        wrong("http.public_url", text);
    }
}

#[test]
fn the_bot_api_may_stand_on_another_machine_of_the_operator() {
    let config = load(TELEGRAM, &[], &[("telegram.api_url", "http://bot-api:8081/")]).unwrap();
    assert_eq!(config.telegram.unwrap().api_url, "http://bot-api:8081");
    assert!(wrong("messenger.graph_url", "http://graph.example.org").starts_with("is not https://"));
}

#[test]
fn the_database_is_a_file_or_a_server() {
    for (text, expected) in [("sqlite://bot.db", "bot.db"), ("sqlite:///var/lib/bot.db", "/var/lib/bot.db")] {
        let url = set("database.url", text).database.url;
        assert!(matches!(&url, DatabaseUrl::Sqlite(path) if path == Path::new(expected)), "{url:?}");
    }
    for text in ["postgres://me:pass@db/bot", "postgresql:///bot?host=/run/postgresql"] {
        let url = set("database.url", text).database.url;
        assert!(matches!(&url, DatabaseUrl::Postgres(url) if url.expose_secret() == text), "{url:?}");
    }
    for text in ["sqlite://", "sqlite:///var/", "postgres://", "mysql://db", "bot.db", "sqlite:bot.db"] {
        wrong("database.url", text);
    }
    for text in ["sqlite://:memory:", "sqlite://file:bot.db", "sqlite://bot.db?mode=memory"] {
        wrong("database.url", text);
    }
    assert_eq!(
        set("database.sqlite_synchronous", "normal").database.sqlite_synchronous,
        SqliteSynchronous::Normal
    );
    assert!(wrong("database.sqlite_synchronous", "off").starts_with("is neither full nor normal"));
}

#[test]
fn payload_keys_are_long_and_platforms_known() {
    let config = set("payload.key", "0123456789abcdef,fedcba9876543210");
    assert_eq!(exposed(&config.payload.keys), ["0123456789abcdef", "fedcba9876543210"]);
    assert!(wrong("payload.key", "0123456789abcde").starts_with("is shorter than 16 bytes"));
    let expected = "has a word that is none of messenger, telegram, whatsapp; \
                    write payload.accept_unsealed=messenger,whatsapp";
    assert_eq!(wrong("payload.accept_unsealed", "telegram,signal"), expected);
    assert!(right("payload.accept_unsealed = []").payload.accept_unsealed.is_empty());
}

#[test]
fn switches_are_true_or_false() {
    assert!(!set("limits.enabled", "false").limits.enabled);
    assert_eq!(wrong("limits.enabled", "yes"), "is neither true nor false; write limits.enabled=true");
}

#[test]
fn locales_and_log_formats() {
    for text in ["en", "es", "pt-BR", "zh-Hant-TW", "gsw"] {
        assert_eq!(set("locales.default", text).locales.default, text);
    }
    for text in ["pt_BR", "english", "e", "en-", "-", "en-verylongpart"] {
        assert!(wrong("locales.default", text).starts_with("is not a language such as"), "{text}");
    }
    assert_eq!(set("log.format", "json").log.format, LogFormat::Json);
    assert!(wrong("log.format", "xml").starts_with("is neither text nor json"));
}

#[test]
fn reports_go_to_an_address_that_may_have_parameters() {
    let format = |url: &str| set("reports.url", url).reports.format;
    assert_eq!(format("https://hooks.slack.com/services/T0/B0/x"), ReportFormat::Slack);
    assert_eq!(format("https://Hooks.Slack.com/services/T0/B0/x"), ReportFormat::Slack);
    for url in [
        "https://errors.example.org/in?key=a&token=b",
        "https://hooks.slack.com.example.org/",
        "http://[::1]:9/",
    ] {
        assert_eq!(format(url), ReportFormat::Json, "{url}");
        assert_eq!(set("reports.url", url).reports.url.unwrap().expose_secret(), url, "as it stands");
    }
    assert_eq!(set("reports.format", "slack").reports.format, ReportFormat::Slack);
    assert!(wrong("reports.format", "xml").starts_with("is neither slack nor json"));
    let plain = "is not https://…, and http:// is for this machine only";
    assert_eq!(wrong("reports.url", "http://errors.example.org/"), plain);
    assert!(wrong("reports.url", "https://errors.example.org/?a=#b").starts_with("has a character"));
    assert_eq!(set("reports.every", "1h").reports.every, Duration::from_secs(3600));
}

#[test]
fn routes_are_contexts_from_the_top() {
    let routes =
        right("[routes]\ndefault = '/start'\ninline_query = 'a/b'\ncomment = 'c d'\nmembership = 'm'").routes;
    assert_eq!((&*routes.default, routes.inline_query.as_deref()), ("start", Some("a/b")));
    assert_eq!((routes.comment.as_deref(), routes.membership.as_deref()), (Some("c d"), Some("m")));
    for text in ["/", "a/", "//a", "a:b", "a#b", "a~b", "a@b", "./a", "../a", " "] {
        assert!(wrong("routes.default", text).starts_with("is not a context such as"), "{text}");
    }
}

#[test]
fn commands_are_written_as_events_carry_them() {
    for name in ["'/help'", "'Help'", "'a b'", "'a.b'", "''", "'ayúdame'"] {
        let faults = faults(&format!("[routes.commands]\n{name} = 'main'"));
        assert!(
            faults.contains("is not for a command; write its name without / in a-z, 0-9 and _"),
            "{faults}"
        );
    }
    assert!(wrong("routes.commands.help", "a:b").starts_with("is not a context"));
}

#[test]
fn types_are_checked_and_the_right_one_is_shown() {
    let cases = [
        ("turn.deadline = 30", "is a whole number, not a duration; write turn.deadline = \"30s\""),
        ("limits.telegram.chat = '30'", "is a string, not a whole number; write limits.telegram.chat = 1"),
        ("limits.enabled = 'true'", "is a string, not true or false; write limits.enabled = true"),
        ("limits.enabled = 1", "is a whole number, not true or false; write limits.enabled = true"),
        ("http.addr = ['x']", "is a list, not an address with a port; write http.addr = \"127.0.0.1:3000\""),
        ("http.addr = ''", "is empty; leave it out instead; write http.addr = \"127.0.0.1:3000\""),
        ("turn.deadline = 1.5", "is a number with a fraction, not a duration; write turn.deadline = \"30s\""),
        ("log.format = true", "is true or false, not a string; write log.format = \"text\""),
        (
            "payload.accept_unsealed = [1]",
            "is a whole number, not a list of words; \
          write payload.accept_unsealed = [\"messenger\", \"whatsapp\"]",
        ),
        ("payload.key = [['0123456789abcdef']]", "is a list within a list"),
        ("payload.key = []", "is a list without a secret"),
        (
            "database.ballast = 0x10",
            "is a number that is not decimal, not a size; write database.ballast = \"16MiB\"",
        ),
        (
            "messenger.page_id = -1",
            "is not an id: letters, digits, _ and - only; write messenger.page_id = \"1234567890\"",
        ),
    ];
    for (text, expected) in cases {
        let key = text.split(' ').next().unwrap();
        let faults = faults(text);
        let expected = format!("tertulia.toml:1: {key} {expected}");
        assert!(faults.lines().any(|fault| fault == expected), "{faults}");
    }
}
