//! Platforms that remember what they are told about a bot.

use std::sync::{Arc, Mutex};

use serde_json::{Map, Value, json};

use crate::{
    api::{Api, Call},
    process::NUMBER,
};

pub(super) const BUSINESS: &str = "5550001111";

/// What the platforms know. Each property stands under its name.
#[derive(Clone, Default)]
pub(crate) struct Knowing(Arc<Mutex<Map<String, Value>>>);

impl Knowing {
    /// The platforms, on a port of this machine.
    pub(crate) fn start(&self) -> Api {
        let known = self.clone();
        Api::knowing(Box::new(move |call| known.answer(call)))
    }

    pub(crate) fn set(&self, name: &str, value: Value) {
        self.0.lock().unwrap().insert(name.to_owned(), value);
    }

    pub(crate) fn get(&self, name: &str) -> Value {
        self.0.lock().unwrap().get(name).cloned().unwrap_or_default()
    }

    fn take(&self, name: &str) -> Value {
        self.0.lock().unwrap().remove(name).unwrap_or_default()
    }

    fn answer(&self, call: &Call) -> Option<(u16, Value)> {
        let edge = call.path.rsplit('/').next()?;
        let body = match call.path.contains("/bot") {
            true => json!({"ok": true, "result": self.telegram(edge, &call.body)?}),
            false => self.graph(edge, call)?,
        };
        Some((200, body))
    }

    fn telegram(&self, method: &str, body: &Value) -> Option<Value> {
        let scope = format!("commands{}", body["scope"]["type"].as_str().unwrap_or_default());
        Some(match method {
            "getMe" => {
                json!({"id": 123_456_789, "is_bot": true, "first_name": "Postback", "username": "postback_bot"})
            }
            "getWebhookInfo" => {
                let mut info = json!({"url": "", "has_custom_certificate": false, "pending_update_count": 0});
                for name in ["url", "allowed_updates"] {
                    if !self.get(name).is_null() {
                        info[name] = self.get(name);
                    }
                }
                info
            }
            "setWebhook" => {
                ["url", "allowed_updates", "secret_token"]
                    .iter()
                    .for_each(|name| self.set(name, body[*name].clone()));
                true.into()
            }
            "deleteWebhook" => {
                ["url", "allowed_updates", "secret_token"].iter().for_each(|name| drop(self.take(name)));
                true.into()
            }
            "getMyCommands" => {
                Some(self.get(&scope)).filter(|known| !known.is_null()).unwrap_or_else(|| json!([]))
            }
            "setMyCommands" => {
                self.set(&scope, body["commands"].clone());
                true.into()
            }
            "deleteMyCommands" => {
                self.take(&scope);
                true.into()
            }
            "getUpdates" => {
                // The real one waits a while.
                std::thread::sleep(std::time::Duration::from_millis(5));
                let first = body["offset"].as_i64().unwrap_or_default();
                let waiting = self.get("updates");
                let waiting = waiting.as_array().cloned().unwrap_or_default();
                waiting.into_iter().filter(|update| update["update_id"].as_i64() >= Some(first)).collect()
            }
            _ => return None,
        })
    }

    fn graph(&self, edge: &str, call: &Call) -> Option<Value> {
        let fields = call.query.strip_prefix("fields=").unwrap_or_default();
        Some(match (&*call.method, edge) {
            ("GET", "messenger_profile") => match self.get(fields) {
                Value::Null => json!({"data": []}),
                known => json!({"data": [{fields: known}]}),
            },
            ("POST", "messenger_profile") => {
                call.body.as_object()?.iter().for_each(|(name, value)| self.set(name, value.clone()));
                json!({"result": "success"})
            }
            ("DELETE", "messenger_profile") => {
                let names = call.body["fields"].as_array()?;
                names.iter().filter_map(Value::as_str).for_each(|name| drop(self.take(name)));
                json!({"result": "success"})
            }
            ("GET", "subscribed_apps") => {
                self.get(&call.path).as_array().map_or(json!({"data": []}), |apps| json!({"data": apps}))
            }
            ("POST", "subscribed_apps") => {
                let fields = call.body["subscribed_fields"].as_str().unwrap_or_default();
                let fields: Vec<_> = fields.split(',').collect();
                let app = json!({"id": "77", "subscribed_fields": fields,
                    "whatsapp_business_api_data": {"id": "77", "name": "Our app"}});
                self.set(&call.path, json!([app]));
                json!({"success": true})
            }
            ("DELETE", "subscribed_apps") => {
                self.take(&call.path);
                json!({"success": true})
            }
            ("GET", NUMBER) if fields == "health_status" => json!({"health_status": {"entities": [
                {"entity_type": "PHONE_NUMBER", "id": NUMBER}, {"entity_type": "WABA", "id": BUSINESS}]}}),
            ("GET", NUMBER) => json!({"id": NUMBER, "verified_name": "Postback", fields: self.get(fields)}),
            ("GET", _) if fields.starts_with("name,") => {
                json!({"data": [{"name": "receipt", "language": "en", "status": "APPROVED", "category": "UTILITY"}]})
            }
            ("GET", _) => json!({"id": edge, "name": "Postback page"}),
            ("POST", "conversational_automation") => {
                self.set(edge, call.body.clone()); // what is not there is gone
                json!({"success": true})
            }
            _ => return None,
        })
    }
}
