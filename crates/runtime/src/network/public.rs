//! Addresses that everybody can reach. What others name must be one of these, or they could have us ask this machine's
//! own services.

use std::{
    error::Error,
    fmt,
    net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr},
    pin::Pin,
    task::{Context, Poll},
    vec,
};

use hyper_util::client::legacy::connect::dns::Name;
use tower_service::Service;

/// A name stands for no address that everybody can reach.
#[derive(Debug)]
pub(super) struct NotPublic;

impl fmt::Display for NotPublic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("its address is not for everybody")
    }
}

impl Error for NotPublic {}

/// Which addresses names may stand for. Connections go to what a name stood for here, so it cannot stand for something else
/// once it was checked.
#[derive(Clone, Copy, Debug)]
pub(super) enum Names {
    /// Any.
    All,
    /// Those that everybody can reach.
    Public,
}

impl Names {
    pub(super) async fn resolve(self, host: &str) -> Result<vec::IntoIter<SocketAddr>, Trouble> {
        let mut addresses: Vec<_> = tokio::net::lookup_host((host, 0)).await?.collect();
        if let Self::Public = self {
            addresses.retain(|address| is_public(address.ip()));
            if addresses.is_empty() {
                return Err(NotPublic.into());
            }
        }
        Ok(addresses.into_iter())
    }
}

type Trouble = Box<dyn Error + Send + Sync>;

impl Service<Name> for Names {
    type Response = vec::IntoIter<SocketAddr>;
    type Error = Trouble;
    type Future = Pin<Box<dyn Future<Output = Result<Self::Response, Trouble>> + Send>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), Trouble>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, name: Name) -> Self::Future {
        let names = *self;
        Box::pin(async move { names.resolve(name.as_str()).await })
    }
}

/// Whether a host is no name, but an address that is not public.
pub(super) fn names_private(host: &str) -> bool {
    let host = host.trim_start_matches('[').trim_end_matches(']');
    host.parse().is_ok_and(|address| !is_public(address))
}

/// Whether an address is one of the whole Internet's, by the registries of
/// [IPv4](https://www.iana.org/assignments/iana-ipv4-special-registry) and
/// [IPv6](https://www.iana.org/assignments/iana-ipv6-special-registry).
pub(crate) fn is_public(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(address) => is_public_v4(address),
        IpAddr::V6(address) => is_public_v6(address),
    }
}

fn is_public_v4(address: Ipv4Addr) -> bool {
    let [a, b, c, _] = address.octets();
    let special = address.is_private()
        || address.is_loopback()
        || address.is_link_local()
        || address.is_broadcast()
        || address.is_documentation()
        || address.is_multicast()
        || a == 0
        || a >= 240
        || (a == 100 && (64..128).contains(&b)) // carriers' own
        || (a == 192 && b == 0 && c == 0)
        || (a == 192 && b == 88 && c == 99)
        || (a == 198 && (b == 18 || b == 19));
    !special
}

fn is_public_v6(address: Ipv6Addr) -> bool {
    // Only 2000::/3 is given out; so what stands for IPv4 elsewhere (mapped, NAT64) is not among it.
    let [a, b, ..] = address.segments();
    let given_out = a & 0xe000 == 0x2000;
    let special = (a == 0x2001 && (b < 0x0200 || b == 0x0db8)) // tunnels, among them Teredo; and what is no address
        || a == 0x2002 // 6to4: an IPv4 address in disguise
        || (a == 0x3fff && b < 0x1000);
    given_out && !special
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_of_this_machine_and_its_network_are_not_public() {
        for address in
            ["1.1.1.1", "157.240.1.35", "100.63.0.1", "172.32.0.1", "2a03:2880:f10d::1", "2606:4700::1"]
        {
            assert!(is_public(address.parse().unwrap()), "{address}");
        }
        for address in [
            "0.0.0.0",
            "0.1.2.3",
            "10.0.0.1",
            "100.64.0.1",
            "127.0.0.1",
            "127.255.255.254",
            "169.254.169.254",
            "172.16.0.1",
            "172.31.255.255",
            "192.0.0.1",
            "192.0.2.1",
            "192.168.1.1",
            "198.18.0.1",
            "224.0.0.1",
            "240.0.0.1",
            "255.255.255.255",
            "::",
            "::1",
            "::ffff:127.0.0.1",
            "::ffff:8.8.8.8",
            "::127.0.0.1",
            "64:ff9b::7f00:1",
            "2001::1",
            "2001:db8::1",
            "2002:7f00:1::",
            "fc00::1",
            "fd12:3456::1",
            "fe80::1",
            "ff02::1",
        ] {
            assert!(!is_public(address.parse().unwrap()), "{address}");
        }
    }

    #[tokio::test]
    async fn a_name_for_this_machine_is_refused() {
        for host in ["localhost", "127.0.0.1", "2130706433", "0x7f000001", "0177.0.0.1"] {
            let Err(error) = Names::Public.resolve(host).await else { panic!("{host} is resolved") };
            let refused = error.is::<NotPublic>();
            // Not every system reads numbers as addresses; then there is no such name.
            assert!(refused || host.contains("x") || host.starts_with(['0', '2']), "{host}: {error}");
        }
    }
}
