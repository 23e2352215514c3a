//! Whether two tables hold the same, told by a number for each.

use std::fmt;

use sha2::{Digest as _, Sha256};

use super::cell::{Cell, Row};

/// How many rows a table has, and a number that is another for other rows. It does not depend on their order, as engines sort
/// texts in different ways.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub(crate) struct Checksum {
    pub(crate) rows: u64,
    sum: u128,
}

impl Checksum {
    pub(crate) fn add(&mut self, row: &Row) {
        let mut hash = Sha256::new();
        for cell in row {
            match cell {
                Cell::Null => hash.update(b"n"),
                Cell::Integer(number) => {
                    hash.update(b"i");
                    hash.update(number.to_be_bytes());
                }
                // PostgreSQL keeps the one character that its texts cannot hold as the sign for what cannot be shown.
                Cell::Text(text) if text.contains('\0') => {
                    bytes(&mut hash, b"t", text.replace('\0', "\u{fffd}").as_bytes());
                }
                Cell::Text(text) => bytes(&mut hash, b"t", text.as_bytes()),
                Cell::Blob(blob) => bytes(&mut hash, b"b", blob),
            }
        }
        let half = hash.finalize()[..16].iter().fold(0, |half, byte| half << 8 | u128::from(*byte));
        self.rows += 1;
        self.sum = self.sum.wrapping_add(half);
    }
}

fn bytes(hash: &mut Sha256, kind: &[u8], bytes: &[u8]) {
    hash.update(kind);
    hash.update((bytes.len() as u64).to_be_bytes());
    hash.update(bytes);
}

impl fmt::Display for Checksum {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:032x}", self.sum)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of<const N: usize>(rows: [&Row; N]) -> Checksum {
        let mut checksum = Checksum::default();
        rows.iter().for_each(|row| checksum.add(row));
        checksum
    }

    #[test]
    fn a_checksum_tells_rows_apart_and_not_their_order() {
        let text = |text: &str| Cell::Text(text.to_owned());
        let one = vec![Cell::Integer(1), text("a"), text("bc")];
        let two = vec![Cell::Integer(2), Cell::Null, text("")];
        assert_eq!(of([&one, &two]), of([&two, &one]));
        for other in [
            vec![Cell::Integer(1), text("ab"), text("c")],
            vec![Cell::Integer(1), text("a"), Cell::Blob(b"bc".to_vec())],
            vec![Cell::Integer(1), text("a"), Cell::Null],
            vec![Cell::Integer(2), text("a"), text("bc")],
        ] {
            assert_ne!(of([&one]), of([&other]));
        }
        assert_ne!(of([&two]), of([&vec![Cell::Integer(2), text(""), Cell::Null]]));
        assert_ne!(of([&one]), of([&one, &one]));
    }

    #[test]
    fn what_postgresql_cannot_hold_counts_as_what_it_keeps_instead() {
        let of = |text: &str| of([&vec![Cell::Text(text.to_owned())]]);
        assert_eq!(of("a\0"), of("a\u{fffd}"));
    }
}
