//! What people see of the business before they write to it: conversational components, business profiles.

use serde_json::{Map, Value, json};

use crate::{
    call::{Answer, ApiCall},
    graph::Refusal,
};

use super::{WhatsApp, check, edges::body, refusal};

/// What is set.
#[derive(Debug, Default)]
pub(super) struct Profile {
    automation: Map<String, Value>,
    business: Map<String, Value>,
}

impl WhatsApp {
    pub(super) fn serve_business(&mut self, call: &ApiCall) -> Result<Answer, Refusal> {
        if call.method == http::Method::GET {
            let fields = call.fields();
            let asked = self.profile.business.iter().filter(|(name, _)| fields.contains(name));
            let mut found: Map<_, _> = asked.map(|(name, value)| (name.clone(), value.clone())).collect();
            found.insert("messaging_product".to_owned(), "whatsapp".into());
            return Ok(Answer::json(200, &json!({ "data": [found] })));
        }
        let body = body(call)?;
        check::business(&body).map_err(refusal::parameter)?;
        let fields = body.as_object().cloned().unwrap_or_default();
        self.profile.business.extend(fields.into_iter().filter(|(name, _)| name != "messaging_product"));
        Ok(Answer::json(200, &json!({ "success": true })))
    }

    /// What is written without the rest takes the rest away.
    pub(super) fn automate(&mut self, call: &ApiCall) -> Result<Answer, Refusal> {
        let body = body(call)?;
        check::automation(&body).map_err(refusal::parameter)?;
        self.profile.automation = body.as_object().cloned().unwrap_or_default();
        Ok(Answer::json(200, &json!({ "success": true })))
    }
}

impl Profile {
    pub(super) fn automation(&self) -> Value {
        self.automation.clone().into()
    }

    /// Questions to begin with.
    pub(super) fn prompts(&self) -> impl Iterator<Item = &str> {
        self.list("prompts").filter_map(Value::as_str)
    }

    /// The names of commands, with what they do.
    pub(super) fn commands(&self) -> impl Iterator<Item = (&str, &str)> {
        self.list("commands").filter_map(|command| {
            Some((command["command_name"].as_str()?, command["command_description"].as_str()?))
        })
    }

    fn list(&self, name: &str) -> impl Iterator<Item = &Value> {
        self.automation.get(name).and_then(Value::as_array).into_iter().flatten()
    }
}
