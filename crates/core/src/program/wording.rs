//! What was said, in the person's language and with payloads that say where they lead.

use crate::{
    ButtonPayload, Error, Line, Message, Result, RichText, Wording,
    adapter::Notice,
    language::Translator,
    message::Map,
    payload::Unsealed,
    plan::{Loss, Policy},
    reply::{Manner, Said, Says, Shown, Spoken},
    turn::Snapshot,
};

use super::{Program, unsayable, window::Gate};

/// What was said, ready to be planned.
pub(super) struct Worded {
    pub(super) messages: Vec<(Message<Unsealed>, Policy)>,
    /// How each of them is said.
    pub(super) manners: Vec<Manner>,
    /// Where each of them is said.
    pub(super) places: Vec<Line>,
    pub(super) notice: Option<Notice>,
}

impl Program {
    /// Puts everything into the person's language, makes every payload say where it leads, and tells everything
    /// that is wrong with what was said, at once.
    pub(super) fn word_all(
        &self,
        spoken: Spoken,
        translator: &Translator<'_>,
        mut gate: Gate<'_>,
    ) -> Result<Worded> {
        let mut faults: Vec<_> = spoken.faults.iter().map(|(text, at)| format!("{at}: {text}")).collect();
        let count = spoken.said.len();
        let mut worded = Worded {
            messages: Vec::with_capacity(count),
            manners: Vec::with_capacity(count),
            places: Vec::with_capacity(count),
            notice: None,
        };
        for Said { says, manner, speaker, at } in spoken.said {
            let messages = match says {
                Says::Message(message) => vec![*message],
                Says::Template { name, values } => {
                    let speaker = &self.rooms[speaker].path;
                    let written = self.templates.write(&name, speaker, values, &at);
                    written.unwrap_or_else(|wrong| {
                        faults.extend(wrong.into_iter().map(|text| format!("{at}: {text}")));
                        Vec::new()
                    })
                }
            };
            for message in messages {
                let (message, manner) = match gate.admit(message, &manner) {
                    Ok(Some(admitted)) => admitted,
                    Ok(None) => continue,
                    Err(fault) => {
                        faults.push(format!("{at}: {fault}"));
                        continue;
                    }
                };
                match message.map(&mut Voice { program: self, translator, speaker, at: &at }) {
                    Ok(message) => {
                        faults.extend(unsayable::of(&message).map(|fault| format!("{at}: {fault}")));
                        worded.messages.push((message, manner.policy));
                        worded.manners.push(manner.into_owned());
                        worded.places.push(at.clone());
                    }
                    Err(fault) => faults.push(format!("{at}: {fault}")),
                }
            }
        }
        if let Some(Shown { text, alert }) = spoken.notice {
            match translator.read_plain(text) {
                Ok(text) => worded.notice = Some(Notice { text, alert }),
                Err(fault) => faults.push(fault),
            }
        }
        match faults.is_empty() {
            true => Ok(worded),
            false => Err(Error::terminal(faults.join("\n"))),
        }
    }
}

/// Tells what was lost: where nothing may be, the turn fails.
pub(super) fn check_losses(
    losses: &[(usize, Loss)],
    manners: &[Manner],
    places: &[Line],
    snapshot: &Snapshot,
) -> Result {
    let mut faults = Vec::new();
    for (message, loss) in losses {
        let at = &places[*message]; // the planner has its numbers from these messages
        match manners[*message].policy {
            Policy::Deny => faults.push(format!("{at}: on {}: {loss}", snapshot.platform)),
            _ => {
                tracing::info!(%loss, %at, turn = snapshot.turn_id, platform = %snapshot.platform, "shown in another form");
            }
        }
    }
    match faults.is_empty() {
        true => Ok(()),
        false => Err(Error::terminal(faults.join("\n"))),
    }
}

/// Who says a message, in which language.
struct Voice<'a> {
    program: &'a Program,
    translator: &'a Translator<'a>,
    speaker: usize,
    at: &'a Line,
}

impl Map<ButtonPayload, Unsealed> for Voice<'_> {
    type Error = String;

    fn title(&mut self, title: Wording) -> Result<String, String> {
        self.translator.read_plain(title)
    }

    fn text(&mut self, text: Wording) -> Result<RichText, String> {
        self.translator.read(text)
    }

    fn payload(&mut self, payload: ButtonPayload, _: Option<usize>) -> Result<Unsealed, String> {
        self.program.qualify(payload, self.speaker, self.at).map(Unsealed::Payload)
    }
}
