//! The tree of contexts, laid out as one table of rooms.

use std::{
    collections::{BTreeSet, HashMap},
    panic::Location,
    time::Duration,
};

use crate::{
    block::{Block, Rank},
    context::Declared,
    route::is_context_name,
};

use super::{Faults, index::Index, room::Room};

/// All rooms, parents before what stands in them, and by every route that leads to them.
#[derive(Default)]
pub(super) struct Tree {
    pub(super) rooms: Vec<Room>,
    pub(super) by_path: HashMap<String, usize>,
    /// The routes that each room has: its own first, then the older ones.
    paths: Vec<Vec<String>>,
}

/// What a room takes from the one around it.
#[derive(Clone, Copy, Default)]
struct Around {
    parent: Option<usize>,
    expires_after: Option<Duration>,
}

impl Tree {
    /// Lays out the contexts, and tells what is wrong with them.
    pub(super) fn new(contexts: impl IntoIterator<Item = Declared>, faults: &mut Faults) -> Self {
        let mut tree = Self::default();
        let mut aliases = Vec::new();
        for context in contexts {
            tree.add(context, Around::default(), &mut aliases, faults);
        }
        for (room, path, at) in aliases {
            tree.add_alias(room, path, at, faults);
        }
        tree.check_ambiguous(faults);
        tree
    }

    fn add(
        &mut self,
        context: Declared,
        around: Around,
        aliases: &mut Vec<(usize, String, &'static Location<'static>)>,
        faults: &mut Faults,
    ) {
        let Declared {
            name,
            at,
            is_answer,
            blocks,
            children,
            aliases: old_names,
            expires_after,
            times_out,
            deep,
        } = context;
        let number = self.rooms.len();
        let parent = around.parent.map(|parent| self.rooms[parent].path.as_str());
        let path = parent.map_or_else(|| name.clone(), |parent| format!("{parent}/{name}"));
        if !is_context_name(&name) {
            let what = if is_answer { "an answer" } else { "a context" };
            faults.add(at, format!("{what}'s name is made of a-z, 0-9 and `_`; `{name}` is not"));
        } else if let Some(&first) = self.by_path.get(&path) {
            let first = self.rooms[first].at;
            faults.add(at, format!("there is another context `{path}`, at {first}"));
        } else {
            self.by_path.insert(path.clone(), number);
        }
        if let Some(at) = deep {
            faults.add(at, "`deep()` makes the next block deep, and no block follows");
        }
        check_blocks(&blocks, is_answer, at, &path, faults);
        if times_out.is_some_and(|silence| silence.is_zero()) {
            let line = blocks.iter().find(|block| block.rank == Rank::TimesOut).map(|block| block.at);
            faults.add(
                line,
                format!("`{path}` times out at once, before anything can be said; give it some time"),
            );
        }
        let own = Index::new(&blocks, |_| true, &path, faults);
        // What is wrong with these was told just now.
        let deep = Index::new(&blocks, |block| block.deep, &path, &mut Faults::default());
        let deep_around = around.parent.map_or_else(Vec::new, |parent| {
            let has_deep = self.rooms[parent].blocks.iter().any(|block| block.deep);
            has_deep
                .then_some(parent)
                .into_iter()
                .chain(self.rooms[parent].deep_around.iter().copied())
                .collect()
        });
        self.paths.push(vec![path.clone()]);
        let expires_after = expires_after.or(around.expires_after);
        let parent = around.parent;
        let is_form = blocks.iter().any(|block| block.rank == Rank::Form);
        self.rooms.push(Room {
            path,
            at,
            parent,
            is_answer,
            is_form,
            expires_after,
            times_out,
            blocks,
            own,
            deep,
            deep_around,
        });
        for (old_name, at) in old_names {
            aliases.push((number, old_name, at));
        }
        for child in children {
            self.add(child, Around { parent: Some(number), expires_after }, aliases, faults);
        }
    }

    /// Lets an older name lead to a room, and so to everything inside.
    fn add_alias(&mut self, room: usize, name: String, at: &'static Location<'static>, faults: &mut Faults) {
        if !name.strip_prefix('/').unwrap_or(&name).split('/').all(is_context_name)
            || (name.contains('/') && !name.starts_with('/'))
        {
            let text = "an alias is a name made of a-z, 0-9 and `_`, or a whole route that begins with `/`";
            return faults.add(at, format!("{text}; `{name}` is not"));
        }
        let mut older = match (name.strip_prefix('/'), self.rooms[room].parent) {
            (Some(whole), _) => vec![whole.to_owned()],
            (None, None) => vec![name],
            (None, Some(parent)) => self.paths[parent].iter().map(|path| format!("{path}/{name}")).collect(),
        };
        older.retain(|path| {
            let taken = self.by_path.get(path).map(|&other| self.rooms[other].at);
            if let Some(other) = taken {
                faults.add(at, format!("the alias `{path}` is the name of a context, at {other}"));
            }
            taken.is_none()
        });
        let current = self.rooms[room].path.clone();
        for inside in room..self.rooms.len() {
            let Some(rest) = self.rooms[inside].path.strip_prefix(&current) else { continue };
            if !rest.is_empty() && !rest.starts_with('/') {
                continue;
            }
            for path in &older {
                let path = format!("{path}{rest}");
                self.by_path.entry(path.clone()).or_insert(inside);
                self.paths[inside].push(path);
            }
        }
    }

    /// `x` means what stands inside, else what stands at the top: there must not be both.
    fn check_ambiguous(&self, faults: &mut Faults) {
        for (number, room) in self.rooms.iter().enumerate().filter(|(_, room)| room.parent.is_some()) {
            let last = |path: &String| path.rsplit('/').next().unwrap_or_default().to_owned();
            let names: BTreeSet<_> = self.paths[number].iter().map(last).collect();
            for name in names {
                let Some(&top) = self.by_path.get(&name).filter(|&&top| top != number) else { continue };
                let (path, first) = (&room.path, self.rooms[top].at);
                let text = format!("`{name}` would mean both `{path}` and the context `{name}`, at {first}");
                faults.add(room.at, format!("{text}; rename one of them"));
            }
        }
    }
}

/// Checks what can be seen of the blocks of one context.
fn check_blocks(
    blocks: &[Block],
    is_answer: bool,
    at: &'static Location<'static>,
    path: &str,
    faults: &mut Faults,
) {
    if is_answer && !blocks.iter().any(|block| block.rank == Rank::Ask) {
        faults.add(at, format!("answer `{path}` has no question; give it one with `.ask(…)`"));
    }
    for block in blocks.iter().filter(|block| block.deep) {
        use Rank::{Ask, BeforeDelegate, OnDelegate, OnEnter, OnExit, TimesOut};
        if matches!(block.rank, Ask | BeforeDelegate | OnDelegate | OnEnter | OnExit | TimesOut) {
            let kind = block.rank.name();
            faults.add(block.at, format!("`{kind}` belongs to one context and cannot be deep"));
        }
    }
}
