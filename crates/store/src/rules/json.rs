//! What is kept as JSON.

use tertulia_core::{Profile, chat_log::Remark, file::OutgoingFile, state::Memory};

/// A profile as it is kept. What cannot be read is learned again from the next event.
pub(crate) fn read_profile(json: &str) -> Profile {
    serde_json::from_str(json).unwrap_or_else(|error| {
        tracing::warn!(%error, "a profile in the database cannot be read");
        Profile::default()
    })
}

/// A profile to be kept.
pub(crate) fn write_profile(profile: &Profile) -> String {
    serde_json::to_string(profile).expect("a profile is a map of strings")
}

/// What is kept of a person. What cannot be read gives way to nothing, and is there until that is written over.
pub(crate) fn read_memory(json: Option<&str>) -> Memory {
    json.map_or_else(Memory::default, |json| {
        serde_json::from_str(json).unwrap_or_else(|error| {
            tracing::warn!(%error, "what is kept of a person cannot be read");
            Memory::default()
        })
    })
}

/// What is to be kept of a person.
pub(crate) fn write_memory(memory: &Memory) -> String {
    serde_json::to_string(memory).expect("a memory is maps of JSON values")
}

/// What was said, as it is kept.
pub(crate) fn write_remarks(remarks: &[Remark]) -> String {
    serde_json::to_string(remarks).expect("remarks are plain strings")
}

/// What was said. What cannot be read is left out.
pub(crate) fn read_remarks(json: &str) -> Vec<Remark> {
    serde_json::from_str(json).unwrap_or_else(|error| {
        tracing::warn!(%error, "what was said in a turn cannot be read");
        Vec::new()
    })
}

/// What the outbox holds of files.
pub(crate) fn write_files(files: &[OutgoingFile]) -> Option<String> {
    let files: Vec<_> = files.iter().map(|file| &file.file).collect();
    (!files.is_empty()).then(|| serde_json::to_string(&files).expect("what a file is are plain strings"))
}
