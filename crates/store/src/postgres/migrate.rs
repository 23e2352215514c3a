//! The tables, and how older ones become newer ones.

use std::sync::Arc;

use futures_util::{FutureExt as _, future::BoxFuture};

use super::{
    Postgres, PostgresOptions,
    failure::Failure,
    shared::Shared,
    transaction::{Transaction, transact},
};
use crate::{
    StoreError,
    copy::{KEY, unfinished},
};

/// Every migration there ever was, in order. `schema_version` in the table `meta` counts those that were applied.
const MIGRATIONS: &[&str] = &[
    include_str!("migrations/0001_tables.sql"),
    include_str!("migrations/0002_accounts_apart.sql"),
    include_str!("migrations/0003_chat_log.sql"),
];

/// The version this program knows.
const VERSION: usize = MIGRATIONS.len();

/// The oldest version whose programs can go on with the tables as they are now. It is kept beside the version, so that
/// processes of both versions can work side by side while one replaces the other. It rises only when something goes, or means
/// something else.
const OLDEST: usize = 1;

impl Postgres {
    /// Brings a database up to date without opening it for a bot, or makes its tables. Gives the version it had, 0 for none, and
    /// the one it has.
    ///
    /// # Errors
    ///
    /// As [`Postgres::open`].
    pub async fn migrate(url: &str, options: PostgresOptions) -> Result<(i64, i64), StoreError> {
        let before = migrate(&Arc::new(Shared::new(url, options)?.at_leisure(""))).await?;
        let number = |version: usize| i64::try_from(version).unwrap_or(i64::MAX);
        Ok((number(before), number(VERSION)))
    }
}

/// Brings the tables up to date, all at once or not at all. Of many processes that start at once, one does it. Gives the
/// version they had.
pub(super) async fn migrate(shared: &Arc<Shared>) -> Result<usize, StoreError> {
    Ok(transact(shared, &(), |transaction, ()| apply(transaction, refuse_unfinished).boxed()).await?)
}

/// The same, also if another database was not copied to its end to this one.
pub(super) async fn migrate_unfinished(shared: &Arc<Shared>) -> Result<usize, StoreError> {
    Ok(transact(shared, &(), |transaction, ()| apply(transaction, anything).boxed()).await?)
}

/// Whether there are tables, be it from a copy that did not end. Refuses those that this program does not know.
pub(super) async fn is_there(shared: &Arc<Shared>) -> Result<bool, StoreError> {
    match transact(shared, &(), |transaction, ()| version(transaction).boxed()).await? {
        Some(version) if version != VERSION => Err(StoreError::Unusable(format!(
            "the schema `{}` has version {version}, and this program makes version {VERSION}: bring it up to date with `migrate`",
            shared.schema
        ))),
        found => Ok(found.is_some()),
    }
}

/// Refuses tables that are not those that this program knows. Changes nothing.
pub(super) async fn check(shared: &Arc<Shared>) -> Result<(), StoreError> {
    let schema = &shared.schema;
    match transact(shared, &(), |transaction, ()| usable(transaction).boxed()).await? {
        Some(version) if version >= VERSION => Ok(()),
        Some(_) => Err(StoreError::Unusable(format!(
            "the schema `{schema}` is from an older version of the program, and becomes newer when the bot is started"
        ))),
        None => Err(StoreError::Unusable(format!(
            "there is no schema `{schema}` with tables of a bot; it is made when the bot is started"
        ))),
    }
}

