//! How platforms deliver: until it is acknowledged, and sometimes once more.

use std::sync::Arc;

use http::{HeaderMap, StatusCode};

use crate::{history::What, wire, world::World};

/// A person presses the buttons of that part of the scenario. Telegram holds back what follows an update that was not
/// acknowledged; WhatsApp does not.
pub(crate) async fn press_all(world: Arc<World>, person: usize, presses: std::ops::Range<usize>) {
    let channel = usize::from(world.scenario.people[person]);
    for event in presses.filter(|event| world.scenario.presses[*event].person == person) {
        tokio::time::sleep(world.scenario.presses[event].after).await;
        if let Some((blocking, _)) = world.scenario.blocked
            && blocking == person
        {
            world.lock().blocked[person] = false; // whoever writes has unblocked the bot
        }
        world.lock().outstanding += 1;
        world.note(What::Pressed { event, person });
        let delivery = deliver(Arc::clone(&world), channel, event, person);
        if channel == wire::TELEGRAM {
            delivery.await;
        } else {
            tokio::spawn(delivery);
        }
    }
}

async fn deliver(world: Arc<World>, channel: usize, event: usize, person: usize) {
    let (headers, body) = wire::press(channel, event, person, world.now().as_second());
    if world.throw(|dice| dice.happens(10)) {
        again(&world, channel, &headers, &body, 100); // twice at nearly the same time
    }
    let refused = |_| world.note(What::Refused { event });
    until_acknowledged(&world, channel, &headers, &body, refused).await;
    world.note(What::Acknowledged { event });
    world.lock().outstanding -= 1;
    if world.throw(|dice| dice.happens(30)) {
        again(&world, channel, &headers, &body, 8000);
    }
}

/// Delivers once more, whatever comes of it.
fn again(world: &Arc<World>, channel: usize, headers: &HeaderMap, body: &[u8], within: u64) {
    let wait = world.throw(|dice| dice.millis(0, within));
    let (world, headers, body) = (Arc::clone(world), headers.clone(), body.to_owned());
    world.lock().outstanding += 1;
    tokio::spawn(async move {
        tokio::time::sleep(wait).await;
        world.deliver(channel, headers, body, usize::MAX).await;
        world.lock().outstanding -= 1;
    });
}

/// Delivers until it is acknowledged. Sometimes the platform hangs up before that.
pub(crate) async fn until_acknowledged(
    world: &World,
    channel: usize,
    headers: &HeaderMap,
    body: &[u8],
    mut refused: impl FnMut(Option<StatusCode>),
) {
    loop {
        tokio::time::sleep(world.throw(|dice| dice.millis(1, 60))).await;
        let hangs_up = !world.lock().healed && world.throw(|dice| dice.happens(8));
        let steps = if hangs_up { world.throw(|dice| dice.between(0, 2)) as usize } else { usize::MAX };
        let answer = world.deliver(channel, headers.clone(), body.to_owned(), steps).await;
        if answer == Some(StatusCode::OK) {
            return;
        }
        refused(answer);
        tokio::time::sleep(world.throw(|dice| dice.millis(50, 1500))).await;
    }
}
