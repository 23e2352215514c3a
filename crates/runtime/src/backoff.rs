//! How long to wait before trying again.

use std::time::Duration;

/// A pause that doubles with every failure up to `cap`, of which a random part is taken, so that those who
/// failed together do not come back together. Never less than a tenth of the whole.
pub(crate) fn backoff(failures: u32, base: Duration, cap: Duration) -> Duration {
    let whole = base.saturating_mul(1 << failures.min(20)).min(cap);
    let random = getrandom::u32().unwrap_or(u32::MAX / 2);
    let part = f64::from(random) / f64::from(u32::MAX);
    whole.mul_f64(0.1 + 0.9 * part)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pause_grows_to_its_cap_and_is_never_nothing() {
        let (base, cap) = (Duration::from_millis(500), Duration::from_secs(60));
        for failures in 0..100 {
            let whole = base.saturating_mul(1 << failures.min(20)).min(cap);
            let pause = backoff(failures, base, cap);
            assert!(pause >= whole / 10 && pause <= whole, "{failures}: {pause:?}");
        }
    }
}
