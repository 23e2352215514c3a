//! The contract, on PostgreSQL.

use std::sync::Arc;

use futures_util::FutureExt as _;
use jiff::Timestamp;
use secrecy::SecretString;
use tertulia_core::{
    Platform,
    file::{CallFile, FileHash},
    receipt::Receipt,
};
use tokio::sync::mpsc::error::TrySendError;

use super::{
    Postgres, account, chat_log, claim, dead, depth, files,
    incoming::{Incoming, Portion},
    moved, news, once,
    outgoing::Outgoing,
    payload, post, receipt,
    request::Reply,
    settle, sweep, trace,
};
use crate::{
    AccountId, Aftermath, Arrival, Claim, DeadLetter, Depth, Finish, Finished, Future, Ingested, Letter,
    LogEntry, OutboxRow, Outlet, Received, Retention, Settlement, Store, StoreError, Upload,
    rules::{mail::Mail, time::millis, waiting::Waiting},
};

impl Store for Postgres {
    fn accounts(&self, accounts: Vec<(Platform, String)>) -> Future<'_, Vec<AccountId>> {
        Box::pin(self.ask(accounts, |transaction, accounts| account::number(transaction, accounts).boxed()))
    }

    fn payload_key(&self) -> Future<'_, SecretString> {
        Box::pin(async {
            Ok(self.ask((), |transaction, ()| payload::key(transaction).boxed()).await?.into())
        })
    }

    fn ingest(&self, arrivals: Vec<Arrival>, claim: bool) -> Future<'_, Vec<Ingested>> {
        Box::pin(async move {
            let mails = arrivals.into_iter().map(Mail::new).collect::<Result<Vec<_>, _>>()?;
            let (reply, receiver) = Reply::new();
            let incoming = Incoming { portion: Portion { mails, claim }, reply };
            self.queues()?.incoming.try_send(incoming).map_err(|error| match error {
                TrySendError::Full(_) => {
                    StoreError::Unavailable("too much is waiting for the database".into())
                }
                TrySendError::Closed(_) => StoreError::Closed,
            })?;
            Waiting::new(receiver, self).answer().await
        })
    }

    fn post(&self, letters: Vec<Letter>) -> Future<'_, Vec<bool>> {
        Box::pin(self.ask(letters, |transaction, letters| {
            async move {
                let mut known = Vec::with_capacity(letters.len());
                for letter in letters {
                    known.push(post::post(transaction, letter).await?);
                }
                Ok(known)
            }
            .boxed()
        }))
    }

    fn bury(&self, letters: Vec<DeadLetter>) -> Future<'_, ()> {
        Box::pin(self.ask(letters, |transaction, letters| {
            async move {
                for letter in letters {
                    dead::bury_letter(transaction, letter).await?;
                }
                Ok(())
            }
            .boxed()
        }))
    }

    fn claim(&self, limit: usize, now: Timestamp) -> Future<'_, Vec<Claim>> {
        Box::pin(
            self.ask((limit, now), |transaction, (limit, now)| {
                claim::claim(transaction, *limit, *now).boxed()
            }),
        )
    }

    fn tell_of_work(&self) {
        news::tell_of_work(&self.shared);
    }

    fn unserved(&self, since: Timestamp) -> Future<'_, Vec<(String, String)>> {
        Box::pin(self.ask(since, |transaction, since| account::unserved(transaction, *since).boxed()))
    }

    fn finish(&self, turns: Vec<Finish>) -> Future<'_, Vec<Finished>> {
        Box::pin(self.send(|reply| Outgoing::Finish(turns, reply)))
    }

    fn publish_to(&self, outlet: Arc<dyn Outlet>) -> Future<'_, bool> {
        Box::pin(self.send(|reply| Outgoing::Publish(outlet, reply)))
    }

    fn load_outbox(&self, account: AccountId, limit: usize) -> Future<'_, Vec<OutboxRow>> {
        Box::pin(self.send(move |reply| Outgoing::Load(account, limit, reply)))
    }

    fn mark_dispatching(&self, rows: Vec<i64>) -> Future<'_, Vec<i64>> {
        Box::pin(self.send(|reply| Outgoing::Mark(rows, reply)))
    }

    fn settle(&self, settlements: Vec<Settlement>) -> Future<'_, Vec<Aftermath>> {
        Box::pin(self.send(|reply| Outgoing::Settle(settlements, reply)))
    }

    fn message_id(&self, account: AccountId, reference: String) -> Future<'_, Option<String>> {
        Box::pin(self.ask((account, reference), |transaction, (account, reference)| {
            settle::message_id(transaction, account.0, reference).boxed()
        }))
    }

    fn receipts(&self, receipts: Vec<(AccountId, Receipt)>, now: Timestamp) -> Future<'_, Received> {
        Box::pin(self.ask((receipts, millis(now)), |transaction, (receipts, now)| {
            receipt::receive(transaction, receipts, *now).boxed()
        }))
    }

    fn move_group(&self, account: AccountId, from: String, to: String) -> Future<'_, ()> {
        Box::pin(self.ask((account, from, to), |transaction, (account, from, to)| {
            moved::move_group(transaction, account.0, from, to).boxed()
        }))
    }

    fn recall(&self, inbox: i64, name: String) -> Future<'_, Option<String>> {
        Box::pin(
            self.ask((inbox, name), |transaction, (inbox, name)| {
                once::recall(transaction, *inbox, name).boxed()
            }),
        )
    }

    fn record(&self, inbox: i64, name: String, value: String) -> Future<'_, ()> {
        Box::pin(self.ask((inbox, name, value), |transaction, (inbox, name, value)| {
            once::record(transaction, *inbox, name, value).boxed()
        }))
    }

    fn file(&self, hash: FileHash) -> Future<'_, Option<Arc<[u8]>>> {
        Box::pin(self.ask(hash, |transaction, hash| files::bytes(transaction, hash).boxed()))
    }

    fn upload(&self, account: AccountId, file: CallFile, now: Timestamp) -> Future<'_, Option<Upload>> {
        Box::pin(self.ask((account, file, millis(now)), |transaction, (account, file, now)| {
            files::upload(transaction, *account, file, *now).boxed()
        }))
    }

    fn keep_upload(&self, account: AccountId, file: CallFile, upload: Upload) -> Future<'_, ()> {
        Box::pin(self.ask((account, file, upload), |transaction, (account, file, upload)| {
            files::keep_upload(transaction, *account, file, upload).boxed()
        }))
    }

    fn forget_upload(&self, account: AccountId, file: CallFile) -> Future<'_, ()> {
        Box::pin(self.ask((account, file), |transaction, (account, file)| {
            files::forget_upload(transaction, *account, file).boxed()
        }))
    }

    fn keep_traces(&self, traces: Vec<(i64, String)>, keep: usize) -> Future<'_, ()> {
        Box::pin(self.ask((traces, keep), |transaction, (traces, keep)| {
            trace::keep(transaction, traces, *keep).boxed()
        }))
    }

    fn chat_log(&self, user: i64, limit: usize) -> Future<'_, Vec<LogEntry>> {
        Box::pin(self.ask((user, limit), |transaction, (user, limit)| {
            chat_log::of(transaction, *user, *limit).boxed()
        }))
    }

    fn trace(&self, inbox: i64) -> Future<'_, Option<String>> {
        Box::pin(self.ask(inbox, |transaction, inbox| trace::of(transaction, *inbox).boxed()))
    }

    fn sweep(&self, now: Timestamp, retention: Retention) -> Future<'_, ()> {
        Box::pin(self.ask((now, retention), |transaction, (now, retention)| {
            sweep::sweep(transaction, *now, *retention).boxed()
        }))
    }

    fn depth(&self) -> Future<'_, Depth> {
        Box::pin(self.ask((), |transaction, ()| depth::depth(transaction).boxed()))
    }

    fn ready(&self) -> Future<'_, ()> {
        Box::pin(
            self.ask((), |transaction, ()| {
                async { transaction.row("SELECT 1", &[]).await.map(drop) }.boxed()
            }),
        )
    }

    fn close(&self) -> Future<'_, ()> {
        Box::pin(async {
            self.hang_up();
            let mut open = self.open.clone();
            while open.changed().await.is_ok() {}
            Ok(())
        })
    }
}
