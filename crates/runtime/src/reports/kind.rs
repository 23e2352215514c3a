//! What there is to report.

/// What happened.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
pub(crate) enum Kind {
    /// The handling of an event failed for good.
    EventSetAside,
    /// A call was refused for good, or given up.
    CallSetAside,
    /// A webhook could not be read.
    WebhookSetAside,
    /// A platform refuses an account's credentials.
    CredentialsRefused,
    /// An account's calls wait because the platform cannot be reached.
    PlatformUnreachable,
    /// The database cannot be used.
    DatabaseLost,
    /// It can be used again.
    DatabaseBack,
    /// Something that an app does beside its conversations has failed.
    TaskFailed,
}

impl Kind {
    /// Its name, for programs.
    pub(super) fn as_str(self) -> &'static str {
        match self {
            Self::EventSetAside => "event_set_aside",
            Self::CallSetAside => "call_set_aside",
            Self::WebhookSetAside => "webhook_set_aside",
            Self::CredentialsRefused => "credentials_refused",
            Self::PlatformUnreachable => "platform_unreachable",
            Self::DatabaseLost => "database_lost",
            Self::DatabaseBack => "database_back",
            Self::TaskFailed => "task_failed",
        }
    }

    /// What it says to people.
    pub(super) fn sentence(self) -> &'static str {
        match self {
            Self::EventSetAside => "an event could not be handled and is set aside",
            Self::CallSetAside => "a message could not be sent and is set aside",
            Self::WebhookSetAside => "a webhook could not be read and is set aside",
            Self::CredentialsRefused => "the account's credentials are refused; its messages wait",
            Self::PlatformUnreachable => "the platform cannot be reached; the account's messages wait",
            Self::DatabaseLost => "the database cannot be used",
            Self::DatabaseBack => "the database can be used again",
            Self::TaskFailed => "a task of the app has failed and does not run any more",
        }
    }

    /// The command that tells more, of an event if it has a number.
    pub(super) fn command(self, event: Option<i64>) -> Option<String> {
        match (self, event) {
            (Self::EventSetAside, Some(event)) => Some(format!("why {event}")),
            (Self::EventSetAside | Self::CallSetAside | Self::WebhookSetAside, _) => {
                Some("queue list dead".to_owned())
            }
            (Self::CredentialsRefused | Self::PlatformUnreachable | Self::DatabaseLost, _) => {
                Some("doctor".to_owned())
            }
            (Self::DatabaseBack | Self::TaskFailed, _) => None,
        }
    }
}
