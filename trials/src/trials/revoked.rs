//! The token of one account of each platform is no longer good, for a while.

use std::path::Path;

use crate::{
    Result,
    account::{Account, Conversation, Platform},
    audit::Finding,
    bench::Bench,
    fakes::{Fault, fine},
    said::{Part, Said},
};

use super::{answered, deliver_each};

/// The account's messages wait, the other accounts go on; when the token is good again, nothing was lost.
pub async fn run(bot: &Path) -> Result<Finding> {
    refused_from(bot, Said { number: 1, part: Part::A }).await
}

/// The first message that is refused is never to be sent twice. That it was not sent is certain, so it is not given
/// up when the process is begun again.
pub async fn never_twice(bot: &Path) -> Result<Finding> {
    refused_from(bot, Said { number: 5, part: Part::B }).await
}

async fn refused_from(bot: &Path, first: Said) -> Result<Finding> {
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
    bench.fakes.set_weather(fine());
    // It would look again after a minute. A process that is begun looks at once.
    bench.kill().await;
    bench.start().await?;
    bench.drained().await?;
    bench.finish().await
}
