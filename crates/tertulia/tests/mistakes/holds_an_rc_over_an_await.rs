// Hold an `Arc`, or drop the `Rc` before the await.
use std::{future::ready, rc::Rc};

use tertulia::prelude::*;

async fn greet(reply: Reply) {
    let name = Rc::new("Ada");
    ready(()).await;
    reply.text(*name);
}

fn main() {
    let _ = Context::new("main").postback("greet", greet);
}
