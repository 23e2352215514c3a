//! Chance, which tests can load.

use std::{
    sync::atomic::{AtomicU64, Ordering},
    time::Duration,
};

/// A source of chance. With a seed it always throws the same.
#[derive(Debug)]
pub(crate) struct Dice(AtomicU64);

impl Dice {
    pub(crate) fn new(seed: Option<u64>) -> Self {
        // Without an operating system's randomness pauses are still random enough in their order of coming.
        Self(AtomicU64::new(seed.or_else(|| getrandom::u64().ok()).unwrap_or(0x9E37_79B9)))
    }

    /// A pause that doubles with every failure up to `cap`, of which a random part is taken, so that those who
    /// failed together do not come back together. Never less than a tenth of the whole.
    pub(crate) fn backoff(&self, failures: u32, base: Duration, cap: Duration) -> Duration {
        let whole = base.saturating_mul(1 << failures.min(20)).min(cap);
        let part = f64::from(self.throw()) / f64::from(u32::MAX);
        whole.mul_f64(0.1 + 0.9 * part)
    }

    /// The next number, by splitmix64.
    fn throw(&self) -> u32 {
        const STEP: u64 = 0x9E37_79B9_7F4A_7C15;
        let mut z = self.0.fetch_add(STEP, Ordering::Relaxed).wrapping_add(STEP);
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        u32::try_from((z ^ (z >> 31)) >> 32).unwrap_or(u32::MAX)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn a_pause_grows_to_its_cap_and_is_never_nothing(
            seed: u64,
            failures: u32,
            base in 1..5_000_u64,
            cap in 1..100_000_u64,
        ) {
            let (base, cap) = (Duration::from_millis(base), Duration::from_millis(cap));
            let whole = base.saturating_mul(1 << failures.min(20)).min(cap);
            let pause = Dice::new(Some(seed)).backoff(failures, base, cap);
            prop_assert!(pause >= whole.mul_f64(0.099) && pause <= whole, "{pause:?} of {whole:?}");
            prop_assert!(whole == cap || failures >= 20 || whole == base * (1 << failures));
        }
    }

    #[test]
    fn loaded_dice_throw_the_same() {
        let throws = |seed| {
            let dice = Dice::new(Some(seed));
            (0..20).map(|_| dice.throw()).collect::<Vec<_>>()
        };
        assert_eq!(throws(1), throws(1));
        assert_ne!(throws(1), throws(2));
    }
}
