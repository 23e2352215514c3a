//! What holds if nothing is set.

use super::*;
use crate::config::limits::{MessengerLimits, TelegramLimits, WhatsAppLimits};

#[test]
fn nothing_set_is_the_documented_defaults() {
    let Config { http, admin, database, telegram, messenger, whatsapp, payload, limits, .. } = right("");
    assert_eq!((http.addr, http.public_url), ("127.0.0.1:3000".parse().unwrap(), None));
    assert_eq!(admin.addr, "127.0.0.1:3001".parse().unwrap());
    assert!(matches!(&database.url, DatabaseUrl::Sqlite(path) if path == Path::new("tertulia.db")));
    assert_eq!((database.connections, database.sqlite_synchronous), (8, SqliteSynchronous::Full));
    assert_eq!((database.min_free, database.ballast), (32 << 20, 16 << 20));
    assert!(telegram.is_none() && messenger.is_none() && whatsapp.is_none());
    assert!(payload.keys.is_empty());
    assert_eq!(payload.keep, Duration::from_secs(90 * 24 * 60 * 60));
    assert_eq!(payload.accept_unsealed, ["messenger", "whatsapp"]);
    let Limits { enabled, telegram, whatsapp, messenger } = limits;
    let TelegramLimits { account, chat, chat_burst, group_per_minute } = telegram;
    assert_eq!((enabled, account, chat, chat_burst, group_per_minute), (true, 30, 1, 5, 20));
    let WhatsAppLimits { account, pair_per_minute, pair_burst } = whatsapp;
    assert_eq!((account, pair_per_minute, pair_burst), (80, 10, 45));
    let MessengerLimits { account } = messenger;
    assert_eq!(account, 300);
}

#[test]
fn the_small_sections_too() {
    let Config { turn, takeover, replies, locales, log, reports, routes, .. } = right("");
    assert_eq!(turn.deadline, Duration::from_secs(30));
    assert_eq!(takeover.pause, Duration::from_secs(12 * 60 * 60));
    assert!(!replies.typed_postbacks);
    assert_eq!((&*locales.default, log.format), ("en", LogFormat::Text));
    assert_eq!((reports.url.is_none(), reports.every), (true, Duration::from_secs(5 * 60)));
    assert_eq!((&*routes.default, routes.commands.len()), ("main", 0));
    assert_eq!((routes.inline_query, routes.comment, routes.membership), (None, None, None));
}

#[test]
fn platforms_have_their_public_addresses() {
    let config = right(&format!("{TELEGRAM}{MESSENGER}"));
    let telegram = config.telegram.unwrap();
    assert_eq!(
        (&*telegram.api_url, &*telegram.webhook_route),
        ("https://api.telegram.org", "/webhook_telegram")
    );
    let messenger = config.messenger.unwrap();
    assert_eq!(messenger.graph_url, "https://graph.facebook.com/v26.0");
    assert_eq!(messenger.webhook_route, "/webhook_messenger");
}
