//! The one place from which API calls leave.

use std::{error::Error, future::Future, pin::Pin, time::Duration};

use reqwest::{Client, header, redirect::Policy};
use secrecy::ExposeSecret as _;
use tertulia_core::{Http, Request, Response, TransportError};

/// The longest answer that is read: API answers are small, and a broken peer may send without end.
const LONGEST_ANSWER: usize = 1 << 20;

/// Sends requests over the network.
///
/// Addresses may hold a token and `reqwest`'s errors print addresses, so they are stripped here, and nothing
/// else in the workspace makes calls. Redirects are not followed: they would carry the token elsewhere.
#[derive(Clone, Debug)]
pub struct Network(Client);

impl Network {
    /// A client with its own pool of connections.
    ///
    /// # Errors
    ///
    /// If TLS cannot be set up on this machine.
    pub fn new() -> Result<Self, TransportError> {
        // A second call finds the provider installed, which is all that is wanted.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let client = Client::builder()
            .redirect(Policy::none())
            .connect_timeout(Duration::from_secs(5))
            .pool_idle_timeout(Duration::from_secs(60))
            .user_agent(concat!("tertulia/", env!("CARGO_PKG_VERSION")))
            .build();
        client.map(Self).map_err(stripped)
    }

    async fn call(&self, request: Request) -> Result<Response, TransportError> {
        let mut builder = self
            .0
            .post(request.url.expose_secret())
            .timeout(request.timeout)
            .header(header::CONTENT_TYPE, "application/json")
            .body(request.body);
        if let Some(authorization) = request.authorization {
            let mut value = header::HeaderValue::from_str(authorization.expose_secret())
                .map_err(|_| TransportError::NotSent("the credentials do not fit a header".to_owned()))?;
            value.set_sensitive(true);
            builder = builder.header(header::AUTHORIZATION, value);
        }
        let mut answer = builder.send().await.map_err(stripped)?;
        let retry_after = answer.headers().get(header::RETRY_AFTER);
        let retry_after = retry_after.and_then(|value| value.to_str().ok()?.trim().parse().ok());
        let mut response = Response {
            status: answer.status().as_u16(),
            retry_after: retry_after.map(Duration::from_secs),
            body: Vec::new(),
        };
        while let Some(chunk) = answer.chunk().await.map_err(stripped)? {
            if response.body.len() + chunk.len() > LONGEST_ANSWER {
                return Err(TransportError::NoAnswer("the answer is too long".to_owned()));
            }
            response.body.extend_from_slice(&chunk);
        }
        Ok(response)
    }
}

impl Http for Network {
    fn send(
        &self,
        request: Request,
    ) -> Pin<Box<dyn Future<Output = Result<Response, TransportError>> + Send + '_>> {
        Box::pin(self.call(request))
    }
}

/// What went wrong, without the address.
fn stripped(error: reqwest::Error) -> TransportError {
    let not_sent = error.is_connect() || error.is_builder();
    let error = error.without_url();
    let mut text = error.to_string();
    let mut cause = error.source();
    while let Some(error) = cause {
        text = format!("{text}: {error}");
        cause = error.source();
    }
    if not_sent { TransportError::NotSent(text) } else { TransportError::NoAnswer(text) }
}
