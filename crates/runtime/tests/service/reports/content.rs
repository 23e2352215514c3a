//! What a report tells, and what it does not.

use super::*;

/// The only report of what follows from Ana's writing that.
async fn told(format: ReportFormat, receiver: Receiver, text: &str) -> Value {
    let mut bot = Failing::begin(Some(reporting(format)), receiver).await;
    bot.hears(text).await;
    tokio::time::sleep(Duration::from_secs(1)).await;
    let mut bodies = bot.receiver.bodies();
    bot.service.stop().await;
    assert_eq!(bodies.len(), 1, "{bodies:?}");
    bodies.remove(0)
}

/// The line on which the failing block stands.
fn place(report: &Value) -> String {
    let place = report["place"].as_str().unwrap();
    let (file, line) = place.rsplit_once(':').unwrap();
    assert!(file.ends_with("tests/service/reports/mod.rs"), "{file}");
    assert!(line.parse::<u32>().unwrap() > 0);
    place.to_owned()
}

#[tokio::test(start_paused = true)]
async fn a_program_is_told_everything_by_name() {
    let report = told(ReportFormat::Json, Receiver::default(), "Ronda").await;
    let expected = json!({
        "version": 1,
        "bot": "my_bot",
        "tertulia": env!("CARGO_PKG_VERSION"),
        "kind": "event_set_aside",
        "says": "an event could not be handled and is set aside",
        "platform": "telegram",
        "account": "123456",
        "place": place(&report),
        "text": "no city is called … <&> like that",
        "count": 1,
        "first": "2026-05-28T20:26:40.25Z",
        "last": "2026-05-28T20:26:40.25Z",
        "event": 1,
        "look": "my_bot why 1",
        "dropped": 0,
    });
    assert_eq!(report, expected, "{report:#}");
}

#[tokio::test(start_paused = true)]
async fn slack_is_told_in_its_own_escapes() {
    let report = told(ReportFormat::Slack, Receiver::default(), "Ronda").await;
    let text = report["text"].as_str().unwrap();
    let lines: Vec<_> = text.lines().collect();
    assert_eq!(lines[0], "*my_bot*: an event could not be handled and is set aside (telegram 123456)");
    assert!(lines[1].ends_with(": no city is called … &lt;&amp;&gt; like that"), "{text}");
    assert!(lines[1].contains("tests/service/reports/mod.rs:"), "{text}");
    assert_eq!(lines[2..], ["2026-05-28T20:26:40Z · `my_bot why 1`"]);
    assert_eq!(report.as_object().unwrap().len(), 1, "Slack takes nothing else");
}

#[tokio::test(start_paused = true)]
async fn nobody_s_words_are_told() {
    let words = "Maria Perez maria@example.org +34 600 700 800 lives in Ronda";
    for format in [ReportFormat::Json, ReportFormat::Slack] {
        let report = told(format, Receiver::default(), words).await.to_string();
        for word in ["Maria", "maria", "Perez", "600", "lives", "Ronda", "Ana", "\"42\""] {
            assert!(!report.contains(word), "{word}: {report}");
        }
        assert!(report.contains("no city is called"), "{report}");
    }
}

#[tokio::test(start_paused = true)]
async fn nothing_is_told_that_is_remembered_of_somebody() {
    let mut bot = Failing::begin(Some(reporting(ReportFormat::Json)), Receiver::default()).await;
    bot.hears("remember").await;
    bot.hears("recall").await;
    tokio::time::sleep(Duration::from_secs(1)).await;
    assert_eq!(bot.receiver.bodies()[0]["text"], "nobody goes to … today");
    bot.service.stop().await;
}

#[tokio::test(start_paused = true)]
async fn a_platform_that_repeats_secrets_and_words_tells_nobody() {
    let why = "Bad Request: bot123456:AAF-token at https://hooks.example/T0/SeCrEt-path says Hello! to 42";
    let receiver = Receiver::refused(400, why);
    let report = told(ReportFormat::Json, receiver, "hello").await;
    assert_eq!(report["kind"], "call_set_aside");
    assert_eq!(report["look"], "my_bot queue list dead");
    let text = report.to_string();
    for secret in ["AAF-token", "SeCrEt-path", "hooks.example", "Hello", "to 42"] {
        assert!(!text.contains(secret), "{secret}: {text}");
    }
    assert!(text.contains("Bad Request"), "{text}");
}

#[tokio::test(start_paused = true)]
async fn an_account_that_is_refused_is_told_of() {
    let receiver = Receiver::refused(401, "Unauthorized");
    let mut bot = Failing::begin(Some(reporting(ReportFormat::Json)), receiver).await;
    bot.updates += 1;
    let update = written(&*bot.clock, bot.updates, "hello");
    bring(&*bot.store, &*telegram(), &*bot.clock, &update).await;
    tokio::time::sleep(Duration::from_secs(200)).await;
    let bodies = bot.receiver.bodies();
    assert_eq!(bodies.len(), 1, "the other attempts are counted: {bodies:?}");
    assert_eq!(
        (&bodies[0]["kind"], &bodies[0]["look"]),
        (&json!("credentials_refused"), &json!("my_bot doctor"))
    );
    bot.service.stop().await;
}
