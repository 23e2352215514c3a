//! Against servers on this machine that remember what they are told.

use std::sync::{Arc, Mutex};

use axum::{Router, body::Bytes, http::Uri};
use serde_json::{Map, json};
use tertulia_core::profile::{Commands, MenuItem, Scope};
use tertulia_telegram::{Bot, Telegram, limits};
use tertulia_whatsapp::{Number, WhatsApp};

use super::*;
use crate::Network;

/// What a platform knows, and which calls changed it.
#[derive(Clone, Default)]
struct Fake {
    known: Arc<Mutex<Map<String, Value>>>,
    changes: Arc<Mutex<Vec<String>>>,
}

impl Fake {
    /// Serves on some port of this machine.
    async fn serve(&self) -> String {
        let fake = self.clone();
        let router = Router::new().fallback(async move |method: Method, uri: Uri, body: Bytes| {
            fake.answer(&method, &uri, &body).to_string()
        });
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        tokio::spawn(async move { axum::serve(listener, router).await });
        format!("http://{address}")
    }

    fn answer(&self, method: &Method, uri: &Uri, body: &[u8]) -> Value {
        let mut known = self.known.lock().unwrap();
        let called = uri.path().rsplit('/').next().unwrap().to_owned();
        if *method == Method::GET {
            assert!(body.is_empty(), "a GET has no body");
            return Value::Object(known.clone());
        }
        let Ok(Value::Object(mut body)) = serde_json::from_slice(body) else { return json!({"ok": false}) };
        let of =
            |body: &Map<String, Value>| format!("{:?} {:?}", body.get("scope"), body.get("language_code"));
        if let Some(what) = called.strip_prefix("get") {
            let found = known.get(&format!("{what}{}", of(&body))).cloned();
            return json!({"ok": true, "result": found.unwrap_or_default()});
        }
        self.changes.lock().unwrap().push(called.clone());
        let what = called.trim_start_matches("set").trim_start_matches("delete").to_owned();
        match called.as_str() {
            "setMyName" if body["name"] == "taken" => {
                return json!({"ok": false, "error_code": 400, "description": "Bad Request: name is taken"});
            }
            "setMyCommands" => _ = known.insert(what + &of(&body), body["commands"].clone()),
            "setChatMenuButton" => _ = known.insert(what + &of(&body), body["menu_button"].clone()),
            "deleteMyCommands" => _ = known.insert(what + &of(&body), json!([])),
            "conversational_automation" => {
                known.entry("conversational_automation").or_insert_with(|| json!({}));
                known["conversational_automation"].as_object_mut().unwrap().append(&mut body);
            }
            _ => _ = known.insert(what + &of(&body), body.into()),
        }
        json!({"ok": true, "result": true})
    }

    fn changes(&self) -> Vec<String> {
        std::mem::take(&mut self.changes.lock().unwrap())
    }
}

fn telegram(url: &str) -> Telegram {
    let bot = Bot::new("1:token".into(), vec!["secret".into()], None).unwrap();
    Telegram::new(vec![bot], url, limits::PACE)
}

fn checked(profile: Profile) -> Profile<String> {
    let main = tertulia_core::Context::new("main").any_postback("Hello!");
    let program =
        tertulia_core::program::ProgramBuilder::new().context(main).profile(profile).build().unwrap();
    program.profile().clone()
}

#[tokio::test]
async fn only_what_differs_is_told() {
    let fake = Fake::default();
    let telegram = telegram(&fake.serve().await);
    let network = Network::new().unwrap();
    let profile = |help: &str| {
        checked(
            Profile::new()
                .commands([("help", help)])
                .commands(Commands::new([("help", "Ayuda")]).in_locale("es").for_scope(Scope::Groups))
                .name("Tertulia")
                .greeting_in("es", "¡Hola!")
                .menu_app("Shop", "https://example.com"),
        )
    };
    let told = apply_profile(&network, &telegram, "1", &profile("Helps")).await.unwrap();
    assert_eq!(told.len(), 5, "{told:?}");
    let all = ["setMyCommands", "setMyCommands", "setMyName", "setMyDescription", "setChatMenuButton"];
    assert_eq!(fake.changes(), all);
    assert_eq!(apply_profile(&network, &telegram, "1", &profile("Helps")).await.unwrap(), [""; 0]);
    assert_eq!(fake.changes(), [""; 0], "the platform knows it all");
    assert_eq!(
        apply_profile(&network, &telegram, "1", &profile("Helps you")).await.unwrap(),
        ["setMyCommands"]
    );
    assert_eq!(fake.changes(), ["setMyCommands"]);
    remove_profile(&network, &telegram, "1", &profile("Helps")).await.unwrap();
    let back = ["setChatMenuButton", "setMyDescription", "setMyName", "deleteMyCommands", "deleteMyCommands"];
    assert_eq!(fake.changes(), back);
    assert_eq!(apply_profile(&network, &telegram, "1", &profile("Helps")).await.unwrap().len(), 5);
}

#[tokio::test]
async fn a_number_is_asked_by_get() {
    let fake = Fake::default();
    let number = Number {
        phone_number_id: "7".into(),
        access_token: "token".into(),
        app_secrets: Vec::new(),
        verify_tokens: Vec::new(),
    };
    let whatsapp = WhatsApp::new([number], &fake.serve().await, tertulia_whatsapp::limits::PACE);
    let network = Network::new().unwrap();
    let profile = checked(Profile::new().ice_breakers([MenuItem::postback("What does it cost?", "prices")]));
    let told = apply_profile(&network, &whatsapp, "7", &profile).await.unwrap();
    assert_eq!(told, ["conversational_automation"]);
    assert_eq!(apply_profile(&network, &whatsapp, "7", &profile).await.unwrap(), [""; 0]);
}

#[tokio::test]
async fn what_goes_wrong_is_told_by_name_and_without_the_token() {
    let fake = Fake::default();
    let telegram = telegram(&fake.serve().await);
    let network = Network::new().unwrap();
    let apply = async |account: &str, profile: Profile| {
        apply_profile(&network, &telegram, account, &checked(profile)).await.unwrap_err().to_string()
    };
    assert_eq!(
        apply("1", Profile::new().name("taken")).await,
        "`setMyName` was refused: Bad Request: name is taken"
    );
    assert_eq!(apply("2", Profile::new().name("x")).await, "there are no credentials for the account `2`");
    let unfit = apply("1", Profile::new().name("x".repeat(65)).commands([("Help", "")])).await;
    assert_eq!(unfit.lines().count(), 3, "{unfit}");
    fake.changes();
    let gone = self::telegram("http://127.0.0.1:1");
    let error = apply_profile(&network, &gone, "1", &checked(Profile::new().name("x"))).await.unwrap_err();
    assert!(
        matches!(error, ProfileError::Unreachable { .. }) && !error.to_string().contains("token"),
        "{error}"
    );
}
