//! Looking into a database, and putting it right beside the bots that run on it.

mod caretaker;
mod erase;
mod export;
mod hold;
mod person;
mod queue;
mod reader;
mod retry;

pub use caretaker::PostgresCaretaker;
pub use reader::PostgresReader;

use super::{
    failure::Failure,
    transaction::Transaction,
    value::{Value, Values},
};

/// The first column of every row, as numbers.
async fn numbers(transaction: &Transaction, sql: &str, values: Values<'_>) -> Result<Vec<i64>, Failure> {
    let rows = transaction.rows(sql, values).await?;
    rows.iter().map(|row| Ok(row.try_get(0)?)).collect()
}

/// The same, of rows that are told by one value.
async fn numbers_of(
    transaction: &Transaction,
    sql: &str,
    value: &(dyn Value + Sync),
) -> Result<Vec<i64>, Failure> {
    numbers(transaction, sql, &[value]).await
}
