//! What a bot made with Tertulia is measured against: the same by hand, with hyper and SQLite, and nothing else.
//!
//! A webhook is checked and read; then one transaction keeps that it came in, loads, changes and saves the session
//! and keeps the two messages; then it is acknowledged, and the messages are sent. What was sent is removed by the
//! transaction of the next turn, whichever that is. There are no retries, no limits, no other platform, no blocks.

mod database;
mod sending;
mod update;

use std::{convert::Infallible, error::Error, sync::Arc};

use http_body_util::{BodyExt as _, Full, Limited};
use hyper::{
    Method, Request, Response, StatusCode,
    body::{Bytes, Incoming},
    server::conn::http1,
    service::service_fn,
};
use hyper_util::rt::{TokioIo, TokioTimer};
use subtle::ConstantTimeEq as _;
use tokio::net::TcpListener;

use crate::{database::Database, sending::Sending, update::Update};

struct Bot {
    secret: String,
    database: Database,
    sending: Arc<Sending>,
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let sending = Arc::new(Sending::new(&std::env::var("BARE_API")?));
    let database = Database::open("bare.db", Arc::clone(&sending))?;
    let answers_presses = std::env::var("BARE_ANSWERS_PRESSES").is_ok_and(|answers| answers == "true");
    let bot = Arc::new(Bot { secret: std::env::var("BARE_SECRET")?, database, sending });
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    say(&format!("listening addr={}", listener.local_addr()?));
    loop {
        let (stream, _) = listener.accept().await?;
        stream.set_nodelay(true)?;
        let bot = Arc::clone(&bot);
        let service = service_fn(move |request| {
            let bot = Arc::clone(&bot);
            async move { Ok::<_, Infallible>(empty(bot.take(request, answers_presses).await)) }
        });
        let mut server = http1::Builder::new();
        server.timer(TokioTimer::new());
        tokio::spawn(async move { drop(server.serve_connection(TokioIo::new(stream), service).await) });
    }
}

impl Bot {
    async fn take(&self, request: Request<Incoming>, answers_presses: bool) -> StatusCode {
        if request.method() != Method::POST || request.uri().path() != "/webhook_telegram" {
            return StatusCode::NOT_FOUND;
        }
        let secret = request.headers().get("x-telegram-bot-api-secret-token");
        if !secret.is_some_and(|given| given.as_bytes().ct_eq(self.secret.as_bytes()).into()) {
            return StatusCode::UNAUTHORIZED;
        }
        let Ok(body) = Limited::new(request.into_body(), 1 << 20).collect().await else {
            return StatusCode::PAYLOAD_TOO_LARGE;
        };
        let body = body.to_bytes();
        let Ok(update) = serde_json::from_slice::<Update<'_>>(&body) else { return StatusCode::OK };
        let Some(press) = update.callback_query.filter(|query| query.data == Some("/press")) else {
            return StatusCode::OK;
        };
        match self.database.turn(update.update_id, press.from.id).await {
            Ok(Some(messages)) => {
                if answers_presses {
                    self.sending.answer_press(&press.id);
                }
                self.sending.send(press.from.id, messages);
                StatusCode::OK
            }
            Ok(None) => StatusCode::OK, // it had come in before
            Err(error) => {
                say(&error);
                StatusCode::SERVICE_UNAVAILABLE
            }
        }
    }
}

fn empty(status: StatusCode) -> Response<Full<Bytes>> {
    let mut response = Response::new(Full::default());
    *response.status_mut() = status;
    response
}

#[expect(clippy::print_stderr, reason = "this is where a server speaks")]
fn say(text: &str) {
    eprintln!("{text}");
}
