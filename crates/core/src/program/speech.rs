//! What is said through a handle: addressed when it is said, repeated in a turn of the conversation.

use crate::{
    ButtonPayload, Error, Line, Message, Native, Result, Verdict, Wording,
    event::Speech,
    message::Map,
    reply::{Said, Says},
};

use super::{Program, run::Run};

/// The longest that is kept of what is said at once, in bytes of JSON: as much as may come in.
const LONGEST: usize = 256 << 10;

impl Program {
    /// What was said through a handle, with payloads that lead to their blocks wherever they are said.
    ///
    /// # Errors
    ///
    /// Every payload that leads nowhere, with the author's line; that it is too much to be kept.
    pub fn addressed(&self, mut speech: Speech) -> Result<Speech> {
        let mut faults = Vec::new();
        for Said { says, manner, at, .. } in &mut speech.said {
            let mut address = Address { program: self, at, faults: &mut faults };
            if let Says::Message(message) = says {
                address.message(message);
            }
            for native in &mut manner.outside_window {
                address.native(native);
            }
        }
        if !faults.is_empty() {
            return Err(Error::terminal(faults.join("\n")));
        }
        let bytes = serde_json::to_string(&speech).map_err(Error::terminal)?.len();
        match speech.said.first() {
            Some(Said { at, .. }) if bytes > LONGEST => Err(Error::terminal(format!(
                "{at}: what is said takes {bytes} bytes, and {LONGEST} are kept at most: give large files by path or address"
            ))),
            _ => Ok(speech),
        }
    }
}

impl Run<'_> {
    /// Says what was said through a handle.
    pub(super) fn speak(&mut self, speech: Speech) -> Verdict {
        if self.shared.user.stopped() {
            tracing::info!(turn = self.shared.turn_id, "not said: the person wants no messages");
            return Verdict::Unmatched;
        }
        self.shared.reply.repeat(speech, self.program.default);
        Verdict::Handled
    }
}

/// Makes payloads say where they lead, and notes what leads nowhere.
struct Address<'a> {
    program: &'a Program,
    at: &'a Line,
    faults: &'a mut Vec<String>,
}

impl Address<'_> {
    fn message(&mut self, message: &mut Message) {
        let Ok(addressed) = message.clone().map(self);
        *message = addressed;
    }

    fn native(&mut self, native: &mut Native) {
        let Ok(addressed) = native.clone().map(self);
        *native = addressed;
    }
}

impl Map<ButtonPayload, ButtonPayload> for Address<'_> {
    type Error = std::convert::Infallible;

    fn title(&mut self, title: Wording) -> Result<Wording, Self::Error> {
        Ok(title)
    }

    fn text(&mut self, text: Wording) -> Result<Wording, Self::Error> {
        Ok(text)
    }

    fn payload(&mut self, payload: ButtonPayload, _: Option<usize>) -> Result<ButtonPayload, Self::Error> {
        Ok(self.program.outside_payload(payload.clone()).unwrap_or_else(|fault| {
            self.faults.push(format!("{}: {fault}", self.at));
            payload
        }))
    }
}
