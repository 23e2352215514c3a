//! Who is there.

use axum::{body::Bytes, extract::State, http::StatusCode};
use serde::Deserialize;

use super::{
    Playground,
    answer::{Unable, read},
};

/// Who is there from the beginning.
pub(super) const FIRST: [&str; 2] = ["ana", "ben"];

/// How many people may be there: a page draws the phones of all.
const MOST: usize = 20;

#[derive(Deserialize)]
struct Meet {
    id: String,
}

/// Somebody else is there from now on.
pub(super) async fn meet(State(playground): State<Playground>, body: Bytes) -> Result<StatusCode, Unable> {
    let Meet { id } = read(&body)?;
    if playground.is_here(&id) {
        return Ok(StatusCode::NO_CONTENT);
    }
    if !is_name(&id) {
        return Err(Unable::new("a name is of 1 to 24 small letters, digits, `-` and `_`, a letter first"));
    }
    if playground.0.phones.people().len() >= MOST {
        return Err(Unable::new(format!("there are {MOST} people already, and no room for more")));
    }
    playground.0.phones.meet(&id);
    Ok(StatusCode::NO_CONTENT)
}

impl Playground {
    pub(super) fn is_here(&self, person: &str) -> bool {
        self.0.phones.people().iter().any(|there| there["id"] == person)
    }

    /// The names of all.
    pub(super) fn names(&self) -> Vec<String> {
        let people = self.0.phones.people();
        people.iter().filter_map(|person| Some(person["id"].as_str()?.to_owned())).collect()
    }
}

fn is_name(id: &str) -> bool {
    id.len() <= 24
        && id.starts_with(|c: char| c.is_ascii_lowercase())
        && id.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '-' | '_'))
}
