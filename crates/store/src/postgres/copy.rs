//! A database on a server that is copied, or copied to.

use std::sync::Arc;

use futures_util::FutureExt as _;
use tokio_postgres::Row as SqlRow;

use super::{
    PostgresOptions,
    connect::Server,
    failure::Failure,
    migrate, process,
    shared::Shared,
    transaction::{Transaction, transact},
    value::{Value, Values},
};
use crate::{
    Future, StoreError,
    copy::{Cell, Column, CopiedTable, KEY, Kind, Row, Side},
};

/// A database that is copied, or copied to.
pub(crate) struct PostgresSide {
    shared: Arc<Shared>,
    /// Stays open as long as the copy lasts, and holds the lock without which no process begins. Of the source it shows one
    /// moment.
    hold: Transaction,
}

/// Shows one moment, and changes nothing.
const ONE_MOMENT: &str = "ISOLATION LEVEL REPEATABLE READ READ ONLY";

impl PostgresSide {
    /// Opens a database to copy it. From here on it shows this moment.
    pub(crate) async fn source(url: &str, options: PostgresOptions) -> Result<Self, StoreError> {
        let shared = Arc::new(Shared::new(url, options)?.at_leisure(ONE_MOMENT));
        migrate::check(&shared).await?;
        Self::hold(shared).await
    }

    /// Opens a database to copy to it, and makes its tables.
    pub(crate) async fn target(url: &str, options: PostgresOptions) -> Result<Self, StoreError> {
        let shared = Arc::new(Shared::new(url, options)?.at_leisure(""));
        migrate::migrate_unfinished(&shared).await?;
        Self::hold(shared).await
    }

    /// Opens a database to see what would become of it. `None` if there are no tables.
    pub(crate) async fn look(url: &str, options: PostgresOptions) -> Result<Option<Self>, StoreError> {
        let shared = Arc::new(Shared::new(url, options)?.at_leisure(ONE_MOMENT));
        match migrate::is_there(&shared).await? {
            true => Self::hold(shared).await.map(Some),
            false => Ok(None),
        }
    }

    async fn hold(shared: Arc<Shared>) -> Result<Self, StoreError> {
        let hold = Transaction::begin(&shared).await?;
        // While the other side is busy nothing is asked here.
        hold.batch("SET LOCAL idle_in_transaction_session_timeout = 0; SET LOCAL statement_timeout = 0")
            .await?;
        let lock = "SELECT pg_try_advisory_xact_lock(hashtext($1), 0)";
        let lock = hold.row(lock, &[&shared.schema]).await?;
        if !lock.is_some_and(|row| row.get(0)) {
            return Err(in_use(&shared, "a process is just beginning there, or another copy is under way"));
        }
        if process::is_anybody_there(&hold).await? {
            return Err(in_use(
                &shared,
                "a bot runs on it. Stop all of its processes first; one that was killed counts for some seconds more",
            ));
        }
        Ok(Self { shared, hold })
    }

    async fn columns(&self) -> Result<Vec<(String, String)>, Failure> {
        let sql = "SELECT table_name::text, column_name::text FROM information_schema.columns WHERE table_schema = $1";
        let rows = self.hold.rows(sql, &[&self.shared.schema]).await?;
        rows.iter().map(|row| Ok((row.try_get(0)?, row.try_get(1)?))).collect()
    }

    /// The first number of the first row.
    async fn number(&self, sql: &str, values: Values<'_>) -> Result<i64, Failure> {
        let row = self.hold.row(sql, values).await?;
        Ok(row.map(|row| row.try_get::<_, Option<i64>>(0)).transpose()?.flatten().unwrap_or_default())
    }

