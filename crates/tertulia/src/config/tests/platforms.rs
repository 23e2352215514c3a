//! Which platforms are on, with which accounts.

use super::*;
use crate::config::{messenger::Page, telegram::Bot, whatsapp::Number};

#[test]
fn one_bot() {
    let config = right(&format!("{TELEGRAM}bot_name = '@my_bot'"));
    let [bot]: &[Bot] = &config.telegram.unwrap().bots else { panic!("one bot") };
    assert_eq!((bot.id, bot.token.expose_secret()), (42, "42:secret-token"));
    assert_eq!((exposed(&bot.webhook_secrets), bot.bot_name.as_deref()), (vec!["hook"], Some("my_bot")));
}

#[test]
fn one_bot_and_tables_of_bots() {
    let config = right(&format!(
        "{TELEGRAM}
        [[telegram.bots]]
        token = '43:b'
        webhook_secret = ['new', 'old']
        bot_name = 'second'
        [[telegram.bots]]
        token = 'file:/run/windows'
        webhook_secret = 'third'"
    ));
    let bots = config.telegram.unwrap().bots;
    assert_eq!(bots.iter().map(|bot| bot.id).collect::<Vec<_>>(), [42, 43, 44]);
    assert_eq!(
        (exposed(&bots[1].webhook_secrets), bots[1].bot_name.as_deref()),
        (vec!["new", "old"], Some("second"))
    );
    assert_eq!(bots[2].token.expose_secret(), "44:from-windows");
}

#[test]
fn a_bot_is_whole_or_it_is_refused() {
    let no_secret = "tertulia.toml:2: telegram.webhook_secret is not set, and the webhook refuses to serve without \
                     it; write telegram.webhook_secret = \"env:NAME\" in tertulia.toml or set \
                     TERTULIA_TELEGRAM__WEBHOOK_SECRET";
    assert_eq!(faults("[telegram]\ntoken = '42:x'"), no_secret);
    let no_token = "TERTULIA_TELEGRAM__WEBHOOK_SECRET: telegram.token is not set; write telegram.token = \"env:NAME\" \
                    in tertulia.toml or set TERTULIA_TELEGRAM__TOKEN";
    assert_eq!(faults_of("", &[("TERTULIA_TELEGRAM__WEBHOOK_SECRET", "x")], &[]), no_token);
    let table = "[[telegram.bots]]\ntoken = '42:x'\nwebhook_secret = 'x'\n[[telegram.bots]]\nbot_name = 'x'";
    let expected = "tertulia.toml:4: telegram.bots[1].token is not set; write token = \"env:NAME\" in its table\n\
                    tertulia.toml:4: telegram.bots[1].webhook_secret is not set, and the webhook refuses to serve \
                    without it; write webhook_secret = \"env:NAME\" in its table";
    assert_eq!(faults(table), expected);
}

#[test]
fn calls_need_no_secret_of_a_webhook() {
    let text = "telegram.token = '42:x'\nmessenger.page_id = 7\nmessenger.page_token = 'p'";
    assert_eq!(faults(text).lines().count(), 3);
    let config = load_for(Need::Calls, text, &[], &[]).unwrap();
    assert!(config.telegram.unwrap().bots[0].webhook_secrets.is_empty());
    assert!(config.messenger.unwrap().pages[0].app_secrets.is_empty());
    let without_token = load_for(Need::Calls, "telegram.webhook_secret = 'x'", &[], &[]);
    assert!(without_token.unwrap_err().contains("telegram.token is not set"));
}

#[test]
fn what_is_no_credential_turns_nothing_on() {
    let text = "telegram.bot_name = 'x'\nmessenger.webhook_route = '/m'\nwhatsapp.graph_url = 'https://g'";
    let config = right(text);
    assert!(config.telegram.is_none() && config.messenger.is_none() && config.whatsapp.is_none());
}

#[test]
fn tokens_and_webhook_secrets_have_their_form() {
    for token in ["42", "42:", ":x", "x:y", "42:a/b", "42:a b", "99999999999999999999:x", "4 2:x"] {
        let faults = faults(&format!("telegram.token = '{token}'\ntelegram.webhook_secret = 'x'"));
        assert!(faults.starts_with("tertulia.toml:1: telegram.token is not a bot token"), "{faults}");
    }
    for secret in ["a b", "ü", "a.b", &"x".repeat(257)] {
        let faults = faults(&format!("telegram.token = '42:x'\ntelegram.webhook_secret = '{secret}'"));
        assert_eq!(
            faults,
            "tertulia.toml:2: telegram.webhook_secret is not 1 to 256 of A-Z, a-z, 0-9, _ and -"
        );
    }
    right(&format!("telegram.token = '42:x'\ntelegram.webhook_secret = '{}'", "x".repeat(256)));
    for name in ["a b", "@", "a-b", &"x".repeat(33)] {
        let faults = faults(&format!("telegram.bot_name = '{name}'"));
        assert!(faults.contains("telegram.bot_name is not a user name on Telegram"), "{faults}");
    }
}

#[test]
fn bots_are_told_apart() {
    let twice = "[[telegram.bots]]\ntoken = '42:new'\nwebhook_secret = ['other', 'hook']";
    let expected = "tertulia.toml:5: telegram.bots[0].token is of the same bot as telegram.token\n\
                    tertulia.toml:6: telegram.bots[0].webhook_secret is also in telegram.webhook_secret; each bot \
                    needs its own";
    assert_eq!(faults(&format!("{TELEGRAM}{twice}")), expected);
}

