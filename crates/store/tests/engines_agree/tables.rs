//! What the contract does not give back, as both engines keep it.

use std::path::Path;

use rusqlite::{Connection, Row, types::FromSql};
use tertulia_store::Memory;

/// What was set aside, what was sent, and whom messages do not reach.
#[derive(Debug, PartialEq)]
pub(crate) struct Tables {
    dead: Vec<(i64, String, String)>,
    sent: Vec<(i64, i64, String, i64)>,
    unreachable: Vec<i64>,
}

impl Tables {
    pub(crate) fn of_memory(memory: &Memory) -> Self {
        let text = |body: &[u8]| String::from_utf8_lossy(body).into_owned();
        let dead = memory.dead();
        let dead = dead.into_iter().map(|dead| (dead.at.as_millisecond(), dead.reason, text(&dead.body)));
        let sent = memory.sent();
        let sent = sent
            .into_iter()
            .map(|sent| (sent.row, sent.account.0, sent.platform_id, sent.at.as_millisecond()));
        Self { dead: dead.collect(), sent: sent.collect(), unreachable: memory.unreachable_users() }
    }

    pub(crate) fn of_sqlite(path: &Path) -> Self {
        let connection = Connection::open(path).unwrap();
        let rows = |sql: &str, read: &dyn Fn(&Row<'_>) -> (i64, i64, String, String)| -> Vec<_> {
            let mut statement = connection.prepare(sql).unwrap();
            statement.query_map([], |row| Ok(read(row))).unwrap().map(Result::unwrap).collect()
        };
        let dead = rows("SELECT died_at, reason, CAST(body AS TEXT) FROM dead ORDER BY id", &|row| {
            (column(row, 0), 0, column(row, 1), column(row, 2))
        });
        let sent = rows("SELECT id, account, platform_id, sent_at FROM sent ORDER BY id", &|row| {
            (column(row, 0), column(row, 1), column(row, 2), column::<i64>(row, 3).to_string())
        });
        let unreachable = rows("SELECT id FROM users WHERE NOT reachable ORDER BY id", &|row| {
            (column(row, 0), 0, String::new(), String::new())
        });
        Self {
            dead: dead.into_iter().map(|(at, _, reason, body)| (at, reason, body)).collect(),
            sent: sent
                .into_iter()
                .map(|(row, account, id, at)| (row, account, id, at.parse().unwrap()))
                .collect(),
            unreachable: unreachable.into_iter().map(|(user, ..)| user).collect(),
        }
    }
}

fn column<T: FromSql>(row: &Row<'_>, index: usize) -> T {
    row.get(index).unwrap()
}
