// Share an `Arc` instead: blocks run on several threads.
use std::rc::Rc;

use tertulia::prelude::*;

async fn price(prices: Data<Rc<u32>>) -> String {
    prices.to_string()
}

fn main() {
    let _ = Context::new("shop").keyword("price", price);
}
