//! What is told of turns.

use std::sync::Arc;

use serde_json::json;
use tertulia_core::{Context, Error, Result, Text, trace::Trace};
use tertulia_runtime::{Options, Service, Tracing};
use tertulia_store::{Memory, Store as _};

use crate::machine::{Nowhere, VirtualClock, bring, program, serve_with, telegram, written};

/// What is told when Ana writes that.
async fn told(tracing: Tracing, text: &str) -> (Arc<Memory>, Service, Vec<Arc<Trace>>) {
    let (store, adapter, clock) = (Arc::new(Memory::seeded(7)), telegram(), VirtualClock::new());
    let main = Context::new("main").keyword("secret", "Hello!").any_text(|Text(text): Text| -> Result<()> {
        Err(Error::terminal(format!("nobody understands {text}")))
    });
    let mut options = Options::default();
    options.tracing = tracing;
    bring(&*store, &*adapter, &*clock, &written(&*clock, 1, text)).await;
    let service = serve_with(&store, &adapter, Arc::new(Nowhere), clock, program(main), options).await;
    let mut news = service.traces();
    if tracing != Tracing::Off {
        news.recv().await.unwrap();
    }
    let traces = service.recent_traces();
    (store, service, traces)
}

#[tokio::test(start_paused = true)]
async fn everything_is_told_of_a_turn() {
    let (_, service, traces) = told(Tracing::Everything, "secret").await;
    let [trace] = &traces[..] else { panic!("one turn: {traces:?}") };
    assert_eq!((trace.summary.as_str(), trace.verdict.as_str()), ("text “secret”", "handled"));
    assert_eq!((trace.platform.as_str(), trace.user.as_str(), trace.attempt), ("telegram", "42", 1));
    assert_eq!(trace.messages[0].said, "text “Hello!”");
    service.stop().await;
}

#[tokio::test(start_paused = true)]
async fn what_is_kept_outlives_the_process_and_holds_nothing_that_was_said() {
    let (store, service, traces) = told(Tracing::Kept(10), "secret").await;
    service.stop().await;
    let kept = store.reopen().trace(traces[0].event).await.unwrap().unwrap();
    assert!(!kept.contains("Hello"), "{kept}");
    assert_eq!(serde_json::from_str::<serde_json::Value>(&kept).unwrap()["verdict"], json!("handled"));
}

#[tokio::test(start_paused = true)]
async fn a_turn_that_fails_tells_why() {
    let (_, service, traces) = told(Tracing::Kept(10), "what").await;
    assert_eq!(traces[0].error.as_deref(), Some("nobody understands what"));
    service.stop().await;
}

#[tokio::test(start_paused = true)]
async fn nothing_is_told_unless_somebody_wants_it() {
    let (store, service, _) = told(Tracing::Off, "secret").await;
    tokio::time::sleep(std::time::Duration::from_secs(1)).await;
    assert_eq!(service.recent_traces(), []);
    drop((store, service));
}
