//! The webhook server.

use std::{sync::Arc, time::Duration};

use axum::{
    Router,
    body::Body,
    extract::{RawQuery, Request},
    response::{IntoResponse, Response},
    routing::{MethodRouter, get, post},
};
use http::{HeaderValue, StatusCode, header};
use http_body_util::{BodyExt as _, LengthLimitError, Limited};
use hyper::server::conn::http1;
use hyper_util::{rt::TokioIo, rt::TokioTimer, service::TowerToHyperService};
use tokio::{
    net::{TcpListener, TcpStream},
    sync::{Semaphore, watch},
    task::JoinSet,
};

use crate::{
    service::Shared,
    webhook::{Acknowledgement, receive},
};

/// The longest body that is read. Meta's webhooks have at most 3 MB, Telegram's are far smaller.
const LONGEST_BODY: usize = 4 << 20;
/// How long a client may take for the headers, and for the body.
const HEADER_TIME: Duration = Duration::from_secs(10);
const BODY_TIME: Duration = Duration::from_secs(30);
/// How many connections there may be.
const CONNECTIONS: usize = 1024;
/// How long open requests may take when the server stops.
const CLOSING_TIME: Duration = Duration::from_secs(10);

/// Takes connections until `until` comes, then answers what was asked.
pub(crate) async fn serve(router: Router, listener: TcpListener, until: impl Future<Output = ()>) {
    let places = Arc::new(Semaphore::new(CONNECTIONS));
    let (stop, stopped) = watch::channel(false);
    let mut connections = JoinSet::new();
    tokio::pin!(until);
    loop {
        let Ok(place) = Arc::clone(&places).acquire_owned().await else { break };
        let stream = tokio::select! {
            accepted = listener.accept() => match accepted {
                Ok((stream, _)) => stream,
                Err(error) => {
                    // Out of file descriptors, most likely: those in use have to end first.
                    tracing::warn!(%error, "a connection was not accepted");
                    tokio::time::sleep(Duration::from_millis(50)).await;
                    continue;
                }
            },
            () = &mut until => break,
        };
        let (router, stopped) = (router.clone(), stopped.clone());
        connections.spawn(async move {
            connection(stream, router, stopped).await;
            drop(place);
        });
        while connections.try_join_next().is_some() {}
    }
    drop(listener);
    let _ = stop.send(true);
    let _ =
        tokio::time::timeout(CLOSING_TIME, async { while connections.join_next().await.is_some() {} }).await;
}

async fn connection(stream: TcpStream, router: Router, mut stopped: watch::Receiver<bool>) {
    let _ = stream.set_nodelay(true); // an optimisation: without it answers are only slower
    let connection = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(HEADER_TIME)
        .max_buf_size(64 << 10)
        .serve_connection(TokioIo::new(stream), TowerToHyperService::new(router));
    tokio::pin!(connection);
    let ended = tokio::select! {
        ended = connection.as_mut() => ended,
        _ = stopped.changed() => {
            connection.as_mut().graceful_shutdown();
            connection.await
        }
    };
    if let Err(error) = ended {
        tracing::debug!(%error, "a connection broke");
    }
}

/// The webhooks of all channels, and health.
pub(crate) fn router(shared: &Arc<Shared>) -> Router {
    let mut router = Router::new().route("/healthz", get(|| async { "ok" })).route("/readyz", {
        let shared = Arc::clone(shared);
        get(move || ready(shared))
    });
    for (channel, at) in shared.channels.iter().enumerate() {
        router = router.route(&at.route, webhook(shared, channel));
    }
    router
}

fn webhook(shared: &Arc<Shared>, channel: usize) -> MethodRouter {
    let has_challenge = shared.channels[channel].adapter.has_challenge();
    let taking = Arc::clone(shared);
    let route = post(move |request: Request| take(taking, channel, request));
    let shared = Arc::clone(shared);
    let challenge = move |RawQuery(query): RawQuery| async move {
        let query = query.unwrap_or_default();
        match shared.channels[channel].adapter.challenge(&query) {
            Ok(challenge) => challenge.into_response(),
            Err(_) => StatusCode::FORBIDDEN.into_response(),
        }
    };
    if has_challenge { route.get(challenge) } else { route }
}

async fn take(shared: Arc<Shared>, channel: usize, request: Request) -> Response {
    let (parts, body) = request.into_parts();
    let body = match tokio::time::timeout(BODY_TIME, Limited::new(body, LONGEST_BODY).collect()).await {
        Ok(Ok(body)) => body.to_bytes(),
        Ok(Err(error)) if error.is::<LengthLimitError>() => return too_long(),
        Ok(Err(_)) => return StatusCode::BAD_REQUEST.into_response(),
        Err(_) => return StatusCode::REQUEST_TIMEOUT.into_response(),
    };
    match receive(&shared, channel, &parts.headers, body).await {
        Acknowledgement::Stored => StatusCode::OK.into_response(),
        Acknowledgement::Unauthorized => StatusCode::UNAUTHORIZED.into_response(),
        Acknowledgement::Unavailable => unavailable(),
    }
}

/// The rest of the body is not read, so the connection cannot be used again.
fn too_long() -> Response {
    let mut response = StatusCode::PAYLOAD_TOO_LARGE.into_response();
    response.headers_mut().insert(header::CONNECTION, HeaderValue::from_static("close"));
    response
}

fn unavailable() -> Response {
    let mut response = StatusCode::SERVICE_UNAVAILABLE.into_response();
    response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from_static("5"));
    response
}

async fn ready(shared: Arc<Shared>) -> Response {
    match shared.store.depth().await {
        Ok(_) => "ready".into_response(),
        Err(_) => (StatusCode::SERVICE_UNAVAILABLE, Body::from("the store is not available")).into_response(),
    }
}
