//! What an app does beside its conversations.

use std::{fmt, pin::Pin};

use tertulia_core::Handle;
use tokio::task::JoinSet;

type Task = Box<dyn FnOnce(Handle) -> Pin<Box<dyn Future<Output = ()> + Send>> + Send>;

/// What is to be done as long as the bot runs.
#[derive(Default)]
pub(crate) struct Tasks(Vec<Task>);

impl Tasks {
    pub(crate) fn add<F>(&mut self, task: impl FnOnce(Handle) -> F + Send + 'static)
    where
        F: Future<Output = ()> + Send + 'static,
    {
        self.0.push(Box::new(|handle| Box::pin(task(handle))));
    }

    /// Begins all of them. They end when what this gives is dropped.
    pub(crate) fn begin(self, handle: &Handle) -> JoinSet<()> {
        self.0.into_iter().map(|task| task(handle.clone())).collect()
    }
}

/// Tells of those that panic, as nobody else waits for them. They end when this is dropped.
pub(crate) async fn watch(mut running: JoinSet<()>, tell: impl Fn(&str)) {
    while let Some(ended) = running.join_next().await {
        if let Err(error) = ended
            && error.is_panic()
        {
            tracing::error!(%error, "a task of the app has failed, and does not run any more");
            tell(&error.to_string());
        }
    }
}

impl fmt::Debug for Tasks {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Tasks").field(&self.0.len()).finish()
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Mutex;

    use tokio::sync::oneshot;

    use super::*;

    #[tokio::test]
    async fn tasks_run_until_the_bot_stops() {
        let (done, was_done) = oneshot::channel();
        let (held, is_held) = oneshot::channel::<()>();
        let mut tasks = Tasks::default();
        tasks.add(async move |_: Handle| done.send(()).unwrap());
        tasks.add(async move |_: Handle| {
            let _held = held;
            std::future::pending::<()>().await;
        });
        let running = tasks.begin(&Handle::default());
        was_done.await.unwrap();
        drop(running);
        is_held.await.unwrap_err();
    }

    #[tokio::test]
    async fn a_task_that_fails_is_told_of_and_the_others_go_on() {
        let (done, was_done) = oneshot::channel();
        let mut tasks = Tasks::default();
        tasks.add(async |_: Handle| panic!("it broke"));
        tasks.add(async move |_: Handle| done.send(()).unwrap());
        let told = Mutex::new(Vec::new());
        watch(tasks.begin(&Handle::default()), |error| told.lock().unwrap().push(error.to_owned())).await;
        was_done.await.unwrap();
        let told = told.into_inner().unwrap();
        assert!(told.len() == 1 && told[0].contains("panicked"), "{told:?}");
    }
}
