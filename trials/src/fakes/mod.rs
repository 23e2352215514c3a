//! Fakes of the three platforms' APIs, in one server on loopback. They answer as the platforms do, make trouble
//! as they are told, and write everything down.

mod answer;
mod call;
mod fault;
mod http;
mod weather;

use std::{
    collections::HashMap,
    io,
    net::SocketAddr,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use tokio::{
    io::BufReader,
    net::{TcpListener, TcpStream},
    sync::{mpsc::UnboundedSender, watch},
    task::JoinHandle,
    time::{sleep, timeout},
};

use crate::{
    account::{Conversation, Platform},
    ledger::{Entry, Ledger},
    said::{Part, Said},
};

use self::{
    answer::{Answer, answer},
    call::{Asked, Saying},
};

pub use fault::Fault;
pub(crate) use weather::{Weather, changeable, fine};

/// A message that a person was shown.
#[derive(Debug)]
pub(crate) struct Shown {
    pub(crate) call: u64,
    pub(crate) conversation: Conversation,
    /// The platform's id of it.
    pub(crate) message: String,
    /// The bot's name for it.
    pub(crate) reference: String,
}

/// The fakes. They end when this is dropped.
#[derive(Debug)]
pub(crate) struct Fakes {
    pub(crate) addr: SocketAddr,
    shared: Arc<Shared>,
    accepting: JoinHandle<()>,
}

struct Shared {
    ledger: Arc<Ledger>,
    /// Where it is told what people were shown.
    receipts: UnboundedSender<Shown>,
    state: Mutex<State>,
    /// Changes with every last message that is taken.
    news: watch::Sender<()>,
    /// The runs of the bot that have connections, once for each; `None` until a request has told.
    connections: watch::Sender<Vec<Option<u32>>>,
}

struct State {
    weather: Weather,
    /// How often something was tried to be said to somebody.
    attempts: HashMap<(String, String), u32>,
    /// The highest event of a conversation whose last message was taken.
    answered: HashMap<String, u32>,
}

impl Fakes {
    /// Begins them. What people were shown is told to `receipts`.
    pub(crate) async fn start(ledger: Arc<Ledger>, receipts: UnboundedSender<Shown>) -> io::Result<Self> {
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let addr = listener.local_addr()?;
        let state = State { weather: fine(), attempts: HashMap::new(), answered: HashMap::new() };
        let (state, news) = (Mutex::new(state), watch::channel(()).0);
        let connections = watch::channel(Vec::new()).0;
        let shared = Arc::new(Shared { ledger, receipts, state, news, connections });
        let serving = Arc::clone(&shared);
        let accepting = tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let shared = Arc::clone(&serving);
                shared.becomes(None, Some(None));
                tokio::spawn(async move {
                    let mut run = None;
                    // A connection that breaks is the bot's concern.
                    let _ = connection(&shared, stream, &mut run).await;
                    shared.becomes(Some(run), None);
                });
            }
        });
        Ok(Self { addr, shared, accepting })
    }

    /// From now on this trouble is made.
    pub(crate) fn set_weather(&self, weather: Weather) {
        self.shared.lock().weather = weather;
    }

    /// Waits until a conversation's events were answered up to that number.
    pub(crate) async fn until_answered(&self, conversation: &str, number: u32) {
        self.answers().until(conversation, number).await;
    }

    /// What was answered, beside these fakes.
    pub(crate) fn answers(&self) -> Answers {
        Answers { shared: Arc::clone(&self.shared), news: self.shared.news.subscribe() }
    }

    /// Waits until everything was read that a dead process had written, in that run. Otherwise its last words could be
    /// taken for those of a process that is begun after it.
    pub(crate) async fn quiesce(&self, run: u32) {
        let mut connections = self.shared.connections.subscribe();
        let others = |open: &Vec<Option<u32>>| open.iter().all(|of| of.is_some_and(|of| of != run));
        let _ = timeout(Duration::from_secs(2), connections.wait_for(others)).await;
    }
}

