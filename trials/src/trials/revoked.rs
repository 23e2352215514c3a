//! The token of one account of each platform is no longer good, for a while.

use std::{path::Path, time::Duration};

use tokio::time::timeout;

use crate::{
    Result,
    account::{Account, Conversation, Platform},
    audit::Finding,
    bench::Bench,
    fakes::{Fault, fine},
    said::{Part, Said},
};

use super::{answered, deliver_each};

/// What the operator is told.
const ALARM: &str = "the account's credentials are refused; its messages wait";
/// How long an account is left alone whose credentials are refused, and a little more.
const PAUSE: Duration = Duration::from_secs(70);

/// The account's messages wait, and somebody is told; the other accounts go on. When the token is good again, nothing
/// was lost, without a restart.
pub async fn run(bot: &Path) -> Result<Finding> {
    let bench = refused_from(bot, Said { number: 1, part: Part::A }).await?;
    for account in Platform::ALL.map(Account::second) {
        for number in 1..=3 {
            let ana = Conversation::new(account, number).to_string();
            let answered = timeout(PAUSE, bench.fakes.until_answered(&ana, 3)).await;
            answered.map_err(|_| format!("{ana} still waits for its answers"))?;
        }
    }
    bench.drained().await?;
    bench.finish().await
}

/// The first message that is refused is never to be sent twice. That it was not sent is certain, so it is not given
/// up when the process is begun again.
pub async fn never_twice(bot: &Path) -> Result<Finding> {
    let mut bench = refused_from(bot, Said { number: 5, part: Part::B }).await?;
    bench.kill().await;
    bench.start().await?;
    bench.drained().await?;
    bench.finish().await
}

/// Returns when the tokens are good again.
async fn refused_from(bot: &Path, first: Said) -> Result<Bench> {
    let mut bench = Bench::new(bot).await?;
    bench.set_log("trace");
    let revoked = Platform::ALL.map(Account::second);
    bench.fakes.set_weather(Box::new(move |call| {
        let of_revoked = revoked.iter().any(|account| call.conversation.contains(account.id));
        (of_revoked && Said::read(call.text) >= Some(first)).then_some(Fault::TokenRevoked)
    }));
    bench.start().await?;
    let people = |account| [1, 2, 3].map(|number| Conversation::new(account, number));
    for number in 1..=first.number + 2 {
        for ana in revoked.into_iter().flat_map(people) {
            deliver_each(&bench, ana, [number]).await;
        }
        for ana in Platform::ALL.map(Account::first).into_iter().flat_map(people) {
            deliver_each(&bench, ana, [number]).await;
            answered(&bench, ana, number).await?;
        }
    }
    for account in revoked {
        let (platform, id) = (account.platform.name(), account.id);
        let alarm = format!("{ALARM} platform={platform} account=\"{id}\"");
        if !bench.logged(&alarm, Duration::from_secs(5)).await? {
            return Err(format!("nobody was told that the token of {} is no longer good", account.id).into());
        }
    }
    bench.fakes.set_weather(fine());
    Ok(bench)
}
