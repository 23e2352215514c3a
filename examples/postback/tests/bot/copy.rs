//! A bot moves from its file to a server.

use serde_json::Value;

use crate::{Api, Bot, Person, person::On, shared_work::Database};

#[test]
fn a_bot_answers_from_postgresql_what_waited_in_its_file() {
    let Some(database) = Database::new() else { return };
    let url = database.url();
    let api = Api::start();
    let bot = Bot::start(&api);
    let ana = Person::new(On::Telegram, 1001, &bot, &api);
    ana.says("hello").hears(&["Press the button to begin."]);
    api.set_down(true);
    ana.says("hello");
    bot.wait_for_count("SELECT count(*) FROM outbox", 1);
    let (code, said) = bot.run(&["db", "copy", "--to", &url]);
    assert!(code == 1 && said.contains("Stop the bot first"), "{said}");
    let bot = bot.stop();

    let (code, said) = bot.run(&["db", "copy", "--to", &url, "--dry-run"]);
    assert!(code == 0 && said.contains(" rows would be copied from sqlite://"), "{said}");
    assert!(
        said.contains("outbox                       1\n") && !said.contains("are there already"),
        "{said}"
    );
    let (code, said) = bot.run(&["db", "copy", "--from", "sqlite://tertulia.db", "--to", &url, "--json"]);
    assert_eq!(code, 0, "{said}");
    let told: Value = serde_json::from_str(&said).expect("there is nothing but JSON, as no bar is drawn");
    let tables = told["tables"].as_array().unwrap();
    let outbox = tables.iter().find(|table| table["table"] == "outbox").unwrap();
    assert_eq!((&outbox["rows"], outbox["checksum"].as_str().unwrap().len()), (&1.into(), 32));
    let (code, said) = bot.run(&["db", "copy", "--to", &url]);
    assert!(code == 1 && said.contains("is not empty") && said.contains("Name an empty database"), "{said}");

    api.set_down(false);
    let bot = bot.restart_on(url.clone());
    let ana = Person::new(On::Telegram, 1001, &bot, &api).having_heard(1);
    ana.hears(&["Press the button to begin."]);
    ana.says("hello").hears(&["Press the button to begin."]);
    let bot = bot.stop();
    let (code, said) = bot.run(&["db", "copy", "--from", &url, "--to", "sqlite://back.db"]);
    assert!(code == 0 && said.contains("and compared. Now set `database.url`"), "{said}");
}
