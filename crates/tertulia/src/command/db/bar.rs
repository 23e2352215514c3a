//! How far a copy is, for who looks at a terminal.

use std::io::{IsTerminal as _, stderr};

use indicatif::{ProgressBar, ProgressStyle};
use tertulia_store::copy::{CopyProgress, CopyStage};

/// A bar on standard error, if that is a terminal.
pub(super) struct Bar(Option<ProgressBar>);

impl Bar {
    /// None for programs.
    pub(super) fn new(json: bool) -> Self {
        let style = ProgressStyle::with_template("{prefix:9} {bar:30} {pos}/{len} rows  {msg}");
        let bar = (!json && stderr().is_terminal()).then(|| ProgressBar::new(0));
        Self(bar.and_then(|bar| Some(bar.with_style(style.ok()?))))
    }

    pub(super) fn show(&self, progress: CopyProgress) {
        let Some(bar) = &self.0 else { return };
        bar.set_prefix(match progress.stage {
            CopyStage::Verifying => "comparing",
            _ => "copying",
        });
        bar.set_length(progress.of);
        bar.set_position(progress.rows);
        bar.set_message(progress.table);
    }

    /// Leaves the terminal to what is said next.
    pub(super) fn end(&self) {
        if let Some(bar) = &self.0 {
            bar.finish_and_clear();
        }
    }
}
