//! Everything that is found.

use std::path::PathBuf;

use tertulia_core::program::{Fault, Program};

use crate::{
    App,
    config::Config,
    platforms::{Subscription, subscriptions},
};

use super::texts;

/// Everything that is found.
pub(super) struct Findings {
    /// What is declared. `None` if something is wrong with it.
    pub(super) program: Option<Program>,
    /// What each platform has to be told to report.
    pub(super) subscriptions: Vec<Subscription>,
    /// What is wrong.
    pub(super) faults: Vec<Fault>,
    /// What is allowed, but hardly meant.
    pub(super) warnings: Vec<Fault>,
}

impl Findings {
    pub(super) fn of(app: App, config: &Config) -> Self {
        let program = match app.program(config) {
            Ok(program) => program,
            Err(faults) => {
                let faults = faults.iter().cloned().collect();
                return Self { program: None, subscriptions: Vec::new(), faults, warnings: Vec::new() };
            }
        };
        let subscriptions = subscriptions(&program.kinds(), config);
        let mut warnings = program.warnings();
        // Before anything is configured, the bot may go anywhere.
        let some = subscriptions.iter().any(|platform| platform.configured);
        for platform in subscriptions.iter().filter(|platform| platform.configured || !some) {
            warnings.extend(program.over_limits(platform.capabilities));
        }
        Self { program: Some(program), subscriptions, faults: Vec::new(), warnings }
    }

    /// Adds the texts that nothing in the folders names.
    pub(super) fn look_for_texts(&mut self, folders: &[PathBuf]) {
        let Some(program) = &self.program else { return };
        match texts::unused(program, folders) {
            Ok(unused) => self.warnings.extend(unused),
            Err(fault) => self.faults.push(fault),
        }
    }
}
