//! What can be read on the phones.

/// A script that gives it: for each phone who says what, what can be pressed, and what lies over the chat.
pub(crate) const SHOWN: &str = include_str!("shown.js");

/// Two texts, where they differ.
pub(crate) fn differences(known: &str, seen: &str) -> String {
    let (known, seen): (Vec<_>, Vec<_>) = (known.lines().collect(), seen.lines().collect());
    let same = known.iter().zip(&seen).take_while(|(known, seen)| known == seen).count();
    let only = |lines: &[&str], sign: char| -> String {
        lines.iter().skip(same).take(12).map(|line| format!(" {sign} {line}\n")).collect()
    };
    only(&known, '-') + &only(&seen, '+')
}
