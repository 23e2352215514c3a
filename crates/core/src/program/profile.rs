//! Where the items of menus lead.

use crate::{ButtonPayload, payload::with_version, profile::Profile};

use super::{Faults, Program, titles::GET_STARTED};

impl Program {
    /// The profile with payloads as they are on the wire. Those that lead nowhere are told.
    ///
    /// Where the default context has a block for it, there is a button for new chats though the author does not speak of it.
    pub(super) fn checked_profile(&self, mut profile: Profile, faults: &mut Faults) -> Profile<String> {
        let at = profile.at;
        if profile.get_started.is_none() && self.rooms[self.default].own.postback(GET_STARTED).is_some() {
            profile = profile.get_started(GET_STARTED);
        }
        profile.map(&mut |payload| {
            self.menu_payload(payload).unwrap_or_else(|fault| {
                faults.add(at, format!("in the profile: {fault}"));
                String::new()
            })
        })
    }

    /// What a payload of a menu is on the wire.
    fn menu_payload(&self, payload: ButtonPayload) -> Result<String, String> {
        let payload = self.outside_payload(payload)?;
        let route = with_version(payload.name, payload.version);
        let params = payload.params.filter(|params| !params.is_empty());
        Ok(params.map_or(route.clone(), |params| format!("{route}:{}", serde_json::Value::Object(params))))
    }
}
