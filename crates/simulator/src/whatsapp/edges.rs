//! Everything of the Graph API that is about a phone number, its business and its files.

use jiff::Timestamp;
use serde_json::{Value, json};

use crate::{
    call::{Answer, ApiCall},
    graph::{Path, Refusal, authorized},
    world::Served,
};

use super::{BUSINESS, NUMBER, WhatsApp, chat};

impl WhatsApp {
    /// Does what a call says.
    pub(super) fn answer(&mut self, call: &ApiCall, now: Timestamp) -> Result<Served, Refusal> {
        if !authorized(call, self.token) {
            return Err(Refusal::token());
        }
        let Path { node, edge } = Path::of(call);
        let unknown = || Refusal::unknown(call, node);
        let answer = match (call.method.as_str(), node, edge) {
            ("POST", _, "messages") if node == self.number_id => return self.send(&body(call)?, now),
            ("POST", _, "media") if node == self.number_id => self.upload(call, now)?,
            (_, _, "whatsapp_business_profile") if node == self.number_id => self.serve_business(call)?,
            ("POST", _, "conversational_automation") if node == self.number_id => self.automate(call)?,
            ("GET", _, "") if node == self.number_id => Answer::json(200, &self.number(&call.fields())),
            ("GET", BUSINESS, "message_templates") => Answer::json(200, &json!({ "data": [] })),
            ("GET", BUSINESS, "subscribed_apps") => Answer::json(
                200,
                &json!({ "data": [{ "whatsapp_business_api_data": { "name": chat::TITLE } }] }),
            ),
            ("POST" | "DELETE", BUSINESS, "subscribed_apps") => {
                Answer::json(200, &json!({ "success": true }))
            }
            ("GET", "files", id) => self.download(id).ok_or_else(unknown)?,
            ("GET", id, "") => self.about_file(id).ok_or_else(unknown)?,
            _ => return Err(unknown()),
        };
        Ok(Served::only(answer))
    }

    /// The number itself.
    fn number(&self, fields: &[String]) -> Value {
        let mut number = json!({
            "id": self.number_id,
            "display_phone_number": NUMBER,
            "verified_name": chat::TITLE,
            "quality_rating": "GREEN",
        });
        if !fields.is_empty() {
            number["conversational_automation"] = self.profile.automation();
            if let Value::Object(number) = &mut number {
                number.retain(|name, _| name == "id" || fields.contains(name));
            }
        }
        number
    }
}

/// The JSON of a call.
pub(super) fn body(call: &ApiCall) -> Result<Value, Refusal> {
    let not_json =
        || Refusal::new(100, "(#100) Invalid parameter").details("The body must be a JSON object.");
    call.object().ok_or_else(not_json)
}
