//! `telegram webhook`: where Telegram sends updates, and which.

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use clap::Subcommand;
use http::Method;
use secrecy::{ExposeSecret as _, SecretString};
use serde_json::{Value, json};
use tertulia_core::Call;

use super::super::{Account, Bench, Failure, Report, report::Change};

#[derive(Debug, Subcommand)]
pub(in crate::command) enum Command {
    /// Registers `http.public_url` with the configured secret, for the updates that the blocks need
    On {
        /// Forgets the updates that wait at Telegram
        #[arg(long)]
        drop_pending: bool,
    },
    /// Removes it, so that updates wait at Telegram, or can be polled
    Off {
        /// Forgets the updates that wait at Telegram
        #[arg(long)]
        drop_pending: bool,
    },
    /// Shows what is registered, what waits, and the last error
    Info,
}

pub(super) async fn run(bench: &Bench, report: &mut Report, command: &Command) -> Result<(), Failure> {
    for account in bench.accounts()? {
        let known = info(&account).await?;
        match command {
            Command::On { drop_pending } => turn_on(bench, report, &account, &known, *drop_pending).await?,
            Command::Off { drop_pending } => turn_off(report, &account, &known, *drop_pending).await?,
            Command::Info => report.show(&account, &known),
        }
    }
    Ok(())
}

/// What is registered: the [WebhookInfo](https://core.telegram.org/bots/api#webhookinfo).
pub(in crate::command) async fn info(account: &Account<'_>) -> Result<Value, Failure> {
    let answer = account.call(Method::POST, &Call::new("getWebhookInfo", &json!({}))).await?;
    Ok(answer["result"].clone())
}

async fn turn_on(
    bench: &Bench,
    report: &mut Report,
    account: &Account<'_>,
    known: &Value,
    drop_pending: bool,
) -> Result<(), Failure> {
    let url = bench.webhook_url().ok_or_else(|| {
        Failure::Unusable(
            "set `http.public_url` (TERTULIA_HTTP__PUBLIC_URL) to the https address at which the world reaches this bot; \
             without one, `telegram poll` asks for updates instead"
                .to_owned(),
        )
    })?;
    let updates = tertulia_telegram::allowed_updates(bench.program.kinds());
    let configured = configured_secret(bench, account);
    let mut changes = Vec::new();
    if known["url"] != *url {
        changes.push(Change::new("url", known["url"].clone(), url.clone()));
    }
    if known["allowed_updates"] != json!(updates) {
        changes.push(Change::new("allowed_updates", known["allowed_updates"].clone(), updates.clone()));
    }
    let of_this_run = configured.is_none().then(made).transpose()?;
    let secret =
        configured.or(of_this_run.as_ref()).ok_or_else(|| Failure::Unusable("no secret".to_owned()))?;
    // Telegram does not tell the secret, so it cannot be compared: it is always told.
    let origin = if of_this_run.is_none() { "`telegram.webhook_secret`" } else { "one that is made now" };
    changes.push(Change::new(
        "secret_token",
        "what Telegram was told, which it keeps to itself".into(),
        origin,
    ));
    let body = json!({
        "url": url, "allowed_updates": updates, "secret_token": secret.expose_secret(),
        "drop_pending_updates": drop_pending,
    });
    let write = async || account.call(Method::POST, &Call::new("setWebhook", &body)).await.map(drop);
    let notes: Vec<_> = of_this_run.iter().filter(|_| !bench.options.dry_run).map(what_to_set).collect();
    report.settle(account, changes, &notes, write).await
}

async fn turn_off(
    report: &mut Report,
    account: &Account<'_>,
    known: &Value,
    drop_pending: bool,
) -> Result<(), Failure> {
    let mut changes = Vec::new();
    if known["url"] != "" {
        changes.push(Change::new("url", known["url"].clone(), Value::Null));
    }
    let waiting = &known["pending_update_count"];
    if drop_pending && *waiting != 0 {
        changes.push(Change::new("pending_update_count", waiting.clone(), 0));
    }
    let body = json!({ "drop_pending_updates": drop_pending });
    let delete = async || account.call(Method::POST, &Call::new("deleteWebhook", &body)).await.map(drop);
    report.settle(account, changes, &[], delete).await
}

/// The first secret of the bot, which is the one to register.
fn configured_secret<'b>(bench: &'b Bench, account: &Account<'_>) -> Option<&'b SecretString> {
    let bots = &bench.config.telegram.as_ref()?.bots;
    bots.iter().find(|bot| bot.id.to_string() == account.id)?.webhook_secrets.first()
}

/// A new secret.
pub(super) fn made() -> Result<SecretString, Failure> {
    let mut bytes = [0; 32];
    getrandom::fill(&mut bytes).map_err(|error| Failure::Unusable(format!("no random numbers: {error}")))?;
    Ok(URL_SAFE_NO_PAD.encode(bytes).into())
}

/// The one place where a secret is shown: it was made a moment ago, and nobody else can tell it.
fn what_to_set(secret: &SecretString) -> String {
    format!(
        "no webhook secret is configured, so one was made. Set it before the bot starts; it is shown this once:\n\
         \n    TERTULIA_TELEGRAM__WEBHOOK_SECRET={}\n",
        secret.expose_secret()
    )
}
