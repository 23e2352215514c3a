//! Names of projects, contexts, forms and tests.

use std::{fmt, str::FromStr};

/// The name of a project: of its folder, its crate and its program.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(crate) struct ProjectName(String);

impl ProjectName {
    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }

    /// As the crate is called in Rust.
    pub(crate) fn in_rust(&self) -> String {
        self.0.replace('-', "_")
    }
}

/// Why a name is none.
#[derive(Clone, Debug, Eq, PartialEq, thiserror::Error)]
pub(crate) enum NotAName {
    #[error("a name begins with a letter")]
    Beginning,
    #[error("a name has letters of A-Z, digits, `_` and `-` only, not {0:?}")]
    Character(char),
    #[error("a name has small letters, digits and `_` only, not {0:?}")]
    NotSmall(char),
    #[error("a name has at most {LONGEST} characters")]
    Long,
    #[error("{0}; choose another name, such as `{1}_bot`")]
    Reserved(&'static str, String),
}

/// As crates.io has it.
const LONGEST: usize = 64;

impl FromStr for ProjectName {
    type Err = NotAName;

    fn from_str(text: &str) -> Result<Self, NotAName> {
        let known = |character: &char| character.is_ascii_alphanumeric() || matches!(character, '_' | '-');
        shape(text, known, NotAName::Character)?;
        let same = text.to_ascii_lowercase().replace('-', "_");
        let reserved = RESERVED.iter().find(|(names, _)| names.contains(&same.as_str()));
        match reserved {
            Some((_, why)) => Err(NotAName::Reserved(why, same)),
            None => Ok(Self(text.to_owned())),
        }
    }
}

/// The name of a context, a form or a test, which is a module of the project as well.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(crate) struct ModuleName(String);

impl ModuleName {
    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for ModuleName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl FromStr for ModuleName {
    type Err = NotAName;

    fn from_str(text: &str) -> Result<Self, NotAName> {
        let known = |character: &char| {
            character.is_ascii_lowercase() || character.is_ascii_digit() || *character == '_'
        };
        shape(text, known, NotAName::NotSmall)?;
        if KEYWORDS.contains(&text) {
            return Err(NotAName::Reserved("it is a word of Rust", text.to_owned()));
        }
        Ok(Self(text.to_owned()))
    }
}

fn shape(text: &str, known: impl Fn(&char) -> bool, unknown: fn(char) -> NotAName) -> Result<(), NotAName> {
    if let Some(character) = text.chars().find(|character| !known(character)) {
        return Err(unknown(character));
    }
    if !text.starts_with(|first: char| first.is_ascii_alphabetic()) {
        return Err(NotAName::Beginning);
    }
    if text.len() > LONGEST { Err(NotAName::Long) } else { Ok(()) }
}

/// Names that a project cannot have, and why.
const RESERVED: [(&[&str], &str); 4] = [
    (KEYWORDS, "it is a word of Rust"),
    (&["alloc", "core", "proc_macro", "std", "test"], "it is a crate that Rust brings"),
    (&["serde", "tertulia"], "it is a crate that the bot is made with"),
    (
        &[
            "build",
            "deps",
            "examples",
            "incremental",
            "main", // Cargo's folders, and what a program begins with
            "aux",
            "com1",
            "com2",
            "com3",
            "com4",
            "con",
            "lpt1",
            "lpt2",
            "lpt3",
            "nul",
            "prn", // Windows' devices
        ],
        "Cargo or the system uses it for something else",
    ),
];

const KEYWORDS: &[&str] = &[
    "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "crate", "do", "dyn",
    "else", "enum", "extern", "false", "final", "fn", "for", "gen", "if", "impl", "in", "let", "loop",
    "macro", "match", "mod", "move", "mut", "override", "priv", "pub", "ref", "return", "self", "static",
    "struct", "super", "trait", "true", "try", "type", "typeof", "union", "unsafe", "unsized", "use",
    "virtual", "where", "while", "yield",
];

#[cfg(test)]
mod tests {
    use super::*;

    fn project(name: &str) -> Result<ProjectName, NotAName> {
        name.parse()
    }

    #[test]
    fn a_project_has_the_name_of_a_crate() {
        for name in ["my_bot", "my-bot", "Bot2", "b", "tests", "tertulia_bot"] {
            assert_eq!(project(name).map(|name| name.0).as_deref(), Ok(name));
        }
        assert_eq!(project("my-bot").unwrap().in_rust(), "my_bot");
        for name in ["", "2bots", "_bot", "-bot", "my bot", "bots/mine", "..", "bót", "my.bot"] {
            assert!(project(name).is_err(), "{name}");
        }
        assert_eq!(project(&"b".repeat(65)), Err(NotAName::Long));
    }

    #[test]
    fn names_that_are_taken_are_refused_however_they_are_written() {
        for name in
            ["test", "Test", "proc-macro", "proc_macro", "tertulia", "serde", "fn", "self", "con", "main"]
        {
            let why = project(name).unwrap_err();
            assert!(why.to_string().contains("choose another name"), "{name}: {why}");
        }
    }

    #[test]
    fn a_module_has_a_small_name() {
        let module = |name: &str| name.parse::<ModuleName>();
        for name in ["shop", "sign_up", "a2__b"] {
            assert_eq!(module(name).map(|name| name.0).as_deref(), Ok(name));
        }
        for name in ["", "Shop", "my-shop", "2nd", "_x", "match", "mod", "../x", "a b"] {
            assert!(module(name).is_err(), "{name}");
        }
    }
}
