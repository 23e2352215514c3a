//! What every engine does.

use std::{future, pin::Pin, sync::Arc, time::Duration};

use jiff::Timestamp;
use secrecy::SecretString;
use tertulia_core::{
    Call, Event, Groups, Incoming, Platform,
    file::{CallFile, FileHash},
    payload::{StoredPayload, TokenId},
    receipt::Receipt,
    state::PersonChange,
    turn::{Ambiguity, OutgoingCall, Snapshot, TimerChange},
};

use crate::{LogEntry, Outlet, StoreError, Upkeep};

/// What a store's methods return.
pub type Future<'a, T> = Pin<Box<dyn future::Future<Output = Result<T, StoreError>> + Send + 'a>>;

/// The durable queues and state. All of a call's effects are kept together, durably, when it returns `Ok`.
pub trait Store: Send + Sync + 'static {
    /// Makes these accounts known and gives their numbers, in the same order. Numbers never change.
    ///
    /// From then on [`Store::claim`] gives out conversations of the accounts that were named through this store alone. What
    /// belongs to others is left to the processes that name those.
    fn accounts(&self, accounts: Vec<(Platform, String)>) -> Future<'_, Vec<AccountId>>;

    /// The key of payloads, made on first use and kept from then on.
    fn payload_key(&self) -> Future<'_, SecretString>;

    /// Puts events into their mailboxes, each once. With `claim`, idle conversations are claimed as well.
    ///
    /// The answers stand in the order of the arrivals.
    fn ingest(&self, arrivals: Vec<Arrival>, claim: bool) -> Future<'_, Vec<Ingested>>;

    /// Puts events of the bot's own into the mailboxes of the private conversations with these people, behind what waits there.
    /// Tells of each, in the same order, whether the person is known: who is not gets nothing.
    fn post(&self, letters: Vec<Letter>) -> Future<'_, Vec<bool>>;

    /// Sets aside what is no event.
    fn bury(&self, letters: Vec<DeadLetter>) -> Future<'_, ()>;

    /// Claims up to `limit` idle conversations with something due, the longest waiting first. A conversation rests
    /// while very much waits to be sent to its chat.
    ///
    /// What came in is given out in the order of the platform. A timer that is due waits behind it: who has spoken by
    /// then was not silent. Timers are given out in the order in which they are due.
    fn claim(&self, limit: usize, now: Timestamp) -> Future<'_, Vec<Claim>>;

    /// Tells the other processes on the database that something may wait to be claimed: for one that claims nothing itself. It is
    /// not waited for, and may get lost: everybody looks now and then. Where one process has the database, which is the
    /// default, nobody is told.
    fn tell_of_work(&self) {}

    /// The accounts, as platform and name, that were not named through this store and have had something due since before that
    /// time: nobody seems to work for them.
    fn unserved(&self, since: Timestamp) -> Future<'_, Vec<(String, String)>>;

    /// Ends turns: each as a whole or, if its fence no longer fits, not at all.
    fn finish(&self, turns: Vec<Finish>) -> Future<'_, Vec<Finished>>;

    /// Hands calls over as they are kept, where the engine can: then [`Store::load_outbox`] gives out what an earlier
    /// run left behind, and what the outlet had no room for. `false` if it cannot, which is the default: everything
    /// is loaded.
    fn publish_to(&self, outlet: Arc<dyn Outlet>) -> Future<'_, bool> {
        let _ = outlet;
        Box::pin(async { Ok(false) })
    }

    /// Takes up to `limit` waiting calls of an account, in order. They are not given out twice, except
    /// after a restart, when everything not settled is given out again.
    ///
    /// Of several processes on one database, one sends for an account, the first that asks. The others get nothing until
    /// that one ends or is taken for dead; what it has still to tell then is not kept.
    fn load_outbox(&self, account: AccountId, limit: usize) -> Future<'_, Vec<OutboxRow>>;

    /// Notes that these calls are about to be made, so that after a crash it is known which may have been. Tells which of
    /// them: the others must not be made, because they were settled meanwhile, or another process sends for the account.
    fn mark_dispatching(&self, rows: Vec<i64>) -> Future<'_, Vec<i64>>;

    /// Keeps what became of calls, and tells what followed from that, in the same order.
    fn settle(&self, settlements: Vec<Settlement>) -> Future<'_, Vec<Aftermath>>;

    /// The platform's id of the message with that reference, if a later call may be about it and it was sent not too
    /// long ago.
    fn message_id(&self, account: AccountId, reference: String) -> Future<'_, Option<String>>;

    /// Keeps what platforms told about messages that were sent. Receipts may come in any order, and more than once.
    fn receipts(&self, receipts: Vec<(AccountId, Receipt)>, now: Timestamp) -> Future<'_, Received>;

    /// A group has another id from now on. What waits for it goes there, and its conversations go on.
    fn move_group(&self, account: AccountId, from: String, to: String) -> Future<'_, ()>;

    /// What a block of that event has recorded under a name.
    fn recall(&self, inbox: i64, name: String) -> Future<'_, Option<String>>;

    /// Records something for that event, until it is finished. The first value of a name stays.
    fn record(&self, inbox: i64, name: String, value: String) -> Future<'_, ()>;

    /// The bytes of a file that a call shows, as long as the call is there.
    fn file(&self, hash: FileHash) -> Future<'_, Option<Arc<[u8]>>>;

    /// How the platform of an account names a file that it was sent, shown as that kind under that name and type. `None`
    /// if it was not, or the name is no longer good.
    fn upload(&self, account: AccountId, file: CallFile, now: Timestamp) -> Future<'_, Option<Upload>>;

    /// Keeps how a platform names a file.
    fn keep_upload(&self, account: AccountId, file: CallFile, upload: Upload) -> Future<'_, ()>;

    /// The platform does not know that name of a file any more.
    fn forget_upload(&self, account: AccountId, file: CallFile) -> Future<'_, ()>;

    /// Keeps what is told of turns, as JSON, by the number of the event; of all such tellings the newest `keep`. An event that ran
    /// again is told of anew.
    fn keep_traces(&self, traces: Vec<(i64, String)>, keep: usize) -> Future<'_, ()>;

    /// What is told of an event, if that is still kept.
    fn trace(&self, inbox: i64) -> Future<'_, Option<String>>;

    /// The newest that was said, `limit` entries, by a person and to them, the oldest of it first.
    fn chat_log(&self, user: i64, limit: usize) -> Future<'_, Vec<LogEntry>>;

    /// Forgets what is older than it has to be kept, a little at a time.
    fn sweep(&self, now: Timestamp, retention: Retention) -> Future<'_, ()>;

    /// How much is waiting.
    fn depth(&self) -> Future<'_, Depth>;

    /// Whether the database answers. This is asked often, and costs little.
    fn ready(&self) -> Future<'_, ()>;

    /// What puts right what is kept, if nobody else can do so while this store is open. `None` by default: others open the
    /// database themselves.
    fn upkeep(&self) -> Option<&(dyn Upkeep + Sync)> {
        None
    }

    /// Finishes what was begun and closes the database. Later calls fail.
    fn close(&self) -> Future<'_, ()>;
}

