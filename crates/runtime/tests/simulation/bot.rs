//! The bot: every press is noted in the session and answered as the scenario says.

use std::sync::Arc;

use serde::{Deserialize, Serialize};
use tertulia_core::{
    Context, Data, RawPayload, Reply, Session, SessionData,
    program::{Program, ProgramBuilder},
};

use crate::{history::What, world::World};

/// The presses that were handled, in order.
#[derive(Default, Deserialize, Serialize)]
struct Handled(Vec<usize>);

impl SessionData for Handled {
    const NAME: &'static str = "handled";
}

pub(crate) fn program(world: &Arc<World>) -> Program {
    let context = Context::new("main").any_postback(press).delivery_unknown(|| ());
    ProgramBuilder::new().context(context).data(Arc::clone(world)).build().expect("nothing is wrong with it")
}

fn press(payload: RawPayload, reply: Reply, mut handled: Session<Handled>, world: Data<Arc<World>>) -> Reply {
    let event: usize = payload.as_str()[1..].parse().expect("presses are numbered");
    world.note(What::Ran { event, before: handled.0.clone() });
    handled.0.push(event);
    let press = world.scenario.presses[event];
    let reply = if press.maybe_never { reply.maybe_never() } else { reply };
    let list = handled.0.iter().map(ToString::to_string).collect::<Vec<_>>().join(",");
    (0..press.answers).fold(reply, |reply, part| reply.text(format!("{event}.{part} {list}")))
}
