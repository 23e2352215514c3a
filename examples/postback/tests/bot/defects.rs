//! What the system this follows got wrong about security, row by row.

use std::{
    io::{Read as _, Write as _},
    net::TcpListener,
    process::Stdio,
};

use serde_json::json;

use crate::{
    Api, Bot, Person,
    client::request,
    person::{BEGINNING, PLATFORMS},
    platform::Knowing,
    process::{self, SECRETS, command, configured},
};

/// The route of a payload was evaluated as code.
#[test]
fn row_1_a_payload_is_looked_up_and_never_run() {
    let api = Api::start();
    let bot = Bot::start(&api);
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("proof");
    for on in PLATFORMS {
        let ana = Person::new(on, 1001, &bot, &api);
        for payload in [format!("`touch {}`/yes", file.display()), format!("$(touch {})/yes", file.display())]
        {
            ana.presses_payload(&payload).hears(&["This button no longer works."]);
        }
        ana.presses_payload("Kernel.exit!/yes").hears(&["This button no longer works."]);
    }
    assert!(!file.exists());
}

/// Nobody had to sign anything.
#[test]
fn row_2_an_unsigned_webhook_is_refused() {
    let api = Api::start();
    let bot = Bot::start(&api);
    for (on, route) in
        PLATFORMS.into_iter().zip(["/webhook_telegram", "/webhook_messenger", "/webhook_whatsapp"])
    {
        let press = Person::new(on, 1001, &bot, &api).press("get_started");
        assert_eq!(bot.post(route, &[], &press).status, 401);
    }
    assert_eq!(bot.count("SELECT count(*) FROM inbox"), 0);
}

/// TLS certificates were not checked.
#[test]
fn row_3_an_api_that_cannot_prove_who_it_is_gets_nothing() {
    // A listener that speaks no TLS, or could only show a certificate of its own making, sees no request.
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let addr = listener.local_addr().unwrap();
    let folder = tempfile::tempdir().unwrap();
    let mut bot = command(folder.path())
        .env("TERTULIA_HTTP__ADDR", "127.0.0.1:0")
        .env("TERTULIA_TELEGRAM__API_URL", format!("https://{addr}"))
        .env("TERTULIA_TELEGRAM__TOKEN", process::TELEGRAM_TOKEN)
        .env("TERTULIA_TELEGRAM__WEBHOOK_SECRET", process::TELEGRAM_SECRET)
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut log = std::io::BufReader::new(bot.stderr.take().unwrap());
    let at = loop {
        let mut line = String::new();
        assert!(std::io::BufRead::read_line(&mut log, &mut line).unwrap() > 0, "the bot did not begin");
        if let Some((_, at)) = line.split_once("listening addr=") {
            break at.trim().parse().unwrap();
        }
    };
    let update = json!({"update_id": 1, "callback_query": {"id": "1", "from": {"id": 7, "is_bot": false, "first_name": "A"},
        "chat_instance": "1", "data": "no", "message": {"message_id": 1, "date": 0, "chat": {"id": 7, "type": "private"}}}});
    let headers = [("x-telegram-bot-api-secret-token", process::TELEGRAM_SECRET)];
    assert_eq!(request(at, "POST", "/webhook_telegram", &headers, update.to_string().as_bytes()).status, 200);
    let (mut stream, _) = listener.accept().unwrap();
    let mut hello = vec![0; 4096];
    let length = stream.read(&mut hello).unwrap();
    assert_eq!(hello[0], 0x16, "a TLS handshake");
    let hello = String::from_utf8_lossy(&hello[..length]).into_owned();
    assert!(!hello.contains("telegram-token"), "no request before the handshake");
    stream.write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n{}").unwrap();
    let mut line = String::new();
    while !line.contains("a message was not sent") {
        line.clear();
        assert!(std::io::BufRead::read_line(&mut log, &mut line).unwrap() > 0);
    }
    bot.kill().unwrap();
    bot.wait().unwrap();
}

