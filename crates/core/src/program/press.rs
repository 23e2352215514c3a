//! Reading a press: what its payload says, and whether blocks may see it.

use crate::{
    Verdict,
    extract::Press,
    payload::{Audience, Keyring, PayloadRoute, WirePayload},
    turn::Snapshot,
};

use super::Program;

/// What came of reading an event's payload.
pub(super) enum Reading {
    /// The event is no press.
    NoPress,
    /// A payload that names its context.
    Routed(usize, Press),
    /// A payload from outside, which is looked up by name.
    ByName(Press),
    /// A press that no block may see.
    Stale(Verdict),
}

impl Program {
    pub(super) fn read_press(&self, snapshot: &Snapshot, keyring: &Keyring) -> Reading {
        let Some(wire) = snapshot.event.payload() else { return Reading::NoPress };
        let read = match WirePayload::read(wire, keyring, snapshot.chat) {
            Err(_) => return Reading::Stale(Verdict::Tampered),
            Ok(WirePayload::Token(id)) => match &snapshot.stored_payload {
                Some(stored) if stored.id != id => return Reading::Stale(Verdict::Expired),
                None => return Reading::Stale(Verdict::Expired),
                Some(stored) if stored.audience == Audience::Chat && stored.chat != snapshot.chat => {
                    return Reading::Stale(Verdict::Foreign);
                }
                Some(stored) => WirePayload::read_stored(&stored.content),
            },
            Ok(plain) => plain,
        };
        let WirePayload::Plain { route, params, sealed } = read else {
            return Reading::Stale(Verdict::Tampered); // a token inside a stored payload: never written
        };
        if params.is_some() && !sealed && !self.accept_unsealed.contains(&snapshot.platform) {
            return Reading::Stale(Verdict::Tampered);
        }
        let (to, name) = (PayloadRoute::split(route), |name: &str| name.to_owned());
        let press = Press { name: name(to.name), route: name(route), params: params.map(name), sealed };
        match to.context {
            None => Reading::ByName(press),
            Some(context) => match self.payload_room(context) {
                Some(room) => Reading::Routed(room, press),
                None => Reading::Stale(Verdict::Unknown),
            },
        }
    }
}
