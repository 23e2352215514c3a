//! Everything that is kept about a person, for who asks for it.

use rusqlite::{Connection, Row, types::ValueRef};
use serde_json::{Map, Value};

use super::{super::failure::Failure, among, person::belongings};
use crate::rules::export::{Dialect, Part, number, text};

const DIALECT: Dialect = Dialect { person: "user", binary: "BINARY" };

/// Everything that is kept about a person, as one JSON object.
pub(super) fn export(connection: &Connection, user: i64) -> Result<Value, Failure> {
    let own = belongings(connection, user)?;
    let mut exported = Map::new();
    exported.insert("platform".to_owned(), own.platform.clone().into());
    for part in Part::all(&DIALECT) {
        let among = format!("IN {}", among(own.rows(part.name)));
        exported.insert(part.name.to_owned(), all(connection, &part.select(&among))?.into());
    }
    Ok(exported.into())
}

fn all(connection: &Connection, sql: &str) -> Result<Vec<Value>, Failure> {
    let mut statement = connection.prepare(sql)?;
    let names = (0..statement.column_count()).map(|place| statement.column_name(place).map(str::to_owned));
    let names = names.collect::<Result<Vec<_>, _>>()?;
    let rows = statement.query_map([], |row| object(row, &names))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

fn object(row: &Row<'_>, names: &[String]) -> rusqlite::Result<Value> {
    let mut object = Map::new();
    for (place, name) in names.iter().enumerate() {
        let value = match row.get_ref(place)? {
            ValueRef::Null => Value::Null,
            ValueRef::Integer(value) => number(name, value),
            ValueRef::Real(value) => value.into(),
            ValueRef::Text(value) | ValueRef::Blob(value) => text(name, value),
        };
        object.insert(name.clone(), value);
    }
    Ok(object.into())
}
