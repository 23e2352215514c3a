//! The fault matrix: every trouble that a platform can make, on every platform.

use std::{
    collections::BTreeMap,
    path::Path,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use tokio::time::sleep;

use crate::{
    Result,
    account::{Account, Conversation, Platform},
    audit::Finding,
    bench::Bench,
    engine::Engine,
    fakes::{Fault, Weather},
    said::{Part, Said},
};

use super::{answered, deliver_each};

/// A row of the matrix.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct Case {
    /// What it is called.
    pub name: &'static str,
    /// The trouble.
    pub fault: Fault,
    /// Whether the platforms tell which messages people were shown.
    pub receipts: bool,
    /// Whether it takes longer than half a minute.
    pub long: bool,
}

const fn case(name: &'static str, fault: Fault) -> Case {
    Case { name, fault, receipts: true, long: false }
}

/// The whole matrix, but for a revoked token, which is a trial of its own.
pub const CASES: [Case; 14] = [
    case("latency", Fault::Slow(Duration::from_millis(300))),
    case("retry_after", Fault::RetryAfter(3)),
    case("too_many_requests", Fault::TooManyRequests),
    case("server_error", Fault::ServerError),
    case("edge_timeout", Fault::EdgeTimeout),
    case("reset_before", Fault::ResetBefore),
    case("reset_after", Fault::ResetAfter),
    case("malformed_answer", Fault::Malformed),
    case("half_answer", Fault::HalfAnswer),
    case("drip", Fault::Drip(Duration::from_secs(2))),
    Case { long: true, ..case("drip_without_end", Fault::Drip(Duration::from_secs(40))) },
    Case { receipts: false, ..case("reset_without_receipt", Fault::ResetAfter) },
    case("blocked", Fault::Blocked),
    case("window_closed", Fault::WindowClosed),
];

/// On each platform one person's messages meet trouble, another's do not.
pub async fn run(bot: &Path, case: Case) -> Result<Finding> {
    run_on(&Engine::Sqlite, 1, bot, case).await
}

/// The same with so many processes beside each other. Where there are several, one is killed while the trouble lasts, and the
/// others go on.
pub async fn run_on(engine: &Engine, processes: usize, bot: &Path, case: Case) -> Result<Finding> {
    let mut bench = Bench::on(engine, bot).await?;
    bench.set_log("trace");
    let met = Arc::<Mutex<BTreeMap<String, u32>>>::default();
    bench.fakes.set_weather(trouble(case, Arc::clone(&met)));
    if !case.receipts {
        bench.withhold_receipts();
    }
    bench.start_all(processes).await?;
    let people = |number| Platform::ALL.map(|platform| Conversation::new(Account::first(platform), number));
    for number in 1..=4 {
        for person in people(1).into_iter().chain(people(2)) {
            deliver_each(&bench, person, [number]).await;
        }
    }
    if processes > 1 {
        bench.kill_at(0).await;
    }
    for bob in people(2).into_iter().filter(|bob| !case.silences(bob.account.platform)) {
        answered(&bench, bob, 4).await?;
    }
    if case.fault == Fault::TooManyRequests {
        // Where only the chat has to wait it takes 6 s at most; a page would wait for a minute.
        for ana in people(1).into_iter().filter(|ana| ana.account.platform != Platform::Messenger) {
            answered(&bench, ana, 4).await?;
        }
        sleep(Duration::from_millis(100)).await;
        for at in 0..processes {
            bench.kill_at(at).await;
        }
        bench.start_all(processes).await?;
    }
    bench.drained().await?;
    // Who was refused writes again.
    for person in people(1).into_iter().chain(people(2)) {
        deliver_each(&bench, person, [5]).await;
        answered(&bench, person, 5).await?;
    }
    bench.drained().await?;
    let finding = bench.finish().await?;
    let met = met.lock().unwrap_or_else(PoisonError::into_inner).clone();
    for ana in people(1).into_iter().filter(|ana| case.fault.is_known_to(ana.account.platform)) {
        if !met.contains_key(&ana.to_string()) {
            return Err(format!("{ana} met no trouble").into());
        }
    }
    Ok(finding)
}

impl Case {
    /// Whether the trouble of one person silences the whole account for a minute.
    fn silences(self, platform: Platform) -> bool {
        self.fault == Fault::TooManyRequests && platform == Platform::Messenger
    }

    /// Whether a receipt is waited for in vain, which takes 15 seconds.
    fn waits_for_receipts(self) -> bool {
        !self.receipts || self.fault == Fault::ResetBefore
    }

    /// Which messages meet the trouble.
    fn meets(self, Said { number, part }: Said, attempt: u32) -> bool {
        match self.fault {
            // It is what it is until the person writes again.
            Fault::Blocked | Fault::WindowClosed => (2..=3).contains(&number),
            // It takes seconds.
            Fault::TooManyRequests => (number, part, attempt) == (2, Part::A, 1),
            Fault::Drip(time) if time.as_secs() > 30 => (number, part, attempt) == (2, Part::A, 1),
            _ if self.waits_for_receipts() => (number, part, attempt) == (2, Part::A, 1),
            _ => match (number, part) {
                (1, Part::A) | (2, Part::B) => attempt == 1,
                (4, Part::A) => attempt <= 2,
                _ => false,
            },
        }
    }
}

/// Trouble for the first person: some messages at their first attempt, one at its second as well.
fn trouble(case: Case, met: Arc<Mutex<BTreeMap<String, u32>>>) -> Weather {
    Box::new(move |call| {
        let said = Said::read(call.text)?;
        let meets = call.conversation.ends_with('1') && case.meets(said, call.attempt);
        if meets {
            *met.lock()
                .unwrap_or_else(PoisonError::into_inner)
                .entry(call.conversation.to_owned())
                .or_default() += 1;
        }
        meets.then_some(case.fault)
    })
}
