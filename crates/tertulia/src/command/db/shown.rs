//! What is told of a copy.

use serde_json::{Value, json};
use tertulia_store::copy::{Copied, CopyPlan, Location};

/// What would be copied.
pub(super) fn plan(plan: &CopyPlan, from: &Location, to: &Location, json: bool) -> String {
    let CopyPlan { tables, there, .. } = plan;
    if json {
        let tables: Vec<Value> =
            tables.iter().map(|(table, rows)| json!({"table": table, "rows": rows})).collect();
        let told = json!({"dry_run": true, "from": from.to_string(), "to": to.to_string(), "tables": tables, "there": there});
        return format!("{told:#}");
    }
    let all: u64 = tables.iter().map(|(_, rows)| rows).sum();
    let mut text = lines(tables.iter().copied());
    text += &format!("{all} rows would be copied from {from} to {to}");
    if *there > 0 {
        text += &format!(", of which {there} are there already");
    }
    text + ". Nothing was changed.\n"
}

/// What was copied, and what to do next.
pub(super) fn copied(copied: &Copied, from: &Location, to: &Location, json: bool) -> String {
    if json {
        let told = json!({"from": from.to_string(), "to": to.to_string(), "tables": copied.tables});
        return format!("{told:#}");
    }
    let all: u64 = copied.tables.iter().map(|table| table.rows).sum();
    let text = lines(copied.tables.iter().map(|table| (table.table, table.rows)));
    format!(
        "{text}{all} rows were copied from {from} to {to}, and compared. Now set `database.url` to the new database and start \
         the bot; keep the old one until you are content, and start no bot on it.\n"
    )
}

fn lines(tables: impl Iterator<Item = (&'static str, u64)>) -> String {
    tables.map(|(table, rows)| format!("{table:<20}{rows:>10}\n")).collect()
}
