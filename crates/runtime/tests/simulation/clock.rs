//! Time that passes as soon as everybody waits for it.

use std::{future, pin::Pin, sync::Arc, time::Duration};

use jiff::Timestamp;
use tertulia_core::Clock;

use crate::world::World;

/// The clock of one process. When that has been killed, nobody in it wakes any more.
pub(crate) struct VirtualClock {
    pub(crate) world: Arc<World>,
    pub(crate) process: usize,
}

impl Clock for VirtualClock {
    fn now(&self) -> Timestamp {
        self.world.now()
    }

    fn sleep_until(&self, at: Timestamp) -> Pin<Box<dyn Future<Output = ()> + Send + '_>> {
        Box::pin(async move {
            let wait = Duration::try_from(at.duration_since(self.now())).unwrap_or_default();
            tokio::time::sleep(wait).await;
            if !self.world.lives(self.process) {
                future::pending::<()>().await;
            }
        })
    }
}
