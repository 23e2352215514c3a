//! Where the items of menus lead.

use crate::{ButtonPayload, payload::with_version, profile::Profile};

use super::{Faults, Program};

impl Program {
    /// The profile with payloads as they are on the wire. Those that lead nowhere are told.
    pub(super) fn checked_profile(&self, profile: Profile, faults: &mut Faults) -> Profile<String> {
        let at = profile.at;
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
