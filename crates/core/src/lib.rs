//! The core of Tertulia.

extern crate self as tertulia;

pub mod adapter;
pub mod clock;
mod error;
pub mod event;
pub mod http;
pub mod incoming;
pub mod message;
pub mod payload;
pub mod plan;
mod platform;
pub mod sender;
pub mod signature;
pub mod state;
pub mod turn;

pub use adapter::{Adapter, Delivery, Destination};
pub use clock::Clock;
pub use error::{Error, ErrorKind, Result, ResultExt};
pub use event::{Command, Event, EventKind};
pub use http::{Call, Http, Request, Response, TransportError};
pub use incoming::{Broken, Chat, Dedupe, Incoming, Parsed};
pub use message::{Button, List, Message, Question, Row, Section};
pub use payload::{ButtonPayload, Payload, payload};
pub use platform::Platform;
pub use sender::{Alias, Profile, Sender};
