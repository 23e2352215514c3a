//! What people see of the page before they write to it: messenger-profile-api.

use serde_json::{Map, Value, json};

use crate::{
    call::{Answer, ApiCall},
    graph::Refusal,
    view::Choice,
};

use super::{
    Messenger, check,
    edges::{asks, body},
    press::{self, Press},
    refusal,
};

/// The properties that are set.
#[derive(Debug)]
pub(super) struct Profile(Map<String, Value>);

/// A page as it is once it was set up: new chats have a button. What it carries is for the bot to say.
impl Default for Profile {
    fn default() -> Self {
        Self(Map::from_iter([("get_started".to_owned(), json!({ "payload": "get_started" }))]))
    }
}

impl Messenger {
    pub(super) fn serve_profile(&mut self, call: &ApiCall) -> Result<Answer, Refusal> {
        if asks(call) {
            return Ok(Answer::json(200, &self.profile.asked(&call.fields())));
        }
        let body = body(call)?;
        if call.method == http::Method::DELETE {
            check::deletion(&body).map_err(refusal::parameter)?;
            self.profile.remove(&body)?;
        } else {
            check::profile(&body).map_err(refusal::parameter)?;
            self.profile.set(&body)?;
        }
        Ok(Answer::json(200, &json!({ "result": "success" })))
    }
}

impl Profile {
    fn asked(&self, fields: &[String]) -> Value {
        let asked = self.0.iter().filter(|(name, _)| fields.contains(name));
        let found: Map<_, _> = asked.map(|(name, value)| (name.clone(), value.clone())).collect();
        if found.is_empty() { json!({ "data": [] }) } else { json!({ "data": [found] }) }
    }

    fn set(&mut self, body: &Value) -> Result<(), Refusal> {
        let has = |name: &str| self.0.contains_key(name) || body.get(name).is_some();
        if has("persistent_menu") && !has("get_started") {
            return Err(refusal::no_get_started());
        }
        self.0.extend(body.as_object().cloned().unwrap_or_default());
        Ok(())
    }

    fn remove(&mut self, body: &Value) -> Result<(), Refusal> {
        let named =
            |name: &str| body["fields"].as_array().is_some_and(|fields| fields.iter().any(|it| it == name));
        if named("get_started") && self.0.contains_key("persistent_menu") && !named("persistent_menu") {
            return Err(refusal::no_get_started());
        }
        self.0.retain(|name, _| !named(name));
        Ok(())
    }

    /// What the button of a new chat carries.
    pub(super) fn get_started(&self) -> Option<&str> {
        self.0.get("get_started")?["payload"].as_str()
    }

    pub(super) fn greeting(&self, locale: &str) -> Option<&str> {
        self.in_locale("greeting", locale)?["text"].as_str()
    }

    /// The menu, and what its items mean.
    pub(super) fn menu(&self, locale: &str) -> Vec<(Choice, Press)> {
        let menu = self.in_locale("persistent_menu", locale);
        let items = menu.and_then(|menu| menu["call_to_actions"].as_array()).into_iter().flatten();
        items.enumerate().map(|(at, item)| press::button(format!("menu:{at}"), item)).collect()
    }

    /// The questions of a new chat, and what they mean.
    pub(super) fn ice_breakers(&self, locale: &str) -> Vec<(Choice, Press)> {
        let questions = self.in_locale("ice_breakers", locale);
        let questions = questions.and_then(|one| one["call_to_actions"].as_array()).into_iter().flatten();
        let choice = |(at, question): (usize, &Value)| {
            let postback =
                json!({ "type": "postback", "title": question["question"], "payload": question["payload"] });
            press::button(format!("ice:{at}"), &postback)
        };
        questions.enumerate().map(choice).collect()
    }

    /// The names of commands, with what they do.
    pub(super) fn commands(&self, locale: &str) -> Vec<(&str, &str)> {
        let list = self.in_locale("commands", locale);
        let commands = list.and_then(|list| list["commands"].as_array()).into_iter().flatten();
        commands.filter_map(|it| Some((it["name"].as_str()?, it["description"].as_str()?))).collect()
    }

    /// Whether people cannot write, but only choose.
    pub(super) fn is_closed(&self, locale: &str) -> bool {
        self.in_locale("persistent_menu", locale).is_some_and(|menu| menu["composer_input_disabled"] == true)
    }

    /// The value of the person's language, of one that is close, or for all others.
    fn in_locale(&self, name: &str, locale: &str) -> Option<&Value> {
        let all = self.0.get(name)?.as_array()?;
        let language = locale.split('_').next().unwrap_or_default();
        let of =
            |fits: &dyn Fn(&str) -> bool| all.iter().find(|one| one["locale"].as_str().is_some_and(fits));
        of(&|it| it == locale)
            .or_else(|| of(&|it| it.split('_').next() == Some(language)))
            .or_else(|| of(&|it| it == "default"))
    }
}
