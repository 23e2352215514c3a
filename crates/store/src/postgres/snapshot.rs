//! What a turn is given.

use jiff::Timestamp;
use tertulia_core::{
    Alias, Chat, Destination, Event,
    payload::{StoredPayload, TokenId},
    state::{ConversationState, UserRecord},
    turn::Snapshot,
};
use tokio_postgres::Row;

use super::{conversation::open_chats, failure::Failure, payload, transaction::Transaction};
use crate::{
    AccountId,
    rules::{
        chat::{NativeChat, group_of},
        json::{read_memory, read_profile},
        time::timestamp,
    },
};

/// The turn a snapshot is for.
pub(super) struct Turn {
    pub(super) conversation: i64,
    /// Our number of the event. It is never used twice, so it names the turn.
    pub(super) inbox: i64,
    /// Who sent the event, if that is not the user of the conversation.
    pub(super) user: Option<i64>,
    /// The event.
    pub(super) event: Event,
    /// The token in its payload.
    pub(super) token: Option<TokenId>,
    /// The time of the claim.
    pub(super) now: Timestamp,
}

/// A snapshot, and what is known besides of the conversation.
pub(super) struct Taken {
    pub(super) account: AccountId,
    pub(super) fence: i64,
    /// How many events it has had.
    pub(super) seen: i64,
    pub(super) snapshot: Snapshot,
}

/// Everything the turns need to know about their conversations.
pub(super) async fn take(transaction: &Transaction, turns: Vec<Turn>) -> Result<Vec<Taken>, Failure> {
    if turns.is_empty() {
        return Ok(Vec::new());
    }
    let rows = read(transaction, &turns).await?;
    if rows.len() != turns.len() {
        return Err(Failure::met());
    }
    let mut states = Vec::with_capacity(turns.len());
    for (turn, row) in turns.iter().zip(&rows) {
        let state = match row.try_get::<_, Option<&str>>(9)? {
            Some(json) => read_state(transaction, turn.conversation, json).await?,
            None => ConversationState::default(),
        };
        // A title that is typed brings the payload of its button.
        let token = turn.token.or_else(|| state.titles.token(&turn.event));
        states.push((state, token));
    }
    let tokens: Vec<TokenId> = states.iter().filter_map(|(_, token)| *token).collect();
    let payloads = payload::find(transaction, &tokens).await?;
    let mut taken = Vec::with_capacity(turns.len());
    for ((turn, row), (state, token)) in turns.into_iter().zip(&rows).zip(states) {
        let payload = token.and_then(|token| payloads.get(&token).cloned());
        taken.push(one(transaction, turn, row, state, payload).await?);
    }
    Ok(taken)
}

async fn one(
    transaction: &Transaction,
    turn: Turn,
    row: &Row,
    state: ConversationState,
    stored_payload: Option<StoredPayload>,
) -> Result<Taken, Failure> {
    let account: i64 = row.try_get(0)?;
    let joined = match turn.event.joined() {
        Some(group) => {
            let native = NativeChat::Group(&group.id).to_string();
            open_chats(transaction, &[(account, &native)]).await?.first().copied()
        }
        None => None,
    };
    let some = |text: String| (!text.is_empty()).then_some(text);
    let chat = Chat {
        group: group_of(row.try_get(3)?),
        thread: some(row.try_get(4)?),
        business: some(row.try_get(5)?),
    };
    let kinds: Vec<String> = row.try_get::<_, Option<_>>(17)?.unwrap_or_default();
    let values: Vec<String> = row.try_get::<_, Option<_>>(18)?.unwrap_or_default();
    let aliases = kinds.into_iter().zip(values).map(|(kind, value)| Alias { kind: kind.into(), value });
    let user = UserRecord {
        id: row.try_get(7)?,
        profile: read_profile(row.try_get(8)?),
        met: row.try_get(10)?,
        locale: row.try_get(11)?,
        version: row.try_get(12)?,
        memory: read_memory(row.try_get(13)?),
        stopped: row.try_get(14)?,
    };
    let destination = Destination {
        aliases: aliases.collect(),
        chat,
        last_message_id: row.try_get(6)?,
        heard: row.try_get::<_, Option<i64>>(19)?.map(timestamp),
    };
    let snapshot = Snapshot {
        turn_id: turn.inbox.to_string(),
        platform: transaction.shared.platforms.named(row.try_get(1)?),
        chat: row.try_get(2)?,
        destination,
        state,
        user,
        event: turn.event,
        stored_payload,
        joined,
        now: turn.now,
    };
    Ok(Taken { account: AccountId(account), fence: row.try_get(15)?, seen: row.try_get(16)?, snapshot })
}

async fn read(transaction: &Transaction, turns: &[Turn]) -> Result<Vec<Row>, Failure> {
    let conversations: Vec<i64> = turns.iter().map(|turn| turn.conversation).collect();
    let senders: Vec<Option<i64>> = turns.iter().map(|turn| turn.user).collect();
    transaction.rows(READ, &[&conversations, &senders]).await
}

// Two aliases may have the same place while users are being merged.
pub(super) const READ: &str =
    "SELECT c.account, a.platform, c.chat, h.native, c.thread, c.business, c.last_message_id,
        u.id, u.profile, s.state, u.met, u.locale, u.memory_version, u.memory, u.stopped, c.fence, c.in_seq,
        known.kinds, known.values, h.heard_at
     FROM unnest($1::bigint[], $2::bigint[]) WITH ORDINALITY asked (conversation, sender, number)
     JOIN conversations c ON c.id = asked.conversation
     JOIN accounts a ON a.id = c.account
     JOIN chats h ON h.id = c.chat
     JOIN users had ON had.id = coalesce(asked.sender, c.person)
     JOIN users u ON u.id = coalesce(had.merged_into, had.id)
     LEFT JOIN conversation_state s ON s.conversation = c.id
     LEFT JOIN LATERAL (
        SELECT array_agg(kind ORDER BY place, account, kind COLLATE \"C\", value COLLATE \"C\") AS kinds,
            array_agg(value ORDER BY place, account, kind COLLATE \"C\", value COLLATE \"C\") AS values
        FROM aliases WHERE person = u.id
     ) known ON true
     ORDER BY asked.number";

/// The state. One that cannot be read is kept aside, and the conversation begins anew.
async fn read_state(
    transaction: &Transaction,
    conversation: i64,
    json: &str,
) -> Result<ConversationState, Failure> {
    let error = match serde_json::from_str(json) {
        Ok(state) => return Ok(state),
        Err(error) => error,
    };
    tracing::warn!(conversation, %error, "the state of a conversation cannot be read and is set aside");
    transaction
        .execute(
            "UPDATE conversation_state SET state = '{}', state_aside = $2 WHERE conversation = $1",
            &[&conversation, &json],
        )
        .await?;
    Ok(ConversationState::default())
}