/// Our number of an account.
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub struct AccountId(pub i64);

/// An event that came in and starts a turn.
#[derive(Clone, Debug)]
pub struct Arrival {
    /// The account it came to.
    pub account: AccountId,
    /// The event and where it belongs. Its sender is known.
    pub incoming: Incoming,
    /// When it came in.
    pub at: Timestamp,
    /// The token in its payload, if it has one.
    pub token: Option<TokenId>,
    /// Whose conversation it belongs to if it came from a group.
    pub groups: Groups,
}

/// An event of the bot's own for somebody.
#[derive(Clone, Debug)]
#[expect(clippy::exhaustive_structs, reason = "made by whoever runs turns")]
pub struct Letter {
    /// The person.
    pub to: Reader,
    /// The event.
    pub event: Event,
    /// When it was put there.
    pub at: Timestamp,
}

/// A person whom the store may know.
#[derive(Clone, Debug, Eq, PartialEq)]
#[expect(clippy::exhaustive_enums, reason = "every engine knows all of them")]
pub enum Reader {
    /// By our number.
    User(i64),
    /// By the platform's id, of whichever kind.
    Native {
        /// The account that the person talks with.
        account: AccountId,
        /// The id.
        id: String,
    },
}

/// What became of an arrival.
#[derive(Debug)]
#[non_exhaustive]
pub enum Ingested {
    /// It is in its mailbox. Its conversation is now the caller's, if it was idle and a claim was asked for.
    Stored(Option<Box<Claim>>),
    /// It had come in before.
    Duplicate,
}

