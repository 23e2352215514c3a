//! What the contract does not give back, as the engines keep it.

use std::path::Path;

use jiff::Timestamp;
use rusqlite::{Connection, Row};
use tertulia_store::Memory;

/// What was set aside and what was sent, how far messages got, and whom they do not reach.
#[derive(Debug, PartialEq)]
pub(crate) struct Tables {
    dead: Vec<(i64, String, String)>,
    sent: Vec<(i64, i64, String, i64, u8)>,
    watermarks: Vec<(i64, Option<i64>, Option<i64>)>,
    unreachable: Vec<i64>,
    /// What blocks recorded for events that are finished.
    records: i64,
    files: Vec<(String, i64)>,
}

impl Tables {
    pub(crate) fn of_memory(memory: &Memory) -> Self {
        let text = |body: &[u8]| String::from_utf8_lossy(body).into_owned();
        let millis = |at: Option<Timestamp>| at.map(Timestamp::as_millisecond);
        let dead = memory.dead();
        let dead = dead.into_iter().map(|dead| (dead.at.as_millisecond(), dead.reason, text(&dead.body)));
        let sent = memory.sent();
        let sent = sent
            .into_iter()
            .map(|sent| (sent.row, sent.account.0, sent.platform_id, sent.at.as_millisecond(), sent.status));
        let watermarks = memory.watermarks();
        let watermarks =
            watermarks.into_iter().map(|to| (to.user, millis(to.delivered_until), millis(to.read_until)));
        Self {
            dead: dead.collect(),
            sent: sent.collect(),
            watermarks: watermarks.collect(),
            unreachable: memory.unreachable_users(),
            records: 0,
            files: memory.files().0.into_iter().map(|(hash, at)| (hash.to_string(), at)).collect(),
        }
    }

    pub(crate) fn of_sqlite(path: &Path) -> Self {
        let connection = &Connection::open(path).unwrap();
        Self {
            dead: rows(
                connection,
                "SELECT died_at, reason, CAST(body AS TEXT) FROM dead ORDER BY id",
                |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)),
            ),
            sent: rows(
                connection,
                "SELECT id, account, platform_id, sent_at, status FROM sent ORDER BY id",
                |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?, row.get(4)?)),
            ),
            watermarks: rows(
                connection,
                "SELECT id, delivered_until, read_until FROM users
                 WHERE coalesce(delivered_until, read_until) IS NOT NULL ORDER BY id",
                |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)),
            ),
            unreachable: rows(connection, "SELECT id FROM users WHERE NOT reachable ORDER BY id", |row| {
                row.get(0)
            }),
            files: rows(connection, "SELECT lower(hex(hash)), kept_at FROM files ORDER BY hash", |row| {
                Ok((row.get(0)?, row.get(1)?))
            }),
            records: connection.query_row("SELECT count(*) FROM once", [], |row| row.get(0)).unwrap(),
        }
    }
}

#[cfg(feature = "postgres")]
impl Tables {
    pub(crate) async fn of_postgres(schema: &super::server::Schema) -> Self {
        let dead =
            schema.rows("SELECT died_at, reason, convert_from(body, 'UTF8') FROM dead ORDER BY id").await;
        let sent =
            schema.rows("SELECT id, account, platform_id, sent_at, status FROM sent ORDER BY id").await;
        let watermarks = schema
            .rows(
                "SELECT id, delivered_until, read_until FROM users
                 WHERE coalesce(delivered_until, read_until) IS NOT NULL ORDER BY id",
            )
            .await;
        let unreachable = schema.rows("SELECT id FROM users WHERE NOT reachable ORDER BY id").await;
        let files = schema.rows("SELECT encode(hash, 'hex'), kept_at FROM files ORDER BY hash").await;
        let records = schema.rows("SELECT count(*) FROM once").await;
        Self {
            dead: dead.iter().map(|row| (row.get(0), row.get(1), row.get(2))).collect(),
            sent: sent
                .iter()
                .map(|row| (row.get(0), row.get(1), row.get(2), row.get(3), row.get::<_, i64>(4) as u8))
                .collect(),
            watermarks: watermarks.iter().map(|row| (row.get(0), row.get(1), row.get(2))).collect(),
            unreachable: unreachable.iter().map(|row| row.get(0)).collect(),
            files: files.iter().map(|row| (row.get(0), row.get(1))).collect(),
            records: records[0].get(0),
        }
    }
}

fn rows<T>(connection: &Connection, sql: &str, read: impl FnMut(&Row<'_>) -> rusqlite::Result<T>) -> Vec<T> {
    let mut statement = connection.prepare(sql).unwrap();
    statement.query_map([], read).unwrap().map(Result::unwrap).collect()
}
