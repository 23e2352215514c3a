//! The core of Tertulia.

extern crate self as tertulia;

pub mod adapter;
pub mod block;
pub mod body;
pub mod chat_log;
pub mod clock;
pub mod context;
mod error;
pub mod event;
pub mod extract;
pub mod file;
pub mod flow;
pub mod form;
mod groups;
pub mod handle;
pub mod http;
pub mod incoming;
pub mod journal;
pub mod language;
mod line;
pub mod message;
pub mod nlu;
pub mod number;
pub mod payload;
pub mod plan;
mod platform;
pub mod profile;
pub mod program;
pub mod receipt;
mod reply;
pub mod rich;
mod route;
pub mod sender;
pub mod signature;
pub mod state;
pub mod template;
mod titles;
pub mod trace;
pub mod turn;

pub use adapter::{Adapter, Delivery, Destination};
pub use body::{Body, turn};
pub use clock::Clock;
pub use context::{Answer, Context};
pub use error::{Error, ErrorKind, Result, ResultExt};
pub use event::{
    Attachment, Attachments, Command, Comment, Contact, Edited, Event, EventKind, InlineQuery, Location,
    Membership, OptIn, Reaction, RecurringNotification,
};
pub use extract::{
    Captures, Data, DeepLink, Download, Editable, Entities, Failed, FromTurn, Given, Locale, Now, Numbers,
    Once, Params, RawPayload, ReplyGroup, Session, SessionData, Text, User, UserData,
};
pub use file::{DownloadError, FileBytes};
pub use flow::{
    Flow, IntoFlow, IntoMessage, ask, change_to, delegate_to, halt, keep, leave, pass, pause, replay, resume,
    return_to_saved,
};
pub use form::Form;
pub use groups::Groups;
pub use handle::{Handle, Recipient};
pub use http::{Call, Http, Request, Response, TransportError};
pub use incoming::{Broken, Chat, Dedupe, Incoming, Parsed};
pub use journal::Journal;
pub use language::{Translated, Wording};
pub use message::{
    Album, Button, Card, Carousel, Link, List, Media, Message, Native, Question, Row, Section, Source,
};
pub use nlu::{Entity, Intent, Nlu, Understanding, Utterance};
pub use payload::{ButtonPayload, Payload, payload};
pub use platform::Platform;
pub use reply::{Addressee, Fallback, Reply};
pub use rich::RichText;
pub use route::Route;
pub use sender::{Alias, Profile, Sender};
pub use tertulia_macros::{Form, FormChoice, FromTurn, Payload, Session};
pub use turn::{Turn, Verdict};

pub(crate) use line::Line;

/// What the derive macros emit paths to. Not for others.
#[doc(hidden)]
pub mod __private {
    pub use serde;

    pub use crate::{
        Error, FromTurn, Payload, SessionData, Translated, Turn, Wording,
        block::{Form as FormKind, Kind, Postback},
        extract::Needs,
        form::{
            AnyField, Choice, Field, FieldType, Form, Input, Misread, Settings, Values, private::no_choice,
        },
        payload::private::{from_params, to_params, unknown_name},
    };

    /// What a session of another version is made of. An alias, for the sake of the compiler's messages.
    pub type Value = serde_json::Value;

    /// The parameters of a payload.
    pub type Params = Option<serde_json::Map<String, Value>>;
}
