//! What commands print, and how those that wait are waited for.

use std::io::{Write as _, stdout};

use crate::Exit;

use super::tell;

/// Prints what came of a command, or says what went wrong.
pub(super) fn print(outcome: crate::Result<String>) -> Exit {
    match outcome {
        Ok(text) => {
            // A reader that is gone is nobody's concern.
            let _ = writeln!(stdout(), "{}", text.trim_end());
            Exit::DONE
        }
        Err(error) => tell(&error),
    }
}

/// Waits for what a command does, on this thread alone.
pub(super) fn wait<T>(what: impl Future<Output = crate::Result<T>>) -> crate::Result<T> {
    tokio::runtime::Builder::new_current_thread().enable_all().build()?.block_on(what)
}
