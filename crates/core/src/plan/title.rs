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
    let room = limit.saturating_sub(1);
    // A piece of a text has at least one character, which may already be too much here.
    let start = Some(&title[..prefix(title, room, unit)]).filter(|start| unit.length(start) <= room);
    match limit {
        0 => String::new(),
        _ => format!("{}…", start.unwrap_or_default().trim_end()),
    }
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_is_shortened_to_whatever_room_there_is() {
        let fit = |limit| fit(" 😀 Coffee", limit, Unit::Utf16).unwrap_or_else(|shortened| shortened);
        assert_eq!([0, 1, 2, 3, 4, 5, 9].map(fit), ["", "…", "…", "😀…", "😀…", "😀 C…", "😀 Coffee"]);
    }
}
