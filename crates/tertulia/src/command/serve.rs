//! `serve`: takes webhooks and sends replies.

use clap::{
    Args,
    builder::{PossibleValuesParser, TypedValueParser as _},
};

use crate::{
    App, Exit, Role, Roles,
    config::Config,
    logging,
    service::{BuildError, Service},
};

use super::tell;

#[derive(Args, Debug, Default)]
pub(super) struct Arguments {
    /// What this process does, if not all of it: others on the same PostgreSQL database do the rest
    #[arg(long, value_name = "ROLE", value_delimiter = ',', value_parser = role())]
    only: Vec<Role>,
}

fn role() -> impl clap::builder::TypedValueParser<Value = Role> {
    PossibleValuesParser::new(Role::ALL.map(Role::name)).try_map(|name| name.parse())
}

pub(super) fn run(mut app: App, config: Config, arguments: &Arguments) -> Exit {
    let spans = match logging::start_serving(&config) {
        Ok(spans) => spans,
        Err(error) => return tell(&error),
    };
    let roles = Roles::of(arguments.only.iter().copied()).unwrap_or_default();
    let tasks = app.take_tasks();
    let program = match app.program(&config) {
        Ok(program) => program,
        Err(faults) => return tell(&faults),
    };
    let service = Service::new(program, config, tasks).and_then(|service| service.only(roles));
    let service = match service {
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
