//! PostgreSQL: one database, any number of processes.
//!
//! What comes in and what turns leave behind goes through lanes: tasks that each do, in one transaction and with the same few
//! statements, everything that was asked while the last one was being committed. The rest takes a connection of its own.

mod account;
mod album;
mod chat_log;
mod claim;
mod connect;
mod conversation;
mod copy;
mod dead;
mod dedupe;
mod depth;
mod due;
mod failure;
mod files;
mod finish;
mod identity;
mod incoming;
mod ingest;
mod migrate;
mod moved;
mod news;
mod once;
mod options;
mod outbox;
mod outgoing;
mod payload;
mod person;
mod post;
mod process;
mod push;
mod receipt;
mod records;
mod report;
mod request;
mod sender;
mod session;
mod settle;
mod shared;
mod snapshot;
mod store;
mod sweep;
mod timer;
mod trace;
mod transaction;
mod undelivered;
mod value;

use std::{
    fmt,
    sync::{Arc, PoisonError, RwLock},
};

use futures_util::future::BoxFuture;
use tokio::sync::{Mutex, mpsc, watch};

use self::{
    failure::Failure,
    incoming::{Incoming, IncomingLane, LANES, QUEUE},
    outgoing::{Outgoing, OutgoingLane},
    request::Reply,
    session::Session,
    shared::Shared,
    transaction::{Transaction, transact},
};
use crate::{
    StoreError,
    rules::{
        answer::{Answer, Undo},
        handover::Handover,
        waiting::{TakeBack, Waiting},
    },
};

pub(crate) use copy::{PostgresSide, place};
pub use options::PostgresOptions;
pub use records::{PostgresCaretaker, PostgresReader};

/// A store in a PostgreSQL database that any number of processes share.
///
/// Each conversation is handled by one process at a time, and each account has one process that sends for it. A process that
/// ends, or does not show for [`PostgresOptions::lease`] that it is alive, loses both to the others; what it still tries to
/// keep is refused. Times that processes must agree on are the database's.
///
/// While the server is away everything answers [`StoreError::Unavailable`]; when it is back, everything goes on.
pub struct Postgres {
    shared: Arc<Shared>,
    /// `None` once closed.
    queues: RwLock<Option<Queues>>,
    /// Ends when everything that was asked is done.
    open: watch::Receiver<()>,
}

/// Where to ask.
#[derive(Clone)]
struct Queues {
    incoming: mpsc::Sender<Incoming>,
    outgoing: mpsc::UnboundedSender<Outgoing>,
    /// As long as there is one of these, the session stays.
    _alive: mpsc::Sender<()>,
}

impl Postgres {
    /// Opens a database, and makes its tables or brings them up to date.
    ///
    /// The URL says `sslmode=require` (the server proves who it is) or `disable`. Without a word a server on this machine is
    /// spoken to in plain text and any other with TLS. `sslrootcert` names a file of certificates to trust instead of this
    /// machine's.
    ///
    /// # Errors
    ///
    /// [`StoreError::Unusable`] if the URL is none, the server refuses it, or the schema belongs to another program or a
    /// newer version of this one; [`StoreError::Unavailable`] if the server does not answer.
    pub async fn open(url: &str, options: PostgresOptions) -> Result<Self, StoreError> {
        let shared = Arc::new(Shared::new(url, options)?);
        migrate::migrate(&shared).await?;
        let session = Session::begin(&shared).await?;
        let (incoming, queue) = mpsc::channel(QUEUE);
        let (outgoing, calls) = mpsc::unbounded_channel();
        let (alive, others) = mpsc::channel(1);
        let (end, open) = watch::channel(());
        let queue = Arc::new(Mutex::new(queue));
        for _ in 0..LANES {
            let lane = IncomingLane {
                shared: Arc::clone(&shared),
                queue: Arc::clone(&queue),
                outgoing: outgoing.clone(),
            };
            let alive = alive.clone();
            tokio::spawn(async move {
                lane.run().await;
                drop(alive);
            });
        }
        let lane = OutgoingLane {
            shared: Arc::clone(&shared),
            queue: calls,
            handover: Handover::default(),
            undo: Undo::default(),
            doubts: 0,
        };
        let own = alive.clone();
        tokio::spawn(async move {
            lane.run().await;
            drop(own);
        });
        let pool = shared.pool.clone();
        tokio::spawn(async move {
            session.run(others).await;
            pool.close();
            drop(end);
        });
        let queues = RwLock::new(Some(Queues { incoming, outgoing, _alive: alive }));
        Ok(Self { shared, queues, open })
    }

    /// Has work done in a transaction of its own. It goes on if nobody waits for it any more.
    async fn ask<I, T>(
        &self,
        input: I,
        work: impl for<'a> Fn(&'a Transaction, &'a I) -> BoxFuture<'a, Result<T, Failure>> + Send + Sync + 'static,
    ) -> Result<T, StoreError>
    where
        I: Send + Sync + 'static,
        T: Answer + 'static,
    {
        let queues = self.queues()?;
        let shared = Arc::clone(&self.shared);
        let (reply, receiver) = Reply::new();
        tokio::spawn(async move {
            let answer = transact(&shared, &input, work).await;
            let undo = reply.send(answer.map_err(Into::into));
            if !undo.is_empty() {
                let _ = queues.outgoing.send(Outgoing::TakeBack(undo)); // the lane outlives what holds its queue
            }
            drop(queues);
        });
        Waiting::new(receiver, self).answer().await
    }

    /// Has the lane of what goes out do something.
    async fn send<T: Answer>(&self, request: impl FnOnce(Reply<T>) -> Outgoing) -> Result<T, StoreError> {
        let (reply, receiver) = Reply::new();
        self.queues()?.outgoing.send(request(reply)).map_err(|_| StoreError::Closed)?;
        Waiting::new(receiver, self).answer().await
    }

    fn queues(&self) -> Result<Queues, StoreError> {
        self.queues.read().unwrap_or_else(PoisonError::into_inner).clone().ok_or(StoreError::Closed)
    }

    /// Lets everything end once it has done what was asked.
    fn hang_up(&self) {
        self.queues.write().unwrap_or_else(PoisonError::into_inner).take();
    }
}

/// The lane takes it back.
impl TakeBack for Postgres {
    fn take_back(&self, undo: Undo) {
        if let Ok(queues) = self.queues() {
            let _ = queues.outgoing.send(Outgoing::TakeBack(undo)); // if it is closed, others find out by themselves
        }
    }
}

/// What was asked is still done, in the background; [`Store::close`](crate::Store::close) waits for that.
impl Drop for Postgres {
    fn drop(&mut self) {
        self.hang_up();
    }
}

impl fmt::Debug for Postgres {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Postgres").field("process", &self.shared.process()).finish_non_exhaustive()
    }
}
