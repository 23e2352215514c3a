//! The trials: each holds one promise against one kind of misfortune.

pub mod crash;
pub mod disk;
pub mod faults;
pub mod flood;
pub mod frozen;
pub mod interrupted;
pub mod outage;
pub mod overload;
pub mod poison;
pub mod redelivery;
pub mod revoked;
pub mod shutdown;
pub mod unreachable;

use std::time::Duration;

use tokio::time::timeout;

use crate::{Result, account::Conversation, bench::Bench, chance::Chance, load::deliver, webhook::Webhook};

/// How long an answer may take, on a machine that has other things to do. After a backoff it takes some seconds.
const ANSWERING: Duration = Duration::from_secs(40);

/// Has events of a conversation delivered, one webhook each.
async fn deliver_each(bench: &Bench, conversation: Conversation, numbers: impl IntoIterator<Item = u32>) {
    let mut sender = bench.sender();
    let mut chance = Chance::new(conversation.person);
    for number in numbers {
        deliver(&mut sender, &Webhook::new(conversation, &[number]), &mut chance).await;
    }
}

/// Waits until a conversation's events were answered up to that number.
async fn answered(bench: &Bench, conversation: Conversation, number: u32) -> Result<()> {
    let name = conversation.to_string();
    let answered = timeout(ANSWERING, bench.fakes.until_answered(&name, number));
    answered.await.map_err(|_| format!("{name}: event {number} was not answered").into())
}
