//! What else is looked up by a table made when the app is built.

use std::{any::TypeId, collections::HashMap};

use crate::block::Rank;

use super::room::Room;

/// The rooms in which a payload type has its block.
pub(super) fn typed_blocks(rooms: &[Room]) -> HashMap<TypeId, Vec<usize>> {
    let mut typed: HashMap<_, Vec<_>> = HashMap::new();
    for (at, room) in rooms.iter().enumerate() {
        for typed_as in room.blocks.iter().filter_map(|block| block.typed) {
            typed.entry(typed_as.id).or_default().push(at);
        }
    }
    typed
}

/// The contexts that do something with deep links, by the value that names them. If two have the same, the one
/// nearer to the top has it.
pub(super) fn by_deep_link(rooms: &[Room], by_path: &HashMap<String, usize>) -> HashMap<String, usize> {
    let takes = |room: &Room| {
        let deep =
            || room.deep_around.iter().any(|&around| rooms[around].deep.single(Rank::DeepLink).is_some());
        !room.is_answer && (room.own.single(Rank::DeepLink).is_some() || deep())
    };
    let mut paths: Vec<_> = by_path.iter().filter(|&(_, &room)| takes(&rooms[room])).collect();
    paths.sort_by_key(|(path, _)| (path.matches('/').count(), path.as_str()));
    let mut found = HashMap::new();
    for (path, &room) in paths {
        found.entry(path.replace('/', "_")).or_insert(room);
    }
    found
}
