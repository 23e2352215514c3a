//! Templates: template-messages, templates/components.

use serde_json::Value;

use crate::graph::{Checked, Field};

use super::{media, send};

pub(super) fn template(template: &Field<'_>) -> Checked {
    template.only(&["name", "language", "components", "namespace"])?;
    let name = template.need("name")?;
    if !name.text(512)?.bytes().all(|it| it.is_ascii_lowercase() || it.is_ascii_digit() || it == b'_') {
        return Err(name.wrong("must have lowercase letters, digits and underscores alone"));
    }
    let language = template.need("language")?;
    language.only(&["code", "policy"])?;
    let code = language.need("code")?;
    let is_letter = |it: u8| it.is_ascii_alphabetic() || it == b'_';
    if !code.text(10)?.bytes().all(is_letter) {
        return Err(code.wrong("is no language of a template, such as en_US"));
    }
    if let Some(policy) = language.get("policy") {
        policy.one_of(&["deterministic"])?;
    }
    template.get("components").map_or(Ok(()), |list| components(&list, true))
}

fn components(list: &Field<'_>, outermost: bool) -> Checked {
    let mut seen = Vec::new();
    let mut buttons = 0;
    for component in list.list(0..=20)? {
        let kind = component.need("type")?;
        let name = kind.text(30)?.to_ascii_lowercase();
        if name != "button" {
            if seen.contains(&name) {
                return Err(kind.wrong("is there twice"));
            }
            seen.push(name.clone());
        }
        match name.as_str() {
            "header" => {
                for parameter in component.need("parameters")?.list(1..=1)? {
                    header(&parameter)?;
                }
            }
            "body" => body(&component)?,
            "button" => {
                buttons += 1;
                button(&component)?;
            }
            "carousel" if outermost => {
                for card in component.need("cards")?.list(2..=10)? {
                    card.need("card_index")?.number(0.0..=9.0)?;
                    components(&card.need("components")?, false)?;
                }
            }
            "limited_time_offer" | "order_status" | "tap_target_configuration" if outermost => {}
            _ => return Err(kind.wrong("is no component of a template")),
        }
    }
    if buttons > 10 {
        return Err(list.wrong("must have at most 10 buttons"));
    }
    Ok(())
}

fn header(parameter: &Field<'_>) -> Checked {
    let kind =
        parameter.need("type")?.one_of(&["text", "image", "video", "document", "location", "product"])?;
    let content = parameter.need(kind)?;
    match kind {
        "text" => one_line(&content, 60),
        "location" => send::location(&content),
        "product" => Ok(()),
        _ => media::header(&content, kind),
    }
}

fn body(component: &Field<'_>) -> Checked {
    let Some(parameters) = component.get("parameters") else { return Ok(()) };
    let parameters = parameters.list(0..=100)?;
    let named = parameters.iter().filter(|one| one.get("parameter_name").is_some()).count();
    if named > 0 && named < parameters.len() {
        return Err(component.wrong("must have either named or numbered parameters"));
    }
    for parameter in parameters {
        let kind = parameter.need("type")?.one_of(&["text", "currency", "date_time"])?;
        let content = parameter.need(kind)?;
        match kind {
            "text" => one_line(&content, 1_024)?,
            "currency" => {
                content.need("fallback_value")?.text(200)?;
                content.need("code")?.text(3)?;
                content.need("amount_1000")?.number(f64::MIN..=f64::MAX)?;
            }
            _ => _ = content.need("fallback_value")?.text(200)?,
        }
    }
    Ok(())
}

/// Error 132018: no line breaks, no tabs, and not more than four spaces.
fn one_line(text: &Field<'_>, most: usize) -> Checked {
    let text_value = text.text(most)?;
    if text_value.contains(['\n', '\t']) || text_value.contains("     ") {
        return Err(text.wrong("cannot have new-line/tab characters or more than 4 consecutive spaces"));
    }
    Ok(())
}

fn button(component: &Field<'_>) -> Checked {
    let sub_type = component.need("sub_type")?;
    let parameter_type = match sub_type.text(30)?.to_ascii_lowercase().as_str() {
        "quick_reply" | "voice_call" => "payload",
        "url" => "text",
        "copy_code" => "coupon_code",
        "catalog" | "mpm" | "flow" | "order_details" | "spm" => "action",
        _ => return Err(sub_type.wrong("is no type of a button")),
    };
    let index = component.need("index")?;
    let fits = match index.value {
        Value::String(text) => text.len() == 1 && text.bytes().all(|it| it.is_ascii_digit()),
        other => other.as_u64().is_some_and(|at| at < 10),
    };
    if !fits {
        return Err(index.wrong("must be a number from 0 to 9"));
    }
    for parameter in component.need("parameters")?.list(1..=10)? {
        parameter.need("type")?.one_of(&[parameter_type])?;
        let content = parameter.need(parameter_type)?;
        match parameter_type {
            "text" => _ = content.text(2_000)?,
            "coupon_code" => _ = content.text(15)?,
            "payload" => _ = content.text(10_000)?,
            _ => {}
        }
    }
    Ok(())
}