    async fn page(&self, table: &CopiedTable, after: Option<Vec<Cell>>) -> Result<Vec<Row>, Failure> {
        let key = names(&table.columns[..table.key]);
        let mut conditions: Vec<_> = table.only.map(str::to_owned).into_iter().collect();
        if after.is_some() {
            let places: Vec<_> = (1..=table.key).map(|place| format!("${place}")).collect();
            conditions.push(format!("({key}) > ({})", places.join(", ")));
        }
        let condition =
            if conditions.is_empty() { String::new() } else { format!("WHERE {}", conditions.join(" AND ")) };
        let sql = format!(
            "SELECT {} FROM {} {condition} ORDER BY {key} LIMIT {}",
            names(table.columns),
            table.name,
            table.page
        );
        let after: Vec<_> = after.iter().flatten().map(bound).collect();
        let after: Vec<&(dyn Value + Sync)> = after.iter().map(|value| &**value as _).collect();
        let rows = self.hold.rows(&sql, &after).await?;
        let read = |row: &SqlRow| {
            let cells = table.columns.iter().enumerate().map(|(place, column)| cell(row, place, column.kind));
            cells.collect()
        };
        rows.iter().map(read).collect()
    }
}

/// Where a database is, without its password.
pub(crate) fn place(url: &str, schema: &str) -> Result<String, StoreError> {
    let config = Server::of(url)?.config;
    let hosts = config.get_hosts().iter().enumerate().map(|(place, host)| {
        let ports = config.get_ports();
        let port = ports.get(place).or(ports.first()).unwrap_or(&5432);
        match host {
            tokio_postgres::config::Host::Tcp(name) => format!("{name}:{port}"),
            #[cfg(unix)]
            tokio_postgres::config::Host::Unix(path) => format!("{}:{port}", path.display()),
        }
    });
    let hosts = hosts.collect::<Vec<_>>().join(",");
    let name = config.get_dbname().or(config.get_user()).unwrap_or_default();
    Ok(format!("postgres://{hosts}/{name}, schema `{schema}`"))
}

