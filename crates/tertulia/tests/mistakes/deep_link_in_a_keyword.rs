// Take `DeepLink` in a `deep_link` block.
use tertulia::prelude::*;

fn main() {
    let _ = Context::new("main").keyword("hello", |DeepLink(from): DeepLink| format!("You come from {from}."));
}
