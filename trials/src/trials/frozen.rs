//! A process freezes in the middle of a turn, another takes its place, and it comes back.
//!
//! The lock of the database forbids that; here somebody has removed the lock's file, as people do.

use std::{path::Path, time::Duration};

use tokio::time::{sleep, timeout};

use crate::{
    Result,
    account::{ACCOUNTS, Conversation},
    audit::Finding,
    bench::Bench,
};

use super::{answered, deliver_each};

/// How long the turns of the first process take: time enough to freeze it.
const TURN: Duration = Duration::from_secs(1);

/// What the frozen process still wants to keep is refused.
pub async fn run(bot: &Path) -> Result<Finding> {
    let people = ACCOUNTS.each_ref().map(|account| Conversation::new(account, 1));
    let mut bench = Bench::new(bot).await?;
    bench.set_turn(TURN);
    bench.start().await?;
    for ana in people {
        deliver_each(&bench, ana, [1]).await;
    }
    let frozen = bench.release().ok_or("no bot was begun")?;
    frozen.signal("STOP")?;

    std::fs::remove_file(bench.folder().join("tertulia.db.lock"))?;
    bench.set_turn(Duration::ZERO);
    bench.start().await?;
    for ana in people {
        deliver_each(&bench, ana, 2..=4).await;
        answered(&bench, ana, 4).await?;
    }
    bench.drained().await?;

    frozen.signal("CONT")?;
    let refusal = frozen.logged("the conversation was taken over");
    let refused = timeout(Duration::from_secs(5), refusal).await.unwrap_or(Ok(false))?;
    // By now it may have looked for more to do as well.
    sleep(Duration::from_millis(300)).await;
    frozen.kill();
    for ana in people {
        deliver_each(&bench, ana, [5]).await;
    }
    bench.drained().await?;
    let finding = bench.finish().await?;
    if finding.violations.is_empty() && !refused {
        return Err("the frozen process kept nothing, but nothing was refused either".into());
    }
    Ok(finding)
}
