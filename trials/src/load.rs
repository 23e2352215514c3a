//! People who write without end, and platforms that deliver until they are acknowledged.

use std::time::Duration;

use tokio::{
    sync::watch,
    task::JoinSet,
    time::{sleep, timeout},
};

use crate::{
    account::{ACCOUNTS, Conversation, Platform},
    bench::Bench,
    chance::Chance,
    doors::Sender,
    fakes::Answers,
    webhook::Webhook,
};

/// How many unanswered events a person has at most.
const AHEAD: u32 = 8;
/// How long a person waits for answers before writing on.
const LISTENING: Duration = Duration::from_millis(300);

/// The people, as many on each account.
#[derive(Debug)]
pub(crate) struct Crowd {
    stop: watch::Sender<bool>,
    people: JoinSet<()>,
}

impl Crowd {
    /// Everybody begins to write.
    pub(crate) fn gather(bench: &Bench, people_of_account: u64, chance: &mut Chance) -> Self {
        let (stop, stopped) = watch::channel(false);
        let mut people = JoinSet::new();
        for account in &ACCOUNTS {
            for number in 1..=people_of_account {
                let conversation = Conversation::new(account, number);
                let (sender, answers) = (bench.sender(), bench.fakes.answers());
                people.spawn(converse(conversation, sender, answers, chance.fork(), stopped.clone()));
            }
        }
        Self { stop, people }
    }

    /// Nobody writes any more. When this returns, everything was acknowledged.
    pub(crate) async fn leave(mut self) {
        self.stop.send_replace(true);
        while self.people.join_next().await.is_some() {}
    }
}

/// One person, who writes until `stop`. The platform posts the next webhook when the one before is acknowledged,
/// posts again what is not, at times on two connections at once, and at times what was acknowledged long ago.
async fn converse(
    conversation: Conversation,
    mut sender: Sender,
    mut answers: Answers,
    mut chance: Chance,
    stop: watch::Receiver<bool>,
) {
    let name = conversation.to_string();
    let mut old: Option<Webhook> = None;
    let mut next: u32 = 1;
    while !*stop.borrow() {
        // Some answers never come, so nobody waits for long.
        let _ = timeout(LISTENING, answers.until(&name, next.saturating_sub(AHEAD))).await;
        let events =
            if conversation.account.platform == Platform::Telegram { 1 } else { 1 + chance.below(3) };
        let numbers: Vec<u32> = (next..).take(usize::try_from(events).unwrap_or(1)).collect();
        next += u32::try_from(numbers.len()).unwrap_or(1);
        let webhook = Webhook::new(conversation, &numbers);
        deliver(&mut sender, &webhook, &mut chance).await;
        if let Some(old) = old.as_ref().filter(|_| chance.per_mille(50)) {
            sender.post(old, true).await;
        }
        if old.is_none() || chance.per_mille(200) {
            old = Some(webhook);
        }
        sleep(chance.millis(0, 10)).await;
    }
}

/// Posts a webhook until it is acknowledged.
pub(crate) async fn deliver(sender: &mut Sender, webhook: &Webhook, chance: &mut Chance) {
    let mut again = false;
    loop {
        let answers = if again && chance.per_mille(500) {
            let mut other = sender.clone();
            let (one, two) = tokio::join!(sender.post(webhook, again), other.post(webhook, again));
            [one, two]
        } else {
            [sender.post(webhook, again).await, None]
        };
        if answers.contains(&Some(200)) {
            return;
        }
        again = true;
        sleep(chance.millis(2, 20)).await;
    }
}
