// End with `tertulia::Result`, and make the error with `Error::terminal("no stock")`.
use tertulia::prelude::*;

async fn buy() -> Result<(), String> {
    Err("no stock".to_owned())
}

fn main() {
    let _ = Context::new("shop").postback("buy", buy);
}
