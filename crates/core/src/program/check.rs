//! What blocks take and say, checked before anything runs.

use std::{any::TypeId, collections::HashMap};

use crate::{
    block::Block,
    extract::{DataMap, SessionNeed},
    language::Catalog,
};

use super::{Faults, room::Room};

/// Checks what blocks take and say: that data and texts are there, and that no session is taken twice or under another's name.
pub(super) fn check_needs<'b>(
    rooms: &'b [Room],
    of_app: impl Iterator<Item = &'b Block>,
    data: &DataMap,
    catalog: &Catalog,
    faults: &mut Faults,
) {
    let mut sessions: HashMap<(&str, &str), (TypeId, &str)> = HashMap::new();
    let of_rooms = rooms.iter().map(|room| (format!(" of context `{}`", room.path), room.blocks.as_slice()));
    let of_app = of_app.map(|block| (" of the app".to_owned(), std::slice::from_ref(block)));
    for (owner, blocks) in of_rooms.chain(of_app) {
        for block in blocks {
            let needs = block.body.needs();
            let place = format!("the `{}` block `{}`{owner}", block.rank.name(), block.body.name());
            for (id, name) in needs.data {
                if !data.contains_key(&id) {
                    let text = format!(
                        "{place} takes `Data<{name}>`, which the app was never given; add `.data(…)`"
                    );
                    faults.add(block.at, text);
                }
            }
            for text in needs.texts {
                if let Err(fault) = catalog.check_text(&text) {
                    faults.add(text.at.location(), fault);
                }
            }
            for (at, need) in needs.sessions.iter().enumerate() {
                let SessionNeed { id, type_name, name, of } = *need;
                if needs.sessions[..at].iter().any(|other| (other.of, other.id) == (of, id)) {
                    faults.add(block.at, format!("{place} takes `{of}<{type_name}>` twice; take it once"));
                }
                let (first, first_name) = *sessions.entry((of, name)).or_insert((id, type_name));
                if first != id {
                    let text = format!(
                        "{place} takes `{of}<{type_name}>`, which is stored as `{name}` like `{first_name}`; name one of them with `#[session(name = \"…\")]`"
                    );
                    faults.add(block.at, text);
                }
            }
        }
    }
}
