//! Reading a press: what its payload says, and whether blocks may see it.

use crate::{
    Verdict,
    block::Typed,
    extract::Press,
    payload::{Audience, Keyring, PayloadRoute, StoredPayload, TokenId, WirePayload, split_version},
    turn::Snapshot,
};

use super::{Program, pages::Opened, titles::Pressed};

/// What came of reading an event's payload.
pub(super) enum Reading {
    /// The event is no press.
    NoPress,
    /// A payload that names its context.
    Routed(usize, Press),
    /// A payload from outside, which is looked up by name.
    ByName(Press),
    /// A choice that shows another page of what was said.
    Page(Box<Opened>),
    /// A press that no block may see.
    Stale(Verdict),
}

impl Program {
    /// Reads what is pressed. What only may be meant for a title is no press if that cannot be pressed.
    pub(super) fn read_press(
        &self,
        pressed: Option<&Pressed<'_>>,
        snapshot: &Snapshot,
        keyring: &Keyring,
    ) -> Reading {
        match pressed {
            None => Reading::NoPress,
            Some(Pressed::Button(wire) | Pressed::Title(wire)) => self.read_wire(wire, snapshot, keyring),
            Some(Pressed::Perhaps(wire)) => match self.read_wire(wire, snapshot, keyring) {
                Reading::Stale(_) => Reading::NoPress,
                reading => reading,
            },
        }
    }

    fn read_wire(&self, wire: &str, snapshot: &Snapshot, keyring: &Keyring) -> Reading {
        let read = match WirePayload::read(wire, keyring, snapshot.chat) {
            Err(_) => return Reading::Stale(Verdict::Tampered),
            Ok(WirePayload::Token(id)) => match stored(id, snapshot) {
                // Pages are asked for by their number.
                Ok(stored) if stored.pages().is_some() => return Reading::Stale(Verdict::Tampered),
                Ok(stored) => WirePayload::read_stored(&stored.content),
                Err(verdict) => return Reading::Stale(verdict),
            },
            Ok(WirePayload::Page(id, number)) => {
                let opened = stored(id, snapshot).and_then(|stored| {
                    // What cannot be read was kept by another version of the framework.
                    Opened::read(stored, number, snapshot.platform).ok_or(Verdict::Outdated)
                });
                return opened.map_or_else(Reading::Stale, |opened| Reading::Page(Box::new(opened)));
            }
            Ok(plain) => plain,
        };
        let WirePayload::Plain { route, params, sealed } = read else {
            return Reading::Stale(Verdict::Tampered); // a token inside a stored payload: never written
        };
        if params.is_some() && !sealed && !self.accept_unsealed.contains(&snapshot.platform) {
            return Reading::Stale(Verdict::Tampered);
        }
        let (route, version) = split_version(route);
        let (to, name) = (PayloadRoute::split(route), |name: &str| name.to_owned());
        let press =
            Press { name: name(to.name), route: name(route), params: params.map(name), sealed, version };
        match to.context {
            None => Reading::ByName(press),
            Some(context) => match self.payload_room(context) {
                Some(room) => Reading::Routed(room, press),
                None => Reading::Stale(Verdict::Unknown),
            },
        }
    }
}

/// What the store keeps for a token.
fn stored(id: TokenId, snapshot: &Snapshot) -> Result<&StoredPayload, Verdict> {
    let stored = snapshot.stored_payload.as_ref().filter(|stored| stored.id == id).ok_or(Verdict::Expired)?;
    refused(stored, snapshot).map_or(Ok(stored), Err)
}

/// Why a stored payload may not be pressed here and now.
fn refused(stored: &StoredPayload, snapshot: &Snapshot) -> Option<Verdict> {
    let theirs = match stored.audience {
        Audience::Anyone => true,
        Audience::Chat => stored.chat == snapshot.chat,
        Audience::User => stored.user == snapshot.user.id,
    };
    // Who was not meant learns nothing else.
    if !theirs {
        Some(Verdict::Foreign)
    } else if stored.used {
        Some(Verdict::AlreadyUsed)
    } else if stored.expires_at.is_some_and(|expiry| expiry <= snapshot.event.at) {
        Some(Verdict::Expired)
    } else {
        None
    }
}

impl Press {
    /// Why a block of that payload type may not see it.
    pub(super) fn refused_by(&self, typed: &Typed) -> Option<Verdict> {
        if typed.sealed && self.params.is_some() && !self.sealed {
            Some(Verdict::Tampered)
        } else if typed.version != self.version {
            Some(Verdict::Outdated)
        } else {
            None
        }
    }
}
