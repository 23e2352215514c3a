//! One person writes without end, and is answered slowly.

use std::{path::Path, time::Duration};

use tokio::time::timeout;

use crate::{
    Result,
    account::{Account, Conversation, Platform},
    audit::Finding,
    bench::Bench,
    fakes::{Fault, fine},
};

use super::{answered, deliver_each};

/// So many events: more answers than a sender takes from the outbox at once.
const EVENTS: u32 = 1300;
/// How long another person may have to wait.
const PATIENCE: Duration = Duration::from_secs(5);

/// Others are answered all the same.
pub async fn run(bot: &Path) -> Result<Finding> {
    let mut bench = Bench::new(bot).await?;
    bench.set_log("info");
    let ana = Conversation::new(Account::first(Platform::Telegram), 1);
    let bob = Conversation::new(Account::first(Platform::Telegram), 2);
    let slow = ana.to_string();
    bench
        .fakes
        .set_weather(Box::new(move |call| (call.conversation == slow).then_some(Fault::RetryAfter(30))));
    bench.start().await?;
    deliver_each(&bench, ana, 1..=EVENTS).await;
    deliver_each(&bench, bob, [1]).await;
    if timeout(PATIENCE, answered(&bench, bob, 1)).await.is_err() {
        return Err(format!("{bob} was not answered within {PATIENCE:?}, because of {ana}").into());
    }
    bench.fakes.set_weather(fine());
    bench.kill().await;
    bench.start().await?;
    bench.drained().await?;
    bench.finish().await
}
