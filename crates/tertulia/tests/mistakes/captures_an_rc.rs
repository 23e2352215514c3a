// Capture an `Arc`.
use std::rc::Rc;

use tertulia::prelude::*;

fn main() {
    let name = Rc::new("Ada");
    let _ = Context::new("main").keyword("name", move || *name);
}
