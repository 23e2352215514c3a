//! A file that is copied, or copied to.

use std::{fs::File, path::Path};

use rusqlite::{
    Connection, OptionalExtension as _, Row as SqlRow, ToSql, params_from_iter,
    types::{ToSqlOutput, ValueRef},
};

use super::{SqliteOptions, connection, failure::Failure, lock::lock, migrate, reader, records::ready};
use crate::{
    Future, StoreError,
    copy::{Cell, CopiedTable, KEY, Row, Side},
};

/// A file that is copied, or copied to. As long as it lives, no bot runs on it.
pub(crate) struct SqliteSide {
    connection: Connection,
    _lock: Option<File>,
}

impl SqliteSide {
    /// Opens a database to copy it. From here on it shows this moment.
    pub(crate) fn source(path: &Path) -> Result<Self, StoreError> {
        drop(reader::open(path)?); // which tells best what is wrong with the file, and makes no lock where there is none
        let lock = lock(path).map_err(stop_the_bot)?;
        let connection = reader::open(path)?;
        migrate::refuse_unfinished(&connection, path)?;
        connection.execute_batch("BEGIN").map_err(Failure::from)?;
        Ok(Self { connection, _lock: Some(lock) })
    }

    /// Opens a database to copy to it, or makes one.
    pub(crate) fn target(path: &Path) -> Result<Self, StoreError> {
        let lock = lock(path).map_err(stop_the_bot)?;
        let connection = connection::connect_unfinished(path, SqliteOptions::default())?;
        Ok(Self { connection, _lock: Some(lock) })
    }

    /// Opens a database to see what would become of it. `None` if there is none, or nothing in it.
    pub(crate) fn look(path: &Path) -> Result<Option<Self>, StoreError> {
        if std::fs::metadata(path).map_or(true, |file| file.len() == 0) {
            return Ok(None);
        }
        let connection = reader::open(path)?;
        let lock = lock(path).map_err(stop_the_bot)?;
        Ok(Some(Self { connection, _lock: Some(lock) }))
    }

    fn mark(&self) -> Result<Option<String>, Failure> {
        let sql = "SELECT value FROM meta WHERE key = ?";
        Ok(self.connection.query_row(sql, [KEY], |row| row.get(0)).optional()?)
    }

    fn columns(&self) -> Result<Vec<(String, String)>, Failure> {
        let mut statement = self.connection.prepare(
            "SELECT t.name, c.name FROM sqlite_schema t, pragma_table_info(t.name) c
             WHERE t.type = 'table' AND t.name NOT LIKE 'sqlite\\_%' ESCAPE '\\'",
        )?;
        let columns = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
        Ok(columns.collect::<Result<_, _>>()?)
    }

    fn page(&self, table: &CopiedTable, after: Option<&[Cell]>) -> Result<Vec<Row>, Failure> {
        let key = names(&table.columns[..table.key]);
        let mut conditions: Vec<_> = table.only.map(str::to_owned).into_iter().collect();
        if after.is_some() {
            conditions.push(format!("({key}) > ({})", places(table.key)));
        }
        let condition =
            if conditions.is_empty() { String::new() } else { format!("WHERE {}", conditions.join(" AND ")) };
        let sql = format!(
            "SELECT {} FROM {} {condition} ORDER BY {key} LIMIT {}",
            names(table.columns),
            table.name,
            table.page
        );
        let mut statement = self.connection.prepare_cached(&sql)?;
        let mut found = statement.query(params_from_iter(after.unwrap_or_default()))?;
        let mut rows = Vec::new();
        while let Some(row) = found.next()? {
            rows.push((0..table.columns.len()).map(|place| cell(row, place)).collect::<Result<_, _>>()?);
        }
        Ok(rows)
    }

    fn count(&self, table: &CopiedTable) -> Result<u64, Failure> {
        let condition = table.only.map(|only| format!("WHERE {only}")).unwrap_or_default();
        let sql = format!("SELECT count(*) FROM {} {condition}", table.name);
        let count: i64 = self.connection.query_row(&sql, [], |row| row.get(0))?;
        Ok(count.unsigned_abs())
    }

    fn last_number(&self, table: &CopiedTable) -> Result<i64, Failure> {
        let kept = self
            .connection
            .query_row("SELECT seq FROM sqlite_sequence WHERE name = ?", [table.name], |row| row.get(0))
            .optional()?;
        let sql = format!("SELECT coalesce(max({}), 0) FROM {}", table.columns[0].sqlite, table.name);
        let last = self.connection.query_row(&sql, [], |row| row.get(0))?;
        Ok(kept.map_or(last, |kept: i64| kept.max(last)))
    }

