//! All engines answer the same, whatever is asked of them: down to the numbers they give out.
#![cfg(all(feature = "memory", feature = "sqlite"))]
#![allow(clippy::unwrap_used, reason = "these are tests")]

mod arrive;
mod ends;
mod engine;
mod pair;
mod step;
mod tables;
mod tell;

#[cfg(feature = "postgres")]
#[path = "../postgres/server.rs"]
mod server;

use proptest::prelude::*;

use self::{
    engine::Engine,
    pair::Pair,
    step::{Step, step},
};

proptest! {
    // Each opens a file a few times, so that a disk takes about 0.2 s for it. `PROPTEST_CASES` asks for more.
    #![proptest_config(ProptestConfig { cases: 60, ..ProptestConfig::default() })]

    #[test]
    fn sqlite_and_memory_answer_the_same(steps in proptest::collection::vec(step(), 1..100)) {
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        runtime.block_on(run(Engine::Sqlite(tempfile::tempdir().unwrap()), &steps));
    }
}

#[cfg(feature = "postgres")]
proptest! {
    // Each makes a schema, and every step is a few round trips.
    #![proptest_config(ProptestConfig { cases: 20, ..ProptestConfig::default() })]

    #[test]
    fn postgres_and_memory_answer_the_same(steps in proptest::collection::vec(step(), 1..100)) {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(async {
            if let Some(schema) = server::Schema::new().await {
                run(Engine::Postgres(schema), &steps).await;
            }
        });
    }
}

async fn run(engine: Engine, steps: &[Step]) {
    let mut pair = Pair::new(engine).await;
    for (number, step) in steps.iter().enumerate() {
        pair.begin(format!("step {number}, {step:?}"));
        pair.take(step).await;
    }
    pair.begin("what is left in the end".into());
    pair.drain().await;
    pair.compare_tables().await;
}
