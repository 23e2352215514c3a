//! `[reports]`: where it is told what an operator must know.

use std::time::Duration;

use secrecy::{ExposeSecret as _, SecretString};
use tertulia_runtime::ReportFormat;

use super::fields::Fields;
use super::url;
use super::value::{self, Parsed};

/// Where it is told what an operator must know.
#[derive(Clone, Debug)]
pub(crate) struct Reports {
    /// The address. Slack's hold their token, so it is a secret. None: nobody is told.
    pub(crate) url: Option<SecretString>,
    /// How reports are written: as configured, or as the address looks.
    pub(crate) format: ReportFormat,
    /// How often something of the same kind is told at most.
    pub(crate) every: Duration,
}

/// Where Slack takes messages.
const SLACK: &str = "https://hooks.slack.com/";

impl Reports {
    pub(super) fn read(fields: &mut Fields<'_>) -> Self {
        let url = fields.optional("reports.url", url::hook);
        let is_slack = url.as_ref().and_then(|url| url.expose_secret().get(..SLACK.len()));
        let is_slack = is_slack.is_some_and(|start| start.eq_ignore_ascii_case(SLACK));
        let usual = if is_slack { ReportFormat::Slack } else { ReportFormat::Json };
        Self {
            url,
            format: fields.optional("reports.format", format).unwrap_or(usual),
            every: fields.value("reports.every", value::duration),
        }
    }
}

fn format(text: &str) -> Parsed<ReportFormat> {
    match text {
        "slack" => Ok(ReportFormat::Slack),
        "json" => Ok(ReportFormat::Json),
        _ => Err("is neither slack nor json"),
    }
}
