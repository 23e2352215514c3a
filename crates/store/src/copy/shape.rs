//! Whether a database has the tables that are copied, and no others.

use std::collections::BTreeSet;

use super::{
    side::Side,
    tables::{Column, LEFT_OUT, TABLES},
};
use crate::StoreError;

/// Refuses a database with something that nobody would copy.
pub(crate) async fn check(
    side: &mut dyn Side,
    place: &str,
    name: fn(&Column) -> &'static str,
) -> Result<(), StoreError> {
    let known = TABLES.iter().flat_map(|table| table.columns.iter().map(|column| (table.name, name(column))));
    let known: BTreeSet<(String, String)> =
        known.map(|(table, column)| (table.to_owned(), column.to_owned())).collect();
    let left_out = |table: &str| LEFT_OUT.iter().any(|(left_out, _)| *left_out == table);
    let there: BTreeSet<_> =
        side.columns().await?.into_iter().filter(|(table, _)| !left_out(table)).collect();
    let list = |columns: Vec<&(String, String)>| {
        columns.iter().map(|(table, column)| format!("`{table}.{column}`")).collect::<Vec<_>>().join(", ")
    };
    let unknown: Vec<_> = there.difference(&known).collect();
    if !unknown.is_empty() {
        return Err(StoreError::Unusable(format!(
            "{place} has what this version of the program does not know how to copy: {}; use the newest version",
            list(unknown)
        )));
    }
    let missing: Vec<_> = known.difference(&there).collect();
    if !missing.is_empty() {
        return Err(StoreError::Unusable(format!("{place} lacks {}", list(missing))));
    }
    Ok(())
}
