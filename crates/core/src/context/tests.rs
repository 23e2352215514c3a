//! The documentation of blocks, held against the code.

use std::collections::BTreeMap;

use super::*;
use crate::{
    Captures, DeepLink, Entities, Event, Numbers, Params, RawPayload, Text,
    block::Rank,
    event::{self, Undelivered},
    extract::Intent,
};

/// The sources in which blocks are declared.
const SOURCES: [&str; 3] =
    [include_str!("../context.rs"), include_str!("kinds.rs"), include_str!("meaning.rs")];

/// The rows of the table in the documentation of `Context`: rank and block, in order.
fn table() -> Vec<(u32, &'static str)> {
    let rows = SOURCES[0].lines().filter_map(|line| line.strip_prefix("/// | "));
    let row = |row: &'static str| {
        let (rank, rest) = row.split_once(" | ")?;
        let (name, _) = rest.strip_prefix("[`")?.split_once('`')?;
        assert!(rest.contains(&format!("(Context::{name})")), "it leads to the method: {row}");
        Some((rank.parse().ok()?, name))
    };
    rows.filter_map(row).collect()
}

#[test]
fn the_table_has_every_block_in_the_order_in_which_they_are_asked() {
    let asked = |rank: &&Rank| **rank <= Rank::EverythingElse || **rank == Rank::AfterAll;
    let in_code: Vec<_> = Rank::ALL.iter().filter(asked).map(|rank| rank.name()).collect();
    let table = table();
    assert_eq!(table.iter().map(|(_, name)| *name).collect::<Vec<_>>(), in_code);
    assert!(table.is_sorted_by_key(|(rank, _)| *rank), "{table:?}");
    let mut ranks: Vec<_> = table.iter().map(|(rank, _)| *rank).collect();
    ranks.dedup();
    assert!(ranks.iter().copied().eq(0..=15), "none is left out: {ranks:?}");
}

#[test]
fn every_block_tells_its_rank_and_what_it_is_on_each_platform() {
    let mut documented = BTreeMap::new();
    for source in SOURCES {
        let mut doc = String::new();
        for line in source.lines().map(str::trim_start) {
            if let Some(text) = line.strip_prefix("///") {
                doc += text;
                doc += "\n";
            } else if let Some(rest) = line.strip_prefix("pub fn ") {
                let name = rest.split(['<', '(']).next().unwrap();
                documented.insert(name, std::mem::take(&mut doc));
            } else if !line.starts_with("#[") {
                doc.clear();
            }
        }
    }
    for (rank, name) in table() {
        let doc = &documented[name];
        assert!(doc.contains(&format!(" Rank {rank}; ")), "`{name}` has rank {rank}: {doc}");
        for platform in ["Messenger", "Telegram", "WhatsApp"] {
            assert_eq!(doc.matches(&format!(" - {platform}: ")).count(), 1, "`{name}` on {platform}: {doc}");
        }
    }
}

/// That this compiles is the test: each block gives what the table says.
#[test]
fn every_block_gives_what_the_table_says() {
    type Anything = serde_json::Value;
    let context = Context::new("main")
        .before_anything(|_: Option<Text>, _: Option<RawPayload>, _: Option<event::Attachments>| ())
        .deep_link(|_: DeepLink| ())
        .postback("a", |_: Params<Anything>, _: RawPayload| ())
        .any_postback(|_: RawPayload, _: Params<Anything>| ())
        .command("a", |_: Text| ())
        .location(|_: event::Location, _: event::Attachments| ())
        .contact(|_: event::Contact, _: event::Attachments| ())
        .any_attachment(|_: event::Attachments, _: Text| ())
        .regex("a", |_: Captures, _: Text, _: Numbers| ())
        .keyword("a", |_: Text| ())
        .intent("a", |_: Intent, _: Entities, _: Text| ())
        .any_intent(|_: Intent, _: Entities, _: Text| ())
        .entity("a", |_: Entities, _: Text| ())
        .any_number(|_: Numbers, _: Text| ())
        .any_text(|_: Text| ())
        .membership(|_: event::Membership| ())
        .recurring_notification(|_: event::RecurringNotification| ())
        .reaction(|_: event::Reaction| ())
        .edited(|_: event::Edited, _: Text| ())
        .comment(|_: event::Comment, _: Text| ())
        .inline_query(|_: event::InlineQuery, _: Text| ())
        .optin(|_: event::OptIn| ())
        .event("a", |_: Params<Anything>| ())
        .delivery_failed(|_: Undelivered| ())
        .delivery_unknown(|_: Undelivered| ())
        .everything_else(|_: Option<Text>, _: Event| ())
        .after_all(|_: Option<Text>, _: Option<RawPayload>, _: Option<event::Attachments>| ());
    let declared: Vec<_> = context.declared.blocks.iter().map(|block| block.rank.name()).collect();
    assert_eq!(declared, table().iter().map(|(_, name)| *name).collect::<Vec<_>>());
}
