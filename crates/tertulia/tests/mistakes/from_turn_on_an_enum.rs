// Derive it on a struct, or implement `FromTurn` for the enum.
use tertulia::prelude::*;

#[derive(FromTurn)]
enum Asked {
    InWords(Text),
    ByButton(RawPayload),
}

fn main() {}
