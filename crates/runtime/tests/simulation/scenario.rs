//! What is to happen under a seed.

use std::time::Duration;

use crate::dice::Dice;

/// The plan of one run.
#[derive(Debug)]
pub(crate) struct Scenario {
    /// On which platform each person is: `true` for WhatsApp.
    pub(crate) people: Vec<bool>,
    pub(crate) presses: Vec<Press>,
    /// When the process is killed, and how long it stays away.
    pub(crate) crashes: Vec<(Duration, Duration)>,
    pub(crate) troubles: Vec<(Duration, Trouble)>,
    /// Who blocks the bot, and when.
    pub(crate) blocked: Option<(usize, Duration)>,
}

/// One press.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Press {
    pub(crate) person: usize,
    /// How long after the last press of that person.
    pub(crate) after: Duration,
    /// How many messages answer it.
    pub(crate) answers: usize,
    /// Whether its messages are rather lost than sent twice.
    pub(crate) maybe_never: bool,
}

/// Trouble with the store.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Trouble {
    Refuse(usize),
    Lose(usize),
}

impl Scenario {
    pub(crate) fn of(dice: &mut Dice) -> Self {
        let people: Vec<_> = (0..dice.between(2, 5)).map(|person| person % 2 == 1).collect();
        let last = people.len() as u64 - 1;
        let count = dice.between(10, 40);
        let pace = [100, 600, 2000][dice.between(0, 2) as usize];
        let mut presses: Vec<_> = (0..count)
            .map(|_| Press {
                person: dice.between(0, last) as usize,
                after: dice.millis(0, pace),
                answers: dice.between(0, 3) as usize,
                maybe_never: dice.happens(10),
            })
            .collect();
        // The last word of each, when all is well again: its answer tells what was handled.
        presses.extend((0..people.len()).map(|person| Press {
            person,
            after: Duration::ZERO,
            answers: 1,
            maybe_never: false,
        }));
        let span = count * pace / people.len() as u64 + 2000;
        let crashes = (0..dice.between(0, 3)).map(|_| (dice.millis(0, span), dice.millis(0, 2000))).collect();
        let troubles = (0..dice.between(0, 5)).map(|_| (dice.millis(0, span), Trouble::of(dice))).collect();
        let blocked = dice.happens(20).then(|| (dice.between(0, last) as usize, dice.millis(0, span)));
        Self { people, presses, crashes, troubles, blocked }
    }

    /// The numbers of the presses before the last words, and of those.
    pub(crate) fn parts(&self) -> (std::ops::Range<usize>, std::ops::Range<usize>) {
        let last_words = self.presses.len() - self.people.len();
        (0..last_words, last_words..self.presses.len())
    }
}

impl Trouble {
    fn of(dice: &mut Dice) -> Self {
        if dice.happens(50) {
            Self::Refuse(dice.between(1, 8) as usize)
        } else {
            Self::Lose(dice.between(1, 4) as usize)
        }
    }
}
