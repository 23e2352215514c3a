//! What a process had in its hands arrives as if that process had crashed: the next one goes on with it.
//!
//! Each engine does the same when a process begins or another is gone (`begin_run` in SQLite, `remove` and `take_over` in
//! PostgreSQL), but by numbers of processes that the other database does not know.

use super::{
    cell::{Cell, Row},
    tables::Table,
};

/// A call is under way, or nobody can tell whether it was made.
const DISPATCHING: i64 = 2;

/// Lets go of what a row says is in the hands of a process.
pub(crate) fn let_go(table: &Table, row: &mut Row) {
    let place =
        |column| table.place(column).unwrap_or_else(|| unreachable!("`{}` has `{column}`", table.name));
    match table.name {
        "conversations" if row[place("owner")] != Cell::Null => {
            let fence = row[place("fence")].integer().unwrap_or_default();
            row[place("owner")] = Cell::Null;
            row[place("fence")] = Cell::Integer(fence + 1);
            row[place("wake_at")] = Cell::Integer(0);
        }
        "outbox" => {
            let state = row[place("state")].integer().unwrap_or_default();
            row[place("state")] = Cell::Integer(0);
            if state >= DISPATCHING {
                row[place("uncertain")] = Cell::Integer(1);
            }
        }
        _ => {}
    }
}
