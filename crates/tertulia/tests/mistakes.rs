//! What the compiler says to an author's mistakes, word for word.
//!
//! The texts beside the cases are those of one version of the compiler and are compared on that version alone.
//! After a change to them, and for another version, write them anew and read them as a newcomer would:
//!
//! ```sh
//! TRYBUILD=overwrite cargo test -p tertulia --test mistakes
//! ```

use std::{env, process::Command};

use tertulia::{App, Context};

// What looks like a mistake, and is one elsewhere.
#[path = "mistakes/allowed/async_borrows_its_capture.rs"]
mod async_borrows_its_capture;
#[path = "mistakes/allowed/async_moves_a_capture.rs"]
mod async_moves_a_capture;
#[path = "mistakes/allowed/closures_without_error_type.rs"]
mod closures_without_error_type;
#[path = "mistakes/allowed/moves_a_capture.rs"]
mod moves_a_capture;

/// The version that wrote the `.stderr` files.
const RUSTC: &str = "rustc 1.95.";

#[test]
fn the_compiler_says_what_is_wrong_and_what_to_write() {
    let version = rustc_version();
    if !version.starts_with(RUSTC) {
        println!("skipped: the texts are those of {RUSTC}x, and this is {version}");
        return;
    }
    trybuild::TestCases::new().compile_fail("tests/mistakes/*.rs");
}

#[test]
fn what_is_allowed_compiles_and_passes_the_check() {
    let contexts: [fn() -> Context; 4] = [
        async_borrows_its_capture::context,
        async_moves_a_capture::context,
        closures_without_error_type::context,
        moves_a_capture::context,
    ];
    for context in contexts {
        App::new().context(context()).check().unwrap();
    }
}

/// The first line of `rustc --version`, of the compiler that cargo uses here.
fn rustc_version() -> String {
    let rustc = env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
    let output = Command::new(rustc).arg("--version").output().expect("cargo runs, so rustc does");
    String::from_utf8_lossy(&output.stdout).trim().to_owned()
}
