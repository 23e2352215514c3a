//! What a broken call means.

use std::error::Error;

use h2::Reason;
use hyper_util::client::legacy;
use tertulia_core::TransportError;

use super::public::NotPublic;

/// Why there is no answer. None of these errors knows the address.
pub(super) fn broken(error: &legacy::Error) -> TransportError {
    if causes(error).any(|cause| cause.is::<NotPublic>()) {
        return TransportError::NotPublic(NotPublic.to_string());
    }
    let text = chain(error);
    let unsent = error.is_connect() || never_written(error) || turned_away(error);
    if unsent { TransportError::NotSent(text) } else { TransportError::NoAnswer(text) }
}

/// Whether an HTTP/2 server says that it did not begin to handle the request (RFC 9113, 8.7).
pub(super) fn turned_away(error: &legacy::Error) -> bool {
    causes(error).filter_map(|cause| cause.downcast_ref::<h2::Error>()).any(|error| {
        let closing = error.is_go_away() && error.reason() == Some(Reason::NO_ERROR);
        let refused = error.is_reset() && error.reason() == Some(Reason::REFUSED_STREAM);
        error.is_remote() && (closing || refused)
    })
}

/// What went wrong, and what was behind it.
pub(super) fn chain(error: &(dyn Error + 'static)) -> String {
    let mut text = error.to_string();
    for cause in causes(error) {
        text = format!("{text}: {cause}");
    }
    text
}

/// Whether the connection ended before the request was taken up.
fn never_written(error: &legacy::Error) -> bool {
    causes(error).filter_map(|cause| cause.downcast_ref::<hyper::Error>()).any(hyper::Error::is_canceled)
}

fn causes<'a>(error: &'a (dyn Error + 'static)) -> impl Iterator<Item = &'a (dyn Error + 'static)> {
    std::iter::successors(error.source(), |&error| error.source())
}
