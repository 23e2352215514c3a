//! Telegram: its chats, its Bot API, and what it tells bots.
//!
//! Source of everything: <https://core.telegram.org/bots/api>. What is refused is refused in the words of the real server.

mod acts;
mod call;
mod chat;
mod content;
mod directory;
mod files;
mod keyboard;
mod kind;
mod message;
mod methods;
mod numbers;
mod phone;
mod poll;
mod privacy;
mod profile;
mod queries;
mod refusal;
mod text;
mod webhook;

use std::collections::BTreeMap;

use http::{HeaderMap, HeaderValue, header::CONTENT_TYPE};
use jiff::Timestamp;
use serde_json::{Value, json};
use tertulia_core::Platform;

use self::{
    call::{Parameters, Path},
    chat::Chat,
    directory::Directory,
    files::Files,
    message::Message,
    numbers::Numbers,
    profile::Profile,
    queries::Queries,
    refusal::Refusal,
    webhook::Registered,
};
use crate::{
    Credentials, Fault, Person,
    act::{Act, Refused},
    call::{Answer, ApiCall},
    files::StoredFile,
    view,
    world::{Served, Update, Webhook, World},
};

/// Telegram, with one bot.
pub(crate) struct Telegram {
    credentials: Credentials,
    directory: Directory,
    chats: BTreeMap<i64, Chat>,
    files: Files,
    queries: Queries,
    profile: Profile,
    registered: Registered,
    numbers: Numbers,
}

impl Telegram {
    pub(crate) fn new(credentials: &Credentials) -> Self {
        Self {
            credentials: *credentials,
            directory: Directory::new(credentials),
            chats: BTreeMap::new(),
            files: Files::default(),
            queries: Queries::default(),
            profile: Profile::default(),
            registered: Registered::default(),
            numbers: Numbers::default(),
        }
    }

    fn answer(&mut self, call: &ApiCall, now: Timestamp) -> Result<Answer, Refusal> {
        match Path::of(&call.path).ok_or_else(|| Refusal::not_found("Not Found"))? {
            Path::File { token, path } => {
                self.own(token)?;
                self.download(path)
            }
            Path::Method { token, method } => {
                self.own(token)?;
                let result = self.call(method, &Parameters::of(call)?, now)?;
                Ok(Answer::json(200, &json!({ "ok": true, "result": result })))
            }
        }
    }

    /// Only this bot is known here.
    fn own(&self, token: &str) -> Result<(), Refusal> {
        if token == self.credentials.telegram_token { Ok(()) } else { Err(Refusal::unauthorized()) }
    }

    /// A message is written, under the next number of its chat.
    fn write(
        &mut self,
        chat: i64,
        from: i64,
        content: content::Content,
        now: Timestamp,
        more: impl FnOnce(&mut Message),
    ) -> i64 {
        let chat = self.chats.entry(chat).or_insert_with(|| Chat::new(chat));
        chat.open |= from != self.directory.bot();
        let id = if chat.is_group() { chat.count() } else { self.numbers.message() };
        let mut message = Message::new(id, from, now, content);
        more(&mut message);
        chat.add(message);
        id
    }

    /// The message as calls and updates show it.
    fn shown(&self, chat: i64, message: i64) -> Value {
        let found = self.chats.get(&chat).and_then(|chat| Some((chat, chat.message(message)?)));
        found.map(|(chat, message)| message.json(chat, &self.directory)).unwrap_or_default()
    }

    /// What the bot is told, unless it does not want to be.
    fn update(&mut self, kind: &str, about: Value) -> Option<Update> {
        if !self.registered.wants(kind) {
            return None;
        }
        Some(Update(json!({ "update_id": self.numbers.update(), kind: about })))
    }
}

impl World for Telegram {
    fn platform(&self) -> Platform {
        Platform::TELEGRAM
    }

    fn serve(&mut self, call: &ApiCall, now: Timestamp) -> Served {
        let answer = self.answer(call, now).unwrap_or_else(|refusal| refusal.answer());
        Served { answer, updates: Vec::new() }
    }

    fn refuse(&self, _call: &ApiCall, fault: Fault) -> Option<Answer> {
        match fault {
            Fault::TooMany { seconds } => Some(Refusal::too_many(seconds).answer()),
            Fault::ServerError { status } => Some(Refusal::broken(status).answer()),
            _ => None,
        }
    }

    fn act(
        &mut self,
        person: &Person,
        chat: Option<&str>,
        act: &Act,
        now: Timestamp,
    ) -> Result<Vec<Update>, Refused> {
        self.done(person, chat, act, now)
    }

    /// One update each, under the secret that the bot gave.
    fn webhooks(&self, updates: Vec<Update>, _now: Timestamp) -> Vec<Webhook> {
        let secret = self.registered.secret().unwrap_or(self.credentials.telegram_secret);
        let mut headers = HeaderMap::new();
        headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
        if let Ok(secret) = HeaderValue::from_str(secret) {
            headers.insert("x-telegram-bot-api-secret-token", secret);
        }
        let webhook =
            |Update(update): Update| Webhook { headers: headers.clone(), body: update.to_string().into() };
        updates.into_iter().map(webhook).collect()
    }

    fn chats(&self, person: &Person, now: Timestamp) -> Vec<view::Chat> {
        self.phone(person, now)
    }

    fn file(&self, id: &str) -> Option<StoredFile> {
        let (file, bytes) = self.files.find(id).filter(|(file, _)| file.url.is_none())?;
        let name = file.name.clone().unwrap_or_default();
        Some(StoredFile::new(&name, &file.mime, bytes.clone()))
    }
}
