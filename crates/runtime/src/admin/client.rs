//! The operator's side of the socket.

use std::{path::PathBuf, time::Duration};

use jiff::Timestamp;
use tertulia_store::{Discarded, Future, Queue, Retried, StoreError, Upkeep};
use tokio::{
    io::{AsyncBufReadExt as _, AsyncReadExt as _, AsyncWriteExt as _, BufReader},
    net::UnixStream,
};

use super::operators::{Asked, Told, VERSION, Wish};

/// How long an answer is waited for: erasing takes longest.
const PATIENCE: Duration = Duration::from_secs(60);
/// The longest answer, in bytes.
const LONGEST: u64 = 64 << 10;

/// Asks a running bot to put right what it keeps, by its [`AdminSocket`](super::AdminSocket).
#[derive(Debug)]
pub struct AdminClient {
    path: PathBuf,
}

impl AdminClient {
    /// For the bot that listens there. Nothing is connected before something is asked.
    pub fn new(path: impl Into<PathBuf>) -> Self {
        Self { path: path.into() }
    }

    async fn ask(&self, wish: Wish) -> Result<Told, StoreError> {
        let path = self.path.display();
        match tokio::time::timeout(PATIENCE, self.exchange(wish)).await {
            Ok(Ok(Told::Failed(error))) => Err(StoreError::Unavailable(error)),
            Ok(Ok(told)) => Ok(told),
            Ok(Err(error)) => Err(StoreError::Unavailable(format!(
                "a bot runs on it, but does not answer at {path} ({error}); it may be starting or stopping: try again in \
                 a moment, or stop it first"
            ))),
            Err(_) => Err(StoreError::Unavailable(format!(
                "the bot that listens at {path} did not answer in time; whether it was done, `queue` and `user` tell"
            ))),
        }
    }

    async fn exchange(&self, wish: Wish) -> std::io::Result<Told> {
        let mut stream = UnixStream::connect(&self.path).await?;
        let mut text = serde_json::to_string(&Asked { version: VERSION, wish })?;
        text.push('\n');
        stream.write_all(text.as_bytes()).await?;
        let mut line = String::new();
        BufReader::new(stream.take(LONGEST)).read_line(&mut line).await?;
        Ok(serde_json::from_str(&line)?)
    }
}

fn unexpected() -> StoreError {
    StoreError::Unavailable("the bot answered something else than was asked".to_owned())
}

impl Upkeep for AdminClient {
    /// The bot goes by its own clock.
    fn retry(&self, queue: Queue, number: i64, _now: Timestamp) -> Future<'_, Retried> {
        Box::pin(async move {
            match self.ask(Wish::Retry { queue, number }).await? {
                Told::Retried(retried) => Ok(retried),
                _ => Err(unexpected()),
            }
        })
    }

    fn discard(&self, queue: Queue, number: i64) -> Future<'_, Discarded> {
        Box::pin(async move {
            match self.ask(Wish::Discard { queue, number }).await? {
                Told::Discarded(discarded) => Ok(discarded),
                _ => Err(unexpected()),
            }
        })
    }

    fn forget(&self, user: i64) -> Future<'_, Vec<(String, usize)>> {
        Box::pin(async move {
            match self.ask(Wish::Forget { user }).await? {
                Told::Forgotten(erased) => Ok(erased),
                _ => Err(unexpected()),
            }
        })
    }
}
