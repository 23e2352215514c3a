//! What was uploaded.

use bytes::Bytes;

/// A file that the bot uploaded to a platform.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct File {
    /// Its name.
    pub name: String,
    /// What kind of file it is: `image/png`.
    pub content_type: String,
    /// What is in it.
    pub bytes: Bytes,
}
