// Ask for the size in a field of its own.
use tertulia::prelude::*;

#[derive(FormChoice)]
enum Drink {
    Tea,
    Coffee { size: u8 },
}

fn main() {
    let _ = [Drink::Tea, Drink::Coffee { size: 1 }];
}
