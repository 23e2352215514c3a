//! What a collector of OpenTelemetry is told.

use std::{
    io::{Read as _, Write as _},
    net::{TcpListener, TcpStream},
    sync::{Arc, Mutex},
    thread::{JoinHandle, spawn},
    time::{Duration, Instant},
};

use http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use opentelemetry_proto::tonic::{
    collector::trace::v1::ExportTraceServiceRequest,
    common::v1::{KeyValue, any_value::Value as Attribute},
    trace::v1::Span,
};
use prost::Message as _;
use serde_json::{Value, json};
use tertulia_core::{Context, Http, Reply, Request};
use tertulia_runtime::{Service, SpanExport};
use tertulia_store::Memory;
use tracing::{level_filters::LevelFilter, subscriber::DefaultGuard};
use tracing_subscriber::{Layer as _, layer::SubscriberExt as _};

use crate::machine::{
    Answer, BEGINNING, SECRET, VirtualClock, ana, private_chat, program, serve, settled, success, telegram,
    written,
};

/// Takes every message.
struct Api;

impl Http for Api {
    fn send(&self, _: Request) -> Answer<'_> {
        Box::pin(async { Ok(success(&json!({"ok": true, "result": {"message_id": 7}}))) })
    }
}

/// A collector on this machine that keeps what it is brought.
struct Collector {
    endpoint: String,
    brought: Arc<Mutex<Vec<Vec<u8>>>>,
    serving: JoinHandle<()>,
}

impl Collector {
    fn new() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let endpoint = format!("http://{}", listener.local_addr().unwrap());
        let brought = Arc::<Mutex<Vec<Vec<u8>>>>::default();
        let keep = Arc::clone(&brought);
        let serving = spawn(move || {
            let (mut line, _) = listener.accept().unwrap();
            while let Some(body) = read(&mut line) {
                keep.lock().unwrap().push(body);
                line.write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n").unwrap();
            }
        });
        Self { endpoint, brought, serving }
    }

    /// Everything that was brought, as it came and as spans.
    fn spans(self, export: SpanExport) -> (Vec<u8>, Vec<Span>) {
        export.finish(Duration::from_secs(20));
        self.serving.join().unwrap();
        let brought = std::mem::take(&mut *self.brought.lock().unwrap());
        let requests = brought.iter().map(|body| ExportTraceServiceRequest::decode(&**body).unwrap());
        let spans = requests
            .flat_map(|request| request.resource_spans)
            .flat_map(|resource| resource.scope_spans)
            .flat_map(|scope| scope.spans)
            .collect();
        (brought.concat(), spans)
    }
}

/// The body of the next request; `None` when there are no more.
fn read(line: &mut TcpStream) -> Option<Vec<u8>> {
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        let mut byte = [0];
        line.read_exact(&mut byte).ok()?;
        head.push(byte[0]);
    }
    let head = String::from_utf8(head).unwrap().to_lowercase();
    assert!(head.starts_with("post /v1/traces "), "{head}");
    assert!(head.contains("content-type: application/x-protobuf"), "{head}");
    let length = head.lines().find_map(|line| line.strip_prefix("content-length: ")).unwrap();
    let mut body = vec![0; length.parse().unwrap()];
    line.read_exact(&mut body).ok()?;
    Some(body)
}

fn exporting(export: &SpanExport) -> DefaultGuard {
    let layer = export.layer().with_filter(LevelFilter::INFO);
    tracing::subscriber::set_default(tracing_subscriber::registry().with(layer))
}

fn press(number: i64) -> Value {
    json!({"update_id": number, "callback_query": {"id": number.to_string(), "from": ana(), "chat_instance": "1",
        "data": "/planted_payload", "message":
            {"message_id": 5, "date": BEGINNING, "chat": private_chat(), "text": "planted question"}}})
}

fn bot() -> Context {
    Context::new("main")
        .postback("planted_payload", async |reply: Reply| {
            tokio::time::sleep(Duration::from_secs(1)).await;
            reply.text("planted answer")
        })
        .any_text("planted other answer")
}

