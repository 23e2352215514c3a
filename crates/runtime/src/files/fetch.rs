//! Fetching what people sent.

use std::time::Duration;

use secrecy::{ExposeSecret as _, SecretString};
use tertulia_core::{
    Delivery, DownloadError, Request, Response, TransportError,
    event::File,
    file::{Access, Fetched},
    http::Answer,
};

use super::{AccountFiles, address};

/// How many redirects are followed, each checked like the first address.
const REDIRECTS: usize = 3;

/// How long a whole file may take: less than a turn may, so that the author hears of it.
const TIMEOUT: Duration = Duration::from_secs(20);

impl AccountFiles {
    pub(super) async fn fetch(&self, file: &File, limit: usize) -> Result<Fetched, DownloadError> {
        let mut url = self.find(file).await?;
        for _ in 0..=REDIRECTS {
            let answer = self.ask(&url, limit).await?;
            match answer {
                Answer { response: Response { status: 300..=399, .. }, location, .. } => {
                    let next = location.and_then(|location| address::follow(url.expose_secret(), &location));
                    let nowhere = || DownloadError::Missing("a redirect leads nowhere".to_owned());
                    url = next.ok_or_else(nowhere)?.into();
                }
                Answer { response, content_type, .. } => return read(response, content_type),
            }
        }
        Err(DownloadError::Forbidden("it is behind too many redirects".to_owned()))
    }

    /// Where the file is, as the platform tells now, or told when it came.
    async fn find(&self, file: &File) -> Result<SecretString, DownloadError> {
        let Some(request) = self.adapter.ask_for_file(&self.account, file) else {
            let nowhere = || DownloadError::Missing("the platform tells no address".to_owned());
            return file.url.as_deref().map(Into::into).ok_or_else(nowhere);
        };
        let answer = self.http.fetch(request).await.map_err(unavailable)?;
        self.adapter.file_address(&self.account, &answer.response).map_err(|delivery| match delivery {
            Delivery::RetryAfter { after, .. } => {
                DownloadError::Unavailable("the platform asks us to wait".to_owned(), Some(after))
            }
            Delivery::Retry(why) | Delivery::MaybeSent(why) | Delivery::AccountDown(why) => {
                DownloadError::Unavailable(why, None)
            }
            Delivery::Rejected(why) | Delivery::Unreachable(why) => DownloadError::Missing(why),
            other => DownloadError::Missing(format!("{other:?}")),
        })
    }

    /// Asks an address, with what may be shown to it.
    async fn ask(&self, url: &SecretString, limit: usize) -> Result<Answer, DownloadError> {
        let Access { own, authorization } = self.adapter.access(&self.account, url.expose_secret());
        if !own {
            address::check(url.expose_secret())?;
        }
        let request = Request {
            authorization,
            timeout: TIMEOUT,
            longest_answer: limit,
            only_public: !own,
            ..Request::get(url.clone())
        };
        self.http.fetch(request).await.map_err(|error| match error {
            TransportError::TooLong => DownloadError::TooLarge(limit),
            other => unavailable(other),
        })
    }
}

fn unavailable(error: TransportError) -> DownloadError {
    match error {
        TransportError::NotPublic(why) => DownloadError::Forbidden(why),
        other => DownloadError::Unavailable(other.to_string(), None),
    }
}

fn read(response: Response, content_type: Option<String>) -> Result<Fetched, DownloadError> {
    let Response { status, retry_after, body } = response;
    match status {
        200..=299 => Ok(Fetched { mime_type: content_type, bytes: body }),
        408 | 425 | 429 | 500..=599 => {
            Err(DownloadError::Unavailable(format!("answered {status}"), retry_after))
        }
        // What is over, or was signed for a while, is answered with one of several.
        _ => Err(DownloadError::Missing(format!("answered {status}"))),
    }
}
