//! The disk is full, or fails.

use std::{path::Path, time::Duration};

use tokio::time::sleep;

use crate::{
    Result,
    account::{ACCOUNTS, Conversation},
    audit::Finding,
    bench::Bench,
    mount::{Mount, Skipped, fill},
    webhook::Webhook,
};

use super::deliver_each;

/// What came of a trial that needs a file system of its own.
#[derive(Debug)]
#[non_exhaustive]
pub enum Held {
    /// It was held.
    Finding(Finding),
    /// There was no file system.
    Skipped(Skipped),
}

/// With a full disk webhooks are refused with 503; with room again everything goes on, without a restart.
pub async fn full(bot: &Path) -> Result<Held> {
    fill_up(bot, (0, 4 << 20), 0).await
}

/// The same, while there still is some room, but less than the operator wants to be kept free.
pub async fn nearly_full(bot: &Path) -> Result<Held> {
    fill_up(bot, (16 << 20, 4 << 20), 8 << 20).await
}

/// Fills the disk but for so many bytes.
async fn fill_up(bot: &Path, (min_free, ballast): (u64, u64), but_for: u64) -> Result<Held> {
    let mount = match Mount::in_memory(48 << 20) {
        Ok(mount) => mount,
        Err(skipped) => return Ok(Held::Skipped(skipped)),
    };
    let mut bench = Bench::new(bot).await?;
    bench.run_in(&mount.path());
    bench.set_space(min_free, ballast);
    bench.start().await?;
    let people = ACCOUNTS.each_ref().map(|account| Conversation::new(account, 1));
    for ana in people {
        deliver_each(&bench, ana, 1..=3).await;
    }
    let filling = fill(&mount.path(), but_for)?;
    let mut refusals = Vec::new();
    for ana in people {
        refusals.push(until_refused(&bench, ana, 4).await?);
    }
    sleep(Duration::from_millis(300)).await;
    std::fs::remove_file(filling)?;
    go_on(bench, refusals).await
}

/// What is written to with calls. The index of the log is mapped into memory, where nothing can be refused.
const DATABASE: [&str; 2] = ["tertulia.db", "tertulia.db-wal"];

/// While nothing can be written to the database webhooks are refused with 503; afterwards everything goes on, without
/// a restart.
pub async fn read_only(bot: &Path) -> Result<Held> {
    let mount = match Mount::on_disk(16) {
        Ok(mount) => mount,
        Err(skipped) => return Ok(Held::Skipped(skipped)),
    };
    let mut bench = Bench::new(bot).await?;
    bench.run_in(&mount.path());
    bench.start().await?;
    let people = ACCOUNTS.each_ref().map(|account| Conversation::new(account, 1));
    for ana in people {
        deliver_each(&bench, ana, 1..=3).await;
    }
    for file in DATABASE {
        if let Err(skipped) = mount.set_writable(file, false) {
            return Ok(Held::Skipped(skipped));
        }
    }
    let mut refusals = Vec::new();
    for ana in people {
        refusals.push(until_refused(&bench, ana, 4).await?);
    }
    for file in DATABASE {
        if let Err(skipped) = mount.set_writable(file, true) {
            return Err(format!("{file} could not be made writable again: {}", skipped.reason).into());
        }
    }
    go_on(bench, refusals).await
}

/// When the disk fails under it, nothing is acknowledged that is not on it. After a restart nothing is missing.
pub async fn failing(bot: &Path) -> Result<Held> {
    let mount = match Mount::on_disk(16) {
        Ok(mount) => mount,
        Err(skipped) => return Ok(Held::Skipped(skipped)),
    };
    let mut bench = Bench::new(bot).await?;
    bench.run_in(&mount.path());
    bench.start().await?;
    let people = ACCOUNTS.each_ref().map(|account| Conversation::new(account, 1));
    for ana in people {
        deliver_each(&bench, ana, 1..=5).await;
    }
    // A sync that is under way when a file system is aborted by force may succeed all the same. No disk does that, so
    // the bot has nothing to do at that moment.
    bench.drained().await?;
    if let Err(skipped) = mount.fail() {
        return Ok(Held::Skipped(skipped));
    }
    let mut refusals = Vec::new();
    for ana in people {
        refusals.push(until_refused(&bench, ana, 6).await?);
    }
    bench.kill().await;
    if let Err(skipped) = mount.restart() {
        return Err(format!("the disk could not be mounted again: {}", skipped.reason).into());
    }
    bench.start().await?;
    go_on(bench, refusals).await
}

/// Posts webhooks until one is refused with 503, and tells the number of the next one to be delivered. There may be
/// a little room left.
async fn until_refused(bench: &Bench, ana: Conversation, first: u32) -> Result<Refusal> {
    for number in first..first + 200 {
        match bench.post(&Webhook::new(ana, &[number]), false).await {
            // Now and then the bot looks how much room there is.
            Some(200) => sleep(Duration::from_millis(10)).await,
            Some(503) => return Ok(Refusal { ana, number, came: true }),
            other => {
                let log = bench.end_of_log();
                return Err(format!("{ana}: event {number} was answered with {other:?}\n{log}").into());
            }
        }
    }
    Ok(Refusal { ana, number: first + 200, came: false })
}

struct Refusal {
    ana: Conversation,
    number: u32,
    came: bool,
}

/// Has what was refused delivered again, and some more, and judges.
async fn go_on(bench: Bench, refusals: Vec<Refusal>) -> Result<Held> {
    for Refusal { ana, number, .. } in &refusals {
        deliver_each(&bench, *ana, *number..number + 3).await;
    }
    bench.drained().await?;
    let finding = bench.finish().await?;
    match refusals.iter().find(|refusal| !refusal.came) {
        Some(Refusal { ana, .. }) if finding.violations.is_empty() => {
            Err(format!("{ana}: nothing was refused").into())
        }
        _ => Ok(Held::Finding(finding)),
    }
}
