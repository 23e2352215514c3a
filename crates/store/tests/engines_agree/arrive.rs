//! Events that meet each other: few people, places and keys.

use jiff::{SignedDuration, Timestamp};
use proptest::{collection::vec, option, prelude::*};
use serde_json::value::RawValue;
use tertulia_core::{
    Alias, Attachment, Attachments, Chat, Dedupe, Event, EventKind, Groups, Incoming, Membership, Profile,
    Sender,
    event::{Group, Sticker},
};
use tertulia_store::{AccountId, Arrival};

/// Somebody writes.
#[derive(Clone, Debug)]
pub(crate) struct Arrive {
    /// Account 3 does not exist.
    account: i64,
    bucket: i64,
    key: u8,
    sort: i64,
    /// By which names the person is known: none stands for an event without a sender.
    aliases: Vec<u8>,
    name: Option<u8>,
    locale: Option<u8>,
    place: Place,
    message: Option<u8>,
    token: Option<u8>,
    /// The time of arrival, off the time of the test. The time of the event is another.
    off_micros: i64,
    timeless: bool,
    /// Whether people of a group share a conversation.
    shared: bool,
    /// The album it is a part of; or it says that the bot was added to that group.
    what: What,
}

#[derive(Clone, Copy, Debug)]
enum What {
    Text,
    Part(u8),
    Added(u8),
}

#[derive(Clone, Debug)]
enum Place {
    Private,
    Group(u8),
    Thread(u8),
    Business(u8),
    /// Names that are there and empty.
    Empty,
}

pub(crate) fn arrive() -> impl Strategy<Value = Arrive> {
    let place = prop_oneof![
        4 => Just(Place::Private),
        2 => (0..2_u8).prop_map(Place::Group),
        1 => (0..2_u8).prop_map(Place::Thread),
        1 => (0..2_u8).prop_map(Place::Business),
        1 => Just(Place::Empty),
    ];
    let account = prop_oneof![12 => Just(1_i64), 6 => Just(2), 1 => Just(3)];
    let aliases = prop_oneof![12 => vec(0..5_u8, 1..4), 1 => Just(Vec::new())];
    let off_micros = prop_oneof![2 => Just(0_i64), 1 => -9_000_000..9_000_000_i64];
    let key = (0..2_i64, 0..40_u8);
    let person = (aliases, option::weighted(0.2, 0..3_u8), option::weighted(0.2, 0..3_u8));
    let event = (0..6_i64, option::of(0..9_u8), option::weighted(0.3, 0..3_u8));
    let times = (off_micros, prop::bool::weighted(0.2));
    let what = prop_oneof![
        6 => Just(What::Text),
        3 => (0..2_u8).prop_map(What::Part),
        1 => (0..2_u8).prop_map(What::Added),
    ];
    let kind = (prop::bool::weighted(0.3), what);
    (account, key, person, place, event, times, kind).prop_map(
        |(account, (bucket, key), (aliases, name, locale), place, (sort, message, token), times, kind)| {
            Arrive {
                account,
                bucket,
                key,
                sort,
                aliases,
                name,
                locale,
                place,
                message,
                token,
                off_micros: times.0,
                timeless: times.1,
                shared: kind.0,
                what: kind.1,
            }
        },
    )
}

impl Arrive {
    /// What comes in.
    pub(crate) fn arrival(&self, now: Timestamp) -> Arrival {
        let raw = RawValue::from_string(format!(r#"{{"key":  {}}}"#, self.key)).unwrap();
        let at = now + SignedDuration::from_micros(self.off_micros);
        let told =
            if self.timeless { Timestamp::UNIX_EPOCH } else { at - SignedDuration::from_micros(77_777) };
        let mut event = Event::new(self.kind(), told, raw);
        event.message_id = self.message.map(|message| format!("m{message}"));
        event.opens_window = matches!(self.what, What::Text) && self.key.is_multiple_of(2);
        let incoming = Incoming {
            account: self.account.to_string(),
            dedupe: Dedupe { bucket: self.bucket, key: vec![self.key] },
            sort: self.sort,
            sender: (!self.aliases.is_empty()).then(|| self.sender()),
            chat: self.place.chat(),
            event,
        };
        let groups = if self.shared { Groups::Shared } else { Groups::Personal };
        let token = self.token.map(|token| [token; 12]);
        Arrival { account: AccountId(self.account), incoming, at, token, groups }
    }

    fn kind(&self) -> EventKind {
        let text = self.key.to_string();
        match self.what {
            What::Text => EventKind::Text { text, command: None },
            What::Part(album) => {
                let mut sent = Attachments::new([Attachment::Sticker(Sticker::default())]).unwrap();
                (sent.album, sent.caption) = (Some(album.to_string()), Some(text));
                EventKind::Attachments(sent)
            }
            What::Added(group) => EventKind::Membership(Membership::New(Group::new(group.to_string()))),
        }
    }

    fn sender(&self) -> Sender {
        let numbered = |number: Option<u8>| number.map(|number| number.to_string());
        Sender {
            aliases: self.aliases.iter().copied().map(alias).collect(),
            profile: Profile {
                name: numbered(self.name),
                locale: numbered(self.locale),
                ..Profile::default()
            },
        }
    }
}

/// One of the names there are.
pub(crate) fn alias(number: u8) -> Alias {
    const ALIASES: [(&str, &str); 5] =
        [("bsuid", "a"), ("bsuid", "b"), ("wa_id", "a"), ("wa_id", "b"), ("wa_id", "é")];
    let (kind, value) = ALIASES[usize::from(number)];
    Alias::new(kind, value)
}

impl Place {
    fn chat(&self) -> Chat {
        let some = |number: &u8| Some(number.to_string());
        match self {
            Self::Private => Chat::default(),
            Self::Group(number) => Chat { group: some(number), ..Chat::default() },
            Self::Thread(number) => Chat { thread: some(number), ..Chat::default() },
            Self::Business(number) => Chat { business: some(number), ..Chat::default() },
            Self::Empty => {
                let empty = || Some(String::new());
                Chat { group: empty(), thread: empty(), business: empty() }
            }
        }
    }
}
