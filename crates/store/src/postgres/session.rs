//! The one connection that stays: it shows that this process is alive, and hears what others tell.

use std::{
    future::poll_fn,
    pin::pin,
    sync::Arc,
    time::{Duration, Instant},
};

use futures_util::FutureExt as _;
use tokio::sync::mpsc;
use tokio_postgres::{AsyncMessage, Client, Connection, NoTls, types::Type};

use super::{failure::Failure, news::News, process, sender, shared::Shared, transaction::transact};

/// How long to wait before a broken connection is made anew.
const PAUSE: Duration = Duration::from_secs(1);

/// The session of this process.
pub(super) struct Session {
    shared: Arc<Shared>,
    line: Line,
    /// When the connection was made anew. Others may have lost theirs at the same time.
    back: Option<Instant>,
}

/// An open connection, and what comes from it. Nothing comes any more when it has ended.
struct Line {
    client: Client,
    news: mpsc::UnboundedReceiver<News>,
}

impl Session {
    /// Makes this process known, and takes over what processes left behind that are gone.
    pub(super) async fn begin(shared: &Arc<Shared>) -> Result<Self, Failure> {
        let line = Line::open(shared).await?;
        let mut session = Self { shared: Arc::clone(shared), line, back: None };
        session.join().await?;
        session.reap().await?;
        Ok(session)
    }

    /// Takes care of everything until all others who work here have ended, and says good-bye.
    pub(super) async fn run(mut self, mut others: mpsc::Receiver<()>) {
        let shared = Arc::clone(&self.shared);
        let every = (shared.lease / 10).max(Duration::from_millis(50));
        let mut look = tokio::time::interval(every);
        look.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
        look.reset();
        loop {
            let mut lost = false;
            tokio::select! {
                _ = others.recv() => break,
                news = self.line.news.recv() => match news {
                    Some(news) => {
                        shared.tell(news);
                        continue;
                    }
                    None => lost = true,
                },
                () = shared.look.notified() => {}
                _ = look.tick() => {}
            }
            if lost {
                tokio::time::sleep(every.min(PAUSE)).await;
            }
            if let Err(failure) = self.tend(lost).await {
                tracing::warn!(?failure, "the database could not be told that this process is alive");
            }
        }
        if let Err(failure) =
            transact(&shared, &(), |transaction, ()| process::leave(transaction).boxed()).await
        {
            tracing::warn!(?failure, "others will find out by themselves that this process has ended");
        }
    }

    /// Shows that this process is alive, and looks what there is to do for it.
    async fn tend(&mut self, lost: bool) -> Result<(), Failure> {
        if lost {
            self.line = Line::open(&self.shared).await?;
            self.line.lock(&self.shared.schema, self.shared.process()).await?;
            self.back = Some(Instant::now());
        }
        let doubts = self.shared.doubts();
        if self.shared.is_in_doubt() {
            tracing::warn!(
                "nobody can tell what was kept when the connection broke; what was begun is begun anew"
            );
            transact(&self.shared, &(), |transaction, ()| process::renew(transaction).boxed()).await?;
            self.shared.resolve(doubts);
        }
        if !transact(&self.shared, &(), |transaction, ()| process::beat(transaction).boxed()).await? {
            tracing::warn!(
                "others took this process for dead; it begins anew, and what it had begun is not kept"
            );
            self.join().await?;
        }
        // Who lost the server together with this process gets the time to show again.
        if self.back.is_none_or(|back| back.elapsed() >= self.shared.lease / 5) {
            self.reap().await?;
        }
        let waiting =
            transact(&self.shared, &(), |transaction, ()| sender::waiting(transaction).boxed()).await?;
        waiting.into_iter().for_each(|account| self.shared.tell(News::Calls(account)));
        Ok(())
    }

    /// Has this process known by a new number.
    async fn join(&mut self) -> Result<(), Failure> {
        let number = self.line.number(&self.shared.schema).await?;
        // Before anybody can look whether it is free.
        self.line.lock(&self.shared.schema, number).await?;
        transact(&self.shared, &number, |transaction, number| process::join(transaction, *number).boxed())
            .await?;
        self.shared.become_process(number);
        Ok(())
    }

    async fn reap(&self) -> Result<(), Failure> {
        transact(&self.shared, &(), |transaction, ()| process::reap(transaction).boxed()).await?;
        Ok(())
    }
}

impl Line {
    async fn open(shared: &Shared) -> Result<Self, Failure> {
        let server = &shared.server;
        let (client, news) = match server.tls.clone() {
            Some(tls) => {
                let (client, connection) = server.config.connect(tls).await?;
                (client, listen(connection))
            }
            None => {
                let (client, connection) = server.config.connect(NoTls).await?;
                (client, listen(connection))
            }
        };
        client.batch_execute(&format!("LISTEN \"{}\"", shared.channel())).await?;
        Ok(Self { client, news })
    }

    /// A number that no process had.
    async fn number(&self, schema: &str) -> Result<i64, Failure> {
        let processes = format!("\"{schema}\".processes");
        let next = "SELECT nextval(pg_get_serial_sequence($1, 'id'))";
        let row = self.client.query_typed_one(next, &[(&processes, Type::TEXT)]).await?;
        Ok(row.try_get(0)?)
    }

    /// Holds the lock of that process as long as this connection lasts.
    async fn lock(&self, schema: &str, process: i64) -> Result<(), Failure> {
        self.client
            .query_typed(
                "SELECT pg_try_advisory_lock(hashtext($1), $2::bigint::int)",
                &[(&schema, Type::TEXT), (&process, Type::INT8)],
            )
            .await?;
        Ok(())
    }
}

/// Drives a connection, and gives what others tell over it.
fn listen<S, T>(connection: Connection<S, T>) -> mpsc::UnboundedReceiver<News>
where
    Connection<S, T>: Send + 'static,
    S: tokio::io::AsyncRead + tokio::io::AsyncWrite + Unpin + Send + 'static,
    T: tokio::io::AsyncRead + tokio::io::AsyncWrite + Unpin + Send + 'static,
{
    let (tell, news) = mpsc::unbounded_channel();
    tokio::spawn(async move {
        let mut connection = pin!(connection);
        while let Some(Ok(message)) =
            poll_fn(|context| connection.as_mut().get_mut().poll_message(context)).await
        {
            if let AsyncMessage::Notification(note) = message
                && let Some(told) = News::read(note.payload())
            {
                // Nobody listens any more when the session has ended; then the connection ends by itself.
                let _ = tell.send(told);
            }
        }
    });
    news
}
