//! `telegram poll`: a bot without a webhook, for development. Updates go the way of webhooks from their reception on.

use std::{sync::Arc, time::Duration};

use bytes::Bytes;
use http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use secrecy::{ExposeSecret as _, SecretString};
use tertulia_core::Platform;
use tertulia_runtime::{Channel, Network, Service, without_secrets};

use crate::{App, Exit, command::tell, config::Config, logging, platforms, service, signals};

use super::{
    super::{Account, Failure},
    updates::{self, Answer},
    webhook,
};

/// The header in which Telegram shows the secret of a webhook; here we show it to ourselves.
const SECRET_HEADER: HeaderName = HeaderName::from_static("x-telegram-bot-api-secret-token");

pub(super) fn run(app: App, mut config: Config) -> Exit {
    logging::start(&config.log);
    // Others would not be heard, as nothing listens.
    (config.messenger, config.whatsapp) = (None, None);
    let secrets = config.secrets();
    let begin = || {
        let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build();
        runtime.map_err(|error| Failure::Unusable(error.to_string()))?.block_on(poll(app, config))
    };
    match begin() {
        Ok(()) => Exit::DONE,
        Err(failure) => {
            let _ = tell(&failure.said(Platform::TELEGRAM, &secrets));
            if matches!(failure, Failure::NotConfigured) { Exit::USAGE } else { Exit::FAILED }
        }
    }
}

async fn poll(mut app: App, mut config: Config) -> Result<(), Failure> {
    let unusable = |error: &dyn std::fmt::Display| Failure::Unusable(error.to_string());
    let secrets = own_secrets(&mut config)?;
    let told = config.secrets();
    let channels = platforms::channels(&config).map_err(Failure::Unusable)?;
    let channel = channels.first().cloned().ok_or(Failure::NotConfigured)?;
    let tasks = app.take_tasks();
    let program = app.program(&config).map_err(|faults| unusable(&faults))?;
    let allowed = tertulia_telegram::allowed_updates(program.kinds());
    let network = Network::new().map_err(|error| unusable(&error))?;
    for (id, _) in &secrets {
        let account = Account::new(&*channel.adapter, id.clone(), &network, told.clone());
        refuse_webhook(&account).await?;
    }
    let parts = service::parts(program, channels, &config).await.map_err(|error| unusable(&error))?;
    let service = Arc::new(Service::start(parts).await.map_err(|error| unusable(&error))?);
    let _tasks = tasks.begin(&service.handle());
    let stop = signals::stop();
    let mut polls = tokio::task::JoinSet::new();
    let told = Arc::<[SecretString]>::from(told);
    for (id, secret) in secrets {
        tracing::info!(bot = id, "asking for updates; Ctrl-C stops it");
        let (service, channel, network) = (Arc::clone(&service), channel.clone(), network.clone());
        let (allowed, told) = (allowed.clone(), Arc::clone(&told));
        polls.spawn(
            async move { poll_bot(&service, &channel, &network, (&id, &secret), &allowed, &told).await },
        );
    }
    let ended = tokio::select! {
        ended = polls.join_next() => match ended {
            Some(Ok(failure)) => Err(failure),
            Some(Err(error)) => Err(unusable(&error)),
            None => Ok(()),
        },
        () = stop => Ok(()),
    };
    polls.shutdown().await;
    if let Some(service) = Arc::into_inner(service) {
        service.stop().await;
    }
    ended
}

/// Asks and asks; what is not stored is not confirmed, and comes again. Ends with what cannot be helped.
async fn poll_bot(
    service: &Service,
    channel: &Channel,
    network: &Network,
    (bot, secret): (&str, &HeaderValue),
    allowed: &[&str],
    secrets: &[SecretString],
) -> Failure {
    let mut offset = None;
    loop {
        match updates::ask(&*channel.adapter, network, bot, allowed, offset).await {
            Answer::Updates(updates) => {
                for update in updates {
                    let headers = HeaderMap::from_iter([(SECRET_HEADER, secret.clone())]);
                    let body = Bytes::copy_from_slice(update.get().as_bytes());
                    if service.receive(0, headers, body).await != StatusCode::OK {
                        tokio::time::sleep(Duration::from_secs(1)).await; // the log tells why
                        break;
                    }
                    offset = updates::after(&update).or(offset);
                }
            }
            Answer::Later(pause, said) => {
                let said = without_secrets(&said, secrets);
                tracing::warn!(bot, said, "Telegram is asked again in a moment");
                tokio::time::sleep(pause).await;
            }
            Answer::Never(409, said) => {
                return Failure::Unusable(format!(
                    "another process asks for this bot's updates, or a webhook was set: {said}; stop it, or take another bot"
                ));
            }
            Answer::Never(status, reason) => {
                return Failure::Refused { what: "getUpdates".to_owned(), status, reason };
            }
        }
    }
}

/// Telegram gives updates either way, never both.
async fn refuse_webhook(account: &Account<'_>) -> Result<(), Failure> {
    let known = webhook::info(account).await?;
    match known["url"].as_str() {
        None | Some("") => Ok(()),
        Some(url) => Err(Failure::Unusable(format!(
            "bot {} has a webhook ({url}), so Telegram gives its updates to nobody else; remove it with `telegram webhook off`",
            account.id
        ))),
    }
}

/// What each bot's updates are shown with: its own secret, or one that is made up for this run.
fn own_secrets(config: &mut Config) -> Result<Vec<(String, HeaderValue)>, Failure> {
    let mut secrets = Vec::new();
    for bot in config.telegram.iter_mut().flat_map(|telegram| &mut telegram.bots) {
        if bot.webhook_secrets.is_empty() {
            bot.webhook_secrets.push(webhook::made()?);
        }
        let secret = bot.webhook_secrets.first().map(SecretString::expose_secret).unwrap_or_default();
        let mut secret =
            HeaderValue::from_str(secret).map_err(|error| Failure::Unusable(error.to_string()))?;
        secret.set_sensitive(true);
        secrets.push((bot.id.to_string(), secret));
    }
    Ok(secrets)
}
