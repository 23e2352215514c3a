//! The one place from which API calls leave.

mod connect;
mod error;
mod line;
mod public;
#[cfg(test)]
mod tests;

use std::{future::Future, pin::Pin, sync::Arc, time::Duration};

use bytes::Bytes;
use http::{HeaderValue, Uri, header, uri::Scheme};
use http_body_util::{BodyExt as _, Full};
use hyper::body::{Body as _, Incoming};
use hyper_util::{
    client::{legacy::Client, proxy::matcher::Matcher},
    rt::{TokioExecutor, TokioTimer},
};
use jiff::Timestamp;
use rustls::ClientConfig;
use secrecy::ExposeSecret as _;
use tertulia_core::{Http, Request, Response, TransportError, http::Answer};

use connect::Connector;
use error::{broken, chain, turned_away};
use public::{Names, NotPublic};

pub(crate) use public::is_public;

/// For how much of an answer room is made before it is there: what is told of its length may be wrong.
const ROOM: usize = 1 << 20;
/// How long a connection is kept that nobody uses.
const IDLE: Duration = Duration::from_secs(60);
/// How often a call is made again at once that a server turned away: it closes a connection after so many calls.
const TURNED_AWAY: usize = 2;

const USER_AGENT: HeaderValue = HeaderValue::from_static(concat!("tertulia/", env!("CARGO_PKG_VERSION")));

/// Sends requests over the network.
///
/// Addresses may hold a token, so no error tells one, and nothing else in the workspace makes calls. Redirects are not
/// followed: they would carry the token elsewhere. Proxies are those of the environment: `HTTPS_PROXY`, `HTTP_PROXY`,
/// `ALL_PROXY`, but for the hosts of `NO_PROXY`.
#[derive(Clone, Debug)]
pub struct Network {
    client: Client<Connector, Full<Bytes>>,
    /// Reaches only what everybody can reach; straight, as a proxy would look names up itself.
    public: Client<Connector, Full<Bytes>>,
    proxies: Arc<Matcher>,
}

impl Network {
    /// A client with its own pool of connections.
    ///
    /// # Errors
    ///
    /// If TLS cannot be set up on this machine.
    pub fn new() -> Result<Self, TransportError> {
        let tls = connect::tls().map_err(|error| TransportError::NotSent(chain(&error)))?;
        Ok(Self::with(tls, Matcher::from_env()))
    }

    /// What time it is, says whoever answers this request, whatever else they say: the `Date` of the answer.
    ///
    /// # Errors
    ///
    /// If there is no answer.
    pub async fn server_time(&self, request: Request) -> Result<Option<Timestamp>, TransportError> {
        let body = Bytes::from(request.body.clone());
        let answer = self.client.request(self.prepare(&request, body)?);
        let answer = tokio::time::timeout(request.timeout, answer).await;
        let answer = answer.map_err(|_| TransportError::NoAnswer("it did not come in time".to_owned()))?;
        let head = answer.map_err(|error| broken(&error))?;
        let date = head.headers().get(header::DATE).and_then(|date| date.to_str().ok());
        Ok(date.and_then(|date| Some(jiff::fmt::rfc2822::parse(date).ok()?.timestamp())))
    }

    /// Sends a request that somebody else has written, to whom no platform answers.
    #[cfg(feature = "otel")]
    pub(crate) async fn forward(
        &self,
        request: http::Request<Bytes>,
        time: Duration,
    ) -> Result<http::Response<Bytes>, TransportError> {
        let (mut head, body) = request.into_parts();
        head.headers.insert(header::USER_AGENT, USER_AGENT);
        if let Some(credentials) = self.shown_to_proxy(&head.uri) {
            head.headers.insert(header::PROXY_AUTHORIZATION, credentials);
        }
        let exchange = async {
            let answer = self.client.request(http::Request::from_parts(head, Full::new(body))).await;
            let (head, body) = answer.map_err(|error| broken(&error))?.into_parts();
            let body = http_body_util::Limited::new(body, ROOM).collect().await;
            let body = body.map_err(|error| TransportError::NoAnswer(chain(&*error)))?;
            Ok(http::Response::from_parts(head, body.to_bytes()))
        };
        let answer = tokio::time::timeout(time, exchange).await;
        answer.unwrap_or_else(|_| Err(TransportError::NoAnswer("it did not come in time".to_owned())))
    }

    fn with(tls: ClientConfig, proxies: Matcher) -> Self {
        let proxies = Arc::new(proxies);
        let client = |proxies, names| {
            Client::builder(TokioExecutor::new())
                .pool_idle_timeout(IDLE)
                .pool_timer(TokioTimer::new())
                .build(Connector::new(tls.clone(), proxies, names))
        };
        let public = client(Arc::new(Matcher::builder().build()), Names::Public);
        Self { client: client(Arc::clone(&proxies), Names::All), public, proxies }
    }

