//! What operators ask a running bot for, and what it answers: a request on one line of JSON, an answer on another.

use std::{sync::Arc, time::Duration};

use serde::{Deserialize, Serialize};
use tertulia_store::{Discarded, Queue, Retried};
use tokio::{
    io::{AsyncBufReadExt as _, AsyncReadExt as _, AsyncWriteExt as _, BufReader},
    net::UnixStream,
    sync::watch,
};

use super::AdminSocket;
use crate::service::Shared;

/// The version of what is spoken. Another one is refused.
pub(super) const VERSION: u32 = 1;
/// The longest request, in bytes.
const LONGEST: u64 = 4 << 10;
/// How long somebody may take to ask.
const PATIENCE: Duration = Duration::from_secs(5);

/// What is asked for.
#[derive(Debug, Deserialize, Serialize)]
pub(super) struct Asked {
    pub(super) version: u32,
    pub(super) wish: Wish,
}

#[derive(Debug, Deserialize, Serialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Wish {
    Retry { queue: Queue, number: i64 },
    Discard { queue: Queue, number: i64 },
    Forget { user: i64 },
}

/// What came of it.
#[derive(Debug, Deserialize, Serialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Told {
    Retried(Retried),
    Discarded(Discarded),
    Forgotten(Vec<(String, usize)>),
    Failed(String),
}

/// Answers until the service stops.
pub(crate) async fn serve(shared: Arc<Shared>, socket: AdminSocket, mut stopped: watch::Receiver<bool>) {
    while !*stopped.borrow() {
        let stream = tokio::select! {
            biased;
            _ = stopped.changed() => return,
            accepted = socket.listener.accept() => accepted,
        };
        match stream {
            Ok((stream, _)) if is_welcome(&stream, socket.owner) => answer(&shared, stream).await,
            Ok(_) => tracing::warn!("another user asked for what only the bot's own may"),
            Err(error) => {
                tracing::warn!(%error, "an operator's connection was not accepted");
                tokio::time::sleep(Duration::from_millis(50)).await;
            }
        }
    }
}

/// The mode of the socket keeps others out already; this holds where a system does not look at it.
fn is_welcome(stream: &UnixStream, owner: u32) -> bool {
    const ROOT: u32 = 0;
    stream.peer_cred().is_ok_and(|peer| [owner, ROOT].contains(&peer.uid()))
}

/// One request, one answer. Operators are few: one after the other.
async fn answer(shared: &Shared, mut stream: UnixStream) {
    let mut line = String::new();
    let mut asking = BufReader::new((&mut stream).take(LONGEST));
    let read = tokio::time::timeout(PATIENCE, asking.read_line(&mut line)).await;
    if !matches!(read, Ok(Ok(_))) {
        return;
    }
    let told = match serde_json::from_str::<Asked>(&line) {
        Ok(Asked { version: VERSION, wish }) => fulfil(shared, wish).await,
        _ => Told::Failed("the bot that runs is of another version; use the command of that one".to_owned()),
    };
    if let Ok(mut text) = serde_json::to_string(&told) {
        text.push('\n');
        let _ = tokio::time::timeout(PATIENCE, stream.write_all(text.as_bytes())).await; // they may be gone
    }
}

async fn fulfil(shared: &Shared, wish: Wish) -> Told {
    let Some(upkeep) = shared.store.upkeep() else {
        return Told::Failed("this database is put right without the bot".to_owned());
    };
    tracing::info!(?wish, "an operator asks");
    let told = match wish {
        Wish::Retry { queue, number } => {
            upkeep.retry(queue, number, shared.clock.now()).await.map(Told::Retried)
        }
        Wish::Discard { queue, number } => upkeep.discard(queue, number).await.map(Told::Discarded),
        Wish::Forget { user } => upkeep.forget(user).await.map(Told::Forgotten),
    };
    shared.turns.wake();
    told.unwrap_or_else(|error| Told::Failed(error.to_string()))
}
