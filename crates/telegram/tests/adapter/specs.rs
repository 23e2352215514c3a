//! The independent checker of Bot API JSON, where `TERTULIA_SPECS` says that it is there.

use std::{
    env,
    io::Write as _,
    path::PathBuf,
    process::{Command, Stdio},
};

use tertulia_core::Call;

/// The folder with the specifications. Without it the test that asks says that it is skipped.
pub(crate) fn folder() -> Option<PathBuf> {
    let folder = env::var_os("TERTULIA_SPECS").map(PathBuf::from);
    if folder.is_none() {
        println!("skipped: TERTULIA_SPECS does not name a folder with the specifications");
    }
    folder
}

/// Checks JSON lines; the error is what the checker has to say.
pub(crate) fn check(folder: &std::path::Path, arguments: &[&str], lines: &[String]) -> Result<(), String> {
    let mut checker = Command::new("python3")
        .arg(folder.join("telegram/validate.py"))
        .args(arguments)
        .arg("-")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("python3 runs the checker");
    let mut input = checker.stdin.take().unwrap();
    input.write_all(lines.join("\n").as_bytes()).unwrap();
    drop(input);
    let output = checker.wait_with_output().unwrap();
    if output.status.success() {
        return Ok(());
    }
    let [out, err] = [output.stdout, output.stderr].map(|bytes| String::from_utf8_lossy(&bytes).into_owned());
    Err(out + &err)
}

/// Lets the checker judge calls, each by its method.
pub(crate) fn judge(calls: &[Call]) {
    let Some(folder) = folder() else { return };
    let line = |call: &Call| format!(r#"{{"method":"{}","params":{}}}"#, call.endpoint, call.body.get());
    let lines: Vec<String> = calls.iter().map(line).collect();
    check(&folder, &["--strict"], &lines).unwrap();
}
