//! How a connection is made: straight or through a proxy, and with TLS where the address wants it.

use std::{
    error::Error,
    fmt,
    future::Future,
    pin::Pin,
    sync::Arc,
    task::{Context, Poll},
    time::Duration,
};

use http::{Uri, uri::Scheme};
use hyper_rustls::{ConfigBuilderExt as _, HttpsConnector, MaybeHttpsStream};
use hyper_util::client::{
    legacy::connect::{HttpConnector, proxy::Tunnel},
    proxy::matcher::{Intercept, Matcher},
};
use rustls::{ClientConfig, crypto::ring};
use tower_service::Service;

use super::{line::Line, public::Names};

/// How long it may take until a connection can be used: name, proxy and TLS included.
const CONNECT_TIME: Duration = Duration::from_secs(5);
/// How often a silent peer is probed, and after how many probes without an answer it is gone.
const PROBE: Duration = Duration::from_secs(15);
const PROBES: u32 = 3;

/// TLS as this machine trusts it.
pub(super) fn tls() -> Result<ClientConfig, rustls::Error> {
    let builder = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()?;
    Ok(builder.try_with_platform_verifier()?.with_no_client_auth())
}

type Tcp = HttpConnector<Names>;

type Connecting<T> = Pin<Box<dyn Future<Output = Result<T, Box<dyn Error + Send + Sync>>> + Send>>;

/// Makes connections that are ready for HTTP, in its version 1.1 or 2, whichever the server likes better. The client
/// clones it for every call.
#[derive(Clone, Debug)]
pub(super) struct Connector(Arc<HttpsConnector<Lines>>);

impl Connector {
    pub(super) fn new(mut tls: ClientConfig, proxies: Arc<Matcher>, names: Names) -> Self {
        let mut tcp = Tcp::new_with_resolver(names);
        tcp.enforce_http(false); // whether there is to be TLS is decided here
        tcp.set_nodelay(true);
        tcp.set_keepalive(Some(PROBE));
        tcp.set_keepalive_interval(Some(PROBE));
        tcp.set_keepalive_retries(Some(PROBES));
        #[cfg(any(target_os = "android", target_os = "fuchsia", target_os = "linux"))]
        tcp.set_tcp_user_timeout(Some(2 * PROBE)); // for what was sent and not acknowledged
        let proxy = HttpsConnector::from((tcp.clone(), tls.clone())); // proxies are spoken to in HTTP/1.1
        tls.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
        Self(Arc::new(HttpsConnector::from((Lines { tcp, proxy, proxies }, tls))))
    }
}

impl Service<Uri> for Connector {
    type Response = MaybeHttpsStream<Line>;
    type Error = Box<dyn Error + Send + Sync>;
    type Future = Connecting<Self::Response>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), Self::Error>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, to: Uri) -> Self::Future {
        let connecting = HttpsConnector::clone(&self.0).call(to);
        Box::pin(async {
            let connected = tokio::time::timeout(CONNECT_TIME, connecting).await;
            connected.map_err(|_| "it took too long")?
        })
    }
}

/// Makes lines to hosts, not yet with TLS.
#[derive(Clone)]
struct Lines {
    tcp: Tcp,
    proxy: HttpsConnector<Tcp>,
    proxies: Arc<Matcher>,
}

impl fmt::Debug for Lines {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Lines").field("proxies", &self.proxies).finish_non_exhaustive()
    }
}

impl Service<Uri> for Lines {
    type Response = Line;
    type Error = Box<dyn Error + Send + Sync>;
    type Future = Connecting<Line>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), Self::Error>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, to: Uri) -> Self::Future {
        let Some(proxy) = self.proxies.intercept(&to) else {
            let straight = self.tcp.call(to);
            return Box::pin(async { Ok(Line::to_host(MaybeHttpsStream::Http(straight.await?))) });
        };
        if to.scheme() == Some(&Scheme::HTTPS) {
            let through = self.tunnel(&proxy).call(to);
            return Box::pin(async { Ok(Line::to_host(through.await?)) });
        }
        let asked = self.proxy.call(proxy.uri().clone());
        Box::pin(async { Ok(Line::to_proxy(asked.await?)) })
    }
}

impl Lines {
    fn tunnel(&self, proxy: &Intercept) -> Tunnel<HttpsConnector<Tcp>> {
        let tunnel = Tunnel::new(proxy.uri().clone(), self.proxy.clone());
        match proxy.basic_auth() {
            Some(credentials) => tunnel.with_auth(credentials.clone()),
            None => tunnel,
        }
    }
}
