//! How long it takes from the start of a process to its first answer.

use std::{
    io,
    path::Path,
    time::{Duration, Instant},
};

use tokio::task::LocalSet;

use crate::{
    crowd::{Crowd, Pace},
    database::Database,
    server::{Programs, Server, Side},
};

/// Starts a server so many times on a database that knows so many people, and gives for each the time from the
/// start of the process until both messages of the first press are there.
///
/// # Errors
///
/// If the server does not start, breaks its connections, or forgets somebody.
pub async fn start_times(
    programs: &Programs,
    side: Side,
    folder: &Path,
    people: usize,
    times: usize,
) -> io::Result<Vec<Duration>> {
    LocalSet::new().run_until(measure(programs, side, folder, people, times)).await
}

async fn measure(
    programs: &Programs,
    side: Side,
    folder: &Path,
    people: usize,
    times: usize,
) -> io::Result<Vec<Duration>> {
    let folder = tempfile::tempdir_in(folder)?;
    let (crowd, database) = (Crowd::new(people).await?, Database::file());
    let server = Server::start(programs, side, folder.path(), &database.address, crowd.api).await?;
    press(&crowd, &server, people).await?;
    server.stop()?;
    let mut took = Vec::with_capacity(times);
    for _ in 0..times {
        let begun = Instant::now();
        let server = Server::start(programs, side, folder.path(), &database.address, crowd.api).await?;
        press(&crowd, &server, 1).await?;
        took.push(begun.elapsed());
        server.stop()?;
    }
    Ok(took)
}

async fn press(crowd: &Crowd, server: &Server, presses: usize) -> io::Result<()> {
    crowd.ledger.borrow_mut().allowed = presses;
    crowd.done(Some(crowd.press(&[server.addr], presses.min(32), Pace::Answered))).await?;
    let faults = crowd.ledger.borrow().faults();
    if faults.none() { Ok(()) } else { Err(io::Error::other(format!("not as it should be: {faults:?}"))) }
}
