//! What can be done again of what was set aside.

use tertulia_core::{
    Event,
    payload::{TokenId, token_of},
};

use crate::Retried;

/// What was set aside.
pub(crate) struct Buried {
    pub(crate) kind: String,
    pub(crate) account: Option<i64>,
    /// The conversation it was for, if that is still known.
    pub(crate) conversation: Option<i64>,
    /// Whether people of a group share that.
    pub(crate) is_shared: bool,
    pub(crate) body: Vec<u8>,
}

/// What is to be done again.
pub(crate) enum Revived {
    /// An event, with the token in its payload.
    Event { conversation: i64, event: Box<Event>, token: Option<TokenId> },
    /// A call.
    Call { account: i64, conversation: i64, endpoint: String, body: String },
}

impl Buried {
    /// What is to be done again; or why it cannot be.
    pub(crate) fn revive(&self) -> Result<Revived, Retried> {
        match (&*self.kind, self.conversation, self.account) {
            ("letter", ..) => {
                impossible("what could not be read is no event, and the platform has to send it again")
            }
            (_, None, _) | (_, _, None) => {
                impossible("the conversation that it was for is not known any more")
            }
            ("event", Some(_), _) if self.is_shared => {
                impossible("in a group's shared conversation it is not known any more who sent it")
            }
            ("event", Some(conversation), _) => self.event(conversation),
            (_, Some(conversation), Some(account)) => self.call(conversation, account),
        }
    }

    fn event(&self, conversation: i64) -> Result<Revived, Retried> {
        match serde_json::from_slice::<Event>(&self.body) {
            Ok(event) => {
                let token = event.payload().and_then(token_of);
                Ok(Revived::Event { conversation, event: Box::new(event), token })
            }
            Err(error) => impossible(format!("this version of the bot cannot read the event: {error}")),
        }
    }

    fn call(&self, conversation: i64, account: i64) -> Result<Revived, Retried> {
        let text = String::from_utf8_lossy(&self.body);
        let Some((endpoint, body)) = text.split_once('\n') else {
            return impossible("it is no whole call");
        };
        if !serde_json::from_str::<serde_json::Value>(body).is_ok_and(|body| body.is_object()) {
            return impossible("its body is no JSON object");
        }
        // So are the places of files called (`program/enclose.rs`), and with the call it was forgotten which ones they were.
        if body.contains("\"file-") {
            return impossible("the file that it showed is not known any more");
        }
        Ok(Revived::Call { account, conversation, endpoint: endpoint.to_owned(), body: body.to_owned() })
    }
}

fn impossible<T>(why: impl Into<String>) -> Result<T, Retried> {
    Err(Retried::Impossible(why.into()))
}
