//! Files that are written with names put in. Each is a real file of a bot called `my_bot`, so it reads as what it becomes.

/// A text with its names replaced, each wherever it stands. Longer ones go first, so that none is found inside another.
pub(crate) fn filled(text: &str, names: &[(&str, &str)]) -> String {
    let mut names = names.to_vec();
    names.sort_by_key(|(name, _)| std::cmp::Reverse(name.len()));
    let mut filled = String::with_capacity(text.len());
    let mut rest = text;
    // Nothing that was put in is looked through again.
    while let Some((at, name, value)) = next(rest, &names) {
        filled.push_str(&rest[..at]);
        filled.push_str(value);
        rest = &rest[at + name.len()..];
    }
    filled + rest
}

/// The first name in a text.
fn next<'a>(text: &str, names: &[(&'a str, &'a str)]) -> Option<(usize, &'a str, &'a str)> {
    let found = names.iter().filter_map(|(name, value)| Some((text.find(name)?, *name, *value)));
    // Of several at one place the first is the longest.
    found.min_by_key(|(at, ..)| *at)
}

#[cfg(test)]
mod tests {
    use super::filled;

    #[test]
    fn names_are_put_in_wherever_they_stand() {
        let names = [("my_bot", "robin"), ("my_bottle", "water"), ("my_list", "my_bot")];
        assert_eq!(filled("my_bot: my_list, my_bottle", &names), "robin: my_bot, water");
        assert_eq!(filled("nothing", &names), "nothing");
    }
}
