//! Adding a line to a source, where it is certain where it goes.

/// What came of it.
#[derive(Debug, Eq, PartialEq)]
pub(super) enum Added {
    /// The source with the line.
    To(String),
    /// The line was there.
    Already,
    /// There is nothing of its kind beside which it could stand.
    Nowhere,
}

/// Declares a module among those that begin alike, `pub mod `, in the order of their names.
pub(super) fn module(source: &str, name: &str) -> Added {
    let line = format!("pub mod {name};");
    let lines: Vec<_> = source.lines().collect();
    if lines.contains(&line.as_str()) {
        return Added::Already;
    }
    let alike = |other: &&str| other.starts_with("pub mod ") && other.ends_with(';');
    let place = match lines.iter().position(|other| alike(other) && **other > *line) {
        Some(first_after) => first_after,
        None => match lines.iter().rposition(alike) {
            Some(last) => last + 1,
            None => return Added::Nowhere,
        },
    };
    with_lines(&lines, place, &[line])
}

/// Gives a context to the app, behind the last one that is given in a line of its own.
pub(super) fn context(source: &str, name: &str) -> Added {
    let call = format!(".context(contexts::{name}::context())");
    let lines: Vec<_> = source.lines().collect();
    if lines.iter().any(|line| line.contains(&call)) {
        return Added::Already;
    }
    let alike =
        |line: &&str| line.trim_start().starts_with(".context(contexts::") && line.ends_with("::context())");
    match lines.iter().rposition(alike) {
        Some(last) => {
            let line = format!("{}{call}", indentation(lines[last]));
            with_lines(&lines, last + 1, &[line])
        }
        None => Added::Nowhere,
    }
}

/// Gives blocks to a context, at its beginning.
pub(super) fn blocks(source: &str, context: &str, blocks: &[String]) -> Added {
    let lines: Vec<_> = source.lines().collect();
    if blocks.iter().all(|block| lines.iter().any(|line| line.trim() == block)) {
        return Added::Already;
    }
    let new = format!("Context::new(\"{context}\")");
    // Only in a chain that has a line for each block is it certain that they can stand there.
    let goes_on = |line: &str| line.trim_start().starts_with(['.', '/']);
    let place = lines.windows(2).position(|pair| pair[0].trim() == new && goes_on(pair[1]));
    match place {
        Some(place) => {
            let indentation = indentation(lines[place + 1]);
            let blocks: Vec<_> = blocks.iter().map(|block| format!("{indentation}{block}")).collect();
            with_lines(&lines, place + 1, &blocks)
        }
        None => Added::Nowhere,
    }
}

fn indentation(line: &str) -> &str {
    &line[..line.len() - line.trim_start().len()]
}

fn with_lines(lines: &[&str], place: usize, new: &[String]) -> Added {
    let (before, after) = lines.split_at(place);
    let all = before.iter().copied().chain(new.iter().map(String::as_str)).chain(after.iter().copied());
    Added::To(all.flat_map(|line| [line, "\n"]).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn added(source: &str, line: &str) -> Added {
        Added::To(source.replace("+\n", &format!("{line}\n")))
    }

    #[test]
    fn a_module_stands_among_the_others_by_its_name() {
        for (source, name) in [
            ("//! Forms.\n\npub mod a;\n+\npub mod z;\n\nfn f() {}\n", "m"),
            ("+\npub mod z;\n", "a"),
            ("pub mod a;\n+\n", "z"),
        ] {
            assert_eq!(module(&source.replace("+\n", ""), name), added(source, &format!("pub mod {name};")));
        }
        assert_eq!(module("pub mod a;\n", "a"), Added::Already);
        assert_eq!(module("mod a;\n", "b"), Added::Nowhere);
    }

    #[test]
    fn a_context_is_given_behind_the_last_one() {
        let source = "fn app() -> App {\n    App::new()\n        .context(contexts::main::context())\n+\n        .locales(\"l\")\n}\n";
        let without = source.replace("+\n", "");
        let with = added(source, "        .context(contexts::shop::context())");
        assert_eq!(context(&without, "shop"), with);
        assert_eq!(context(&without, "main"), Added::Already);
        assert_eq!(context("App::new().context(main())", "shop"), Added::Nowhere);
    }

    #[test]
    fn blocks_stand_at_the_beginning_of_their_context() {
        let source = "    Context::new(\"main\")\n+\n        // Greets.\n        .command(\"start\", menu)\n";
        let without = source.replace("+\n", "");
        let form = [".form(\"order\", done)".to_owned()];
        let with = added(source, "        .form(\"order\", done)");
        assert_eq!(blocks(&without, "main", &form), with);
        let Added::To(with) = with else { panic!("it was added") };
        assert_eq!(blocks(&with, "main", &form), Added::Already);
        assert_eq!(blocks(&without, "shop", &form), Added::Nowhere);
        assert_eq!(blocks("Context::new(\"main\").command(\"start\", menu)", "main", &form), Added::Nowhere);
    }
}
