//! What can be seen of blocks that are values and no functions: where they lead, and what they keep from being asked.

use std::collections::HashMap;

use crate::{
    Flow,
    block::{Block, Pattern, Rank},
    flow::{Goal, Move, Next},
};

use super::{
    Faults,
    room::Room,
    routes::{is_answer, is_no_answer, nowhere, resolve},
};

/// Tells which blocks lead nowhere, and which are never asked.
pub(super) fn check_constants(rooms: &[Room], by_path: &HashMap<String, usize>, faults: &mut Faults) {
    for (number, room) in rooms.iter().enumerate() {
        for block in &room.blocks {
            if let Some(Flow { go: Some(go), .. }) = block.body.needs().ends {
                check_move(rooms, by_path, number, &go, faults);
            }
        }
        check_unreachable(room, faults);
    }
}

/// Tells if a move of a block of this room leads nowhere.
fn check_move(rooms: &[Room], by_path: &HashMap<String, usize>, from: usize, go: &Move, faults: &mut Faults) {
    let (Goal::Change(route) | Goal::Ask(route) | Goal::Delegate { to: route, .. }) = &go.to else { return };
    let fault = match (resolve(rooms, by_path, from, route.as_str()).map(|to| rooms[to].is_answer), &go.to) {
        (None, _) => nowhere(rooms, by_path, from, route),
        (Some(true), Goal::Change(_)) => is_answer(route),
        (Some(false), Goal::Ask(_)) => is_no_answer(route),
        _ => return,
    };
    faults.add(go.at, fault);
}

/// Tells which blocks are never asked, because one before them always takes what they match.
fn check_unreachable(room: &Room, faults: &mut Faults) {
    for (at, first) in room.blocks.iter().enumerate().filter(|(_, block)| always_takes(block)) {
        for (other, block) in room.blocks.iter().enumerate() {
            // A deep block also serves rooms in which the other one is not asked.
            let both = first.deep || !block.deep;
            let behind = block.rank > first.rank || (block.rank == first.rank && other > at);
            if both && behind && covers(first, block) {
                let (kind, of, line) = (block.rank.name(), first.rank.name(), first.at);
                let text = format!(
                    "this `{kind}` block is never asked: the `{of}` block at {line} takes all that it matches"
                );
                faults.add(block.at, text);
            }
        }
    }
}

/// Whether the block takes whatever it matches: it is a value, and does not pass.
fn always_takes(block: &Block) -> bool {
    // What is handed over may come back.
    let hands_over = |go: &Move| matches!(go.to, Goal::Delegate { .. });
    let ends = block.body.needs().ends;
    ends.is_some_and(|end| end.next != Next::Pass && !end.go.as_ref().is_some_and(hands_over))
}

/// Whether the first block certainly matches whatever the other one does.
fn covers(first: &Block, other: &Block) -> bool {
    match (&first.pattern, &other.pattern) {
        (Pattern::Regex(Ok(first)), Pattern::Regex(Ok(other))) => {
            first.as_str() == other.as_str() || matches_everything(first)
        }
        (Pattern::Regex(Ok(first)), _) => {
            // What is meant is also asked for from other contexts, without the words being looked at.
            matches!(other.rank, Rank::Keyword | Rank::AnyNumber | Rank::AnyText) && matches_everything(first)
        }
        (Pattern::Names(first_names), Pattern::Names(names)) => {
            first.rank == other.rank
                && matches!(first.rank, Rank::Intent | Rank::Entity)
                && names.iter().all(|name| first_names.contains(name))
        }
        _ => false,
    }
}

/// Whether a regular expression certainly finds something in every text: the empty match, wherever it looks.
fn matches_everything(regex: &regex::Regex) -> bool {
    let source = regex.as_str();
    // An empty match that hangs on no border is found at the beginning of any text. What else might need a border is
    // left alone.
    let rest = source.strip_prefix('^').unwrap_or(source);
    !rest.contains(['^', '$', '\\']) && regex.is_match("")
}

/// Whether the block may lead out of an answer: it is a function, or a value that goes somewhere; or time alone leads out.
pub(super) fn may_lead_out(block: &Block) -> bool {
    if block.rank == Rank::TimesOut {
        return true;
    }
    use Rank::{Ask, BeforeDelegate, OnDelegate, OnEnter, OnExit};
    let stands_around = matches!(block.rank, Ask | BeforeDelegate | OnDelegate | OnEnter | OnExit);
    let goes = |end: Flow| end.go.is_some_and(|go| !matches!(go.to, Goal::Keep | Goal::Stay));
    !stands_around && block.body.needs().ends.is_none_or(goes)
}
