//! The playground: three phones in a browser, and the inspector beside them.
//!
//! [`Playground::router`] serves the page, the events that keep it up to date, and what people do on it. It is made for one
//! developer on one machine: [`listen`] takes addresses of this machine only, and requests from pages of other sites
//! are refused.

mod acts;
mod answer;
mod assets;
mod events;
mod files;
mod guard;
mod inspector;
mod listen;
mod own_file;
mod people;
mod phones;
mod script;
mod state;

use std::{
    fmt, io,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use axum::{
    Router,
    extract::DefaultBodyLimit,
    middleware,
    routing::{get, post},
};
use tokio::{
    net::TcpListener,
    sync::{Semaphore, watch},
};

pub use inspector::Inspector;
pub use listen::{NotLoopback, listen};
pub use phones::Phones;

use script::Scripts;

/// How many bytes a request may have.
const BODY_LIMIT: usize = 64 * 1024;

/// How many pages may be open at once.
const PAGES: usize = 32;

/// The server of the playground's page. It is cheap to clone, and all clones are the same playground.
#[derive(Clone)]
pub struct Playground(Arc<Shared>);

struct Shared {
    phones: Box<dyn Phones>,
    inspector: Arc<dyn Inspector>,
    /// By what a page notices that everything it shows has begun anew.
    run: watch::Sender<String>,
    pages: Arc<Semaphore>,
    scripts: Mutex<Scripts>,
}

impl Playground {
    /// A playground for these phones, which are a [`Simulator`](crate::Simulator), and the bot behind the inspector. Ana and
    /// Ben are there.
    pub fn new(phones: impl Phones + 'static, inspector: Arc<dyn Inspector>) -> Self {
        people::FIRST.iter().for_each(|person| phones.meet(person));
        Self(Arc::new(Shared {
            phones: Box::new(phones),
            inspector,
            run: watch::Sender::new(new_run()),
            pages: Arc::new(Semaphore::new(PAGES)),
            scripts: Mutex::default(),
        }))
    }

    /// Everything that the page asks for.
    pub fn router(&self) -> Router {
        Router::new()
            .route("/", get(assets::page))
            .route("/assets/{*path}", get(assets::asset))
            .route("/files/{*id}", get(files::file))
            .route("/api/state", get(state::state))
            .route("/api/events", get(events::events))
            .route("/api/queues", get(state::queues))
            .route("/api/why/{event}", get(state::why))
            .route("/api/script/{person}", get(script::script))
            .route("/api/act", post(acts::act))
            .route("/api/file", post(own_file::send).layer(DefaultBodyLimit::max(own_file::MOST)))
            .route("/api/meet", post(people::meet))
            .route("/api/fault", post(acts::fault))
            .route("/api/clock", post(acts::clock))
            .route("/api/conversation", post(acts::conversation))
            .route("/api/reset", post(acts::reset))
            .layer(DefaultBodyLimit::max(BODY_LIMIT))
            .layer(middleware::from_fn(guard::guard))
            .with_state(self.clone())
    }

    /// Serves the page until this future is dropped.
    ///
    /// # Errors
    ///
    /// If the listener breaks.
    pub async fn serve(&self, listener: TcpListener) -> io::Result<()> {
        axum::serve(listener, self.router()).await
    }

    fn scripts(&self) -> MutexGuard<'_, Scripts> {
        self.0.scripts.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The time is enough: two runs of one playground do not begin in the same microsecond.
fn new_run() -> String {
    jiff::Timestamp::now().as_microsecond().to_string()
}

impl fmt::Debug for Playground {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Playground").field("run", &*self.0.run.borrow()).finish_non_exhaustive()
    }
}
