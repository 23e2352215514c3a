//! Where a payload leads that a block makes.

use std::{any::TypeId, panic::Location};

use crate::{
    ButtonPayload,
    block::{Block, Rank},
    payload::{PayloadName, PayloadRoute, QualifiedPayload, with_version},
};

use super::{Program, index::Index, room::Room};

impl Program {
    /// The whole route of a payload made in a block of `own`.
    pub(super) fn qualify(
        &self,
        payload: ButtonPayload,
        own: usize,
        at: &'static Location<'static>,
    ) -> Result<QualifiedPayload, String> {
        if let Some(fault) = payload.fault {
            return Err(fault);
        }
        PayloadName::parse(PayloadRoute::split(&payload.name).name).map_err(|error| error.to_string())?;
        let room = self.leads_to(&payload, own)?;
        let ButtonPayload { name, params, terms, version, .. } = payload;
        let route = PayloadRoute::split(&name);
        let path = &self.rooms[room].path;
        if !self.answers_to(room, route.name) {
            tracing::warn!(%at, payload = name, context = path, "no block answers to this button");
        }
        let context = if room == self.default { "" } else { path.as_str() };
        let route = with_version(format!("{context}/{}", route.name), version);
        let params = params.filter(|params| !params.is_empty());
        let params = params.map(|params| serde_json::Value::Object(params).to_string());
        Ok(QualifiedPayload { route, params, terms })
    }

    /// The room that a payload leads to which a block of `own` makes.
    pub(super) fn leads_to(&self, payload: &ButtonPayload, own: usize) -> Result<usize, String> {
        let name = &payload.name;
        match (PayloadRoute::split(name).context, payload.typed) {
            (Some(context), _) => self.written_payload_room(own, context).ok_or_else(|| {
                format!("the payload `{name}` leads to a context `{context}` that does not exist")
            }),
            (None, Some(typed)) => self.home_of(typed, own, name),
            (None, None) => Ok(own),
        }
    }

    /// Whether some block takes a payload of that name.
    pub(super) fn answers_to(&self, room: usize, name: &str) -> bool {
        let answers = |index: &Index| {
            let any = [Rank::AnyPostback, Rank::EverythingElse];
            index.postback(name).is_some() || any.iter().any(|&rank| index.single(rank).is_some())
        };
        let Room { own, deep_around, .. } = &self.rooms[room];
        answers(own) || deep_around.iter().any(|&around| answers(&self.rooms[around].deep))
    }

    /// Whether a block of a room is for presses with that name.
    pub(super) fn answers_press(&self, room: usize, name: &str) -> bool {
        let Room { own, .. } = &self.rooms[room];
        own.postback(name).is_some() || own.single(Rank::AnyPostback).is_some()
    }

    /// The context in which a payload type has its block: the own one first, deep blocks around it included, else
    /// the only other one.
    fn home_of(&self, typed: TypeId, own: usize, name: &str) -> Result<usize, String> {
        let homes = self.typed.get(&typed).map_or(&[][..], Vec::as_slice);
        let is_deep = |room: &usize| {
            let is_it = |block: &Block| block.deep && block.typed.is_some_and(|is| is.id == typed);
            self.rooms[*room].blocks.iter().any(is_it)
        };
        match homes {
            [] => Ok(own),
            homes if homes.contains(&own) || self.rooms[own].deep_around.iter().any(is_deep) => Ok(own),
            [home] => Ok(*home),
            homes => {
                let places: Vec<_> =
                    homes.iter().map(|&home| format!("`{}`", self.rooms[home].path)).collect();
                Err(format!(
                    "the payload `{name}` has a block in {}; name the context: `Button::postback(\"…\", payload(\"context/{name}\", …))`",
                    places.join(" and ")
                ))
            }
        }
    }
}
