//! The database itself: what is refused, and how it is read.

use std::time::Duration;

use tertulia_core::Platform;
use tertulia_store::{Postgres, PostgresOptions, Store, StoreError, suite::fixture::*};

use super::server::Schema;

#[tokio::test]
async fn a_newer_version_is_refused() {
    let Some(schema) = Schema::new().await else { return };
    schema.process().await.close().await.unwrap();
    schema.rows("UPDATE meta SET value = '999'").await;
    let refused = schema.process_with(Duration::from_secs(9)).await.unwrap_err();
    let StoreError::Unusable(text) = &refused else { panic!("{refused:?}") };
    assert!(text.contains("use a newer version of the program"), "{text}");
}

#[tokio::test]
async fn who_starts_while_the_tables_are_copied_is_told_so() {
    let Some(schema) = Schema::new().await else { return };
    let copying = schema.admin().await;
    let lock = format!("BEGIN; SELECT pg_advisory_xact_lock(hashtext('{}'), 0)", schema.name);
    copying.batch_execute(&lock).await.unwrap();
    let refused = schema.process_with(Duration::from_secs(600)).await.unwrap_err();
    assert!(refused.to_string().contains("made, changed or copied"), "{refused}");
    copying.batch_execute("ROLLBACK").await.unwrap();
    schema.process().await.close().await.unwrap();
}

#[tokio::test]
async fn processes_go_on_while_a_newer_version_adds_to_the_tables() {
    let Some(schema) = Schema::new().await else { return };
    let running = schema.process().await;
    let page = account(&running).await;
    schema
        .execute(&format!(
            "DO $$ DECLARE name text; BEGIN
                FOR name IN SELECT tablename FROM pg_tables WHERE schemaname = '{0}' LOOP
                    EXECUTE format('ALTER TABLE {0}.%I ADD COLUMN of_tomorrow text', name);
                END LOOP;
             END $$;
             CREATE TABLE {0}.of_tomorrow (id bigint);
             UPDATE {0}.meta SET value = '999' WHERE key = 'schema_version'",
            schema.name
        ))
        .await;
    // One that begins now as well: it may have ended during the change.
    let begun = schema.process().await;
    account(&begun).await;
    for (number, store) in (1..).zip([&running, &begun]) {
        talk(store, text(page, "ana", 10 * number), &["one"]).await;
        put(store, text(page, "ben", 10 * number + 1)).await;
        let claim = claim_one(store, at(99)).await;
        finish(store, done(&claim, &["two"])).await;
    }
    let rows = running.load_outbox(page, 9).await.unwrap();
    assert_eq!(endpoints(&rows), ["one", "two", "one", "two"]);
    for row in rows {
        assert_eq!(running.mark_dispatching(vec![row.id]).await.unwrap(), [row.id]);
        settle(&running, row.id, tertulia_store::Settled::Sent(Some(format!("m{}", row.id)))).await;
    }
    assert_eq!(depth(&begun).await, (0, 0, 0));
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

#[tokio::test]
async fn a_database_from_before_the_log_of_conversations_is_brought_up_to_date() {
    let Some(schema) = Schema::new().await else { return };
    let store = schema.process().await;
    let page = account(&store).await;
    let ana = talk(&store, text(page, "ana", 1), &[]).await;
    store.close().await.unwrap();
    schema.rows("DROP TABLE chat_log").await;
    schema.rows("UPDATE meta SET value = '2' WHERE key = 'schema_version'").await;

    let store = schema.process().await;
    let again = talk(&store, text(page, "ana", 2), &[]).await;
    assert_eq!(again.conversation, ana.conversation, "what there was is there");
    assert!(store.chat_log(ana.snapshot.user.id, 9).await.unwrap().is_empty());
}
