//! Titles within their limits.

use super::{Loss, Unit, split::prefix};

/// The title, shortened with an ellipsis if it has to be.
pub(super) fn fit(title: &str, limit: usize, unit: Unit, losses: &mut Vec<Loss>) -> String {
    let title = title.trim();
    if unit.length(title) <= limit {
        return title.to_owned();
    }
    losses.push(Loss::Shortened(title.to_owned()));
    shortened(title, limit, unit)
}

fn shortened(title: &str, limit: usize, unit: Unit) -> String {
    format!("{}…", title[..prefix(title, limit.saturating_sub(1), unit)].trim_end())
}

/// Makes the titles of one message differ, by a number behind those that come again.
pub(super) fn distinguish<'a>(titles: impl Iterator<Item = &'a mut String>, limit: usize, unit: Unit) {
    let mut seen: Vec<String> = Vec::new();
    for title in titles {
        let mut number = 2;
        let written = title.clone();
        while seen.contains(title) {
            let suffix = format!(" ({number})");
            let room = limit.saturating_sub(unit.length(&suffix));
            let start =
                if unit.length(&written) <= room { written.clone() } else { shortened(&written, room, unit) };
            *title = format!("{start}{suffix}");
            number += 1;
        }
        seen.push(title.clone());
    }
}