/// A conversation that is now the caller's, with its next event.
#[derive(Clone, Debug)]
pub struct Claim {
    /// Our number of the conversation.
    pub conversation: i64,
    /// The account it belongs to.
    pub account: AccountId,
    /// Shows that the conversation is still the caller's.
    pub fence: i64,
    /// How many events the conversation had had when it was claimed.
    pub seen: i64,
    /// Our number of the event in the inbox.
    pub inbox: i64,
    /// How many times the event has been begun, this time included. Counted durably before it is given out.
    pub attempts: u32,
    /// How many of those ended with an error.
    pub errors: u32,
    /// What the turn is given. Its `now` is the time of the claim.
    pub snapshot: Snapshot,
}

/// The end of a turn.
#[derive(Clone, Debug)]
pub struct Finish {
    /// The conversation.
    pub conversation: i64,
    /// The fence of the claim.
    pub fence: i64,
    /// What the claim had seen.
    pub seen: i64,
    /// The event.
    pub inbox: i64,
    /// The time.
    pub at: Timestamp,
    /// How it ended.
    pub conclusion: Conclusion,
    /// What was said in it, if that is to be kept. It is kept with the rest of the turn, or not at all.
    pub log: Vec<LogEntry>,
}

/// How a turn ended.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum Conclusion {
    /// Well.
    Done(Done),
    /// Not yet: the event is tried again, and the conversation waits for it.
    Later {
        /// Not before.
        at: Timestamp,
        /// What was wrong.
        error: String,
    },
    /// Never: the event is set aside, and the conversation goes on.
    Dead {
        /// What was wrong.
        error: String,
        /// The calls to make all the same.
        calls: Vec<OutgoingCall>,
    },
}

/// What a turn that ended well leaves behind.
#[derive(Clone, Debug)]
#[expect(clippy::exhaustive_structs, reason = "made by whoever runs turns")]
pub struct Done {
    /// The conversation's state, as JSON.
    pub state: String,
    /// What is to be kept of the person.
    pub person: PersonChange,
    /// The calls to make, in order.
    pub calls: Vec<OutgoingCall>,
    /// The payloads to keep.
    pub payloads: Vec<StoredPayload>,
    /// The kept payload that must not be pressed again.
    pub used: Option<TokenId>,
    /// The timers that the conversation waits for from now on, and those that it no longer waits for.
    pub timers: Vec<TimerChange>,
}

/// Nothing happened.
impl Default for Done {
    fn default() -> Self {
        Self {
            state: "{}".to_owned(),
            person: PersonChange::default(),
            calls: Vec::new(),
            payloads: Vec::new(),
            used: None,
            timers: Vec::new(),
        }
    }
}

/// What became of a finish.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub enum Finished {
    /// It is kept. `more` tells that the conversation has more to do, now or later.
    Kept {
        /// Whether the conversation has more to do.
        more: bool,
    },
    /// The conversation had been claimed by another; nothing of it is kept.
    Fenced,
    /// What the turn was given was changed meanwhile by the turn of another conversation; nothing of it is kept. The
    /// event is due again at once, and its attempt does not count.
    Overtaken,
}

/// A call that waits to be made.
#[derive(Clone, Debug)]
pub struct OutboxRow {
    /// Our number of it. Within a chat, lower goes first.
    pub id: i64,
    /// Our number of the chat: the lane.
    pub chat: i64,
    /// The platform's id of the group as it is now, if the chat is one.
    pub group: Option<String>,
    /// The call.
    pub call: Call,
    /// How long to wait after the one before it in the same chat.
    pub wait: Duration,
    /// Not before this time, if it was put off.
    pub not_before: Option<Timestamp>,
    /// How many times it failed so far.
    pub attempts: u32,
    /// When the turn that made it ended.
    pub created: Timestamp,
    /// Our name for the message.
    pub reference: String,
    /// Whether a later call may be about the message.
    pub named: bool,
    /// What is done if nobody can tell whether it was sent.
    pub ambiguity: Ambiguity,
    /// The reference of the earlier message that it is about; see [`Store::message_id`].
    pub about: Option<String>,
    /// The files it shows; their bytes are behind [`Store::file`].
    pub files: Vec<CallFile>,
    /// What is called instead if it is refused, or about a message that nobody knows.
    pub instead: Option<Call>,
    /// Whether it may have been sent already: its call was under way when the last process ended.
    pub uncertain: bool,
    /// Whether it is noted already that its call is about to be made.
    pub dispatching: bool,
}

