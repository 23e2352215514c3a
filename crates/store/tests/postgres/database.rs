//! The database itself: what is refused, and how it is read.

use std::time::Duration;

use tertulia_core::Platform;
use tertulia_store::{Postgres, PostgresOptions, Store, StoreError, suite::fixture::*};

use super::server::Schema;

#[tokio::test]
async fn a_newer_version_is_refused() {
    let Some(schema) = Schema::new().await else { return };
    schema.process().await.close().await.unwrap();
    schema.rows("UPDATE meta SET value = '999' WHERE key = 'schema_version'").await;
    let refused = schema.process_with(Duration::from_secs(9)).await.unwrap_err();
    let StoreError::Unusable(text) = &refused else { panic!("{refused:?}") };
    assert!(text.contains("use a newer version of the program"), "{text}");
}

#[tokio::test]
async fn a_schema_of_another_program_is_left_alone() {
    let Some(schema) = Schema::new().await else { return };
    schema.execute(&format!("CREATE SCHEMA {0}; CREATE TABLE {0}.orders (id bigint)", schema.name)).await;
    let refused = schema.process_with(Duration::from_secs(9)).await.unwrap_err();
    let StoreError::Unusable(text) = &refused else { panic!("{refused:?}") };
    assert!(text.contains("belongs to another program"), "{text}");
}

#[tokio::test]
async fn a_server_that_is_away_is_not_available() {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    drop(listener);
    let url = format!("postgres://ana:secret@127.0.0.1:{port}/bot");
    let refused = Postgres::open(&url, PostgresOptions::default()).await.unwrap_err();
    assert!(matches!(&refused, StoreError::Unavailable(text) if !text.contains("secret")), "{refused:?}");
}

#[tokio::test]
async fn a_name_that_is_no_schema_is_refused() {
    for name in ["", "Bot", "a b", "x\"; DROP SCHEMA public"] {
        let mut options = PostgresOptions::default();
        options.schema = name.into();
        let refused = Postgres::open("postgres://127.0.0.1/bot", options).await.unwrap_err();
        assert!(matches!(refused, StoreError::Unusable(_)), "{name}");
    }
}

#[tokio::test]
async fn what_a_text_cannot_hold_hinders_nothing() {
    let Some(schema) = Schema::new().await else { return };
    let store = schema.process().await;
    let page = store.accounts(vec![(Platform::MESSENGER, "a\0b".into())]).await.unwrap()[0];
    assert_eq!(store.accounts(vec![(Platform::MESSENGER, "a\0b".into())]).await.unwrap(), [page]);
    let claim = talk(&store, text(page, "an\0a", 1), &["one\0"]).await;
    assert_eq!(claim.snapshot.destination.alias("psid"), Some("an\u{fffd}a"));
    let again = take(&store, text(page, "an\0a", 2)).await;
    assert_eq!(again.conversation, claim.conversation);
    store.record(again.inbox, "na\0me".into(), "\0".into()).await.unwrap();
    assert_eq!(store.recall(again.inbox, "na\0me".into()).await.unwrap().as_deref(), Some("\u{fffd}"));
}