impl Side for PostgresSide {
    fn columns(&mut self) -> Future<'_, Vec<(String, String)>> {
        Box::pin(async { Ok(Self::columns(self).await?) })
    }

    /// Every process takes a number, and none comes twice.
    fn runs(&mut self) -> Future<'_, i64> {
        Box::pin(async { Ok(self.number(&last_of_sequence("processes", "id"), &[]).await?) })
    }

    fn mark(&mut self) -> Future<'_, Option<String>> {
        Box::pin(async {
            let row = self.hold.row("SELECT value FROM meta WHERE key = $1", &[&KEY]).await?;
            Ok(row.map(|row| row.try_get(0)).transpose().map_err(Failure::from)?)
        })
    }

    fn count(&mut self, table: &'static CopiedTable) -> Future<'_, u64> {
        Box::pin(async {
            let condition = table.only.map(|only| format!("WHERE {only}")).unwrap_or_default();
            let sql = format!("SELECT count(*) FROM {} {condition}", table.name);
            Ok(self.number(&sql, &[]).await?.unsigned_abs())
        })
    }

    fn page(&mut self, table: &'static CopiedTable, after: Option<Vec<Cell>>) -> Future<'_, Vec<Row>> {
        Box::pin(async { Ok(Self::page(self, table, after).await?) })
    }

    fn last_number(&mut self, table: &'static CopiedTable) -> Future<'_, i64> {
        Box::pin(async {
            let column = table.columns[0].postgres;
            let given = self.number(&last_of_sequence(table.name, column), &[]).await?;
            let kept = self.number(&format!("SELECT max({column}) FROM {}", table.name), &[]).await?;
            Ok(given.max(kept))
        })
    }

    fn is_in_use(&mut self) -> Future<'_, bool> {
        Box::pin(async {
            // What is held shows the moment of the beginning.
            Ok(transact(&self.shared, &(), |transaction, ()| process::is_anybody_there(transaction).boxed())
                .await?)
        })
    }

    fn keep(&mut self, table: &'static CopiedTable, rows: Vec<Row>, mark: String) -> Future<'_, ()> {
        Box::pin(async move {
            let page = (table, rows, mark);
            Ok(transact(&self.shared, &page, |transaction, (table, rows, mark)| {
                keep(transaction, table, rows, mark).boxed()
            })
            .await?)
        })
    }

    fn finish(&mut self, numbers: Vec<(&'static CopiedTable, i64)>) -> Future<'_, ()> {
        Box::pin(async move {
            Ok(transact(&self.shared, &numbers, |transaction, numbers| finish(transaction, numbers).boxed())
                .await?)
        })
    }
}

async fn keep(
    transaction: &Transaction,
    table: &CopiedTable,
    rows: &[Row],
    mark: &str,
) -> Result<(), Failure> {
    let columns: Vec<_> =
        table.columns.iter().enumerate().map(|(place, column)| array(rows, place, column.kind)).collect();
    let columns: Vec<&(dyn Value + Sync)> = columns.iter().map(|column| &**column as _).collect();
    let arrays = table.columns.iter().zip(1..).map(|(column, place)| {
        let kind = match column.kind {
            Kind::Integer => "bigint",
            Kind::Text => "text",
            Kind::Blob => "bytea",
            Kind::Flag => "bool",
        };
        format!("${place}::{kind}[]")
    });
    let sql = format!(
        "INSERT INTO {} ({}) SELECT * FROM unnest({})",
        table.name,
        names(table.columns),
        arrays.collect::<Vec<_>>().join(", ")
    );
    transaction.execute(&sql, &columns).await?;
    transaction
        .execute(
            "INSERT INTO meta (key, value) VALUES ($1, $2) ON CONFLICT (key) DO UPDATE SET value = excluded.value",
            &[&KEY, &mark],
        )
        .await?;
    Ok(())
}

async fn finish(transaction: &Transaction, numbers: &[(&CopiedTable, i64)]) -> Result<(), Failure> {
    for (table, last) in numbers.iter().filter(|(_, last)| *last > 0) {
        let sequence = sequence(table.name, table.columns[0].postgres);
        transaction.row(&format!("SELECT setval({sequence}, $1)"), &[last]).await?;
    }
    transaction.execute("DELETE FROM meta WHERE key = $1", &[&KEY]).await?;
    // The server knows nothing of rows that came all at once, and would go through whole tables.
    transaction.batch("ANALYZE").await
}

fn in_use(shared: &Shared, why: &str) -> StoreError {
    StoreError::Unusable(format!("the schema `{}` cannot be copied now: {why}", shared.schema))
}

/// The sequence behind a column, as the server names it in the schema that is worked with.
fn sequence(table: &str, column: &str) -> String {
    format!("pg_get_serial_sequence('{table}', '{column}')::regclass")
}

/// The last number that it gave.
fn last_of_sequence(table: &str, column: &str) -> String {
    format!("SELECT pg_sequence_last_value({})", sequence(table, column))
}

fn names(columns: &[Column]) -> String {
    columns.iter().map(|column| format!("\"{}\"", column.postgres)).collect::<Vec<_>>().join(", ")
}

fn cell(row: &SqlRow, place: usize, kind: Kind) -> Result<Cell, Failure> {
    Ok(match kind {
        Kind::Integer => row.try_get::<_, Option<i64>>(place)?.into(),
        Kind::Flag => row.try_get::<_, Option<bool>>(place)?.into(),
        Kind::Text => row.try_get::<_, Option<String>>(place)?.into(),
        Kind::Blob => row.try_get::<_, Option<Vec<u8>>>(place)?.into(),
    })
}

/// A part of a key, as it is given to a statement.
fn bound(cell: &Cell) -> Box<dyn Value + Send + Sync + '_> {
    match cell {
        Cell::Null => Box::new(None::<i64>),
        Cell::Integer(number) => Box::new(*number),
        Cell::Text(text) => Box::new(&**text),
        Cell::Blob(bytes) => Box::new(&**bytes),
    }
}

/// A column of many rows.
fn array(rows: &[Row], place: usize, kind: Kind) -> Box<dyn Value + Send + Sync + '_> {
    let cells = rows.iter().map(|row| &row[place]);
    match kind {
        Kind::Integer => Box::new(cells.map(Cell::integer).collect::<Vec<_>>()),
        Kind::Flag => Box::new(cells.map(|cell| cell.integer().map(|flag| flag != 0)).collect::<Vec<_>>()),
        Kind::Text => Box::new(cells.map(Cell::text).collect::<Vec<_>>()),
        Kind::Blob => Box::new(cells.map(Cell::blob).collect::<Vec<_>>()),
    }
}
