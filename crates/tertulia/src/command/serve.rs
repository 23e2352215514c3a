//! `serve`: takes webhooks and sends replies.

use crate::{
    App, Exit,
    config::Config,
    logging,
    service::{BuildError, Service},
};

use super::tell;

pub(super) fn run(mut app: App, config: Config) -> Exit {
    let spans = match logging::start_serving(&config) {
        Ok(spans) => spans,
        Err(error) => return tell(&error),
    };
    let tasks = app.take_tasks();
    let program = match app.program(&config) {
        Ok(program) => program,
        Err(faults) => return tell(&faults),
    };
    let service = match Service::new(program, config, tasks) {
        Ok(service) => service,
        Err(error @ BuildError::NoPlatform) => {
            let _ = tell(&error);
            return Exit::USAGE;
        }
        Err(error) => return tell(&error),
    };
    let runtime = match tokio::runtime::Builder::new_multi_thread().enable_all().build() {
        Ok(runtime) => runtime,
        Err(error) => return tell(&error),
    };
    let ended = runtime.block_on(service.run());
    spans.end();
    match ended {
        Ok(()) => Exit::DONE,
        Err(error) => tell(&error),
    }
}
