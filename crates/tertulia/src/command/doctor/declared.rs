//! What is declared and configured.

use std::collections::BTreeSet;

use crate::{App, config::Config};

use super::Findings;

/// Looks at what is declared, and gives the kinds of its blocks.
pub(super) fn examine(findings: &mut Findings, app: App, config: &Config) -> BTreeSet<&'static str> {
    // Commands take a configuration without what webhooks need; the bot does not.
    match Config::of_process() {
        Ok(_) => findings.well("configuration", "it can be served with"),
        Err(error) => {
            findings.fault(
                "configuration",
                error.to_string(),
                "set what is missing; `--help` lists every setting",
            );
        }
    }
    match app.program(config) {
        Ok(program) => {
            match program.warnings().len() {
                0 => findings.well("what is declared", "nothing is wrong with it"),
                some => {
                    findings.warning("what is declared", format!("{some} warnings"), "`check` tells them");
                }
            }
            program.kinds()
        }
        Err(faults) => {
            findings.fault(
                "what is declared",
                format!("{} faults", faults.iter().count()),
                "`check` tells them",
            );
            BTreeSet::new()
        }
    }
}
