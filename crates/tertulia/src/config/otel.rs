//! `[otel]`: where spans are brought.

use super::fields::Fields;
use super::url;

/// Where spans are brought.
#[derive(Clone, Debug)]
pub(crate) struct Otel {
    /// The address of the collector. None: the one that OpenTelemetry's own variables name, if they do.
    pub(crate) endpoint: Option<String>,
}

impl Otel {
    pub(super) fn read(fields: &mut Fields<'_>) -> Self {
        Self { endpoint: fields.optional("otel.endpoint", url::any) }
    }
}