    fn keep(&self, table: &CopiedTable, rows: &[Row], mark: &str) -> Result<(), Failure> {
        let transaction = self.connection.unchecked_transaction()?;
        let sql = format!(
            "INSERT INTO {} ({}) VALUES ({})",
            table.name,
            names(table.columns),
            places(table.columns.len())
        );
        let mut insert = transaction.prepare_cached(&sql)?;
        for row in rows {
            insert.execute(params_from_iter(row))?;
        }
        transaction.execute(
            "INSERT INTO meta (key, value) VALUES (?1, ?2) ON CONFLICT (key) DO UPDATE SET value = ?2",
            [KEY, mark],
        )?;
        drop(insert);
        Ok(transaction.commit()?)
    }

    fn finish(&self, numbers: &[(&CopiedTable, i64)]) -> Result<(), Failure> {
        let transaction = self.connection.unchecked_transaction()?;
        // Other tables go on behind their last row by themselves.
        for (table, last) in numbers.iter().filter(|(table, _)| table.never_twice()) {
            let known = transaction.execute(
                "UPDATE sqlite_sequence SET seq = max(seq, ?2) WHERE name = ?1",
                (table.name, last),
            )?;
            if known == 0 {
                transaction
                    .execute("INSERT INTO sqlite_sequence (name, seq) VALUES (?, ?)", (table.name, last))?;
            }
        }
        transaction.execute("DELETE FROM meta WHERE key = ?", [KEY])?;
        Ok(transaction.commit()?)
    }
}

impl Side for SqliteSide {
    fn columns(&mut self) -> Future<'_, Vec<(String, String)>> {
        ready(Self::columns(self))
    }

    fn runs(&mut self) -> Future<'_, i64> {
        let runs =
            self.connection.query_row("SELECT value FROM meta WHERE key = 'run'", [], |row| row.get(0));
        ready(runs.optional().map(Option::unwrap_or_default).map_err(Failure::from))
    }

    fn mark(&mut self) -> Future<'_, Option<String>> {
        ready(Self::mark(self))
    }

    fn count(&mut self, table: &'static CopiedTable) -> Future<'_, u64> {
        ready(Self::count(self, table))
    }

    fn page(&mut self, table: &'static CopiedTable, after: Option<Vec<Cell>>) -> Future<'_, Vec<Row>> {
        ready(Self::page(self, table, after.as_deref()))
    }

    fn last_number(&mut self, table: &'static CopiedTable) -> Future<'_, i64> {
        ready(Self::last_number(self, table))
    }

    /// The lock keeps everybody away.
    fn is_in_use(&mut self) -> Future<'_, bool> {
        ready(Ok(false))
    }

    fn keep(&mut self, table: &'static CopiedTable, rows: Vec<Row>, mark: String) -> Future<'_, ()> {
        ready(Self::keep(self, table, &rows, &mark))
    }

    fn finish(&mut self, numbers: Vec<(&'static CopiedTable, i64)>) -> Future<'_, ()> {
        ready(Self::finish(self, &numbers))
    }
}

fn stop_the_bot(error: StoreError) -> StoreError {
    match error {
        StoreError::InUse(why) => StoreError::InUse(format!("{why}. Stop the bot first")),
        other => other,
    }
}

fn names(columns: &[crate::copy::Column]) -> String {
    columns.iter().map(|column| format!("\"{}\"", column.sqlite)).collect::<Vec<_>>().join(", ")
}

fn places(count: usize) -> String {
    vec!["?"; count].join(", ")
}

fn cell(row: &SqlRow<'_>, place: usize) -> Result<Cell, Failure> {
    Ok(match row.get_ref(place)? {
        ValueRef::Null => Cell::Null,
        ValueRef::Integer(number) => Cell::Integer(number),
        ValueRef::Blob(bytes) => Cell::Blob(bytes.to_vec()),
        // A number with a fraction is in none of the tables, and is refused here.
        _ => Cell::Text(row.get(place)?),
    })
}

impl ToSql for Cell {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(ToSqlOutput::Borrowed(match self {
            Self::Null => ValueRef::Null,
            Self::Integer(number) => ValueRef::Integer(*number),
            Self::Text(text) => ValueRef::Text(text.as_bytes()),
            Self::Blob(bytes) => ValueRef::Blob(bytes),
        }))
    }
}
