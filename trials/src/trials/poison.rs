//! An event that ends the process whenever it is handled.

use std::{path::Path, time::Duration};

use crate::{
    Result,
    account::{Account, Conversation, Platform},
    audit::Finding,
    bench::Bench,
    webhook::Webhook,
};

use super::deliver_each;

/// How often the process may end before the event has to be set aside.
const PATIENCE: usize = 8;

/// Such an event is set aside in the end, and those behind it are handled.
pub async fn run(bot: &Path) -> Result<Finding> {
    let mut bench = Bench::new(bot).await?;
    let ana = Conversation::new(Account::first(Platform::Messenger), 1);
    let bob = Conversation::new(Account::first(Platform::Telegram), 2);
    bench.start().await?;
    deliver_each(&bench, ana, 1..=2).await;
    bench.drained().await?;
    // The process may end before it has answered.
    bench.post(&Webhook::that_aborts(ana, 3), false).await;
    let mut ends = 0;
    while bench.wait_for_end(Duration::from_millis(1500)).await {
        ends += 1;
        if ends > PATIENCE {
            return Err(format!("the process ended {ends} times of the same event").into());
        }
        bench.spawn()?;
        bench.comes_up().await?;
    }
    deliver_each(&bench, ana, 4..=5).await;
    deliver_each(&bench, bob, 1..=3).await;
    bench.drained().await?;
    let finding = bench.finish().await?;
    match (ends, finding.figures.dead_events) {
        (1.., 1) => Ok(finding),
        (ends, dead) => {
            Err(format!("the process ended {ends} times, and {dead} events were set aside").into())
        }
    }
}
