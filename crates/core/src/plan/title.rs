//! Titles within their limits.

use super::{Unit, split::prefix};

/// The title without space around it; as an error if it had to be shortened, with an ellipsis.
pub(super) fn fit(title: &str, limit: usize, unit: Unit) -> Result<String, String> {
    let title = title.trim();
    match unit.length(title) <= limit {
        true => Ok(title.to_owned()),
        false => Err(shortened(title, limit, unit)),
    }
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
