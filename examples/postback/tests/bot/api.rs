//! A fake of the three platforms' APIs: it keeps every call, and answers as the platforms do.

use std::{
    io,
    net::SocketAddr,
    sync::{Arc, Condvar, Mutex, PoisonError},
    thread,
    time::{Duration, Instant},
};

use http_body_util::{BodyExt as _, Full};
use hyper::{Request, Response, body::Bytes, body::Incoming, server::conn::http1, service::service_fn};
use hyper_util::rt::TokioIo;
use serde_json::{Value, json};
use tokio::{net::TcpListener, sync::oneshot};

/// How long anything may take to be called. It takes milliseconds; a busy machine may need more.
const PATIENCE: Duration = Duration::from_secs(20);

/// A call that came in.
#[derive(Clone, Debug)]
pub(crate) struct Call {
    pub(crate) method: String,
    pub(crate) path: String,
    pub(crate) query: String,
    pub(crate) authorization: Option<String>,
    pub(crate) body: Value,
    pub(crate) at: Instant,
    /// Whether it was answered with success.
    pub(crate) taken: bool,
}

impl Call {
    /// Where it went, and what it said.
    pub(crate) fn sent(&self) -> (&str, &Value) {
        (&self.path, &self.body)
    }
}

/// What is answered instead of success.
#[derive(Clone, Debug)]
pub(crate) enum Trouble {
    Status(u16, Value),
    RetryAfter(u64),
    /// The connection is cut when the call has been read.
    Reset,
}

/// What is answered to a call, if not what answers all of them.
pub(crate) type Answers = Box<dyn Fn(&Call) -> Option<(u16, Value)> + Send + Sync>;

/// The fake. It answers with success, unless told to make trouble.
pub(crate) struct Api {
    pub(crate) addr: SocketAddr,
    shared: Arc<Shared>,
    stop: Option<oneshot::Sender<()>>,
}

#[derive(Default)]
struct Shared {
    state: Mutex<State>,
    news: Condvar,
}

#[derive(Default)]
struct State {
    calls: Vec<Call>,
    answers: Option<Answers>,
    trouble: Vec<Trouble>,
    down: bool,
}

impl Api {
    pub(crate) fn start() -> Self {
        let shared = Arc::new(Shared::default());
        let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        listener.set_nonblocking(true).unwrap();
        let addr = listener.local_addr().unwrap();
        let (stop, stopped) = oneshot::channel();
        let serving = Arc::clone(&shared);
        thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
            runtime.block_on(async {
                tokio::select! {
                    () = serve(TcpListener::from_std(listener).unwrap(), serving) => {}
                    _ = stopped => {}
                }
            });
        });
        Self { addr, shared, stop: Some(stop) }
    }

    /// A fake that knows more than to say yes.
    pub(crate) fn knowing(answers: Answers) -> Self {
        let api = Self::start();
        api.lock().answers = Some(answers);
        api
    }

    /// The next calls are answered like this, one after the other.
    pub(crate) fn make_trouble(&self, trouble: impl IntoIterator<Item = Trouble>) {
        self.lock().trouble.extend(trouble);
    }

    /// Every connection is cut at once, or no longer.
    pub(crate) fn set_down(&self, down: bool) {
        self.lock().down = down;
    }

    /// Every call so far.
    pub(crate) fn calls(&self) -> Vec<Call> {
        self.lock().calls.clone()
    }

    /// Waits until the calls fulfil a wish, and gives what was wished for.
    pub(crate) fn wait<T>(&self, what: &str, mut wish: impl FnMut(&[Call]) -> Option<T>) -> T {
        let deadline = Instant::now() + PATIENCE;
        let mut state = self.lock();
        loop {
            if let Some(fulfilled) = wish(&state.calls) {
                return fulfilled;
            }
            let left = deadline.saturating_duration_since(Instant::now());
            assert!(!left.is_zero(), "waited in vain for {what}; the calls were {:#?}", state.calls);
            state = self.shared.news.wait_timeout(state, left).unwrap_or_else(PoisonError::into_inner).0;
        }
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, State> {
        self.shared.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Api {
    fn drop(&mut self) {
        let _ = self.stop.take().map(|stop| stop.send(()));
    }
}

async fn serve(listener: TcpListener, shared: Arc<Shared>) {
    loop {
        let Ok((stream, _)) = listener.accept().await else { continue };
        if shared.state.lock().unwrap().down {
            continue;
        }
        let shared = Arc::clone(&shared);
        tokio::spawn(async move {
            let service = service_fn(move |request| answer(Arc::clone(&shared), request));
            let _ = http1::Builder::new().serve_connection(TokioIo::new(stream), service).await;
        });
    }
}

async fn answer(shared: Arc<Shared>, request: Request<Incoming>) -> io::Result<Response<Full<Bytes>>> {
    let (parts, body) = request.into_parts();
    let body = body.collect().await.map_err(io::Error::other)?.to_bytes();
    let path = parts.uri.path().to_owned();
    let body: Value = serde_json::from_slice(&body).unwrap_or(Value::Null);
    let authorization = parts.headers.get("authorization").map(|value| value.to_str().unwrap().to_owned());
    let (answer, number) = {
        let mut state = shared.state.lock().unwrap();
        if state.down {
            return Err(io::Error::other("down"));
        }
        let answers_press = path.ends_with("/answerCallbackQuery");
        let trouble =
            if state.trouble.is_empty() || answers_press { None } else { Some(state.trouble.remove(0)) };
        let call = Call {
            method: parts.method.to_string(),
            path: path.clone(),
            query: parts.uri.query().unwrap_or_default().to_owned(),
            authorization,
            body,
            at: Instant::now(),
            taken: trouble.is_none(),
        };
        let known = state.answers.as_ref().and_then(|answers| answers(&call));
        state.calls.push(call);
        let known = known.map(|(status, body)| Trouble::Status(status, body));
        (trouble.or(known), state.calls.len())
    };
    shared.news.notify_all();
    match answer {
        None => Ok(response(200, None, &success(&path, number))),
        Some(Trouble::Status(status, body)) => Ok(response(status, None, &body)),
        Some(Trouble::RetryAfter(seconds)) => {
            let body = json!({"ok": false, "error_code": 429, "description": "Too Many Requests: retry later",
                "parameters": {"retry_after": seconds}});
            Ok(response(429, Some(seconds), &body))
        }
        Some(Trouble::Reset) => Err(io::Error::other("reset")),
    }
}

fn response(status: u16, retry_after: Option<u64>, body: &Value) -> Response<Full<Bytes>> {
    let mut response = Response::builder().status(status).header("content-type", "application/json");
    if let Some(seconds) = retry_after {
        response = response.header("retry-after", seconds);
    }
    response.body(Full::new(Bytes::from(body.to_string()))).unwrap()
}

fn success(path: &str, number: usize) -> Value {
    if path.contains("/bot") {
        json!({"ok": true, "result": {"message_id": number, "date": 1_790_000_000, "chat": {"id": 1, "type": "private"}}})
    } else if path.contains("/106540352242922/") {
        json!({"messaging_product": "whatsapp", "contacts": [{"input": "x", "wa_id": "x"}],
            "messages": [{"id": format!("wamid.{number}")}]})
    } else {
        json!({"recipient_id": "x", "message_id": format!("m_{number}")})
    }
}
