//! Everything in Tertulia that waits: the webhook server, the turn workers, the senders.
//!
//! ```text
//! webhook ── verify, parse ── INGEST ── 200
//! turns   ── claimed conversation ── the author's block ── FINISH
//! sending ── lane of the chat ── limits ── API call ── interpret ── SETTLE
//! ```
//!
//! What is in capitals is one durable commit of the [`Store`](tertulia_store::Store). Between two of them the
//! process may end at any moment; what was acknowledged is still there when it begins again.

mod admin;
mod chat_log;
mod clock;
mod depth;
mod desk;
mod dice;
mod files;
mod journal;
mod network;
#[cfg(feature = "otel")]
mod otel;
mod press;
mod profile;
mod reports;
mod roles;
mod sending;
mod server;
mod service;
mod spans;
mod telemetry;
mod traces;
mod turns;
mod webhook;

#[cfg(unix)]
pub use admin::{AdminClient, AdminSocket};
pub use clock::SystemClock;
pub use network::Network;
#[cfg(feature = "otel")]
pub use otel::{SPANS_TARGET, SpanExport, SpanExportError};
pub use profile::{
    ProfileError, apply_profile, delete_property, read_property, remove_profile, write_property,
};
pub use reports::{ReportFormat, Reporter, Reporting, without_secrets};
pub use roles::{Role, Roles, UnknownRole};
pub use service::{Channel, Options, Parts, Service, StartError};
pub use traces::Tracing;
