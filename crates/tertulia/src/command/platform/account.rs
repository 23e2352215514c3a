//! One page, phone number or bot, ready to be asked.

use http::Method;
use secrecy::SecretString;
use serde_json::Value;
use tertulia_core::{Adapter, Call, Http, Request};
use tertulia_runtime::Network;

use super::Failure;

/// One page, phone number or bot, ready to be asked.
pub(in crate::command) struct Account<'a> {
    pub(in crate::command) adapter: &'a dyn Adapter,
    pub(in crate::command) id: String,
    pub(in crate::command) network: &'a Network,
    secrets: Vec<SecretString>,
}

impl<'a> Account<'a> {
    pub(in crate::command) fn new(
        adapter: &'a dyn Adapter,
        id: String,
        network: &'a Network,
        secrets: Vec<SecretString>,
    ) -> Self {
        Self { adapter, id, network, secrets }
    }

    /// Makes a call, and gives the whole answer.
    pub(in crate::command) async fn call(&self, method: Method, call: &Call) -> Result<Value, Failure> {
        let request = self.adapter.request(&self.id, call);
        let request = request.ok_or_else(|| Failure::Unusable(format!("no account `{}`", self.id)))?;
        // The edge alone: what is asked for may be long.
        let what = call.endpoint.split('?').next().filter(|edge| !edge.is_empty()).unwrap_or(&self.id);
        self.send(what, Request { method, ..request }).await
    }

    /// Sends a request that is about the account, but not to it.
    pub(in crate::command) async fn send(&self, what: &str, mut request: Request) -> Result<Value, Failure> {
        if request.method == Method::GET {
            request.body.clear();
        }
        let response = self.network.send(request).await;
        let response = response.map_err(|error| Failure::Unreachable { what: what.to_owned(), error })?;
        let answer: Value = serde_json::from_slice(&response.body).unwrap_or_default();
        let refused = answer.get("error").is_some() || answer.get("ok") == Some(&Value::Bool(false));
        if !refused && (200..300).contains(&response.status) {
            return Ok(answer);
        }
        let said = ["/description", "/error/message"].iter().find_map(|at| answer.pointer(at)?.as_str());
        let reason = said.map_or_else(|| format!("status {}", response.status), str::to_owned);
        Err(Failure::Refused { what: what.to_owned(), status: response.status, reason })
    }

    /// What to say about a failure.
    pub(in crate::command) fn said(&self, failure: &Failure) -> String {
        failure.said(self.adapter.platform(), &self.secrets)
    }
}
