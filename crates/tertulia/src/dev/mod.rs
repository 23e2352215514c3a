//! `dev`: the bot on simulated platforms, with three phones in the browser.

mod clock;
mod inspector;
mod renewal;

use std::{io, net::SocketAddr, sync::Arc};

use tertulia_core::Result;
use tertulia_simulator::{
    Simulator,
    playground::{Playground, listen},
};
use tokio::net::TcpListener;

use self::{clock::DevClock, inspector::ServiceInspector};
use crate::{
    App, Exit,
    config::{self, Config},
    database, logging, signals,
    simulated::{Setting, Simulated},
};

/// What belongs to `dev` in the folder where it is started: the bot's database, and the chats on the phones.
const DATABASE: &str = "tertulia-dev.db";
const CHATS: &str = "tertulia-dev.chats";

/// How many ports after the usual one are tried, if that is taken and was not chosen.
const PORTS: u16 = 20;

/// Runs the playground until the process is told to stop.
pub(crate) fn run(app: App) -> Exit {
    let config = match Config::simulated(config::variables(), &format!("sqlite://{DATABASE}")) {
        Ok(config) => config,
        Err(error) => return crate::command::tell(&error),
    };
    logging::start(&config.log);
    let runtime = match tokio::runtime::Builder::new_multi_thread().enable_all().build() {
        Ok(runtime) => runtime,
        Err(error) => return crate::command::tell(&error),
    };
    match runtime.block_on(serve(app, &config)) {
        Ok(()) => Exit::DONE,
        Err(error) => crate::command::tell(&error),
    }
}

async fn serve(app: App, config: &Config) -> Result<()> {
    let listener = find_address(config.http.addr).await?;
    let clock = Arc::new(DevClock::new());
    let simulator = Simulator::remembering(Arc::<DevClock>::clone(&clock), CHATS)?;
    clock.turn_to(simulator.last_change());
    let setting = Setting {
        store: database::open(&config.database).await?,
        clock: Arc::<DevClock>::clone(&clock),
        simulator: simulator.clone(),
        seed: None,
        #[cfg(unix)]
        socket: database::socket(&config.database),
    };
    let simulated = Simulated::start(app, config, setting).await?;
    let inspector = ServiceInspector::new(&simulated, clock);
    let playground = Playground::new(simulator, Arc::new(inspector));
    let stop = signals::stop();
    announce(listener.local_addr()?);
    tokio::select! {
        ended = playground.serve(listener) => ended?,
        () = stop => {}
    }
    Ok(())
}

/// The configured address. A port that is taken gives way to the next.
async fn find_address(addr: SocketAddr) -> io::Result<TcpListener> {
    let mut tried = addr;
    loop {
        match listen(tried).await {
            Err(error) if error.kind() == io::ErrorKind::AddrInUse && tried.port() - addr.port() < PORTS => {
                tried.set_port(tried.port() + 1);
            }
            Err(error) => {
                return Err(io::Error::new(
                    error.kind(),
                    format!("cannot listen on {tried}: {error}; choose another address (`http.addr`)"),
                ));
            }
            listener => return listener,
        }
    }
}

#[expect(clippy::print_stdout, reason = "whoever starts it wants to know where it is")]
fn announce(addr: SocketAddr) {
    println!("Playground: http://{addr}  (three phones, no account needed; Ctrl-C ends it)");
}
