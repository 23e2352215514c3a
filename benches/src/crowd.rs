//! The people: they press, and wait.

use std::{
    cell::RefCell,
    io,
    net::SocketAddr,
    rc::Rc,
    time::{Duration, Instant},
};

use tokio::{
    net::TcpListener,
    task::{AbortHandle, JoinSet},
};

use crate::{api, ledger::Ledger, press, wire::Wire};

/// How long the last answers may take. What is not there by then is lost.
const PATIENCE: Duration = Duration::from_secs(20);

/// When the next press follows.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
#[non_exhaustive]
pub enum Pace {
    /// When both messages of the one before are there: so many turns are under way, and no more.
    #[default]
    Answered,
    /// When the webhook of the one before is acknowledged: so many webhooks are under way, and turns pile up if the
    /// server acknowledges faster than it answers.
    Acknowledged,
}

/// The people and the fake Bot API that tells them what was said.
///
/// Its methods need a [`LocalSet`](tokio::task::LocalSet) around them.
pub(crate) struct Crowd {
    pub(crate) ledger: Rc<RefCell<Ledger>>,
    pub(crate) api: SocketAddr,
    serving: AbortHandle,
}

impl Crowd {
    pub(crate) async fn new(people: usize) -> io::Result<Self> {
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let api = listener.local_addr()?;
        let ledger = Rc::new(RefCell::new(Ledger::new(people)));
        let serving = tokio::task::spawn_local(api::serve(listener, Rc::clone(&ledger))).abort_handle();
        Ok(Self { ledger, api, serving })
    }

    /// Begins to press, with so many presses under way at the same time, on one server after the other.
    pub(crate) fn press(&self, servers: &[SocketAddr], in_flight: usize, pace: Pace) -> Pressing {
        let mut hands = JoinSet::new();
        for server in servers.iter().cycle().take(in_flight) {
            hands.spawn_local(hand(Rc::clone(&self.ledger), *server, pace));
        }
        hands
    }

    /// Waits until nobody presses any more and everybody is answered, but not for ever.
    pub(crate) async fn done(&self, pressing: Option<Pressing>) -> io::Result<()> {
        let all = async {
            if let Some(mut hands) = pressing {
                while let Some(ended) = hands.join_next().await {
                    ended.map_err(io::Error::other)??;
                }
            }
            let quiet = Rc::clone(&self.ledger.borrow().quiet);
            while !self.ledger.borrow().is_quiet() {
                quiet.notified().await;
            }
            Ok(())
        };
        // Who still waits then waits in vain, as the ledger will tell.
        tokio::time::timeout(PATIENCE, all).await.unwrap_or(Ok(()))
    }
}

/// People who press. They stop when this is dropped.
pub(crate) type Pressing = JoinSet<io::Result<()>>;

impl Drop for Crowd {
    fn drop(&mut self) {
        self.serving.abort();
    }
}

async fn hand(ledger: Rc<RefCell<Ledger>>, server: SocketAddr, pace: Pace) -> io::Result<()> {
    let mut wire = Wire::connect(server).await?;
    let mut request = Vec::new();
    loop {
        let Some(press) = ledger.borrow_mut().press() else { return Ok(()) };
        press::write(&mut request, press.update, press::FIRST_PERSON + press.person as u64);
        let begun = Instant::now();
        let good = deliver(&mut wire, &request).await?;
        ledger.borrow_mut().acknowledged(begun.elapsed(), good);
        if press.redeliver {
            let good = deliver(&mut wire, &request).await?;
            ledger.borrow_mut().acknowledged_again(good);
        }
        if pace == Pace::Answered {
            press.answered.notified().await;
        }
        ledger.borrow_mut().rests(press.person);
    }
}

/// Whether the webhook was taken.
async fn deliver(wire: &mut Wire, request: &[u8]) -> io::Result<bool> {
    wire.send(request).await?;
    let good = wire.receive(|line, _| line.starts_with("HTTP/1.1 200")).await?;
    good.ok_or_else(|| io::ErrorKind::ConnectionReset.into())
}
