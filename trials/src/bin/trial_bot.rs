//! The bot under trial. Each event carries a number; it is counted, and answered with two messages that carry it,
//! of which every tenth is never to be sent twice.
//!
//! `TRIAL_TURN_MS` is how long a turn takes, `TRIAL_FAILING` how many of a thousand turns fail, half of them by a
//! panic. An event named `abort-<number>` ends the process.

use std::{
    env,
    time::{Duration, SystemTime, UNIX_EPOCH},
};

use tertulia::prelude::*;
use tertulia_trials::Tally;

struct Behaviour {
    turn: Duration,
    failing: u32,
}

fn main() -> Exit {
    let number = |name| env::var(name).ok().and_then(|value| value.parse().ok()).unwrap_or(0);
    let behaviour = Behaviour {
        turn: Duration::from_millis(number("TRIAL_TURN_MS").into()),
        failing: number("TRIAL_FAILING"),
    };
    let main = Context::new("main").any_postback(pressed).regex("^n-[0-9]+$", written);
    App::new().context(main).data(behaviour).run()
}

async fn pressed(
    payload: RawPayload,
    tally: Session<Tally>,
    behaviour: Data<Behaviour>,
    reply: Reply,
) -> Result<()> {
    if payload.as_str().starts_with("abort-") {
        std::process::abort();
    }
    count(payload.as_str(), tally, &behaviour, &reply).await
}

async fn written(
    Text(text): Text,
    tally: Session<Tally>,
    behaviour: Data<Behaviour>,
    reply: Reply,
) -> Result<()> {
    count(&text, tally, &behaviour, &reply).await
}

async fn count(event: &str, mut tally: Session<Tally>, behaviour: &Behaviour, reply: &Reply) -> Result<()> {
    let number: u32 = event.trim_start_matches("n-").parse()?;
    if !behaviour.turn.is_zero() {
        tokio::time::sleep(behaviour.turn).await;
    }
    tally.add(number);
    reply.text(format!("n:{number} a"));
    // It fails in the middle: nothing of what was done so far may stay.
    let chance = SystemTime::now().duration_since(UNIX_EPOCH)?.subsec_nanos();
    if chance / 2 % 1000 < behaviour.failing {
        assert!(chance.is_multiple_of(2), "a panic on trial");
        return Err(std::io::Error::other("an error on trial").into());
    }
    let last = if number.is_multiple_of(5) { reply.maybe_never() } else { reply.clone() };
    last.text(format!("n:{number} b"));
    Ok(())
}
