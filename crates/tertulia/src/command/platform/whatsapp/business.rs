//! The business account that a number belongs to.

use http::Method;
use secrecy::ExposeSecret as _;
use serde_json::{Value, json};
use tertulia_core::{Call, Request};

use crate::config::{self, Config};

use super::super::{Account, Failure};

/// The edge of the apps that get a business account's events.
pub(super) const SUBSCRIBED: &str = "subscribed_apps";

/// The business account that a number belongs to.
pub(in crate::command) struct Business<'a> {
    id: String,
    number: &'a Account<'a>,
    config: &'a config::WhatsApp,
}

impl<'a> Business<'a> {
    /// The one that is configured; else the one that the number names when it is asked how it is
    /// ([health status](https://developers.facebook.com/docs/whatsapp/cloud-api/health-status)).
    pub(in crate::command) async fn of(config: &'a Config, number: &'a Account<'a>) -> Result<Self, Failure> {
        let config = config.whatsapp.as_ref().ok_or(Failure::NotConfigured)?;
        let id = match &config.business_account_id {
            Some(id) => id.clone(),
            None => found(number).await?,
        };
        Ok(Self { id, number, config })
    }

    /// The names of the apps that get its events.
    pub(in crate::command) async fn subscribed(&self) -> Result<Vec<String>, Failure> {
        let answer = self.ask(Method::GET, SUBSCRIBED).await?;
        let apps = answer["data"].as_array().cloned().unwrap_or_default();
        let name = |app: &Value| {
            let app = &app["whatsapp_business_api_data"];
            app["name"].as_str().or(app["id"].as_str()).unwrap_or("an app").to_owned()
        };
        Ok(apps.iter().map(name).collect())
    }

    /// Asks something below the business account, with the token of the number.
    pub(super) async fn ask(&self, method: Method, edge: &str) -> Result<Value, Failure> {
        let url = format!("{}/{}/{edge}", self.config.graph_url, self.id);
        let number = self.config.numbers.iter().find(|number| number.phone_number_id == self.number.id);
        let token = number.map(|number| format!("Bearer {}", number.access_token.expose_secret()).into());
        let request = Request { method, authorization: token, ..Request::json(url, "{}") };
        let what = edge.split('?').next().unwrap_or(edge);
        self.number.send(what, request).await
    }
}

async fn found(number: &Account<'_>) -> Result<String, Failure> {
    let answer = number.call(Method::GET, &Call::new("?fields=health_status", &json!({}))).await?;
    let entities = answer["health_status"]["entities"].as_array().cloned().unwrap_or_default();
    let business = entities.iter().find(|entity| entity["entity_type"] == "WABA");
    business.and_then(|entity| Some(entity["id"].as_str()?.to_owned())).ok_or_else(|| {
        Failure::Unusable(format!(
            "number {} does not tell its business account: set `whatsapp.business_account_id` \
             (TERTULIA_WHATSAPP__BUSINESS_ACCOUNT_ID), which WhatsApp Manager shows",
            number.id
        ))
    })
}
