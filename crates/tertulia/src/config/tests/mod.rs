//! The configuration as an operator meets it.

mod defaults;
mod deployment;
mod every_key;
mod mistakes;
mod platforms;
mod precedence;
mod secrets;
mod values;

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::Path;
use std::time::Duration;

use secrecy::{ExposeSecret, SecretString};
use tertulia_runtime::ReportFormat;

use super::fault::Faults;
use super::keys::{KEYS, Kind};
use super::source::Source;
use super::*;

/// Loads a file's text, variables and flags; files that values name are those of [`stored`].
fn load(text: &str, variables: &[(&str, &str)], flags: &[(&str, &str)]) -> Result<Config, String> {
    load_for(Need::Webhooks, text, variables, flags)
}

fn load_for(
    need: Need,
    text: &str,
    variables: &[(&str, &str)],
    flags: &[(&str, &str)],
) -> Result<Config, String> {
    let mut faults = Faults::default();
    let layers = file::layer("tertulia.toml", text, &mut faults);
    let variables: BTreeMap<_, _> = owned(variables).collect();
    let source = Source { variables: &variables, read: &stored };
    Config::read(need, layers, &source, owned(flags), faults).map_err(|error| error.to_string())
}

fn owned(pairs: &[(&str, &str)]) -> impl Iterator<Item = (String, String)> {
    pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
}

fn stored(path: &Path) -> io::Result<String> {
    match path.to_str() {
        Some("/run/token") => Ok("42:from-a_file\n".to_owned()),
        Some("/run/windows") => Ok("44:from-windows\r\n".to_owned()),
        Some("/run/words") => Ok("one, two and three\n\n".to_owned()),
        Some("/run/empty") => Ok("\n".to_owned()),
        _ => Err(ErrorKind::NotFound.into()),
    }
}

/// The configuration of a file's text that is right.
fn right(text: &str) -> Config {
    load(text, &[], &[]).unwrap_or_else(|error| panic!("{error}"))
}

/// The faults of a file's text, one a line.
fn faults(text: &str) -> String {
    faults_of(text, &[], &[])
}

fn faults_of(text: &str, variables: &[(&str, &str)], flags: &[(&str, &str)]) -> String {
    let error = load(text, variables, flags).expect_err("this should be refused");
    let (first, faults) = error.split_once('\n').expect("a title and faults");
    assert!(first.starts_with("the configuration has "), "{first}");
    faults.lines().map(|line| line.strip_prefix("  ").expect("indented")).collect::<Vec<_>>().join("\n")
}

fn exposed(secrets: &[SecretString]) -> Vec<&str> {
    secrets.iter().map(ExposeSecret::expose_secret).collect()
}

const TELEGRAM: &str = "[telegram]\ntoken = '42:secret-token'\nwebhook_secret = 'hook'\n";
const MESSENGER: &str =
    "[messenger]\npage_id = '7'\npage_token = 'page'\napp_secret = 'app'\nverify_token = 'v'\n";
