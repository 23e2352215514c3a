//! `migrate`: brings the database up to date before the bot starts.

use crate::{Exit, config::Config, database, logging};

use super::print::{print, wait};

pub(super) fn run(config: &Config) -> Exit {
    logging::start_quietly(&config.log);
    print(wait(database::migrate(&config.database)).map(|(before, now)| match before {
        0 => format!("The database is made, with version {now}."),
        before if before == now => format!("The database has version {now} already."),
        before => format!("The database had version {before} and has version {now} now."),
    }))
}
