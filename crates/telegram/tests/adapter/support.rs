//! A bot, and what the tests ask of it.

use std::path::{Path, PathBuf};

use tertulia_core::{Adapter, Incoming, Parsed, adapter::Verified};
use tertulia_telegram::{API_URL, Bot, Telegram, limits};

pub(crate) const ACCOUNT: &str = "7000000001";
pub(crate) const TOKEN: &str = "7000000001:AAF-never-print-this-token";
pub(crate) const SECRET: &str = "never-print-this-secret";

/// The bot of the fixtures.
pub(crate) fn telegram() -> Telegram {
    telegram_named(Some("tertulia_bot"))
}

pub(crate) fn telegram_named(name: Option<&str>) -> Telegram {
    let bot = Bot::new(TOKEN.into(), vec![SECRET.into()], name.map(str::to_owned)).unwrap();
    Telegram::new(vec![bot], API_URL, limits::PACE)
}

pub(crate) fn parse(telegram: &Telegram, body: &[u8]) -> Parsed {
    let verified = Verified { accounts: telegram.accounts() };
    let mut parsed = telegram.parse(&verified, body);
    assert_eq!(parsed.len(), 1, "an update is one element");
    parsed.remove(0)
}

pub(crate) fn event(telegram: &Telegram, body: &[u8]) -> Incoming {
    match parse(telegram, body) {
        Parsed::Event(incoming) => *incoming,
        other => panic!("{other:?}"),
    }
}

pub(crate) fn fixture(name: &str) -> Vec<u8> {
    std::fs::read(fixtures_folder().join(format!("{name}.json"))).unwrap()
}

/// The names of all fixtures, sorted.
pub(crate) fn fixture_names() -> Vec<String> {
    json_files(&fixtures_folder())
}

pub(crate) fn fixtures_folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures")
}

/// The names of the JSON files in a folder, sorted, without their ending.
pub(crate) fn json_files(folder: &Path) -> Vec<String> {
    let paths = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let json = paths.filter(|path| path.extension().is_some_and(|ending| ending == "json"));
    let mut names: Vec<_> = json.map(|path| path.file_stem().unwrap().to_str().unwrap().to_owned()).collect();
    names.sort();
    names
}