    async fn call(&self, request: Request) -> Result<Answer, TransportError> {
        let answer = tokio::time::timeout(request.timeout, self.exchange(request)).await;
        // Connecting has a shorter limit of its own, so by then the request was most likely written.
        answer.unwrap_or_else(|_| Err(TransportError::NoAnswer("it did not come in time".to_owned())))
    }

    async fn exchange(&self, mut request: Request) -> Result<Answer, TransportError> {
        let body = Bytes::from(std::mem::take(&mut request.body));
        let client = if request.only_public { &self.public } else { &self.client };
        let mut turned = 0;
        let answer = loop {
            match client.request(self.prepare(&request, body.clone())?).await {
                Err(error) if turned < TURNED_AWAY && turned_away(&error) => turned += 1,
                answer => break answer.map_err(|error| broken(&error))?,
            }
        };
        read(answer, request.longest_answer).await
    }

    fn prepare(&self, request: &Request, body: Bytes) -> Result<http::Request<Full<Bytes>>, TransportError> {
        let unfit = |what: &str| TransportError::NotSent(format!("{what} cannot be sent"));
        let url = Uri::try_from(request.url.expose_secret()).ok().filter(|url| url.scheme().is_some());
        let url = url.ok_or_else(|| unfit("this address"))?;
        if request.only_public && url.host().is_some_and(public::names_private) {
            return Err(TransportError::NotPublic(NotPublic.to_string()));
        }
        let shown = if request.only_public { None } else { self.shown_to_proxy(&url) };
        let has_body = !body.is_empty();
        let mut prepared = http::Request::builder()
            .method(&request.method)
            .uri(url)
            .header(header::USER_AGENT, USER_AGENT)
            .body(Full::new(body))
            .map_err(|_| unfit("this address"))?;
        if has_body {
            let content_type = HeaderValue::from_str(&request.content_type);
            let content_type = content_type.map_err(|_| unfit("this type of content"))?;
            prepared.headers_mut().insert(header::CONTENT_TYPE, content_type);
        }
        if let Some(authorization) = &request.authorization {
            let mut value = HeaderValue::from_str(authorization.expose_secret())
                .map_err(|_| unfit("these credentials"))?;
            value.set_sensitive(true);
            prepared.headers_mut().insert(header::AUTHORIZATION, value);
        }
        if let Some(credentials) = shown {
            prepared.headers_mut().insert(header::PROXY_AUTHORIZATION, credentials);
        }
        Ok(prepared)
    }

    /// The proxy's credentials, if a request to that address has to show them.
    fn shown_to_proxy(&self, url: &Uri) -> Option<HeaderValue> {
        // A tunnel was opened with them; without TLS there is none, and every request has to show them.
        if url.scheme() != Some(&Scheme::HTTP) {
            return None;
        }
        self.proxies.intercept(url)?.basic_auth().cloned()
    }
}

impl Http for Network {
    fn send(
        &self,
        request: Request,
    ) -> Pin<Box<dyn Future<Output = Result<Response, TransportError>> + Send + '_>> {
        Box::pin(async {
            match self.call(request).await {
                Ok(answer) => Ok(answer.response),
                Err(TransportError::TooLong) => {
                    Err(TransportError::NoAnswer("the answer is too long".to_owned()))
                }
                Err(error) => Err(error),
            }
        })
    }

    fn fetch(
        &self,
        request: Request,
    ) -> Pin<Box<dyn Future<Output = Result<Answer, TransportError>> + Send + '_>> {
        Box::pin(self.call(request))
    }
}

async fn read(answer: http::Response<Incoming>, longest: usize) -> Result<Answer, TransportError> {
    let (head, mut body) = answer.into_parts();
    let retry_after = head.headers.get(header::RETRY_AFTER);
    let retry_after = retry_after.and_then(|value| value.to_str().ok()?.trim().parse().ok());
    let text = |name| Some(head.headers.get(name)?.to_str().ok()?.to_owned());
    let (location, content_type) = (text(header::LOCATION), text(header::CONTENT_TYPE));
    let told = body.size_hint().lower().min(ROOM as u64);
    let mut response = Response {
        status: head.status.as_u16(),
        retry_after: retry_after.map(Duration::from_secs),
        body: Vec::with_capacity(usize::try_from(told).unwrap_or_default()),
    };
    while let Some(frame) = body.frame().await {
        let frame = frame.map_err(|error| TransportError::NoAnswer(chain(&error)))?;
        let Ok(chunk) = frame.into_data() else { continue };
        if response.body.len() + chunk.len() > longest {
            return Err(TransportError::TooLong);
        }
        response.body.extend_from_slice(&chunk);
    }
    Ok(Answer { response, location, content_type })
}