async fn post(service: &Service, update: &Value) {
    let name = HeaderName::from_static("x-telegram-bot-api-secret-token");
    let headers = HeaderMap::from_iter([(name, HeaderValue::from_static(SECRET))]);
    assert_eq!(service.receive(0, headers, update.to_string().into()).await, StatusCode::OK);
}

fn text(attributes: &[KeyValue], name: &str) -> Option<String> {
    let attribute = attributes.iter().find(|attribute| attribute.key == name)?;
    match attribute.value.as_ref()?.value.as_ref()? {
        Attribute::StringValue(text) => Some(text.clone()),
        _ => None,
    }
}

#[tokio::test(start_paused = true)]
async fn a_press_is_one_trace_from_its_webhook_to_the_calls_and_tells_nothing_that_was_said() {
    let collector = Collector::new();
    let export = SpanExport::start(Some(&collector.endpoint)).unwrap().expect("it was told where");
    let guard = exporting(&export);
    let (clock, store, adapter) = (VirtualClock::new(), Arc::new(Memory::seeded(7)), telegram());
    let own = Arc::<VirtualClock>::clone(&clock);
    let service = serve(&store, &adapter, Arc::new(Api), own, program(bot())).await;
    post(&service, &press(1)).await;
    // It comes while the press is handled, so its turn begins later.
    post(&service, &written(&*clock, 2, "planted words")).await;
    settled(&store).await;
    service.stop().await;
    drop(guard);

    let (bytes, spans) = collector.spans(export);
    let webhooks: Vec<_> = spans.iter().filter(|span| span.name == "webhook").collect();
    assert_eq!(webhooks.len(), 2, "{spans:#?}");
    for webhook in webhooks {
        assert!(webhook.parent_span_id.is_empty(), "{webhook:#?}");
        let child = |parent: &Span, name: &str| {
            let mut own =
                spans.iter().filter(|span| span.parent_span_id == parent.span_id && span.name == name);
            let child = own.next().unwrap_or_else(|| panic!("no {name} below {}: {spans:#?}", parent.name));
            assert_eq!(child.trace_id, webhook.trace_id);
            child.clone()
        };
        let turn = child(&child(webhook, "ingest"), "turn");
        child(&turn, "finish");
        let call = child(&child(&turn, "send"), "call");
        assert_eq!(text(&webhook.attributes, "outcome").as_deref(), Some("stored"));
        assert_eq!(text(&call.attributes, "outcome").as_deref(), Some("sent"));
        assert!(webhook.end_time_unix_nano <= turn.end_time_unix_nano, "the webhook is answered before");
    }
    assert!(spans.iter().any(|span| text(&span.attributes, "endpoint").as_deref() == Some("sendMessage")));
    let bytes = String::from_utf8_lossy(&bytes);
    for planted in ["planted", "AAF-token", SECRET, "Ana"] {
        assert!(!bytes.contains(planted), "{planted} is told");
    }
}

#[tokio::test(start_paused = true)]
async fn a_collector_that_never_answers_holds_nobody_up() {
    let silent = TcpListener::bind("127.0.0.1:0").unwrap();
    let export = SpanExport::start(Some(&format!("http://{}", silent.local_addr().unwrap())));
    let export = export.unwrap().expect("it was told where");
    let guard = exporting(&export);
    let (clock, store, adapter) = (VirtualClock::new(), Arc::new(Memory::seeded(7)), telegram());
    let own = Arc::<VirtualClock>::clone(&clock);
    let service = serve(&store, &adapter, Arc::new(Api), own, program(bot())).await;
    let begun = Instant::now();
    // More spans than the queue has room for.
    for number in 1..=400 {
        post(&service, &written(&*clock, number, "hello")).await;
    }
    settled(&store).await;
    service.stop().await;
    drop(guard);
    export.finish(Duration::from_millis(100));
    // The collector alone would be waited for longer.
    assert!(begun.elapsed() < Duration::from_secs(9), "it took {:?}", begun.elapsed());
}
