//! The trials: each holds one promise against one kind of misfortune.

pub mod crash;
pub mod disk;
pub mod faults;
pub mod flood;
pub mod frozen;
pub mod interrupted;
pub mod poison;
pub mod redelivery;
pub mod revoked;
pub mod shutdown;
pub mod unreachable;

use crate::{Result, account::Conversation, bench::Bench, chance::Chance, load::deliver, webhook::Webhook};

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
    let (name, mut rounds) = (conversation.to_string(), 0);
    while bench.fakes.answered(&name) < number {
        rounds += 1;
        if rounds > 4000 {
            return Err(format!("{name}: event {number} was not answered").into());
        }
        tokio::time::sleep(std::time::Duration::from_millis(5)).await;
    }
    Ok(())
}
