//! What went over the wire, kept beside a script.

use std::{fs, path::Path, sync::Arc};

use serde_json::{Value, json};
use tertulia_core::Platform;
use tertulia_simulator::{Direction, Exchange};

use super::Update;

/// Compares the calls with those that are kept, if they are; or keeps them.
pub(super) fn compare(
    script: &Path,
    platform: Platform,
    exchanges: &[Arc<Exchange>],
    update: Update,
) -> Result<(), String> {
    let name = script.file_stem().unwrap_or_default().to_string_lossy();
    let folder = script.with_file_name("wire");
    let file = folder.join(format!("{name}.{platform}.json"));
    let kept = fs::read_to_string(&file).ok();
    let calls: Vec<Value> = exchanges
        .iter()
        .filter(|exchange| exchange.direction == Direction::Call && exchange.platform == platform.as_str())
        .map(|exchange| json!({"call": format!("{} {}", exchange.method, exchange.path), "body": exchange.body}))
        .collect();
    let calls = format!("{:#}\n", Value::Array(calls));
    if update == Update::Wire || (update == Update::Scripts && kept.is_some()) {
        let written = fs::create_dir_all(&folder).and_then(|()| fs::write(&file, calls));
        return written.map_err(|error| format!("{}: {error}", file.display()));
    }
    match kept {
        Some(kept) if kept != calls => Err(format!(
            "the calls are others than in {} (`UPDATE=1` keeps them); from the first difference on:\n{}",
            file.display(),
            first_difference(&kept, &calls)
        )),
        _ => Ok(()),
    }
}

/// A few lines of both, from where they differ.
fn first_difference(kept: &str, calls: &str) -> String {
    const SHOWN: usize = 5;
    let same = kept.lines().zip(calls.lines()).take_while(|(kept, call)| kept == call).count();
    let of = |text: &str, sign: char| -> String {
        text.lines().skip(same).take(SHOWN).map(|line| format!(" {sign} {line}\n")).collect()
    };
    of(kept, '-') + &of(calls, '+')
}
