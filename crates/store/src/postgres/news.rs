//! What processes tell each other. It only speeds things up: everybody looks now and then.

use std::{collections::BTreeSet, sync::Arc};

use tokio_postgres::types::Type;

use super::shared::Shared;
use crate::AccountId;

/// What a process tells the others.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum News {
    /// Calls of that account wait to be made.
    Calls(AccountId),
    /// Something may wait to be claimed.
    Work,
}

/// As it is told. A version that does not know a word does not listen to it.
const WORK: &str = "work";

impl News {
    /// What was told, unless it is of another version.
    pub(super) fn read(text: &str) -> Option<Self> {
        match text {
            WORK => Some(Self::Work),
            account => account.parse().ok().map(|account| Self::Calls(AccountId(account))),
        }
    }
}

/// Tells the processes that send for these accounts of new calls.
pub(super) async fn tell_of_calls(shared: Arc<Shared>, accounts: BTreeSet<i64>) {
    tell(&shared, accounts.iter().map(ToString::to_string).collect()).await;
}

/// Tells all processes that something may wait to be claimed. Whoever is just about to do so speaks for everybody.
pub(super) fn tell_of_work(shared: &Arc<Shared>) {
    if shared.begin_telling() {
        let shared = Arc::clone(shared);
        tokio::spawn(async move { tell(&shared, vec![WORK.to_owned()]).await });
    }
}

/// After the commit and apart from it, as the server makes commits that notify wait for each other.
async fn tell(shared: &Shared, news: Vec<String>) {
    let client = shared.pool.get().await;
    if news.iter().any(|news| news == WORK) {
        shared.end_telling();
    }
    let Ok(client) = client else { return };
    let told = client
        .query_typed(
            "SELECT pg_notify($1, news) FROM unnest($2::text[]) news",
            &[(&shared.channel(), Type::TEXT), (&news, Type::TEXT_ARRAY)],
        )
        .await;
    if let Err(error) = told {
        tracing::debug!(%error, "another process was not told of news");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_another_version_tells_is_not_listened_to() {
        assert_eq!(News::read("7"), Some(News::Calls(AccountId(7))));
        assert_eq!(News::read(WORK), Some(News::Work));
        assert_eq!(News::read("something else"), None);
    }
}
