// Drop the guard before the await.
use std::{future::ready, sync::Mutex};

use tertulia::prelude::*;

async fn count(clicks: Data<Mutex<u32>>) {
    let mut clicks = clicks.lock().unwrap();
    ready(()).await;
    *clicks += 1;
}

fn main() {
    let _ = Context::new("main").postback("count", count);
}