/// Tokens for long payloads could be guessed, and used by anyone.
#[test]
fn row_5_tokens_cannot_be_guessed() {
    let api = Api::start();
    let bot = Bot::start(&api);
    for on in PLATFORMS {
        let ana = Person::new(on, 1001, &bot, &api);
        for token in ["#d41d8cd98f00b204e9800998ecf8427e", "#AAAAAAAAAAAAAAAAAAAAAA", "#", "#1"] {
            ana.presses_payload(token).hears(&["This button is not meant for this chat."]);
        }
        // A payload with parameters is good in the chat it was made for, and nowhere else.
        ana.presses_payload("params/get_started")
            .hears(&["Hello!", "Is it clear to you how postbacks work?"]);
        let sealed = api.calls().iter().rev().find_map(|call| {
            let text = call.body.to_string();
            let at = text.find("params/understood:")?;
            let end = at + text[at..].find("}~")? + 15;
            Some(text[at..end].replace("\\\"", "\""))
        });
        let sealed = sealed.expect("a sealed payload");
        let bob = Person::new(on, 1002, &bot, &api);
        bob.presses_payload(&sealed).hears(&["This button is not meant for this chat."]);
        ana.presses_payload(&sealed.replace("yes", "no").replace("\"no\"}", "\"yes\"} "))
            .hears(&["This button is not meant for this chat."]);
    }
}

/// SQL was put together out of what came in.
#[test]
fn row_6_what_comes_in_is_data_to_the_database() {
    let api = Api::start();
    let bot = Bot::start(&api);
    let nasty = "x'); DROP TABLE users; --";
    for on in PLATFORMS {
        let ana = Person::new(on, 1001, &bot, &api);
        ana.says(nasty).hears(&["Press the button to begin."]);
        ana.presses_payload(&format!("any/{nasty}")).hears(&[&format!("Nobody answers {nasty} yet.")]);
    }
    let sender = json!({"object": "page", "entry": [{"id": process::PAGE, "messaging": [{"sender": {"id": nasty},
        "recipient": {"id": process::PAGE}, "timestamp": *BEGINNING * 1000, "message": {"mid": nasty, "text": "hi"}}]}]});
    assert_eq!(bot.messenger(sender.to_string().as_bytes()).status, 200);
    bot.wait_for_count("SELECT count(*) FROM users", 4);
}

/// The server listened everywhere, let every web page in, and read bodies without end.
#[test]
fn row_9_the_server_keeps_to_itself() {
    let api = Api::start();
    let bot = Bot::start(&api);
    assert!(bot.addr.ip().is_loopback());
    let answer = request(bot.addr, "OPTIONS", "/webhook_telegram", &[("origin", "https://example.org")], b"");
    assert!(!answer.head.contains("access-control"), "{}", answer.head);
    let answer = request(bot.addr, "GET", "/healthz", &[("origin", "https://example.org")], b"");
    assert!(!answer.head.contains("access-control"), "{}", answer.head);
    assert_eq!(bot.post("/webhook_telegram", &[], &vec![b' '; 5 << 20]).status, 413);

    // Without any setting it listens on loopback alone.
    let folder = tempfile::tempdir().unwrap();
    let help = command(folder.path()).arg("--help").output().unwrap();
    assert!(String::from_utf8_lossy(&help.stdout).contains("http.addr = \"127.0.0.1:3000\""));
}

/// Versions of the platform's API stood in many places, some of them long gone.
#[test]
fn row_11_the_version_of_the_graph_api_stands_in_one_place() {
    let folder = tempfile::tempdir().unwrap();
    let help = command(folder.path()).arg("--help").output().unwrap();
    let help = String::from_utf8_lossy(&help.stdout).into_owned();
    assert_eq!(
        help.matches("https://graph.facebook.com/v26.0").count(),
        2,
        "once for each platform of Meta's"
    );
}

/// Tokens were logged (row 4 stands with them: the log of a whole conversation holds no secret).
#[test]
fn row_4_no_secret_is_logged() {
    let api = Api::start();
    let bot = Bot::start(&api);
    api.make_trouble([crate::api::Trouble::Reset]);
    for on in PLATFORMS {
        let ana = Person::new(on, 1001, &bot, &api);
        ana.presses_payload("params/get_started")
            .hears(&["Hello!", "Is it clear to you how postbacks work?"]);
        ana.presses("Of course!");
    }
    bot.wait_for_count("SELECT count(*) FROM outbox", 0);
    for secret in SECRETS {
        assert!(!bot.log().contains(secret), "{secret}");
    }
}