/// What became of a call.
#[derive(Clone, Debug)]
pub struct Settlement {
    /// The row.
    pub row: i64,
    /// When.
    pub at: Timestamp,
    /// What.
    pub outcome: Settled,
    /// If it was made: whether the next call of its chat is made at once. It is then noted as being under way in the
    /// same commit, unless it is to wait, or never to be made twice.
    pub then_next: bool,
}

/// What followed from keeping what became of a call.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
#[expect(clippy::exhaustive_structs, reason = "made by every engine")]
pub struct Aftermath {
    /// The next call of the chat, if it is now noted as being under way.
    pub dispatching: Option<i64>,
    /// Up to which number the calls of the chat were set aside, because the person cannot be reached.
    pub buried: Option<i64>,
}

/// What became of a call.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum Settled {
    /// It was made. The row is gone; the platform's id of the message is remembered.
    Sent(Option<String>),
    /// It failed and is tried again: the row stays with its place in the lane.
    Later {
        /// Not before.
        not_before: Timestamp,
        /// What was wrong.
        error: String,
    },
    /// Nobody can tell. The row stays with its place in the lane; a receipt may still tell.
    Uncertain {
        /// Until when a receipt is waited for.
        until: Timestamp,
        /// What happened.
        error: String,
    },
    /// Nobody will ever tell, and it is not to be made twice: the row is set aside, and its conversation gets a
    /// `delivery_unknown` event.
    Lost(String),
    /// It was refused, or not made, and what is called instead takes its place: the row stays where it is, with that call, as if
    /// nothing had been tried yet. A row without one is as it was.
    Instead(String),
    /// It was not made after all, though it was noted that it is about to be: the row stays as it was before that, and nobody is in
    /// doubt about it after a restart.
    NotMade,
    /// Its group has another id. The row stays with its place in the lane.
    Moved(String),
    /// It will never be made: the row is set aside, and its conversation gets a `delivery_failed` event.
    Dead(String),
    /// The person cannot be reached: all rows of the chat are set aside, the user is marked.
    Unreachable {
        /// The lane. It counts if the row is gone, because a receipt had settled it.
        chat: i64,
        /// Why.
        reason: String,
    },
}

/// What was learned from receipts.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
#[non_exhaustive]
pub struct Received {
    /// The calls that are now proven to have been made though nobody knew.
    pub reconciled: Vec<Reconciled>,
    /// The places, among the receipts, of those that were the first to tell that a message arrived.
    pub arrived: Vec<usize>,
}

/// A call that was made though nobody knew: a receipt proves it. Its row is gone.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Reconciled {
    /// The account that made it.
    pub account: AccountId,
    /// The row.
    pub row: i64,
    /// Our number of the chat: the lane.
    pub chat: i64,
}

/// Something set aside before it became an event.
#[derive(Clone, Debug)]
pub struct DeadLetter {
    /// When.
    pub at: Timestamp,
    /// The platform whose webhook it came by.
    pub platform: Platform,
    /// Why.
    pub reason: String,
    /// The body as received.
    pub body: Vec<u8>,
}

/// How a platform names a file that it was sent.
#[derive(Clone, Debug, Eq, PartialEq)]
#[expect(clippy::exhaustive_structs, reason = "made by whoever uploads")]
pub struct Upload {
    /// The platform's id of it.
    pub id: String,
    /// When it was sent.
    pub at: Timestamp,
    /// From when on the id is not to be used any more.
    pub expires: Timestamp,
}

/// How long things are kept.
#[derive(Clone, Copy, Debug)]
pub struct Retention {
    /// Payloads behind tokens.
    pub payloads: Duration,
    /// What was said. Without it nothing of that is looked for.
    pub chat_log: Option<Duration>,
}

/// How much is waiting.
///
/// Of a database that many share, no more than 100,000 of each are counted, so that asking costs little however much
/// waits; the oldest is then the oldest of those.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub struct Depth {
    /// Events that came in.
    pub inbox: u64,
    /// Timers, due or not.
    pub timers: u64,
    /// Calls.
    pub outbox: u64,
    /// What was set aside.
    pub dead: u64,
    /// When the event or timer that has waited longest was due. If only timers wait, it may be yet to come.
    pub oldest_event: Option<Timestamp>,
    /// When the call that has waited longest was made.
    pub oldest_call: Option<Timestamp>,
}
