//! Reports from outside the runtime.

use std::sync::Weak;

use super::{Kind, Report};
use crate::service::Shared;

/// Reports what happens beside the conversations of a service. It does nothing once that has ended.
#[derive(Clone, Debug)]
pub struct Reporter(pub(crate) Weak<Shared>);

impl Reporter {
    /// A task of the app has failed.
    pub fn task_failed(&self, error: &str) {
        if let Some(shared) = self.0.upgrade() {
            shared.reports.tell(shared.clock.now(), || Report::new(Kind::TaskFailed, error));
        }
    }
}
