//! The database, and what waits in it.

use jiff::SignedDuration;
use tertulia_core::Clock as _;
use tertulia_runtime::SystemClock;
use tertulia_store::{Queue, QueueSummary};

use crate::{
    config::{Config, DatabaseUrl},
    database,
};

use super::Findings;

/// How long something may wait before it is said: retries take minutes.
const LATE: SignedDuration = SignedDuration::from_mins(10);

pub(super) async fn examine(findings: &mut Findings, config: &Config) {
    if let DatabaseUrl::Sqlite(path) = &config.database.url {
        if !path.exists() {
            let found = format!("{} is not there yet, and is made at the first start", path.display());
            findings.well("database", found);
            return;
        }
        #[cfg(feature = "sqlite")]
        room(findings, config, path);
        #[cfg(unix)]
        mode(findings, path);
    }
    let records = match database::records(&config.database).await {
        Ok(records) => records,
        Err(error) => {
            return findings.fault(
                "database",
                error.to_string(),
                "look at `database.url`; `migrate` brings an older file up to date",
            );
        }
    };
    match records.queues().await {
        Ok(queues) => queues.iter().for_each(|queue| waiting(findings, queue)),
        Err(error) => findings.fault("database", error.to_string(), "look at the file and its disk"),
    }
}

fn waiting(findings: &mut Findings, summary: &QueueSummary) {
    let QueueSummary { queue, count, oldest, .. } = summary;
    let is_late = oldest.is_some_and(|oldest| SystemClock::new().now().duration_since(oldest) > LATE);
    let name = queue.as_str();
    match queue {
        Queue::Dead if *count > 0 => findings.warning(
            name,
            format!("{count} set aside"),
            "`queue list dead` tells why; `queue retry` has them done again",
        ),
        Queue::Inbox | Queue::Outbox if is_late => findings.warning(
            name,
            format!("{count} wait, some for more than 10 minutes"),
            format!("does the bot run? `queue list {name}` shows what went wrong"),
        ),
        _ => findings.well(name, format!("{count} wait")),
    }
}

#[cfg(feature = "sqlite")]
fn room(findings: &mut Findings, config: &Config, path: &std::path::Path) {
    let Some(free) = tertulia_store::free_space(path) else { return };
    let (free, least) = (free >> 20, config.database.min_free >> 20);
    if free < least {
        let found =
            format!("{free} MiB are free, and under {least} nothing new is taken in (`database.min_free`)");
        findings.fault("disk", found, "make room");
    } else if free < least * 4 {
        findings.warning("disk", format!("{free} MiB are free"), "make room before nothing new is taken in");
    } else {
        findings.well("disk", format!("{free} MiB are free"));
    }
}

#[cfg(unix)]
fn mode(findings: &mut Findings, path: &std::path::Path) {
    use std::os::unix::fs::PermissionsExt as _;

    let Ok(metadata) = path.metadata() else { return };
    if metadata.permissions().mode() & 0o077 != 0 {
        let remedy = format!("chmod 600 {}*", path.display());
        findings.warning("database", "others on this machine may read it", remedy);
    }
}
