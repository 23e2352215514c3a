//! Three processes on one PostgreSQL database: one takes webhooks, one runs turns, one sends.

use std::time::{SystemTime, UNIX_EPOCH};

use tokio_postgres::NoTls;

use crate::{Api, Bot, Person, client::request, person::On, process::Part};

const URL: &str = "postgres://root@127.0.0.1:5432/test";

#[test]
fn what_is_shared_goes_on_when_any_of_them_is_killed() {
    let Some(database) = Database::new() else { return };
    let api = Api::start();
    let [mut web, mut work, mut send] = ["web", "work", "send"]
        .map(|role| Bot::start_part(&api, Part { database_url: database.url(), role }));
    for (bot, role) in [(&web, "web"), (&work, "work"), (&send, "send")] {
        assert_eq!(request(bot.addr, "GET", "/readyz", &[], b"").body, format!("ready: {role}"));
    }
    assert_eq!(work.telegram(b"{}").status, 404, "it takes no webhooks");
    Person::new(On::Telegram, 1001, &web, &api).says("hello").hears(&["Press the button to begin."]);
    send = send.kill_and_restart();
    work = work.kill_and_restart();
    web = web.kill_and_restart();
    // The new sender has the account as soon as the old one is found dead.
    let ana = Person::new(On::Telegram, 1001, &web, &api).having_heard(1);
    ana.says("hello").hears(&["Press the button to begin."]);
    for bot in [web, work, send] {
        bot.stop();
    }
}

/// A database that is gone with the value.
pub(crate) struct Database {
    server: String,
    name: String,
}

impl Database {
    /// A new one. `None`, after telling why, if there is no server and none is required.
    pub(crate) fn new() -> Option<Self> {
        let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_micros();
        let server = std::env::var("TERTULIA_TEST_POSTGRES").unwrap_or_else(|_| URL.to_owned());
        let database = Self { server, name: format!("postback_{now}") };
        if let Err(error) = database.tell(&format!("CREATE DATABASE {}", database.name)) {
            let why = format!("no PostgreSQL at {} (TERTULIA_TEST_POSTGRES): {error}", database.server);
            assert!(std::env::var_os("TERTULIA_REQUIRE_SERVICES").is_none(), "{why}");
            eprintln!("skipped: {why}");
            return None;
        }
        Some(database)
    }

    pub(crate) fn url(&self) -> String {
        let mut url = url::Url::parse(&self.server).unwrap();
        url.set_path(&self.name);
        url.into()
    }

    fn tell(&self, sql: &str) -> Result<(), tokio_postgres::Error> {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(async {
            let (client, connection) = tokio_postgres::connect(&self.server, NoTls).await?;
            tokio::spawn(connection);
            client.batch_execute(sql).await
        })
    }
}

impl Drop for Database {
    fn drop(&mut self) {
        if let Err(error) = self.tell(&format!("DROP DATABASE IF EXISTS {} WITH (FORCE)", self.name)) {
            eprintln!("the database {} is left behind: {error}", self.name);
        }
    }
}
