//! `whatsapp templates`: what may be said outside the 24 hours.

use http::Method;
use serde_json::{Map, Value};

use super::{
    super::{Bench, Failure, Report},
    Business,
};

/// How many are asked for at once, and how often at most: a business account has 250 by default, and never more than 6,000.
const PAGE: &str = "message_templates?fields=name,language,status,category,rejected_reason&limit=100";
const PAGES: usize = 60;

pub(super) async fn list(bench: &Bench, report: &mut Report) -> Result<(), Failure> {
    for account in bench.accounts()? {
        let business = Business::of(&bench.config, &account).await?;
        let mut templates = Map::new();
        let mut after = String::new();
        for _ in 0..PAGES {
            let answer = business.ask(Method::GET, &format!("{PAGE}{after}")).await?;
            for template in answer["data"].as_array().into_iter().flatten() {
                let field = |name| template[name].as_str().unwrap_or("?");
                let key = format!("{} ({})", field("name"), field("language"));
                templates.insert(key, summary(template).into());
            }
            let cursor = answer.pointer("/paging/cursors/after").and_then(Value::as_str);
            match cursor.filter(|_| answer.pointer("/paging/next").is_some()) {
                Some(cursor) if is_plain(cursor) => after = format!("&after={cursor}"),
                _ => break,
            }
        }
        report.show(&account, &templates.into());
    }
    Ok(())
}

fn summary(template: &Value) -> String {
    let field = |name| template[name].as_str().unwrap_or("?").to_ascii_lowercase();
    let reason = template["rejected_reason"].as_str().filter(|reason| *reason != "NONE");
    let reason = reason.map(|reason| format!(": {reason}")).unwrap_or_default();
    format!("{}, {}{reason}", field("category"), field("status"))
}

/// Whether a cursor can stand in an address as it is.
fn is_plain(cursor: &str) -> bool {
    cursor.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_=.~%".contains(&byte))
}
