//! What people see of a page before they write to it: messenger-profile-api.

use serde_json::Value;

use crate::graph::{Checked, Field};

use super::{button::PAYLOAD, menu};

/// The properties that a page has.
const PROPERTIES: [&str; 8] = [
    "get_started",
    "greeting",
    "ice_breakers",
    "persistent_menu",
    "whitelisted_domains",
    "account_linking_url",
    "commands",
    "description",
];

/// What is written.
pub(in crate::messenger) fn profile(body: &Value) -> Checked {
    let body = Field::body(body);
    body.only(&PROPERTIES)?;
    if !PROPERTIES.iter().any(|name| body.get(name).is_some()) {
        return Err(body.wrong("must name at least one property"));
    }
    if let Some(get_started) = body.get("get_started") {
        get_started.only(&["payload"])?;
        get_started.need("payload")?.text(PAYLOAD)?;
    }
    if let Some(greeting) = body.get("greeting") {
        // messenger-profile-api/greeting: 160 characters.
        each_locale(&greeting, |one| one.need("text")?.text(160).map(|_| ()))?;
    }
    if let Some(ice_breakers) = body.get("ice_breakers") {
        each_locale(&ice_breakers, questions)?;
    }
    if let Some(menus) = body.get("persistent_menu") {
        each_locale(&menus, menu::menu)?;
    }
    if let Some(commands) = body.get("commands") {
        commands.list(1..=100)?.iter().try_for_each(list_of_commands)?;
    }
    if let Some(domains) = body.get("whitelisted_domains") {
        // messenger-profile-api/domain-whitelisting: 50.
        domains.list(0..=50)?.iter().try_for_each(domain)?;
    }
    if let Some(url) = body.get("account_linking_url") {
        url.https()?;
    }
    Ok(())
}

/// What is taken back.
pub(in crate::messenger) fn deletion(body: &Value) -> Checked {
    for field in Field::body(body).need("fields")?.list(1..=PROPERTIES.len())? {
        field.one_of(&PROPERTIES)?;
    }
    Ok(())
}

/// One for each language, and one for all others.
fn each_locale(list: &Field<'_>, check: impl Fn(&Field<'_>) -> Checked) -> Checked {
    let mut locales = Vec::new();
    for one in list.list(1..=100)? {
        let locale = one.need("locale")?;
        if locales.contains(&locale.text(10)?) {
            return Err(locale.wrong("is there twice"));
        }
        locales.push(locale.text(10)?);
        check(&one)?;
    }
    if locales.contains(&"default") { Ok(()) } else { Err(list.wrong("must have one of the locale default")) }
}

/// messenger-profile-api/ice-breakers: 4.
fn questions(one: &Field<'_>) -> Checked {
    for question in one.need("call_to_actions")?.list(1..=4)? {
        question.only(&["question", "payload"])?;
        question.need("question")?.text(80)?;
        question.need("payload")?.text(PAYLOAD)?;
    }
    Ok(())
}

/// messenger-profile-api/commands: 100, names of 32 and descriptions of 64 characters.
fn list_of_commands(list: &Field<'_>) -> Checked {
    list.need("locale")?.text(10)?;
    for command in list.need("commands")?.list(1..=100)? {
        let name = command.need("name")?;
        if name.text(32)?.starts_with('/') {
            return Err(name.wrong("must not begin with /"));
        }
        command.need("description")?.text(64)?;
    }
    Ok(())
}

fn domain(domain: &Field<'_>) -> Checked {
    let host = domain.https()?.split('/').nth(2).unwrap_or_default();
    let is_address = host.bytes().all(|byte| byte.is_ascii_digit() || b".:".contains(&byte));
    if is_address || host.starts_with('[') || host.starts_with("localhost") {
        return Err(domain.wrong("must not be the address of a machine"));
    }
    Ok(())
}
