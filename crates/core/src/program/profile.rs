//! Where the items of menus lead.

use crate::{
    ButtonPayload,
    payload::{PayloadName, PayloadRoute},
    profile::Profile,
};

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

    /// What a payload of a menu is on the wire. A bare name is of the default context.
    fn menu_payload(&self, payload: ButtonPayload) -> Result<String, String> {
        if let Some(fault) = payload.fault {
            return Err(fault);
        }
        let name = PayloadRoute::split(&payload.name).name;
        PayloadName::parse(name).map_err(|error| error.to_string())?;
        let room = self.leads_to(&payload, self.default)?;
        let path = &self.rooms[room].path;
        if !self.answers_to(room, name) {
            return Err(format!("no block of context `{path}` answers to the payload `{}`", payload.name));
        }
        let context = if room == self.default { "" } else { path.as_str() };
        let route = crate::payload::with_version(format!("{context}/{name}"), payload.version);
        let params = payload.params.filter(|params| !params.is_empty());
        Ok(params.map_or(route.clone(), |params| format!("{route}:{}", serde_json::Value::Object(params))))
    }
}
