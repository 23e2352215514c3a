//! The playground's page with made-up chats that show every widget: how one works on its looks.
//!
//! ```text
//! cargo run -p tertulia-simulator --example playground -- 127.0.0.1:3002
//! ```
#![allow(clippy::print_stdout, reason = "whoever runs it wants to know the address")]

mod chats;
mod inspector;
mod phones;

use std::{env, error::Error, sync::Arc};

use tertulia_simulator::playground::{Playground, listen};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let addr = env::args().nth(1).unwrap_or_else(|| "127.0.0.1:3002".to_owned()).parse()?;
    let listener = listen(addr).await?;
    println!("http://{}", listener.local_addr()?);
    let playground = Playground::new(phones::MadeUp::default(), Arc::new(inspector::MadeUp::default()));
    playground.serve(listener).await?;
    Ok(())
}
