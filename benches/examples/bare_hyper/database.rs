//! One transaction per turn, on a thread of its own.

use std::{
    sync::{Arc, mpsc},
    thread,
};

use rusqlite::{Connection, OptionalExtension as _, TransactionBehavior, params};
use serde::{Deserialize, Serialize};
use serde_json::json;
use tokio::sync::oneshot;

use crate::{
    say,
    sending::{Message, Sending},
};

const TABLES: &str = "
    CREATE TABLE IF NOT EXISTS seen (update_id INTEGER PRIMARY KEY) STRICT;
    CREATE TABLE IF NOT EXISTS sessions (chat INTEGER PRIMARY KEY, session TEXT NOT NULL) STRICT;
    CREATE TABLE IF NOT EXISTS outbox (id INTEGER PRIMARY KEY AUTOINCREMENT, chat INTEGER NOT NULL, body TEXT NOT NULL)
        STRICT;
";

/// The thread that owns the connection, seen from outside.
pub(crate) struct Database(mpsc::Sender<Job>);

struct Job {
    update: i64,
    chat: i64,
    reply: oneshot::Sender<rusqlite::Result<Option<[Message; 2]>>>,
}

#[derive(Default, Deserialize, Serialize)]
struct Session {
    presses: u64,
}

impl Database {
    pub(crate) fn open(path: &str, sending: Arc<Sending>) -> rusqlite::Result<Self> {
        let mut connection = Connection::open(path)?;
        connection.pragma_update(None, "journal_mode", "WAL")?;
        connection.pragma_update(None, "synchronous", "FULL")?;
        connection.execute_batch(TABLES)?;
        let (jobs, queue) = mpsc::channel::<Job>();
        thread::spawn(move || {
            for Job { update, chat, reply } in queue {
                // Nobody waits if the client hung up; the platform delivers again.
                let _ = reply.send(turn(&mut connection, &sending, update, chat));
            }
        });
        Ok(Self(jobs))
    }

    /// The messages of the turn, once they are kept. `None` if the update had come in before.
    pub(crate) async fn turn(&self, update: i64, chat: i64) -> Result<Option<[Message; 2]>, String> {
        let (reply, answer) = oneshot::channel();
        self.0.send(Job { update, chat, reply }).map_err(|_| "the database is gone")?;
        let answer = answer.await.map_err(|_| "the database is gone")?;
        answer.map_err(|error| error.to_string())
    }
}

fn turn(
    connection: &mut Connection,
    sending: &Sending,
    update: i64,
    chat: i64,
) -> rusqlite::Result<Option<[Message; 2]>> {
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let fresh = transaction
        .prepare_cached("INSERT INTO seen (update_id) VALUES (?) ON CONFLICT DO NOTHING")?
        .execute([update])?;
    if fresh == 0 {
        return Ok(None);
    }
    let stored: Option<String> = transaction
        .prepare_cached("SELECT session FROM sessions WHERE chat = ?")?
        .query_row([chat], |row| row.get(0))
        .optional()?;
    let mut session: Session = stored
        .and_then(|json| serde_json::from_str(&json).inspect_err(|error| say(&error.to_string())).ok())
        .unwrap_or_default();
    session.presses += 1;
    let json = serde_json::to_string(&session).expect("a session is a number");
    transaction
        .prepare_cached("INSERT INTO sessions VALUES (?1, ?2) ON CONFLICT DO UPDATE SET session = ?2")?
        .execute(params![chat, json])?;
    let mut messages = Vec::with_capacity(2);
    for body in bodies(chat, session.presses) {
        let id = transaction
            .prepare_cached("INSERT INTO outbox (chat, body) VALUES (?, ?)")?
            .insert(params![chat, body])?;
        messages.push(Message { id, body });
    }
    let sent = sending.take_sent();
    for id in &sent {
        transaction.prepare_cached("DELETE FROM outbox WHERE id = ?")?.execute([id])?;
    }
    transaction.commit()?;
    Ok(messages.try_into().ok())
}

fn bodies(chat: i64, count: u64) -> [String; 2] {
    let text = json!({"chat_id": chat, "text": format!("Press {count}.")});
    let again = json!({"chat_id": chat, "text": format!("Press {count}: again?"), "reply_markup": {"inline_keyboard":
        [[{"text": "Again!", "callback_data": "/press"}, {"text": "Enough", "callback_data": "/enough"}]]}});
    [text.to_string(), again.to_string()]
}
