//! All platforms, and what moves between them and the bot.

use std::{
    collections::{HashMap, VecDeque},
    fmt, io,
    path::Path,
    pin::Pin,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use serde_json::Value;
use tertulia_core::{Clock, Http, Platform, Request, Response, TransportError, http};
use tokio::sync::{Notify, broadcast};

use crate::{
    Bot, Credentials, Exchange, Fault, Person,
    act::{Act, Refused},
    call::{Answer, ApiCall},
    delivery::{self, Waiting},
    exchange::{Direction, Log},
    files::StoredFile,
    journal::{Entry, Journal, What},
    view::Chat,
    world::{self, Update, World},
};

/// All platforms on one machine. It is cheap to clone, and all clones are the same machine.
///
/// As an [`Http`] it is what a bot calls, below any address: `http://simulator` and
/// [`Credentials::TELEGRAM`] are where Telegram's API is. What people do is told to the bot by [`Simulator::deliver`].
#[derive(Clone)]
pub struct Simulator(Arc<Shared>);

struct Shared {
    state: Mutex<State>,
    clock: Arc<dyn Clock>,
    /// There are webhooks to deliver.
    news: Notify,
    changes: broadcast::Sender<Change>,
}

struct State {
    worlds: Vec<Box<dyn World>>,
    people: Vec<Person>,
    waiting: Vec<Waiting>,
    faults: HashMap<Platform, VecDeque<Fault>>,
    log: Log,
    /// How many calls are being answered.
    calls: usize,
    /// Where everything is written down that happens.
    journal: Option<Journal>,
    /// When something last happened, before this process began.
    last_change: Option<jiff::Timestamp>,
}

/// Something is different from before.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum Change {
    /// Something in the chats of a platform.
    Chats(Platform),
    /// Something went over the wire.
    Exchange(Arc<Exchange>),
}

/// How many changes a slow listener may be behind.
const BEHIND: usize = 1024;

impl Simulator {
    /// All platforms, on which nobody has said anything.
    pub fn new(clock: Arc<dyn Clock>) -> Self {
        let worlds = world::all(&Credentials::default());
        let waiting = worlds.iter().map(|_| Waiting::default()).collect();
        let state = State {
            journal: None,
            last_change: None,
            worlds,
            people: Vec::new(),
            waiting,
            faults: HashMap::new(),
            log: Log::default(),
            calls: 0,
        };
        let (changes, _) = broadcast::channel(BEHIND);
        Self(Arc::new(Shared { state: Mutex::new(state), clock, news: Notify::new(), changes }))
    }

    /// All platforms, with the chats that are kept in a file, if it is there; what happens from now on is kept there, too.
    ///
    /// # Errors
    ///
    /// If the file cannot be read or made.
    pub fn remembering(clock: Arc<dyn Clock>, file: impl AsRef<Path>) -> io::Result<Self> {
        let simulator = Self::new(clock);
        let (journal, entries) = Journal::open(file.as_ref())?;
        let mut state = simulator.lock();
        for entry in entries {
            state.again(entry);
        }
        state.journal = Some(journal);
        drop(state);
        Ok(simulator)
    }

    /// When something last happened, before this process began.
    pub fn last_change(&self) -> Option<jiff::Timestamp> {
        self.lock().last_change
    }

    /// The platforms.
    pub fn platforms(&self) -> Vec<Platform> {
        self.lock().worlds.iter().map(|world| world.platform()).collect()
    }

    /// The person of that name, who is there from then on.
    pub fn meet(&self, id: &str) -> Person {
        self.lock().meet(id)
    }

    /// Everybody who is there.
    pub fn people(&self) -> Vec<Person> {
        self.lock().people.clone()
    }

    /// A person does something in a chat; without one, in the private chat with the bot. The bot is told by
    /// [`Simulator::deliver`].
    ///
    /// # Errors
    ///
    /// If that cannot be done: there is no such button, say.
    pub fn act(
        &self,
        platform: Platform,
        person: &str,
        chat: Option<&str>,
        act: &Act,
    ) -> Result<(), Refused> {
        let now = self.0.clock.now();
        let mut state = self.lock();
        let person = state.meet(person);
        let at = state.world(platform).ok_or_else(|| Refused::new(format!("there is no {platform} here")))?;
        let updates = state.worlds[at].act(&person, chat, act, now)?;
        state.tell(at, updates, now);
        let (person, chat) = (person.id, chat.map(str::to_owned));
        state.note(now, platform, || What::Did { person, chat, act: act.clone() });
        drop(state);
        self.changed(platform);
        Ok(())
    }

