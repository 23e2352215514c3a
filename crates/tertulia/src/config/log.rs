//! `[log]`: what the process tells about itself.

use super::fields::Fields;
use super::value::Parsed;

/// What the process tells about itself.
#[derive(Clone, Debug)]
pub(crate) struct Log {
    /// How its lines look.
    pub(crate) format: LogFormat,
}

/// How the lines of the log look.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum LogFormat {
    /// For people.
    Text,
    /// For machines: one JSON object a line.
    Json,
}

impl Log {
    pub(super) fn read(fields: &mut Fields<'_>) -> Self {
        Self { format: fields.value("log.format", format) }
    }
}

fn format(text: &str) -> Parsed<LogFormat> {
    match text {
        "text" => Ok(LogFormat::Text),
        "json" => Ok(LogFormat::Json),
        _ => Err("is neither text nor json"),
    }
}
