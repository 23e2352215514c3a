//! What is not copied, and what no bot may start on.

use std::ops::ControlFlow;

use tertulia_store::{
    Postgres, Sqlite, SqliteOptions, SqliteReader, Store, StoreError,
    copy::{CopyError, CopyStage, Location, copy, plan},
    suite::fixture::*,
};

use super::{
    place::{File, copied},
    seed::busy,
    server::Schema,
};

/// A file with something in it.
async fn file() -> File {
    let file = File::new();
    let store = file.store();
    let page = account(&store).await;
    talk(&store, text(page, "ana", 1), &["one"]).await;
    store.close().await.unwrap();
    file
}

/// Why it is not copied, nor would be.
async fn refused(from: &Location, to: &Location) -> String {
    let planned = plan(from, to).await.unwrap_err().to_string();
    let copied = copied(from, to).await.unwrap_err().to_string();
    assert_eq!(planned, copied, "a dry run says the same");
    copied
}

#[tokio::test]
async fn what_a_bot_runs_on_is_not_copied() {
    let Some(schema) = Schema::new().await else { return };
    let file = file().await;
    let store = file.store();
    let said = refused(&file.location(), &schema.location()).await;
    assert!(said.starts_with("the source:") && said.contains("Stop the bot first"), "{said}");
    store.close().await.unwrap();
    drop(store);

    let store = schema.process().await;
    let said = refused(&file.location(), &schema.location()).await;
    assert!(said.starts_with("the target:") && said.contains("a bot runs on it"), "{said}");
    let other = File::new();
    let said = copied(&schema.location(), &other.location()).await.unwrap_err().to_string();
    assert!(said.starts_with("the source:") && said.contains("a bot runs on it"), "{said}");
    store.close().await.unwrap();
    copied(&file.location(), &schema.location()).await.unwrap();
}

#[tokio::test]
async fn nothing_is_written_over() {
    let Some(schema) = Schema::new().await else { return };
    let (from, to) = (file().await, file().await);
    copied(&from.location(), &schema.location()).await.unwrap();
    for target in [to.location(), schema.location()] {
        let said = refused(&from.location(), &target).await;
        assert!(said.contains("is not empty: there are rows in `accounts`"), "{said}");
    }
    let said = refused(&from.location(), &from.location()).await;
    assert!(said.contains("are the same"), "{said}");
}

#[tokio::test]
async fn a_password_is_not_shown() {
    let url = "postgres://ana:secret@127.0.0.1:1/bot?sslmode=disable";
    let there = Location::Postgres(url.into(), tertulia_store::PostgresOptions::default());
    let from = file().await;
    let said = format!("{there} {there:?} {}", refused(&from.location(), &there).await);
    assert!(said.contains("127.0.0.1:1/bot") && !said.contains("secret"), "{said}");
}

#[tokio::test]
async fn no_bot_starts_on_half_a_database() {
    let Some(schema) = Schema::new().await else { return };
    let (from, to) = (file().await, File::new());
    for target in [to.location(), schema.location()] {
        let stopped = copy(&from.location(), &target, &mut |_| ControlFlow::Break(())).await;
        assert!(matches!(stopped, Err(CopyError::Stopped)));
        let said = copied(&target, &File::new().location()).await.unwrap_err().to_string();
        assert!(said.contains("an unfinished copy"), "it is no source either: {said}");
    }
    let options = SqliteOptions::default;
    for refused in [
        Sqlite::open(to.path(), options()).unwrap_err(),
        SqliteReader::open(to.path()).unwrap_err(),
        Sqlite::migrate(to.path(), options()).unwrap_err(),
        schema.process_with(std::time::Duration::from_secs(9)).await.unwrap_err(),
        Postgres::migrate(&schema.url, schema.options(std::time::Duration::from_secs(9))).await.unwrap_err(),
    ] {
        let StoreError::Unusable(text) = &refused else { panic!("{refused:?}") };
        assert!(text.contains("an unfinished copy") && text.contains("run `db copy` once more"), "{text}");
    }
    for target in [to.location(), schema.location()] {
        copied(&from.location(), &target).await.unwrap();
    }
    to.store().close().await.unwrap();
    schema.process().await.close().await.unwrap();
}

#[tokio::test]
async fn what_did_not_arrive_as_it_was_is_found() {
    let Some(schema) = Schema::new().await else { return };
    let (from, to) = (File::new(), File::new());
    let store = from.store();
    busy(&store).await;
    store.close().await.unwrap();
    drop(store);
    for target in [to.location(), schema.location()] {
        let stopped = copy(&from.location(), &target, &mut |progress| match progress.stage {
            CopyStage::Verifying => ControlFlow::Break(()),
            _ => ControlFlow::Continue(()),
        })
        .await;
        assert!(matches!(stopped, Err(CopyError::Stopped)), "everything is there, and nothing was compared");
    }
    let damage = "UPDATE inbox SET event = replace(event, 'person', 'nobody') WHERE sort = 1500";
    to.execute(&damage.replace("'person', 'nobody'", "'1500', '1501'"));
    schema.rows(&damage.replace("'person', 'nobody'", "'1500', '1501'")).await;
    for target in [to.location(), schema.location()] {
        let CopyError::Differs { table, sent, arrived, .. } =
            copied(&from.location(), &target).await.unwrap_err()
        else {
            panic!("it is damaged")
        };
        assert_eq!((table, sent), ("inbox", arrived));
    }
    assert!(Sqlite::open(to.path(), SqliteOptions::default()).is_err(), "and no bot starts on it");
}

#[tokio::test]
async fn a_column_that_nobody_would_copy_is_noticed() {
    let Some(schema) = Schema::new().await else { return };
    let from = file().await;
    schema.process().await.close().await.unwrap();
    schema.rows("ALTER TABLE users ADD COLUMN of_tomorrow text").await;
    let said = refused(&from.location(), &schema.location()).await;
    assert!(said.contains("does not know how to copy: `users.of_tomorrow`"), "{said}");
    from.execute("CREATE TABLE of_tomorrow (id INTEGER PRIMARY KEY)");
    let said = refused(&from.location(), &File::new().location()).await;
    assert!(said.contains("`of_tomorrow.id`"), "{said}");
}