    /// A person's chats with the bot on a platform, the private one first.
    pub fn chats(&self, platform: Platform, person: &str) -> Vec<Chat> {
        let now = self.0.clock.now();
        let mut state = self.lock();
        let person = state.meet(person);
        state.world(platform).map(|at| state.worlds[at].chats(&person, now)).unwrap_or_default()
    }

    /// The time on all phones.
    pub fn now(&self) -> jiff::Timestamp {
        self.0.clock.now()
    }

    /// Forgets everything that was said, went over the wire or was going to go wrong. The people stay.
    ///
    /// The ids that platforms give begin anew, so the bot has to forget as well.
    pub fn reset(&self) {
        let mut state = self.lock();
        state.worlds = world::all(&Credentials::default());
        state.waiting.iter_mut().for_each(Waiting::clear);
        state.faults.clear();
        state.log = Log::default();
        if let Some(journal) = &mut state.journal {
            journal.clear();
        }
        drop(state);
        self.platforms().into_iter().for_each(|platform| self.changed(platform));
    }

    /// A file that was uploaded, or that somebody sent, by the id that stands in the addresses below `/files/`.
    pub fn file(&self, id: &str) -> Option<StoredFile> {
        self.lock().worlds.iter().find_map(|world| world.file(id))
    }

    /// Lets something go wrong, with the next call to the platform or the next webhook from it.
    pub fn order(&self, platform: Platform, fault: Fault) {
        let mut state = self.lock();
        match state.world(platform) {
            Some(at) if fault.is_of_webhooks() => state.waiting[at].order(fault),
            _ => state.faults.entry(platform).or_default().push_back(fault),
        }
    }

    /// What went over the wire, oldest first: the last few thousand requests.
    pub fn exchanges(&self) -> Vec<Arc<Exchange>> {
        self.lock().log.all()
    }

    /// What changes from now on.
    pub fn changes(&self) -> broadcast::Receiver<Change> {
        self.0.changes.subscribe()
    }

    /// Whether nothing is on its way, neither a webhook nor an answer.
    pub fn is_quiet(&self) -> bool {
        let state = self.lock();
        state.calls == 0 && state.waiting.iter().all(|waiting| waiting.len() == 0)
    }

    /// Delivers webhooks to the bot, one after the other on each platform, again until it takes them. It never ends.
    pub async fn deliver(&self, bot: &dyn Bot) {
        let worlds = self.lock().worlds.len();
        futures_util::future::join_all((0..worlds).map(|at| self.deliver_from(at, bot))).await;
    }

    async fn deliver_from(&self, at: usize, bot: &dyn Bot) {
        let platform = self.lock().worlds[at].platform();
        let mut failures = 0;
        loop {
            let news = self.0.news.notified();
            let next = self.lock().waiting[at].next();
            let Some(webhook) = next else {
                news.await;
                continue;
            };
            let begun = self.0.clock.now();
            let status = bot.receive(platform, webhook.headers, webhook.body.clone()).await;
            let exchange = Exchange {
                number: 0,
                at: begun,
                platform: platform.as_str(),
                direction: Direction::Webhook,
                path: String::new(),
                method: "POST".to_owned(),
                body: serde_json::from_slice(&webhook.body).unwrap_or_default(),
                status,
                answer: Value::Null,
            };
            self.log(exchange);
            if (200..300).contains(&status) {
                let mut state = self.lock();
                state.waiting[at].taken();
                state.note(begun, platform, || What::Taken);
                drop(state);
                self.changed(platform);
                failures = 0;
            } else {
                self.0.clock.sleep_until(self.0.clock.now() + delivery::pause(failures)).await;
                failures += 1;
            }
        }
    }