async fn apply(
    transaction: &Transaction,
    refuse: for<'a> fn(&'a Transaction) -> BoxFuture<'a, Result<(), Failure>>,
) -> Result<usize, Failure> {
    let schema = &transaction.shared.schema;
    let locked = transaction.execute("SELECT pg_advisory_xact_lock(hashtext($1), 0)", &[schema]).await;
    locked.map_err(|failure| {
        failure.explained(|| {
            format!("the tables of the schema `{schema}` are just being made, changed or copied; try again when that is done")
        })
    })?;
    let version = match version(transaction).await? {
        Some(version) => {
            refuse(transaction).await?;
            version
        }
        None => {
            transaction.batch(&format!("CREATE SCHEMA IF NOT EXISTS \"{schema}\"")).await?;
            transaction.batch("CREATE TABLE meta (key text PRIMARY KEY, value text NOT NULL)").await?;
            0
        }
    };
    if version > VERSION {
        if can_go_on(transaction).await? {
            tracing::warn!(
                version,
                known = VERSION,
                "the tables are of a newer version, which this one can go on with"
            );
            return Ok(version);
        }
        return Err(newer(schema, version));
    }
    for migration in &MIGRATIONS[version..] {
        transaction.batch(migration).await?;
    }
    if version < VERSION {
        let (now, oldest) = (VERSION.to_string(), OLDEST.to_string());
        transaction
            .execute(
                "INSERT INTO meta (key, value) VALUES ('schema_version', $1), ('oldest_version', $2)
                 ON CONFLICT (key) DO UPDATE SET value = excluded.value",
                &[&now, &oldest],
            )
            .await?;
    }
    Ok(version)
}

/// How far the tables are, if this program can work with them or if they are older.
async fn usable(transaction: &Transaction) -> Result<Option<usize>, Failure> {
    let found = version(transaction).await?;
    match found {
        Some(version) if version > VERSION && !can_go_on(transaction).await? => {
            Err(newer(&transaction.shared.schema, version))
        }
        Some(found) => {
            refuse_unfinished(transaction).await?;
            Ok(Some(found))
        }
        None => Ok(None),
    }
}

/// Refuses tables that those of another database were not copied to their end to.
fn refuse_unfinished(transaction: &Transaction) -> BoxFuture<'_, Result<(), Failure>> {
    Box::pin(async {
        let note = transaction.row("SELECT 1 FROM meta WHERE key = $1", &[&KEY]).await?;
        match note {
            Some(_) => {
                Err(Failure::unusable(unfinished(&format!("the schema `{}`", transaction.shared.schema))))
            }
            None => Ok(()),
        }
    })
}

fn anything(_: &Transaction) -> BoxFuture<'_, Result<(), Failure>> {
    Box::pin(async { Ok(()) })
}

/// Whether tables of a newer version are such that this one can work with them.
async fn can_go_on(transaction: &Transaction) -> Result<bool, Failure> {
    Ok(number(transaction, "oldest_version").await?.is_some_and(|oldest| oldest <= VERSION))
}

fn newer(schema: &str, version: usize) -> Failure {
    Failure::unusable(format!(
        "the schema `{schema}` has version {version}, and this program knows versions up to {VERSION}; \
         use a newer version of the program"
    ))
}

/// How far the tables are. `None` if there are none; an error if they are somebody else's.
async fn version(transaction: &Transaction) -> Result<Option<usize>, Failure> {
    let schema = &transaction.shared.schema;
    let found =
        transaction.rows("SELECT tablename::text FROM pg_tables WHERE schemaname = $1", &[schema]).await?;
    if found.is_empty() {
        return Ok(None);
    }
    let tables = found.iter().map(|row| row.try_get(0)).collect::<Result<Vec<String>, _>>()?;
    let version = match tables.iter().any(|table| table == "meta") {
        true => number(transaction, "schema_version").await?,
        false => None,
    };
    match version {
        Some(version) => Ok(Some(version)),
        None => Err(Failure::unusable(format!("the schema `{schema}` belongs to another program"))),
    }
}

/// A number that is kept about the tables.
async fn number(transaction: &Transaction, key: &str) -> Result<Option<usize>, Failure> {
    let value = transaction.row("SELECT value FROM meta WHERE key = $1", &[&key]).await?;
    let value = value.map(|row| row.try_get::<_, String>(0)).transpose()?;
    Ok(value.and_then(|value| value.parse().ok()))
}
