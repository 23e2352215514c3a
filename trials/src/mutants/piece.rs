//! Pieces of source text that are replaced.

use std::{collections::BTreeMap, fs, ops::Range, path::Path};

use crate::Result;

use super::Mutant;

/// A piece of a file that is replaced. It has to be in it exactly once, however it is broken into lines.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct Piece {
    /// The file, from the root of the workspace.
    pub file: &'static str,
    /// The piece. White space does not count.
    pub from: &'static str,
    /// What stands there instead.
    pub to: &'static str,
}

/// The files of a mutant, with its pieces replaced.
///
/// # Errors
///
/// If a piece is not in its file exactly once: then somebody has to say anew what is to be broken.
pub(super) fn replace(workspace: &Path, mutant: &Mutant) -> Result<BTreeMap<&'static str, String>> {
    let mut files = BTreeMap::new();
    for Piece { file, from, to } in mutant.pieces {
        let text = match files.remove(file) {
            Some(text) => text,
            None => fs::read_to_string(workspace.join(file)).map_err(|error| {
                format!("mutant `{}`: {file} cannot be read ({error}); where is `{from}` now?", mutant.name)
            })?,
        };
        let [place] = find(&text, from).try_into().map_err(|places: Vec<_>| {
            let (name, times) = (mutant.name, places.len());
            format!(
                "mutant `{name}`: `{from}` is {times} times in {file}, and has to be there once: say anew \
                     what is to be broken, in trials/src/mutants/mod.rs"
            )
        })?;
        files.insert(*file, format!("{}{to}{}", &text[..place.start], &text[place.end..]));
    }
    Ok(files)
}

/// Where a piece is, white space apart.
fn find(text: &str, piece: &str) -> Vec<Range<usize>> {
    let piece: Vec<char> = piece.chars().filter(|char| !char.is_whitespace()).collect();
    let text: Vec<(usize, char)> = text.char_indices().filter(|(_, char)| !char.is_whitespace()).collect();
    let same = |window: &&[(usize, char)]| window.iter().map(|(_, char)| char).eq(&piece);
    let place = |window: &[(usize, char)]| {
        let (first, last) = (window.first()?, window.last()?);
        Some(first.0..last.0 + last.1.len_utf8())
    };
    text.windows(piece.len().max(1)).filter(same).filter_map(place).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_piece_is_found_however_it_is_broken_into_lines() {
        let text = "SELECT a,\n    b FROM t; SELECT b FROM u";
        let found = |piece| find(text, piece).into_iter().map(|place| &text[place]).collect::<Vec<_>>();
        assert_eq!(found("SELECT a, b FROM"), ["SELECT a,\n    b FROM"]);
        assert_eq!(found("SELECT a,b"), ["SELECT a,\n    b"]);
        assert_eq!(found("FROM"), ["FROM"; 2]);
        assert!(find("short", "longer than the text").is_empty());
    }
}
