use std::path::Path;

use super::*;
use crate::{SqliteOptions, sqlite::connection::connect};

/// How SQLite goes about a statement.
fn plan(sql: &str) -> String {
    let connection = connect(Path::new(":memory:"), SqliteOptions::default()).unwrap();
    let mut statement = connection.prepare(&format!("EXPLAIN QUERY PLAN {sql}")).unwrap();
    let parameters = statement.parameter_count();
    let lines = statement
        .query_map(rusqlite::params_from_iter([1; 3].iter().take(parameters)), |row| row.get::<_, String>(3));
    lines.unwrap().collect::<Result<Vec<_>, _>>().unwrap().join("\n")
}

#[test]
fn what_belongs_to_other_accounts_is_not_looked_at() {
    let plan = plan(CANDIDATES);
    assert!(plan.contains("INDEX conversations_wake (account=? AND wake_at>? AND wake_at<?)"), "{plan}");
    assert!(!plan.contains("TEMP B-TREE"), "{plan}");
}

#[test]
fn events_are_found_without_looking_at_timers() {
    for sql in [FIRST_EVENT, NEXT_DUE] {
        let plan = plan(sql);
        assert!(plan.contains("USING INDEX inbox_order (conversation=?)"), "{plan}");
        assert!(!plan.contains("TEMP B-TREE"), "what is sorted is in order already: {plan}");
    }
}

#[test]
fn timers_that_are_not_due_are_not_looked_at() {
    let first = plan(FIRST_TIMER);
    assert!(first.contains("USING INDEX inbox_due (conversation=? AND due_at<?)"), "{first}");
    assert!(!first.contains("TEMP B-TREE"), "{first}");
    let next = plan(NEXT_DUE);
    assert!(
        next.contains("inbox_due (conversation=?)") && next.contains("inbox_order (conversation=?)"),
        "{next}"
    );
}
