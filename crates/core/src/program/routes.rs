//! Where routes lead: one table, looked up and never searched.

use std::collections::HashMap;

use crate::{Route, payload::PayloadName};

use super::{Program, place::Here, room::Room};

impl Program {
    /// The room a context route leads to from another one.
    pub(super) fn resolve(&self, from: usize, route: &str) -> Option<usize> {
        resolve(&self.rooms, &self.by_path, from, route)
    }

    /// What is wrong with a route that leads nowhere, and what may have been meant.
    pub(super) fn nowhere(&self, from: Here, route: &Route) -> String {
        nowhere(&self.rooms, &self.by_path, from.room, route)
    }

    /// The room that a payload from outside names: empty is the default one.
    pub(super) fn payload_room(&self, context: &str) -> Option<usize> {
        if context.is_empty() { Some(self.default) } else { self.by_path.get(context).copied() }
    }

    /// The room that a payload names which a block of `own` writes: like a context route; `.` is the own context,
    /// `..` the one around it.
    pub(super) fn written_payload_room(&self, own: usize, context: &str) -> Option<usize> {
        match context {
            "" => Some(self.default),
            "." => Some(own),
            ".." => self.rooms[own].parent,
            route => self.resolve(own, route),
        }
    }

    /// The context that the value of a deep link names, `profile_sign_up`: the longest one that does something with
    /// deep links.
    pub(super) fn deep_link_room(&self, value: &str) -> Option<usize> {
        let value = PayloadName::key(value);
        let ends = value.char_indices().rev().filter(|&(_, c)| c == '_').map(|(at, _)| at);
        std::iter::once(value.len()).chain(ends).find_map(|end| self.by_deep_link.get(&value[..end]).copied())
    }
}

/// The room a context route leads to from another one.
pub(super) fn resolve(
    rooms: &[Room],
    by_path: &HashMap<String, usize>,
    from: usize,
    route: &str,
) -> Option<usize> {
    let own = &rooms[from].path;
    let room = |path: &str| by_path.get(path).copied();
    if let Some(top) = route.strip_prefix('/') {
        room(top)
    } else if let Some(sub) = route.strip_prefix("./") {
        room(&format!("{own}/{sub}"))
    } else if let Some(beside) = route.strip_prefix("../") {
        match rooms[from].parent {
            Some(parent) => room(&format!("{}/{beside}", rooms[parent].path)),
            None => room(beside),
        }
    } else {
        room(&format!("{own}/{route}")).or_else(|| room(route))
    }
}

/// What is wrong with a route that leads nowhere, and what may have been meant.
pub(super) fn nowhere(
    rooms: &[Room],
    by_path: &HashMap<String, usize>,
    from: usize,
    route: &Route,
) -> String {
    let here = &rooms[from].path;
    let written = route.as_str();
    let name = written.rsplit('/').next().unwrap_or(written);
    let beside = format!("../{name}");
    let meant = if written != beside && resolve(rooms, by_path, from, &beside).is_some() {
        format!("; did you mean `{beside}`?")
    } else {
        let mut ends: Vec<_> = rooms.iter().map(|room| room.path.as_str()).collect();
        ends.retain(|path| path.rsplit('/').next() == Some(name));
        ends.first().map_or_else(String::new, |path| format!("; did you mean `/{path}`?"))
    };
    format!("`{route}` leads nowhere from context `{here}`{meant}")
}

/// What is wrong with changing to an answer.
pub(super) fn is_answer(route: &Route) -> String {
    format!("`{route}` is an answer; use `ask(\"{route}\")`")
}

/// What is wrong with asking a context that is none.
pub(super) fn is_no_answer(route: &Route) -> String {
    format!("`{route}` is not an answer and asks nothing; use `change_to(\"{route}\")`")
}