/// Tokens were logged and printed by every command too.
#[test]
fn row_4_no_command_tells_a_secret() {
    let known = Knowing::default();
    let api = known.start();
    let folder = tempfile::tempdir().unwrap();
    let run = |arguments: &[&str]| {
        let mut command = configured(folder.path(), api.addr);
        command.env("TERTULIA_HTTP__PUBLIC_URL", "http://127.0.0.1:1").env("RUST_LOG", "trace");
        let output = command.args(arguments).stdin(Stdio::null()).output().unwrap();
        let said = String::from_utf8(output.stdout).unwrap() + &String::from_utf8(output.stderr).unwrap();
        for secret in SECRETS.iter().flat_map(|secret| [*secret, secret.split(':').next_back().unwrap()]) {
            assert!(!said.contains(secret), "{arguments:?} told {secret}: {said}");
        }
        said
    };
    assert_eq!(run(&["migrate"]).lines().filter(|line| line.contains("is made")).count(), 1);
    // These run until they are stopped. What they log is looked at where they run.
    let waiting = [&["serve"][..], &["dev"], &["chat"], &["telegram", "poll"]];
    let mut commands = vec![Vec::new()];
    let mut looked_at = 0;
    while let Some(command) = commands.pop() {
        let words: Vec<&str> = command.iter().map(String::as_str).collect();
        let help = run(&[&words[..], &["--help"]].concat());
        let listed = help.split("Commands:\n").nth(1).unwrap_or_default().lines();
        let inner = listed.take_while(|line| line.starts_with("  ")).filter_map(|line| {
            let indent = line.len() - line.trim_start().len();
            (indent == 2).then(|| line.split_whitespace().next().unwrap_or_default().to_owned())
        });
        let inner: Vec<_> = inner.filter(|name| name != "help").collect();
        commands.extend(inner.iter().map(|name| [&command[..], std::slice::from_ref(name)].concat()));
        if !inner.is_empty() || waiting.contains(&&words[..]) {
            continue;
        }
        looked_at += 1;
        for more in [&[][..], &["on"], &["off"], &["dead:1"], &["telegram", "42"], &["bash"], &["1"]] {
            run(&[&words[..], more].concat());
        }
    }
    assert!(looked_at > 25, "{looked_at} commands");
}

/// Following the documentation, the token of a bot led to addresses that do not exist.
#[test]
fn row_54_a_token_as_botfather_gives_it_leads_to_the_bot() {
    let api = Knowing::default().start();
    let folder = tempfile::tempdir().unwrap();
    let settings =
        format!("[telegram]\ntoken = \"{}\"\napi_url = \"http://{}\"\n", process::TELEGRAM_TOKEN, api.addr);
    std::fs::write(folder.path().join("tertulia.toml"), settings).unwrap();
    let output = command(folder.path()).args(["telegram", "webhook", "info"]).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let called: Vec<_> = api.calls().into_iter().map(|call| call.path).collect();
    assert_eq!(called, [format!("/bot{}/getWebhookInfo", process::TELEGRAM_TOKEN)]);
}

/// The documentation named commands that did not exist.
#[test]
fn row_55_every_command_in_the_documentation_is_there() {
    let pages = [
        include_str!("../../../../README.md"),
        include_str!("../../../../book/src/operating.md"),
        include_str!("../../../../book/src/scaling.md"),
    ];
    let folder = tempfile::tempdir().unwrap();
    let mut named = std::collections::BTreeSet::new();
    for line in pages.iter().flat_map(|page| page.split(['\n', '`'])) {
        let line = line.split(['>', '#', ';']).next().unwrap_or_default().trim();
        let words = line.strip_prefix("my_bot ").or_else(|| line.strip_prefix("postback "));
        let words = words.map(|words| words.split_whitespace().map(str::to_owned).collect::<Vec<_>>());
        named.extend(
            words.filter(|words| words.iter().all(|word| word.is_ascii() && !word.contains("COMMAND"))),
        );
    }
    assert!(named.len() > 30, "{named:?}");
    for words in named {
        let output = command(folder.path()).args(&words).arg("--help").output().unwrap();
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(output.status.success(), "`{}` is no command: {said}", words.join(" "));
    }
}
