//! Writing a conversation down after what the bot says now.

use tertulia_core::Platform;

use super::{
    line::{Line, Numbered},
    play::Heard,
};

/// The script, with what was heard in the place of what was written down.
pub(super) fn rewrite(lines: &[Numbered], played: &[(Platform, Vec<Heard>)]) -> String {
    let mut written = Vec::new();
    for (at, Numbered { line, .. }) in lines.iter().enumerate() {
        match line {
            Line::Remark(remark) => written.push(remark.clone()),
            Line::On(platforms) => written.push(format!("on {}", names(platforms))),
            Line::Does(who, _, what) => written.push(format!("{who}: {}", indented(what))),
            Line::Wait(_, time) => written.push(format!("wait {time}")),
            Line::Fault(_, fault) => written.push(format!("fault {fault}")),
            Line::Says(..) => {}
        }
        for (platforms, heard) in grouped(at, played) {
            let who = match platforms.len() == played.len() {
                true => "bot".to_owned(),
                false => format!("bot on {}", names(&platforms)),
            };
            written.extend(heard.iter().map(|said| format!("{who}: {}", indented(said))));
        }
    }
    written.join("\n") + "\n"
}

/// What was heard after a line, with the platforms on which it was.
fn grouped(line: usize, played: &[(Platform, Vec<Heard>)]) -> Vec<(Vec<Platform>, &Heard)> {
    let mut groups: Vec<(Vec<Platform>, &Heard)> = Vec::new();
    for (platform, heard) in played {
        let Some(heard) = heard.get(line) else { continue };
        match groups.iter_mut().find(|(_, known)| *known == heard) {
            Some((platforms, _)) => platforms.push(*platform),
            None => groups.push((vec![*platform], heard)),
        }
    }
    groups
}

fn names(platforms: &[Platform]) -> String {
    platforms.iter().map(|platform| platform.as_str()).collect::<Vec<_>>().join(" ")
}

/// The text, with all lines but the first set in; an empty one is a backslash.
fn indented(text: &str) -> String {
    let lines: Vec<_> =
        text.lines().map(|line| if line.trim().is_empty() { "\\" } else { line.trim() }).collect();
    lines.join("\n     ")
}
