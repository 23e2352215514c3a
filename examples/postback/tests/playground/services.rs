//! What the tests need besides Rust.

use std::{env, path::PathBuf, process::Command};

/// Chromium and its driver, which may be missing on a bare machine.
pub(crate) fn browser() -> bool {
    there("chromedriver") && there("chromium")
}

/// The source of axe-core, the judge of what is accessible.
pub(crate) fn axe() -> Option<String> {
    let path = env::var_os("TERTULIA_AXE").map(PathBuf::from);
    let source = path.as_ref().and_then(|path| std::fs::read_to_string(path).ok());
    source.or_else(|| skip("TERTULIA_AXE names no axe.min.js of the npm package axe-core"))
}

fn there(program: &str) -> bool {
    let version = Command::new(program).arg("--version").output();
    version.is_ok_and(|output| output.status.success())
        || skip::<()>(&format!("{program} is not installed")).is_some()
}

/// Says why a test is skipped, and fails where nothing may be skipped.
fn skip<T>(why: &str) -> Option<T> {
    assert!(env::var_os("TERTULIA_REQUIRE_SERVICES").is_none_or(|value| value != "1"), "{why}");
    println!("skipped: {why}");
    None
}
