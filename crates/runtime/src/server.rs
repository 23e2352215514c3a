//! The webhook server.

use std::{sync::Arc, time::Duration};

use axum::{
    Router,
    body::Body,
    extract::{RawQuery, Request},
    response::{IntoResponse, Response},
    routing::{MethodRouter, get, post},
};
use bytes::BytesMut;
use http::{HeaderValue, StatusCode, header};
use http_body_util::BodyExt as _;
use hyper::{body::Body as _, server::conn::http1};
use hyper_util::{rt::TokioIo, rt::TokioTimer, service::TowerToHyperService};
use tokio::{
    net::{TcpListener, TcpStream},
    sync::{Semaphore, watch},
    task::JoinSet,
};

use crate::{roles::Role, service::Shared, webhook::receive};

/// The longest body that is read. Meta's webhooks have at most 3 MB, Telegram's are far smaller.
const LONGEST_BODY: usize = 4 << 20;
/// How much of a longer one is thrown away before the connection is closed, and for how long.
const DISCARDED: usize = 16 << 20;
const DISCARD_TIME: Duration = Duration::from_secs(5);
/// How much of bodies may be held at the same time, in KiB: more is asked to come again. Until it is stored, a body
/// takes about five times its length: as read, as events, as JSON, and in the database's hands.
const BODIES: usize = 8 << 10;
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

/// Health and, if the process takes them, the webhooks of all channels.
pub(crate) fn router(shared: &Arc<Shared>) -> Router {
    let mut router = Router::new().route("/healthz", get(|| async { "ok" })).route("/readyz", {
        let shared = Arc::clone(shared);
        get(move || ready(shared))
    });
    if !shared.options.roles.has(Role::Web) {
        return router;
    }
    let room = Arc::new(Semaphore::new(BODIES));
    for (channel, at) in shared.channels.iter().enumerate() {
        router = router.route(&at.route, webhook(shared, channel, &room));
    }
    router
}

fn webhook(shared: &Arc<Shared>, channel: usize, room: &Arc<Semaphore>) -> MethodRouter {
    let has_challenge = shared.channels[channel].adapter.has_challenge();
    let (taking, room) = (Arc::clone(shared), Arc::clone(room));
    let route = post(move |request: Request| take(taking, channel, room, request));
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

async fn take(shared: Arc<Shared>, channel: usize, room: Arc<Semaphore>, request: Request) -> Response {
    let (parts, body) = request.into_parts();
    // A body that does not tell its length may have any.
    let length = body.size_hint().exact().unwrap_or(LONGEST_BODY as u64);
    if length > LONGEST_BODY as u64 && body.size_hint().exact().is_some() {
        return too_long(body).await;
    }
    let Ok(_room) = room.try_acquire_many(u32::try_from(length >> 10).unwrap_or(u32::MAX) + 1) else {
        tracing::warn!(bytes = length, "too many bodies at once; this one is asked to come again");
        return unavailable();
    };
    let mut body = body;
    let read = async {
        let told = body.size_hint().exact().and_then(|length| usize::try_from(length).ok());
        let mut bytes = BytesMut::with_capacity(told.unwrap_or_default());
        while let Some(frame) = body.frame().await {
            let frame = frame?;
            let data = frame.data_ref().map_or(&[][..], |data| data);
            if bytes.len() + data.len() > LONGEST_BODY {
                return Ok(None);
            }
            bytes.extend_from_slice(data);
        }
        Ok::<_, axum::Error>(Some(bytes.freeze()))
    };
    let body = match tokio::time::timeout(BODY_TIME, read).await {
        Ok(Ok(Some(body))) => body,
        Ok(Ok(None)) => return too_long(body).await,
        Ok(Err(_)) => return StatusCode::BAD_REQUEST.into_response(),
        Err(_) => return StatusCode::REQUEST_TIMEOUT.into_response(),
    };
    let status = receive(&shared, channel, &parts.headers, body).await.status();
    if status == StatusCode::SERVICE_UNAVAILABLE { unavailable() } else { status.into_response() }
}

/// Asks the platform to deliver it again a little later.
fn unavailable() -> Response {
    let mut response = StatusCode::SERVICE_UNAVAILABLE.into_response();
    response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from_static("5"));
    response
}

/// Refuses a body. It is read and thrown away, within bounds, because a connection that is closed with something
/// unread may lose the answer.
async fn too_long(mut body: Body) -> Response {
    let mut left = DISCARDED;
    let discard = async {
        while left > 0
            && let Some(Ok(frame)) = body.frame().await
        {
            left = left.saturating_sub(frame.data_ref().map_or(0, |data| data.len()));
        }
    };
    let _ = tokio::time::timeout(DISCARD_TIME, discard).await;
    let mut response = StatusCode::PAYLOAD_TOO_LARGE.into_response();
    response.headers_mut().insert(header::CONNECTION, HeaderValue::from_static("close"));
    response
}

/// Whether the store answers, and what this process does.
async fn ready(shared: Arc<Shared>) -> Response {
    match shared.store.ready().await {
        Ok(()) => format!("ready: {}", shared.options.roles).into_response(),
        Err(_) => (StatusCode::SERVICE_UNAVAILABLE, Body::from("the store is not available")).into_response(),
    }
}
