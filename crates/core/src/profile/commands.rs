//! Commands that are offered while one types.

/// Commands with what they do, for some people or for all.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
#[non_exhaustive]
pub struct Commands {
    /// The commands without their slash, each with what it does, in order.
    pub commands: Vec<(String, String)>,
    /// Who gets to see them; only Telegram tells people apart.
    pub scope: Scope,
    /// In which language; none is for whoever speaks none of the others.
    pub locale: Option<String>,
}

/// Who gets to see commands.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
#[non_exhaustive]
pub enum Scope {
    /// Everybody for whom there is no narrower scope.
    #[default]
    Everyone,
    /// Whoever writes in private.
    Private,
    /// The people of groups.
    Groups,
    /// The administrators of groups.
    Administrators,
}

impl Commands {
    /// Commands for everybody.
    pub fn new<N: Into<String>, D: Into<String>>(commands: impl IntoIterator<Item = (N, D)>) -> Self {
        let commands = commands.into_iter().map(|(name, does)| (name.into(), does.into()));
        Self { commands: commands.collect(), ..Self::default() }
    }

    /// Says in which language they are.
    #[must_use]
    pub fn in_locale(self, locale: impl Into<String>) -> Self {
        Self { locale: Some(locale.into()), ..self }
    }

    /// Says who gets to see them.
    #[must_use]
    pub fn for_scope(self, scope: Scope) -> Self {
        Self { scope, ..self }
    }
}

impl<N: Into<String>, D: Into<String>, const COUNT: usize> From<[(N, D); COUNT]> for Commands {
    fn from(commands: [(N, D); COUNT]) -> Self {
        Self::new(commands)
    }
}
