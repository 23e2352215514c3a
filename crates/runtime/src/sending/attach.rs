//! Files that a call shows: uploaded before it, sent along with it, or named by what the platform has kept.

use tertulia_core::{
    Call, Delivery, Request, Response, TransportError,
    file::{CallFile, FileBytes, Kept},
};
use tertulia_store::Upload;
use tracing::Instrument as _;

use super::deliver::{Sending, outcome};
use crate::spans;

/// What a call says of its files.
#[derive(Default)]
pub(super) struct Attached {
    /// What stands in the call, and what is to.
    names: Vec<(String, String)>,
    /// What goes along.
    enclosed: Vec<(CallFile, FileBytes)>,
    /// What is named by an id from before the reply.
    old: Vec<CallFile>,
}

/// Why a call cannot be made yet.
pub(super) enum Unready {
    /// One of its files was just uploaded, which is a call of its own.
    Uploaded,
    /// One of its files could not be uploaded; whether that was because the platform could not be reached.
    Failed(Delivery, bool),
}

impl Attached {
    /// The call, with its files named.
    pub(super) fn name(&self, call: &Call) -> Call {
        let names: Vec<_> = self.names.iter().map(|(place, name)| (&**place, &**name)).collect();
        call.fill(&names)
    }

    /// What goes along with the call.
    fn enclosed(&self) -> Vec<(&str, FileBytes)> {
        self.enclosed.iter().map(|(file, bytes)| (&*file.place, bytes.clone())).collect()
    }
}

/// How a file is named that goes along.
fn enclosure(place: &str) -> String {
    format!("attach://{place}")
}

impl Sending<'_> {
    /// Sees to the files of the call: uploads at most one, for each upload counts as a call.
    pub(super) async fn attach(&self) -> Result<Attached, Unready> {
        let mut attached = Attached::default();
        for file in &self.row.files {
            let (place, now) = (file.place.clone(), self.shared.clock.now());
            let look_up = || self.shared.store.upload(self.account_id(), file.clone(), now);
            let known = self.keep("the id of a file could not be looked up yet", look_up).await;
            if let Some(Upload { id, at, .. }) = known.flatten() {
                attached.names.push((place, id));
                attached.old.extend((at < self.row.created).then(|| file.clone()));
                continue;
            }
            let look_up = || self.shared.store.file(file.hash);
            let bytes = self.keep("the bytes of a file could not be looked up yet", look_up).await;
            let Some(bytes) = bytes.flatten().map(|bytes| file.with(bytes)) else {
                return Err(Unready::Failed(Delivery::Rejected("its file is gone".to_owned()), false));
            };
            match self.adapter().upload(self.native(), file, &bytes) {
                Some(request) => return Err(self.upload(file, request).await),
                None => {
                    attached.names.push((place, enclosure(&file.place)));
                    attached.enclosed.push((file.clone(), bytes));
                }
            }
        }
        Ok(attached)
    }

    /// The call as a request, with what goes along.
    pub(super) fn request(&self, call: &Call, files: &Attached) -> Option<Request> {
        match files.enclosed.is_empty() {
            true => self.adapter().request(self.native(), call),
            false => self.adapter().enclose(self.native(), call, &files.enclosed()),
        }
    }

    /// The call was made: from now on the platform has what went along.
    pub(super) async fn note_kept(&self, call: &Call, files: &Attached, response: &Response) {
        if files.enclosed.is_empty() {
            return;
        }
        for (name, kept) in self.adapter().kept(call, response) {
            if let Some((file, _)) = files.enclosed.iter().find(|(file, _)| enclosure(&file.place) == name) {
                self.note(file, kept).await;
            }
        }
    }

    /// The call was refused for good. If it named a file by an old id, that may be why: platforms tell badly. Then it is made
    /// once more, with the file uploaded anew.
    pub(super) async fn doubt_old(&self, delivery: Delivery, files: &Attached) -> Delivery {
        let Delivery::Rejected(error) = &delivery else { return delivery };
        if files.old.is_empty() {
            return delivery;
        }
        for file in &files.old {
            let forget = || self.shared.store.forget_upload(self.account_id(), file.clone());
            self.keep("the id of a file could not be forgotten yet", forget).await;
        }
        Delivery::Retry(format!("a file may be unknown to the platform by now: {error}"))
    }

    /// Brings a file to the platform. Nobody sees that, so it may as well happen twice.
    async fn upload(&self, file: &CallFile, request: Request) -> Unready {
        let begun = self.shared.clock.now();
        let span = spans::call(self.adapter().platform(), "upload");
        let sent = self.shared.http.send(request).instrument(span.clone()).await;
        let (uploaded, trouble) = match sent {
            Ok(response) => (self.adapter().uploaded(&response), response.status >= 500),
            Err(TransportError::NotSent(error)) => (Err(Delivery::Retry(error)), true),
            Err(error) => (Err(Delivery::Retry(error.to_string())), true),
        };
        match uploaded {
            Ok(kept) => {
                spans::came_of(&span, "sent");
                self.count(&Delivery::Sent(None), begun);
                self.note(file, kept).await;
                Unready::Uploaded
            }
            Err(delivery) => {
                let delivery = match delivery {
                    Delivery::MaybeSent(error) => Delivery::Retry(error),
                    other => other,
                };
                spans::came_of(&span, outcome(&delivery));
                self.count(&delivery, begun);
                Unready::Failed(delivery, trouble)
            }
        }
    }

    async fn note(&self, file: &CallFile, kept: Kept) {
        let at = self.shared.clock.now();
        let upload = Upload { id: kept.id, at, expires: at + kept.good_for };
        let keep = || self.shared.store.keep_upload(self.account_id(), file.clone(), upload.clone());
        self.keep("the id of a file could not be kept yet", keep).await;
    }
}
