//! `[http]`: where the platforms reach the bot.

use std::net::SocketAddr;

use super::fields::Fields;
use super::{url, value};

/// Where webhooks and health are served.
#[derive(Clone, Debug)]
pub(crate) struct Http {
    /// The address to listen on.
    pub(crate) addr: SocketAddr,
    /// How the platforms reach that address, without a slash at the end: `https://…`, or `http://…` on this
    /// machine. Webhooks can only be registered when it is known.
    pub(crate) public_url: Option<String>,
}

impl Http {
    pub(super) fn read(fields: &mut Fields<'_>) -> Self {
        Self {
            addr: fields.value("http.addr", value::address),
            public_url: fields.optional("http.public_url", url::secure),
        }
    }
}
