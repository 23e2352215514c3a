// Say it as a text: `"3"`.
use tertulia::prelude::*;

fn main() {
    let _ = Context::new("shop").keyword("price", 3);
}