    /// Answers a call of the bot.
    async fn answer(&self, request: Request) -> Result<Answer, TransportError> {
        let timeout = request.timeout;
        let (name, call) = ApiCall::of(request);
        let begun = self.0.clock.now();
        let (answer, fault, platform) = {
            let mut state = self.lock();
            let found = state.worlds.iter().position(|world| world.platform().as_str() == name);
            let Some(at) = found else {
                return Err(TransportError::NotSent(format!("there is no {name} here")));
            };
            let platform = state.worlds[at].platform();
            let fault = state.faults.get_mut(&platform).and_then(VecDeque::pop_front);
            let refused = fault.and_then(|fault| state.worlds[at].refuse(&call, fault));
            let answer = match (refused, fault) {
                (Some(refused), _) => refused,
                (None, Some(Fault::Reset)) => return Err(TransportError::NoAnswer("reset".to_owned())),
                (None, _) => {
                    let served = state.worlds[at].serve(&call, begun);
                    state.note(begun, platform, || What::Called(call.clone()));
                    state.tell(at, served.updates, begun);
                    served.answer
                }
            };
            state.calls += 1;
            (answer, fault, platform)
        };
        let underway = UnderWay(self);
        self.changed(platform);
        let lost = fault == Some(Fault::NoAnswer);
        self.log(call.exchange(platform, begun, (!lost).then_some(&answer)));
        let wait = if lost { timeout } else { fault.map_or(Duration::ZERO, Fault::delay) };
        if !wait.is_zero() {
            self.0.clock.sleep_until(begun + wait).await;
        }
        drop(underway);
        if lost { Err(TransportError::NoAnswer("time-out".to_owned())) } else { Ok(answer) }
    }

    fn log(&self, exchange: Exchange) {
        let exchange = self.lock().log.add(exchange);
        let _ = self.0.changes.send(Change::Exchange(exchange)); // nobody may be listening
    }

    fn changed(&self, platform: Platform) {
        self.0.news.notify_waiters();
        let _ = self.0.changes.send(Change::Chats(platform)); // nobody may be listening
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.0.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A call that is being answered.
struct UnderWay<'a>(&'a Simulator);

impl Drop for UnderWay<'_> {
    fn drop(&mut self) {
        self.0.lock().calls -= 1;
    }
}

impl State {
    fn meet(&mut self, id: &str) -> Person {
        if let Some(person) = self.people.iter().find(|person| person.id == id) {
            return person.clone();
        }
        let number = u32::try_from(self.people.len()).unwrap_or(u32::MAX).saturating_add(1);
        let person = Person::new(id, number);
        self.people.push(person.clone());
        let (id, platform) = (person.id.clone(), Platform::new(""));
        self.note(jiff::Timestamp::UNIX_EPOCH, platform, || What::Met { person: id });
        person
    }

    /// Writes down what happens.
    fn note(&mut self, at: jiff::Timestamp, platform: Platform, what: impl FnOnce() -> What) {
        if let Some(journal) = &mut self.journal {
            journal.add(&Entry { at, platform: platform.to_string(), what: what() });
        }
    }

    /// Does what happened in an earlier process.
    fn again(&mut self, Entry { at, platform, what }: Entry) {
        self.last_change = self.last_change.max(Some(at));
        let world = self.worlds.iter().position(|world| world.platform().as_str() == platform);
        match (world, what) {
            (_, What::Met { person }) => _ = self.meet(&person),
            (Some(world), What::Did { person, chat, act }) => {
                let person = self.meet(&person);
                if let Ok(updates) = self.worlds[world].act(&person, chat.as_deref(), &act, at) {
                    self.tell(world, updates, at);
                }
            }
            (Some(world), What::Called(call)) => {
                let served = self.worlds[world].serve(&call, at);
                self.tell(world, served.updates, at);
            }
            (Some(world), What::Taken) => self.waiting[world].taken(),
            (None, _) => {}
        }
    }

    fn world(&self, platform: Platform) -> Option<usize> {
        self.worlds.iter().position(|world| world.platform() == platform)
    }

    fn tell(&mut self, at: usize, updates: Vec<Update>, now: jiff::Timestamp) {
        if updates.is_empty() {
            return;
        }
        for webhook in self.worlds[at].webhooks(updates, now) {
            self.waiting[at].add(webhook);
        }
    }
}

impl Http for Simulator {
    fn send(
        &self,
        request: Request,
    ) -> Pin<Box<dyn Future<Output = Result<Response, TransportError>> + Send + '_>> {
        Box::pin(async { Ok(self.fetch(request).await?.response) })
    }

    fn fetch(
        &self,
        request: Request,
    ) -> Pin<Box<dyn Future<Output = Result<http::Answer, TransportError>> + Send + '_>> {
        Box::pin(async {
            let answer = self.answer(request).await?;
            Ok(http::Answer {
                response: Response {
                    status: answer.status,
                    retry_after: answer.retry_after.map(|seconds| Duration::from_secs(seconds.into())),
                    body: answer.body.to_vec(),
                },
                location: None,
                content_type: Some(answer.content_type),
            })
        })
    }
}

impl fmt::Debug for Simulator {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Simulator").field("platforms", &self.platforms()).finish_non_exhaustive()
    }
}
