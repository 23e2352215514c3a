//! Files: those that the app sends, and those that people sent.

mod agree;
mod app;
mod call;
mod download;
mod media_type;
mod multipart;
mod places;

pub use agree::agrees;
pub use app::{AppFile, FileBytes, LARGEST};
pub use call::{CallFile, FileHash, Kept, OutgoingFile};
pub use download::{Access, DownloadError, Fetched, Files, NoFiles, Pending};
pub use media_type::{of_extension, sniff};
pub use multipart::Multipart;
pub(crate) use places::Kind;
