//! What a command says: for people as it happens, or as JSON at the end.

use std::io::{Write as _, stdout};

use secrecy::SecretString;
use serde_json::{Value, json};
use tertulia_runtime::without_secrets;

use super::{Account, Failure, Options};

/// What a command says.
pub(in crate::command) struct Report {
    json: bool,
    dry_run: bool,
    found: Vec<Value>,
    /// What is never said, though platforms may repeat it.
    secrets: Vec<SecretString>,
}

/// Something that differs between what the platform knows and what it is to know.
pub(super) struct Change {
    /// What it is, in the platform's words.
    pub(super) name: String,
    /// What the platform knows.
    pub(super) found: Value,
    /// What it is to know; null for nothing.
    pub(super) wanted: Value,
}

impl Change {
    pub(super) fn new(name: impl Into<String>, found: Value, wanted: impl Into<Value>) -> Self {
        Self { name: name.into(), found, wanted: wanted.into() }
    }
}

impl Report {
    pub(super) fn new(options: &Options, secrets: Vec<SecretString>) -> Self {
        Self { json: options.json, dry_run: options.dry_run, found: Vec::new(), secrets }
    }

    /// Shows what differs, and has it told unless nothing is to be.
    pub(super) async fn settle(
        &mut self,
        account: &Account<'_>,
        changes: Vec<Change>,
        notes: &[String],
        tell: impl AsyncFnOnce() -> Result<(), Failure>,
    ) -> Result<(), Failure> {
        let platform = account.adapter.platform();
        self.line(&format!("{platform} {}", account.id));
        for Change { name, found, wanted } in &changes {
            let (found, wanted) = (shown(found), shown(wanted));
            self.line(&format!("  {name}\n    - {found}\n    + {wanted}"));
        }
        let is_told = !changes.is_empty() && !self.dry_run;
        if is_told {
            tell().await?;
        }
        let outcome = match (changes.is_empty(), self.dry_run) {
            (true, _) => "nothing to do: the platform knows it all",
            (false, true) => "nothing was told (--dry-run)",
            (false, false) => "told",
        };
        self.line(&format!("  {outcome}"));
        for note in notes {
            self.line(&format!("  {note}"));
        }
        let changes = changes.into_iter();
        let changes: Vec<_> = changes
            .map(|Change { name, found, wanted }| json!({ "name": name, "found": found, "wanted": wanted }))
            .collect();
        self.found.push(json!({
            "platform": platform.as_str(), "account": account.id, "changes": changes, "told": is_told, "notes": notes,
        }));
        Ok(())
    }

    /// Shows what the platform knows of an account.
    pub(super) fn show(&mut self, account: &Account<'_>, known: &Value) {
        let platform = account.adapter.platform();
        self.line(&format!("{platform} {}", account.id));
        match known {
            Value::Object(fields) if fields.is_empty() => self.line("  nothing"),
            Value::Object(fields) => {
                for (name, value) in fields {
                    self.line(&format!("  {name:<24} {}", shown(value)));
                }
            }
            other => self.line(&format!("  {}", shown(other))),
        }
        self.found.push(json!({ "platform": platform.as_str(), "account": account.id, "known": known }));
    }

    /// Prints what was collected, if it is wanted as JSON.
    pub(super) fn finish(&mut self) {
        if self.json {
            let found = format!("{:#}", Value::from(std::mem::take(&mut self.found)));
            write(&without_secrets(&found, &self.secrets));
        }
    }

    fn line(&self, text: &str) {
        if !self.json {
            write(&without_secrets(text, &self.secrets));
        }
    }
}

/// A value as people read it.
fn shown(value: &Value) -> String {
    match value {
        Value::Null => "nothing".to_owned(),
        Value::String(text) if text.is_empty() => "nothing".to_owned(),
        Value::String(text) => text.clone(),
        Value::Array(items) if items.is_empty() => "nothing".to_owned(),
        Value::Array(items) if items.iter().all(Value::is_string) => {
            items.iter().filter_map(Value::as_str).collect::<Vec<_>>().join(", ")
        }
        other => other.to_string(),
    }
}

/// A reader that is gone is nobody's concern.
fn write(text: &str) {
    let _ = writeln!(stdout(), "{text}");
}