#[test]
fn one_page_and_tables_of_pages() {
    let config = right(&format!(
        "{MESSENGER}
        [[messenger.pages]]
        page_id = 8
        page_token = 'page8'
        [[messenger.pages]]
        page_id = '9'
        page_token = 'page9'
        app_secret = ['app9', 'app9old']
        verify_token = 'verify nine'"
    ));
    let pages = config.messenger.unwrap().pages;
    let ids: Vec<_> = pages.iter().map(|page| (&*page.page_id, page.page_token.expose_secret())).collect();
    assert_eq!(ids, [("7", "page"), ("8", "page8"), ("9", "page9")]);
    let webhook =
        |page: &Page| (exposed(&page.app_secrets).join(","), exposed(&page.verify_tokens).join(","));
    assert_eq!(webhook(&pages[0]), ("app".to_owned(), "v".to_owned()));
    assert_eq!(webhook(&pages[1]), webhook(&pages[0]));
    assert_eq!(webhook(&pages[2]), ("app9,app9old".to_owned(), "verify nine".to_owned()));
}

#[test]
fn a_page_is_whole_or_it_is_refused() {
    let missing = |text: &str| -> Vec<String> {
        let faults = faults(text);
        faults.lines().map(|line| line.split(" is not set").next().unwrap().to_owned()).collect()
    };
    assert_eq!(
        missing("messenger.app_secret = 'x'"),
        [
            "tertulia.toml:1: messenger.page_id",
            "tertulia.toml:1: messenger.page_token",
            "tertulia.toml:1: messenger.verify_token",
        ]
    );
    assert_eq!(
        missing("[messenger]\nverify_token = 'x'\npage_id = 7\napp_secret = 'x'"),
        ["tertulia.toml:3: messenger.page_token",]
    );
    assert_eq!(
        missing("[[messenger.pages]]\npage_id = 7\napp_secret = 'x'"),
        ["tertulia.toml:1: messenger.pages[0].page_token", "tertulia.toml:1: messenger.verify_token",]
    );
    assert_eq!(
        missing("[messenger]\napp_secret = 'x'\n[[messenger.pages]]\npage_id = 7\npage_token = 'x'"),
        ["tertulia.toml:3: messenger.verify_token",]
    );
}

#[test]
fn the_section_may_hold_only_what_its_pages_share() {
    let config = right(
        "[messenger]\napp_secret='a'\nverify_token='v'\n[[messenger.pages]]\npage_id=7\npage_token='x'",
    );
    assert_eq!(config.messenger.unwrap().pages.len(), 1);
}

#[test]
fn numbers_of_whatsapp() {
    let config = right(
        "[whatsapp]
        app_secret = 'app'
        verify_token = 'v'
        phone_number_id = '1'
        access_token = 'EAAx'
        [[whatsapp.numbers]]
        phone_number_id = '2'
        access_token = 'EAAy'
        verify_token = 'w'",
    );
    let whatsapp = config.whatsapp.unwrap();
    assert_eq!(whatsapp.graph_url, "https://graph.facebook.com/v26.0");
    assert_eq!(whatsapp.webhook_route, "/webhook_whatsapp");
    let shown = |number: &Number| {
        let Number { phone_number_id, access_token, app_secrets, verify_tokens } = number;
        [phone_number_id, access_token.expose_secret(), exposed(app_secrets)[0], exposed(verify_tokens)[0]]
            .join(" ")
    };
    assert_eq!(whatsapp.numbers.iter().map(shown).collect::<Vec<_>>(), ["1 EAAx app v", "2 EAAy app w"]);
    let faults = faults_of("", &[("TERTULIA_WHATSAPP__ACCESS_TOKEN", "x")], &[]);
    assert!(
        faults.starts_with("TERTULIA_WHATSAPP__ACCESS_TOKEN: whatsapp.phone_number_id is not set;"),
        "{faults}"
    );
}

#[test]
fn an_account_is_there_once() {
    let again = "[[messenger.pages]]\npage_id = 7\npage_token = 'x'";
    let expected = "tertulia.toml:7: messenger.pages[0].page_id is the same as messenger.page_id";
    assert_eq!(faults(&format!("{MESSENGER}{again}")), expected);
}

#[test]
fn meta_s_ids_fit_an_address_and_tokens_have_no_spaces() {
    for id in ["''", "'7/x'", "'a b'", "7.5"] {
        let text =
            format!("[messenger]\npage_id = {id}\npage_token = 'x'\napp_secret = 'x'\nverify_token = 'v'");
        assert!(faults(&text).starts_with("tertulia.toml:2: messenger.page_id is "), "{id}");
    }
    for key in ["page_token", "app_secret"] {
        let faults = faults(&MESSENGER.replace(&format!("{key} = '"), &format!("{key} = 'x y")));
        assert!(
            faults.contains(&format!("messenger.{key} has a space, a line break or another character")),
            "{faults}"
        );
    }
}

#[test]
fn webhook_routes_are_paths_of_their_own() {
    let fault = |route: &str| faults(&format!("{TELEGRAM}webhook_route = '{route}'\n{MESSENGER}"));
    assert!(
        fault("hook").starts_with("tertulia.toml:4: telegram.webhook_route does not begin with /; write")
    );
    for route in ["/healthz", "/readyz"] {
        assert!(fault(route).contains("is where health is served"));
    }
    for route in ["/{x}", "/*x", "/a b", "/a?b", "/%41", "/ü"] {
        assert!(fault(route).contains("has a character other than"), "{route}");
    }
    let expected = "tertulia.toml:4: telegram.webhook_route is the same as messenger.webhook_route; each platform \
                    needs its own";
    assert_eq!(fault("/webhook_messenger"), expected);
    right(&format!("{TELEGRAM}webhook_route = '/webhook_whatsapp'\n{MESSENGER}"));
}
