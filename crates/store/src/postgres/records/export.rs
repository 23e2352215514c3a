//! Everything that is kept about a person, for who asks for it.

use serde_json::{Map, Value};
use tokio_postgres::{Row, types::Type};

use super::{
    super::{failure::Failure, transaction::Transaction},
    person::belongings,
};
use crate::rules::export::{Dialect, Part, number, text};

const DIALECT: Dialect = Dialect { person: "person", binary: "\"C\"" };

/// Everything that is kept about a person, as one JSON object.
pub(super) async fn export(transaction: &Transaction, user: i64) -> Result<Value, Failure> {
    let own = belongings(transaction, user).await?;
    let mut exported = Map::new();
    exported.insert("platform".to_owned(), own.platform.clone().into());
    for part in Part::all(&DIALECT) {
        let rows = transaction.rows(&part.select("= ANY($1)"), &[own.rows(part.name)]).await?;
        let rows = rows.iter().map(object).collect::<Result<Vec<_>, _>>()?;
        exported.insert(part.name.to_owned(), rows.into());
    }
    Ok(exported.into())
}

fn object(row: &Row) -> Result<Value, Failure> {
    let mut object = Map::new();
    for (place, column) in row.columns().iter().enumerate() {
        let name = column.name();
        let value = match *column.type_() {
            Type::INT8 => row.try_get::<_, Option<i64>>(place)?.map(|value| number(name, value)),
            Type::BOOL => row.try_get::<_, Option<bool>>(place)?.map(Value::Bool),
            Type::BYTEA => row.try_get::<_, Option<&[u8]>>(place)?.map(|value| text(name, value)),
            _ => row.try_get::<_, Option<&str>>(place)?.map(|value| text(name, value.as_bytes())),
        };
        object.insert(name.to_owned(), value.unwrap_or_default());
    }
    Ok(object.into())
}