impl Drop for Fakes {
    fn drop(&mut self) {
        self.accepting.abort();
    }
}

/// What was answered.
#[derive(Clone, Debug)]
pub(crate) struct Answers {
    shared: Arc<Shared>,
    news: watch::Receiver<()>,
}

impl Answers {
    /// Waits until a conversation's events were answered up to that number.
    pub(crate) async fn until(&mut self, conversation: &str, number: u32) {
        loop {
            self.news.mark_unchanged();
            if self.shared.answered(conversation) >= number {
                return;
            }
            // The fakes tell as long as somebody listens.
            let _ = self.news.changed().await;
        }
    }
}

async fn connection(shared: &Shared, stream: TcpStream, run: &mut Option<u32>) -> io::Result<()> {
    stream.set_nodelay(true)?;
    let mut stream = BufReader::new(stream);
    while let Some(request) = http::read(&mut stream).await? {
        if run.is_none() {
            *run = call::run(&request);
            shared.becomes(Some(None), Some(*run));
        }
        let answer = match call::read(&request) {
            Asked::Message(saying) => say(shared, saying).await,
            Asked::Aside(platform) => Answer::of_aside(platform),
            Asked::Unknown => Answer::of_unknown(),
        };
        http::write(stream.get_mut(), &answer).await?;
        if answer.ends_connection() {
            if answer.resets() {
                stream.get_ref().set_zero_linger()?;
            }
            break;
        }
    }
    Ok(())
}

/// A message is to be shown to a person.
async fn say(shared: &Shared, saying: Saying) -> Answer {
    let Saying { run, conversation, text, reference } = saying;
    let (call, name) = (shared.ledger.number(), conversation.to_string());
    let fault = shared.begin(call, run, &name, &text, conversation.account.platform);
    if let Some(Fault::Slow(latency)) = fault {
        sleep(latency).await;
    }
    let answer = answer(conversation.account.platform, call, fault);
    if let Some(message) = &answer.message {
        shared.ledger.write(Entry::Taken { call, message: message.clone() });
        if let Some(reference) = reference {
            let shown = Shown { call, conversation, message: message.clone(), reference };
            let _ = shared.receipts.send(shown); // nobody listens any more when the trial is over
        }
        if let Some(Said { number, part: Part::B }) = Said::read(&text) {
            let mut state = shared.lock();
            let answered = state.answered.entry(name).or_default();
            *answered = number.max(*answered);
            shared.news.send_replace(());
        }
    }
    shared.ledger.write(Entry::Answered { call, with: answer.to_string(), meaning: answer.meaning });
    answer
}

impl Shared {
    fn begin(
        &self,
        call: u64,
        run: u32,
        conversation: &str,
        text: &str,
        platform: Platform,
    ) -> Option<Fault> {
        let mut state = self.lock();
        let attempts = state.attempts.entry((conversation.to_owned(), text.to_owned())).or_default();
        *attempts += 1;
        let attempt = *attempts;
        self.ledger.write(Entry::Begun {
            call,
            run,
            conversation: conversation.to_owned(),
            text: text.to_owned(),
        });
        let fault = (state.weather)(&weather::Call { conversation, text, attempt });
        fault.filter(|fault| fault.is_known_to(platform))
    }

    /// A connection of one kind is one of another from now on, begins, or ends.
    fn becomes(&self, before: Option<Option<u32>>, after: Option<Option<u32>>) {
        self.connections.send_modify(|open| {
            if let Some(at) = before.and_then(|before| open.iter().position(|of| *of == before)) {
                open.swap_remove(at);
            }
            open.extend(after);
        });
    }

    fn answered(&self, conversation: &str) -> u32 {
        self.lock().answered.get(conversation).copied().unwrap_or_default()
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl std::fmt::Debug for Shared {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Shared").finish_non_exhaustive()
    }
}
