//! What Messenger and WhatsApp have in common: accounts on Meta's Graph API.

use secrecy::SecretString;

use super::fields::Fields;
use super::{secret, value};

/// The names of a platform's keys.
pub(super) struct Names {
    pub(super) section: &'static str,
    pub(super) list: &'static str,
    pub(super) id: &'static str,
    pub(super) token: &'static str,
}

/// A page or a phone number.
pub(super) struct Account {
    pub(super) id: String,
    pub(super) token: SecretString,
    pub(super) app_secrets: Vec<SecretString>,
    pub(super) verify_tokens: Vec<SecretString>,
}

/// The accounts that are set: the section's own, and one for each table of its list.
pub(super) fn accounts(fields: &mut Fields<'_>, names: &Names) -> Vec<Account> {
    let section = names.section;
    let shared = Webhook::read(fields, section);
    let tables = fields.tables(names.list);
    let set = |key: &str| fields.is_set(&format!("{section}.{key}"));
    let webhook_only = tables.is_empty() && (set("app_secret") || set("verify_token"));
    let single = set(names.id) || set(names.token) || webhook_only;

    let places = single.then(|| section.to_owned()).into_iter().chain(tables);
    let accounts: Vec<_> =
        places.filter_map(|at| Some((Account::read(fields, names, &at, &shared)?, at))).collect();
    for (place, (account, at)) in accounts.iter().enumerate() {
        if let Some((_, first)) = accounts[..place].iter().find(|(other, _)| other.id == account.id) {
            fields.fault(&format!("{at}.{}", names.id), &format!("is the same as {first}.{}", names.id));
        }
    }
    accounts.into_iter().map(|(account, _)| account).collect()
}

impl Account {
    /// The account whose keys stand below the path `at`; the section's webhook is the fallback.
    fn read(fields: &mut Fields<'_>, names: &Names, at: &str, shared: &Webhook) -> Option<Self> {
        let keys = [names.id, names.token, "app_secret", "verify_token"];
        let [id, token, ..] = keys.map(|key| format!("{at}.{key}"));
        let because = keys.map(|key| format!("{at}.{key}")).into_iter().find(|path| fields.is_set(path));
        let because = because.filter(|_| at == names.section).unwrap_or_else(|| at.to_owned());
        for path in [&id, &token] {
            if !fields.is_set(path) {
                fields.missing(path, &because, "");
            }
        }
        for key in ["app_secret", "verify_token"] {
            let section = format!("{}.{key}", names.section);
            if !fields.is_set(&format!("{at}.{key}")) && !fields.is_set(&section) {
                fields.missing_for_webhook(&section, &because);
            }
        }
        let own = if at == names.section { shared.clone() } else { Webhook::read(fields, at) };
        let (id, token) = (fields.optional(&id, value::id), fields.optional(&token, secret::token));
        Some(Self {
            id: id?,
            token: token?,
            app_secrets: first_set(own.app_secrets, &shared.app_secrets),
            verify_tokens: first_set(own.verify_tokens, &shared.verify_tokens),
        })
    }
}

/// What a webhook of Meta's is checked with.
#[derive(Clone)]
struct Webhook {
    app_secrets: Vec<SecretString>,
    verify_tokens: Vec<SecretString>,
}

impl Webhook {
    fn read(fields: &mut Fields<'_>, at: &str) -> Self {
        Self {
            app_secrets: fields.all(&format!("{at}.app_secret"), secret::token),
            verify_tokens: fields.all(&format!("{at}.verify_token"), secret::any),
        }
    }
}

fn first_set(own: Vec<SecretString>, shared: &[SecretString]) -> Vec<SecretString> {
    if own.is_empty() { shared.to_vec() } else { own }
}
