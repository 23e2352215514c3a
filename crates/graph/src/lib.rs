//! What Messenger and WhatsApp share: webhook signature, verification request, Graph error envelope.
//!
//! Both platforms are reached through Meta's Graph API and report through the same kind of webhook. Only
//! their adapters need this crate; a bot does not.
//!
//! - [`Accounts`]: pages or phone numbers with their credentials, and the secrets that speak for them
//! - [`verify_signature`], [`challenge`]: who wrote a webhook, and the request that sets one up
//! - [`walk`]: from a body to its elements, of which a broken one does not hide the others
//! - [`lenient`]: reading fields that may be missing, null or of another type
//! - [`moment`]: the times in a webhook
//! - [`told`]: what the Graph API says to an upload, or to who asks for a file
//! - [`delivery`], [`GraphError`]: what the Graph API says to a call

mod account;
mod answer;
mod body;
mod challenge;
mod error;
mod file;
pub mod lenient;
pub mod moment;
mod signature;

pub use account::{Account, Accounts};
pub use answer::{delivery, retry_after};
pub use body::{Element, Entry, broken, walk};
pub use challenge::challenge;
pub use error::GraphError;
pub use file::told;
pub use signature::{AppSecrets, SIGNATURE_HEADER, verify_signature};

/// The address of the Graph API in its current version.
///
/// Source: [Graph API versions](https://developers.facebook.com/docs/graph-api/changelog/versions), v26.0 of
/// 2026-07-29.
pub const GRAPH_URL: &str = "https://graph.facebook.com/v26.0";
