//! Connections to the server: where it is, with TLS where the address wants it.

use std::{fs, path::Path, sync::Arc, time::Duration};

use deadpool_postgres::{Manager, ManagerConfig, Pool, RecyclingMethod, Runtime};
use rustls::{
    ClientConfig, RootCertStore,
    crypto::ring,
    pki_types::{CertificateDer, pem::PemObject as _},
};
use rustls_platform_verifier::BuilderVerifierExt as _;
use tokio_postgres::{
    Config, NoTls,
    config::{Host, SslMode},
};
use tokio_postgres_rustls::MakeRustlsConnect;

use super::failure::Failure;
use crate::StoreError;

/// How long it may take until a connection can be used, and until one is free.
const CONNECT_TIME: Duration = Duration::from_secs(5);
/// How often a silent server is probed, and after how long without an answer it is gone.
const PROBE: Duration = Duration::from_secs(15);
const GONE: Duration = Duration::from_secs(30);

/// A server, and how it is spoken to.
pub(super) struct Server {
    pub(super) config: Config,
    /// `None` for plain text.
    pub(super) tls: Option<MakeRustlsConnect>,
}

impl Server {
    /// The server of a URL. What it says of TLS means more than to others: there is none, or the server proves who it is.
    pub(super) fn of(url: &str) -> Result<Self, StoreError> {
        let Address { url, mode, roots } = Address::read(url)?;
        // An error of this kind tells no value, least of all the password.
        let mut config: Config =
            url.parse().map_err(|error| Failure::unusable(format!("`database.url`: {error}")))?;
        let tls = match mode.as_deref() {
            Some("disable") => false,
            Some("require" | "verify-full") => true,
            None => !config.get_hosts().iter().all(is_local),
            Some(other) => {
                return Err(Failure::unusable(format!(
                    "`database.url`: `sslmode={other}` would not tell whom it speaks to; write `require`, or `disable` for a \
                     server in a network that is yours alone"
                ))
                .into());
            }
        };
        config
            .ssl_mode(if tls { SslMode::Require } else { SslMode::Disable })
            .connect_timeout(CONNECT_TIME)
            .keepalives_idle(PROBE)
            .keepalives_interval(PROBE)
            .tcp_user_timeout(GONE);
        if config.get_application_name().is_none() {
            config.application_name("tertulia");
        }
        let tls =
            if tls { Some(MakeRustlsConnect::new(client(roots.as_deref().map(Path::new))?)) } else { None };
        Ok(Self { config, tls })
    }

    /// Up to that many connections, made when they are needed.
    pub(super) fn pool(&self, connections: usize) -> Result<Pool, StoreError> {
        let config = ManagerConfig { recycling_method: RecyclingMethod::Fast };
        let manager = match self.tls.clone() {
            Some(tls) => Manager::from_config(self.config.clone(), tls, config),
            None => Manager::from_config(self.config.clone(), NoTls, config),
        };
        let pool = Pool::builder(manager)
            .max_size(connections.max(MIN))
            .wait_timeout(Some(CONNECT_TIME))
            .create_timeout(Some(CONNECT_TIME))
            .recycle_timeout(Some(CONNECT_TIME))
            .runtime(Runtime::Tokio1);
        pool.build().map_err(|error| Failure::unusable(error.to_string()).into())
    }
}

/// Fewer would have the lanes wait for each other.
const MIN: usize = 2;

/// A URL without what is read here: the driver knows fewer words for it.
struct Address {
    url: String,
    mode: Option<String>,
    /// A file with certificates to trust instead of this machine's.
    roots: Option<String>,
}

impl Address {
    fn read(url: &str) -> Result<Self, StoreError> {
        let Some((base, query)) = url.split_once('?') else {
            return Ok(Self { url: url.to_owned(), mode: None, roots: None });
        };
        let (mut mode, mut roots, mut rest) = (None, None, Vec::new());
        for pair in query.split('&').filter(|pair| !pair.is_empty()) {
            match pair.split_once('=') {
                Some(("sslmode", value)) => mode = Some(value.to_owned()),
                Some(("sslrootcert", value)) if value.contains('%') => {
                    return Err(Failure::unusable("`database.url`: `sslrootcert` has no room for `%`").into());
                }
                Some(("sslrootcert", value)) => roots = Some(value.to_owned()),
                _ => rest.push(pair),
            }
        }
        let url = if rest.is_empty() { base.to_owned() } else { format!("{base}?{}", rest.join("&")) };
        Ok(Self { url, mode, roots })
    }
}

/// Whether it is this machine, so that nobody listens in between.
fn is_local(host: &Host) -> bool {
    match host {
        Host::Tcp(name) if name == "localhost" => true,
        Host::Tcp(name) => name.parse::<std::net::IpAddr>().is_ok_and(|address| address.is_loopback()),
        #[cfg(unix)]
        Host::Unix(_) => true,
    }
}

/// TLS that trusts these certificates or, without any, what this machine trusts.
fn client(roots: Option<&Path>) -> Result<ClientConfig, StoreError> {
    let broken = |error: rustls::Error| Failure::unusable(format!("no TLS for the database: {error}"));
    let builder = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()
        .map_err(broken)?;
    let Some(path) = roots else {
        return Ok(builder.with_platform_verifier().map_err(broken)?.with_no_client_auth());
    };
    let unread = |error: String| {
        Failure::unusable(format!("`database.url`: `sslrootcert={}`: {error}", path.display()))
    };
    let pem = fs::read(path).map_err(|error| unread(error.to_string()))?;
    let mut store = RootCertStore::empty();
    for certificate in CertificateDer::pem_slice_iter(&pem) {
        let certificate = certificate.map_err(|error| unread(error.to_string()))?;
        store.add(certificate).map_err(|error| unread(error.to_string()))?;
    }
    if store.is_empty() {
        return Err(unread("it holds no certificate".into()).into());
    }
    Ok(builder.with_root_certificates(store).with_no_client_auth())
}

#[cfg(test)]
mod tests;
