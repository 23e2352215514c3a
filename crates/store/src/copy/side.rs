//! What a copy asks of an engine.

use super::{
    cell::{Cell, Row},
    tables::Table,
};
use crate::Future;

/// A database that is part of a copy: no bot runs on it meanwhile.
///
/// The source shows one moment from beginning to end.
pub(crate) trait Side: Send {
    /// Every column of every table there is.
    fn columns(&mut self) -> Future<'_, Vec<(String, String)>>;

    /// How many processes have run on it.
    fn runs(&mut self) -> Future<'_, i64>;

    /// The note of an unfinished copy.
    fn mark(&mut self) -> Future<'_, Option<String>>;

    /// How many rows of a table are copied.
    fn count(&mut self, table: &'static Table) -> Future<'_, u64>;

    /// The next rows of a table, in the order of its key, behind that one. None at the end.
    fn page(&mut self, table: &'static Table, after: Option<Vec<Cell>>) -> Future<'_, Vec<Row>>;

    /// The last number that a table gave to a row, 0 for none.
    fn last_number(&mut self, table: &'static Table) -> Future<'_, i64>;

    /// Whether a bot runs on it after all.
    fn is_in_use(&mut self) -> Future<'_, bool>;

    /// Keeps rows of a table and the note, all or nothing.
    fn keep(&mut self, table: &'static Table, rows: Vec<Row>, mark: String) -> Future<'_, ()>;

    /// Goes on with numbers behind these, and takes the note away.
    fn finish(&mut self, numbers: Vec<(&'static Table, i64)>) -> Future<'_, ()>;
}
