//! `[admin]`: where the operator looks in.

use std::net::SocketAddr;

use super::fields::Fields;
use super::value;

/// Where metrics and administration are served.
#[derive(Clone, Debug)]
pub(crate) struct Admin {
    /// The address to listen on; not that of the webhooks, unless the system chooses both ports.
    pub(crate) addr: SocketAddr,
    /// Whether it was chosen. If not, a bot runs without it when another has taken the address.
    pub(crate) chosen: bool,
}

impl Admin {
    pub(super) fn read(fields: &mut Fields<'_>, webhooks: SocketAddr) -> Self {
        let addr = fields.value("admin.addr", value::address);
        if addr == webhooks && addr.port() != 0 {
            let path = if fields.is_set("admin.addr") { "admin.addr" } else { "http.addr" };
            fields.fault(path, "would make http.addr and admin.addr the same; give one another port");
        }
        Self { addr, chosen: fields.is_set("admin.addr") }
    }
}
