//! A turn is interrupted by kills that are not its fault, and then fails once.

use std::{path::Path, time::Duration};

use tokio::time::sleep;

use crate::{
    Result,
    account::{Account, Conversation, Platform},
    audit::Finding,
    bench::Bench,
};

use super::deliver_each;

/// How long the turns take that are interrupted.
const TURN: Duration = Duration::from_millis(700);

/// After one error an event is tried again, however often its turn was interrupted before.
pub async fn run(bot: &Path) -> Result<Finding> {
    let mut bench = Bench::new(bot).await?;
    let people = Platform::ALL.map(|platform| Conversation::new(Account::first(platform), 1));
    bench.set_turn(TURN);
    bench.start().await?;
    for ana in people {
        deliver_each(&bench, ana, [1]).await;
    }
    sleep(TURN / 7).await;
    bench.kill().await;
    bench.start().await?;
    sleep(TURN / 3).await;
    bench.kill().await;

    bench.set_failing(1000);
    bench.start().await?;
    if !bench.logged("turn failed", 10 * TURN).await? {
        return Err("no turn failed".into());
    }
    // Until it is kept that it failed.
    sleep(TURN / 3).await;
    bench.kill().await;
    bench.set_failing(0);
    bench.set_turn(Duration::ZERO);
    bench.start().await?;
    bench.drained().await?;
    let finding = bench.finish().await?;
    match finding.figures.dead_events {
        0 => Ok(finding),
        dead => Err(format!("{dead} events were set aside after one error each").into()),
    }
}
