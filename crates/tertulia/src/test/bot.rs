//! The bot under test.

use std::{
    cell::{Cell, RefCell},
    collections::HashMap,
    sync::Arc,
    time::Duration,
};

use jiff::Timestamp;
use tertulia_core::{Handle, Platform, trace::Trace};
use tertulia_simulator::{Direction, Exchange, Fault};

use super::{User, expect::Seen, machine::Machine, transcript};
use crate::App;

/// A bot that runs in the test, on all platforms that this build has.
///
/// See [the module](super) for what a test looks like.
pub struct Bot {
    pub(super) machine: Machine,
    platform: Cell<Platform>,
    lenient: Cell<bool>,
    /// What each person has seen, and was asked about.
    pub(super) seen: RefCell<HashMap<(Platform, String), Seen>>,
    pub(super) traces: RefCell<Vec<Arc<Trace>>>,
    /// How much was set aside that has been told of.
    buried: Cell<usize>,
}

impl Bot {
    /// Starts the bot. Of the configuration `tertulia.toml` counts, if it is there, but for accounts and database.
    ///
    /// # Panics
    ///
    /// If something is wrong with what is declared: all of it is told.
    #[track_caller]
    #[must_use]
    pub fn new(app: App) -> Self {
        Self::start(app).unwrap_or_else(|fault| panic!("{fault}"))
    }

    /// The same, for who goes on when something is wrong with what is declared.
    pub(super) fn start(app: App) -> Result<Self, String> {
        let machine = Machine::start(app).map_err(|error| error.to_string())?;
        let platforms = machine.platforms();
        let first = platforms.iter().find(|platform| **platform == Platform::TELEGRAM).or(platforms.first());
        let platform = Cell::new(first.copied().unwrap_or(Platform::TELEGRAM));
        let (lenient, buried) = (Cell::new(false), Cell::new(0));
        Ok(Self { machine, platform, lenient, seen: RefCell::default(), traces: RefCell::default(), buried })
    }

    /// The platforms that the bot is on.
    pub fn platforms(&self) -> Vec<Platform> {
        self.machine.platforms()
    }

    /// From here on people are on that platform; without it they are on Telegram.
    pub fn on(&self, platform: Platform) -> &Self {
        self.platform.set(platform);
        self
    }

    /// A person, by any name: `ana`.
    pub fn user(&self, id: impl Into<String>) -> User<'_> {
        User::new(self, self.platform.get(), id.into())
    }

    /// From here on nothing fails the test but what it asks for: turns that fail, calls that are refused and buttons that lead
    /// nowhere may be what is tested.
    pub fn lenient(&self) -> &Self {
        self.lenient.set(true);
        self
    }

    /// Lets time pass: timers fire in their order, contexts expire, windows close.
    #[track_caller]
    pub fn advance(&self, time: Duration) -> &Self {
        self.told(self.try_advance(time));
        self
    }

    /// The same: what went wrong meanwhile, if something did.
    pub(super) fn try_advance(&self, time: Duration) -> Result<(), String> {
        let came = self.machine.advance(time);
        self.examine(came)
    }

    /// The time in the test. It begins at noon of a Monday, and passes when something has to wait.
    pub fn now(&self) -> Timestamp {
        self.machine.now()
    }

    /// Lets something go wrong with the next call to the platform, or the next webhook from it.
    pub fn fault(&self, fault: Fault) -> &Self {
        self.machine.simulator().order(self.platform.get(), fault);
        self
    }

    /// What begins turns that nobody's message began.
    pub fn handle(&self) -> Handle {
        self.machine.handle()
    }

    /// Waits for something that is done beside the conversations, such as an event by [`Bot::handle`], and for what comes of it.
    #[track_caller]
    pub fn wait<T>(&self, future: impl Future<Output = T>) -> T {
        let done = self.machine.block_on(future);
        self.told(self.settle());
        done
    }

    /// What is told of the turns so far, oldest first.
    pub fn traces(&self) -> Vec<Arc<Trace>> {
        self.traces.borrow().clone()
    }

    /// What went over the wire so far, oldest first.
    pub fn exchanges(&self) -> Vec<Arc<Exchange>> {
        self.machine.simulator().exchanges()
    }

    /// Lets everything end that was begun, and looks whether something went wrong.
    pub(super) fn settle(&self) -> Result<(), String> {
        let came = self.machine.settle();
        self.examine(came)
    }

    fn examine(&self, (traces, ended): (Vec<Arc<Trace>>, bool)) -> Result<(), String> {
        self.traces.borrow_mut().extend(traces.iter().cloned());
        if !ended {
            return Err("this does not end: something is tried again and again".to_owned());
        }
        let dead = self.machine.store.dead();
        let news = dead.get(self.buried.replace(dead.len())..).unwrap_or_default();
        if self.lenient.get() {
            return Ok(());
        }
        let doubts = traces.iter().flat_map(|trace| &trace.messages);
        let doubts =
            doubts.flat_map(|message| message.doubts.iter().map(|doubt| format!("{}: {doubt}", message.at)));
        let errors = traces
            .iter()
            .filter_map(|trace| trace.error.clone())
            .map(|error| format!("the turn failed: {error}"));
        let refused = self.refused();
        let buried = news.iter().map(|dead| format!("set aside: {}{refused}", dead.reason));
        let faults: Vec<_> = errors.chain(doubts).chain(buried).collect();
        if faults.is_empty() { Ok(()) } else { Err(faults.join("\n")) }
    }

    /// What the platforms said to the last call that they refused.
    fn refused(&self) -> String {
        let exchanges = self.exchanges();
        let last =
            exchanges.iter().rev().take(20).find(|it| it.direction == Direction::Call && it.status >= 400);
        last.map(|it| format!("\n{} {} with {} was answered {}", it.method, it.path, it.body, it.answer))
            .unwrap_or_default()
    }

    /// Ends the test if something went wrong.
    #[track_caller]
    pub(super) fn told(&self, done: Result<(), String>) {
        if let Err(why) = done {
            self.fail(&why);
        }
    }

    /// Ends the test, with the conversations so far and what happened last.
    #[track_caller]
    pub(super) fn fail(&self, why: &str) -> ! {
        panic!("{}", self.failure(why));
    }

    /// Why something went wrong, with the conversations so far and what happened last.
    pub(super) fn failure(&self, why: &str) -> String {
        format!("{why}\n\n{}", transcript::of(self))
    }
}

impl std::fmt::Debug for Bot {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Bot").field("platforms", &self.platforms()).finish_non_exhaustive()
    }
}
