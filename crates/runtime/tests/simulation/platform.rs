//! The platforms' APIs: they take messages, or make trouble.

use std::{future, pin::Pin, sync::Arc};

use tertulia_core::{Http, Request, Response, TransportError};

use crate::{
    history::{End, Message, What},
    webhooks,
    wire::{self, Said, TELEGRAM, WHATSAPP},
    world::World,
};

/// What sends the requests of one process. When that has been killed, its requests still arrive, but nobody hears
/// the answers, and no more are made.
pub(crate) struct Platform {
    pub(crate) world: Arc<World>,
    pub(crate) process: usize,
}

type Answer = Result<Response, TransportError>;

impl Http for Platform {
    fn send(&self, request: Request) -> Pin<Box<dyn Future<Output = Answer> + Send + '_>> {
        Box::pin(async move {
            if !self.world.lives(self.process) {
                return future::pending().await;
            }
            let Some(said) = wire::read(&request) else { return Ok(wire::noted()) };
            let call = {
                let mut inner = self.world.lock();
                inner.calls += 1;
                inner.calls
            };
            self.world.note(What::Call { call, person: said.person, message: said.message });
            let answer = tokio::spawn(serve(Arc::clone(&self.world), call, said)).await;
            let (end, answer) = answer.expect("the platform does not panic");
            if !self.world.lives(self.process) {
                return future::pending().await;
            }
            self.world.note(What::Ended { call, end });
            answer
        })
    }
}

/// What a platform does with a message.
async fn serve(world: Arc<World>, call: usize, said: Said) -> (End, Answer) {
    let channel = if said.reference.is_some() { WHATSAPP } else { TELEGRAM };
    let slow = world.throw(|dice| if dice.happens(4) { 3000 } else { 80 });
    tokio::time::sleep(world.throw(|dice| dice.millis(1, slow))).await;
    if world.lock().blocked[said.person] {
        return (End::Blocked, Ok(wire::blocked(channel)));
    }
    let luck = if world.lock().healed { 100 } else { world.throw(|dice| dice.between(0, 99)) };
    let half = world.throw(|dice| dice.happens(50));
    let lost = || TransportError::NoAnswer("the connection broke".into());
    match luck {
        0..=4 => {
            let seconds = world.throw(|dice| dice.between(1, 6));
            let account = half && channel == WHATSAPP;
            let end = End::Limited { wait: seconds * 1000, account };
            (end, Ok(wire::limited(channel, seconds, account)))
        }
        5..=8 => (End::Failed, Ok(wire::trouble(500))),
        9..=11 => (End::Failed, Err(TransportError::NotSent("refused".into()))),
        12..=20 => {
            let edge = world.throw(|dice| dice.happens(30));
            if half {
                take(&world, call, said);
            }
            let late = world.throw(|dice| if dice.happens(8) { 30_000 } else { 500 });
            tokio::time::sleep(world.throw(|dice| dice.millis(1, late))).await;
            (End::Unknown, if edge { Ok(wire::trouble(502)) } else { Err(lost()) })
        }
        _ => {
            take(&world, call, said);
            tokio::time::sleep(world.throw(|dice| dice.millis(0, 40))).await;
            (End::Sent, Ok(wire::taken(channel, call)))
        }
    }
}

/// The message is the platform's now, and a status will tell so, perhaps.
fn take(world: &Arc<World>, call: usize, said: Said) {
    let Said { message, handled, reference, .. } = said;
    world.note(What::Taken { call, handled });
    if let Some(reference) = reference {
        tell(world, call, message, reference);
    }
}

fn tell(world: &Arc<World>, call: usize, message: Message, reference: String) {
    if world.throw(|dice| dice.happens(10)) {
        return world.note(What::StatusLost { message });
    }
    let late = world.throw(|dice| if dice.happens(20) { 18_000 } else { 2000 });
    let wait = world.throw(|dice| dice.millis(10, late));
    world.lock().outstanding += 1;
    let world = Arc::clone(world);
    tokio::spawn(async move {
        tokio::time::sleep(wait).await;
        let (headers, body) = wire::status(call, &reference, world.now().as_second());
        let mut at_once = true;
        let refused = |answer: Option<_>| at_once &= answer.is_none();
        webhooks::until_acknowledged(&world, WHATSAPP, &headers, &body, refused).await;
        world.note(What::Status { message, at_once });
        world.lock().outstanding -= 1;
    });
}
