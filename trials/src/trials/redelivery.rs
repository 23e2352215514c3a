//! Platforms deliver again what was acknowledged, at the same moment and after a restart.

use std::path::Path;

use crate::{
    Result,
    account::{ACCOUNTS, Conversation},
    audit::Finding,
    bench::Bench,
    webhook::Webhook,
};

/// Every webhook comes on two connections at the same moment, later once more, and again after a restart.
pub async fn run(bot: &Path) -> Result<Finding> {
    let mut bench = Bench::new(bot).await?;
    bench.start().await?;
    let mut delivered = Vec::new();
    for number in 1..=8 {
        for conversation in ACCOUNTS.iter().map(|account| Conversation::new(account, 1)) {
            let webhook = Webhook::new(conversation, &[number]);
            let answers = tokio::join!(bench.post(&webhook, false), bench.post(&webhook, true));
            expect_taken(&[answers.0, answers.1, bench.post(&webhook, true).await])?;
            delivered.push(webhook);
        }
    }
    bench.drained().await?;
    bench.kill().await;
    bench.start().await?;
    for webhook in &delivered {
        expect_taken(&[bench.post(webhook, true).await])?;
    }
    bench.drained().await?;
    bench.finish().await
}

fn expect_taken(answers: &[Option<u16>]) -> Result<()> {
    match answers.iter().all(|answer| *answer == Some(200)) {
        true => Ok(()),
        false => Err(format!("a webhook was answered with {answers:?}").into()),
    }
}
