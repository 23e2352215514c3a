//! Things that are thrown.

/// Something that is thrown, with a random result: <https://core.telegram.org/bots/api#senddice>.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub enum Dice {
    /// A die: 1 to 6.
    Die,
    /// A dart: 1 to 6, where 6 is the centre.
    Darts,
    /// A ball at pins: 1 to 6.
    Bowling,
    /// A ball at a basket: 1 to 5.
    Basketball,
    /// A ball at a goal: 1 to 5.
    Football,
    /// A slot machine: 1 to 64.
    SlotMachine,
}

impl Dice {
    pub(super) fn emoji(self) -> &'static str {
        match self {
            Self::Die => "🎲",
            Self::Darts => "🎯",
            Self::Bowling => "🎳",
            Self::Basketball => "🏀",
            Self::Football => "⚽",
            Self::SlotMachine => "🎰",
        }
    }
}
