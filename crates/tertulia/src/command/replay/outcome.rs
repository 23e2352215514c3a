//! What came of a recording.

use std::{fs, path::PathBuf};

use tertulia_core::Platform;

use super::{apart::Answer, recording::Recording};
use crate::test::script::{
    compare::{Compared, is_same},
    play::Played,
};

/// A recording, and how it went on each platform.
pub(super) struct Outcome {
    recording: Recording,
    pub(super) on: Vec<On>,
    /// Whether the file was rewritten, or why it could not be.
    pub(super) rewritten: Option<Result<(), String>>,
}

/// How it went on a platform.
pub(super) struct On {
    pub(super) platform: Platform,
    /// What was to be said, beside what is; or why nothing could be played.
    pub(super) played: Result<(Played, Vec<Compared>), String>,
}

impl Outcome {
    pub(super) fn new(recording: Recording) -> Self {
        Self { recording, on: Vec::new(), rewritten: None }
    }

    pub(super) fn file(&self) -> &PathBuf {
        &self.recording.file
    }

    /// The line that cannot be read, and why.
    pub(super) fn fault(&self) -> Option<&str> {
        self.recording.script.as_ref().err().map(String::as_str)
    }

    /// Adds how it went on a platform, if the bot is there.
    pub(super) fn add(&mut self, platform: Platform, answer: Answer) {
        let Ok(script) = &self.recording.script else { return };
        let played = match answer {
            Ok(None) => return,
            Ok(Some(played)) => {
                let compared = script.compare(platform, &played.heard);
                Ok((played, compared))
            }
            Err(why) => Err(why),
        };
        self.on.push(On { platform, played });
    }

    /// Rewrites the file after what the bot says now, unless it could not be played to its end.
    pub(super) fn update(&mut self) {
        let Ok(script) = &self.recording.script else { return };
        let whole = |on: &On| {
            let (played, _) = on.played.as_ref().ok().filter(|(played, _)| played.failure.is_none())?;
            Some((on.platform, played.heard.clone()))
        };
        let Some(heard) = self.on.iter().map(whole).collect::<Option<Vec<_>>>() else { return };
        let text = script.rewritten(&heard);
        if !heard.is_empty() && text != self.recording.text {
            self.rewritten = Some(fs::write(&self.recording.file, text).map_err(|error| error.to_string()));
        }
    }

    /// Whether the bot says what is recorded.
    pub(super) fn is_same(&self) -> bool {
        self.fault().is_none() && self.on.iter().all(On::is_same)
    }

    /// Whether nothing is left to be looked at.
    pub(super) fn is_well(&self) -> bool {
        match &self.rewritten {
            Some(rewritten) => rewritten.is_ok(),
            None => self.is_same(),
        }
    }
}

impl On {
    pub(super) fn is_same(&self) -> bool {
        self.played.as_ref().is_ok_and(|(played, compared)| played.failure.is_none() && is_same(compared))
    }
}
