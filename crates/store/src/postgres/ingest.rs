//! Putting events into their mailboxes, once.
//!
//! Many at a time, with the same statements for all of them. Those that have something in common take their turns, so
//! that the outcome is the same as if they had come one by one.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::{
    album,
    claim::{self, Candidate, Known, Next},
    conversation::{self, Conversation, Place},
    dead, dedupe,
    failure::Failure,
    identity::{self, Seen, Ties},
    incoming::Portion,
    process,
    transaction::Transaction,
};
use crate::{
    Claim, Ingested,
    rules::{
        album::REST,
        mail::Mail,
        mailbox::{everyone, is_shared},
        time::millis,
    },
};

/// How many events are put away together at most.
const ROUND: usize = 1024;

/// Puts the events of many requests into their mailboxes, and answers each.
pub(super) async fn ingest(
    transaction: &Transaction,
    portions: &[Portion],
) -> Result<Vec<Vec<Ingested>>, Failure> {
    let claims = portions.iter().any(|portion| portion.claim) && process::is_known(transaction).await?;
    let all: Vec<(&Mail, bool)> = portions
        .iter()
        .flat_map(|portion| portion.mails.iter().map(move |mail| (mail, claims && portion.claim)))
        .collect();
    let mails: Vec<&Mail> = all.iter().map(|(mail, _)| *mail).collect();
    let new = if mails.is_empty() { Vec::new() } else { dedupe::remember(transaction, &mails).await? };
    let mut answers: Vec<Ingested> =
        new.iter().map(|new| if *new { Ingested::Stored(None) } else { Ingested::Duplicate }).collect();
    let mut left = Vec::with_capacity(all.len());
    for (at, (mail, claim)) in all.into_iter().enumerate().filter(|(at, _)| new[*at]) {
        match &mail.arrival.incoming.sender {
            Some(sender) if !sender.aliases.is_empty() => left.push(Letter { at, mail, claim }),
            _ => {
                let now = millis(mail.arrival.at);
                dead::bury_event(transaction, mail.arrival.account, now, "nobody sent it", &mail.json)
                    .await?;
            }
        }
    }
    let mut post = Post { transaction, locked: false, everyone: HashMap::new() };
    let mut left = &left[..];
    while !left.is_empty() {
        let claimed = post.round(&mut left).await?;
        claimed.into_iter().for_each(|(at, claim)| answers[at] = Ingested::Stored(Some(Box::new(claim))));
    }
    let mut answers = answers.into_iter();
    Ok(portions.iter().map(|portion| answers.by_ref().take(portion.mails.len()).collect()).collect())
}

/// An event that somebody sent.
struct Letter<'a> {
    /// Its place in the batch.
    at: usize,
    mail: &'a Mail,
    /// Whether its conversation is claimed if it is idle.
    claim: bool,
}

impl Letter<'_> {
    /// Whether it just waits behind the other one, from the same sender.
    fn follows(&self, other: &Self) -> bool {
        let plain = |letter: &Self| !letter.claim && letter.mail.arrival.incoming.event.album().is_none();
        let (own, others) = (&self.mail.arrival, &other.mail.arrival);
        plain(self)
            && plain(other)
            && own.incoming.sender == others.incoming.sender
            && own.groups == others.groups
            && own.incoming.event.joined().is_none()
    }
}

/// Those who put events into mailboxes.
struct Post<'a> {
    transaction: &'a Transaction,
    /// Whether nobody else changes what is known of the senders.
    locked: bool,
    /// Who stands for all people of an account's groups.
    everyone: HashMap<i64, i64>,
}

/// An event with its mailbox.
struct Sorted<'a> {
    letter: &'a Letter<'a>,
    conversation: Conversation,
    /// Who sent it, if that is not the user of the conversation.
    sender: Option<i64>,
    way: Way,
}

/// What becomes of an event.
enum Way {
    /// It waits in its mailbox, at least until then.
    Waits(i64),
    /// It is begun at once: nothing can come before it.
    Begins,
    /// Its conversation is claimed, with whatever comes first.
    Claims,
}

impl<'a> Post<'a> {
    /// Takes the first letters that have nothing in common. Gives the claims, with their places in the batch.
    async fn round(&mut self, left: &mut &'a [Letter<'a>]) -> Result<Vec<(usize, Claim)>, Failure> {
        let senders = left.iter().filter_map(|letter| {
            let incoming = &letter.mail.arrival.incoming;
            incoming.sender.as_ref().map(|sender| (letter.mail.arrival.account, sender))
        });
        let senders: Vec<_> = senders.collect();
        let seen = identity::look_up(self.transaction, &senders, ROUND, &mut self.locked).await?;
        let leaders = self.independent(left, &seen);
        let (letters, rest) = left.split_at(leaders.len());
        *left = rest;
        let first = leaders.iter().enumerate().filter(|(at, leader)| at == *leader);
        let first: Vec<usize> = first.map(|(at, _)| at).collect();
        let known: Vec<&Seen<'_>> = first.iter().map(|at| &seen[*at]).collect();
        let users = identity::resolve(self.transaction, &known).await?;
        let users: HashMap<usize, i64> = first.into_iter().zip(users).collect();
        let users = leaders.iter().map(|leader| users[leader]).collect();
        let sorted = self.sort(letters, users).await?;
        self.put(&sorted).await
    }

    /// The letters, from the first, that have nothing in common, and those that only follow one of them into its mailbox.
    /// Gives the place of that, or the own one.
    fn independent(&self, letters: &[Letter<'_>], seen: &[Seen<'_>]) -> Vec<usize> {
        let (mut ties, mut groups, mut leaders) = (Ties::new(), HashSet::new(), Vec::new());
        let mut first = HashMap::new();
        for (at, (letter, seen)) in letters.iter().zip(seen).enumerate() {
            let arrival = &letter.mail.arrival;
            let account = arrival.account.0;
            let mailbox = (
                account,
                arrival.incoming.sender.as_ref().map(|sender| &sender.aliases),
                &arrival.incoming.chat,
            );
            if let Some(leader) = first.get(&mailbox).filter(|leader| letter.follows(&letters[**leader])) {
                leaders.push(*leader);
                continue;
            }
            let shared = is_shared(arrival);
            let apart = ties.add(seen) && (!shared || groups.insert((account, &arrival.incoming.chat)));
            if !apart {
                break;
            }
            leaders.push(at);
            first.insert(mailbox, at);
            // What comes after these may need what they make.
            if arrival.incoming.event.joined().is_some() || shared && !self.everyone.contains_key(&account) {
                break;
            }
        }
        leaders
    }

    /// Finds the mailboxes, and what is to be done.
    async fn sort(&mut self, letters: &'a [Letter<'a>], users: Vec<i64>) -> Result<Vec<Sorted<'a>>, Failure> {
        let mut places = Vec::with_capacity(letters.len());
        for (letter, user) in letters.iter().zip(&users) {
            let arrival = &letter.mail.arrival;
            let owner = if is_shared(arrival) { self.everyone(arrival.account).await? } else { *user };
            places.push((owner, Place::of(arrival.account, owner, &arrival.incoming.chat)));
        }
        let (owners, places): (Vec<_>, Vec<_>) = places.into_iter().unzip();
        let conversations = conversation::open(self.transaction, &places).await?;
        let sorted = letters.iter().zip(users).zip(owners).zip(conversations);
        let sorted = sorted.map(|(((letter, user), owner), conversation)| {
            let sender = (user != owner).then_some(user);
            Sorted { letter, conversation, sender, way: way(letter, &conversation) }
        });
        Ok(sorted.collect())
    }

    async fn everyone(&mut self, account: crate::AccountId) -> Result<i64, Failure> {
        if let Some(known) = self.everyone.get(&account.0) {
            return Ok(*known);
        }
        let everyone = everyone();
        // Of its own, as it was not looked up with the senders.
        let seen = identity::look_up(self.transaction, &[(account, &everyone)], 1, &mut false).await?;
        let users = identity::resolve(self.transaction, &seen.iter().collect::<Vec<_>>()).await?;
        let user = users.first().copied().ok_or_else(Failure::met)?;
        self.everyone.insert(account.0, user);
        Ok(user)
    }

    /// Puts them into their mailboxes, and claims.
    async fn put(&self, sorted: &[Sorted<'a>]) -> Result<Vec<(usize, Claim)>, Failure> {
        let inbox = insert(self.transaction, sorted).await?;
        count(self.transaction, sorted).await?;
        let heard =
            sorted.iter().map(|sorted| (sorted.conversation.id, &sorted.letter.mail.arrival.incoming.event));
        let heard = heard.filter(|(_, event)| event.opens_window).map(|(id, event)| (id, millis(event.at)));
        conversation::heard(self.transaction, &heard.collect::<Vec<_>>()).await?;
        for Sorted { letter, conversation, way, .. } in sorted {
            if let (Way::Waits(_), Some(album)) = (way, letter.mail.arrival.incoming.event.album()) {
                let due = millis(letter.mail.arrival.at) + REST;
                album::rest(self.transaction, conversation.id, album, due).await?;
            }
        }
        let (mut begun, mut candidates) = (Vec::new(), Vec::new());
        for (sorted, inbox) in sorted.iter().zip(inbox) {
            let Sorted { letter, conversation, sender, way } = sorted;
            let arrival = &letter.mail.arrival;
            let event = &arrival.incoming.event;
            match way {
                Way::Waits(_) => {}
                Way::Begins => {
                    let next = Next { inbox, user: *sender, token: arrival.token, event: event.clone() };
                    let given = claim::Given::first(conversation.id, arrival.at, next);
                    begun.push((letter.at, given));
                }
                Way::Claims => {
                    let known = Some(Known { inbox, event });
                    candidates.push((
                        letter.at,
                        Candidate { conversation: conversation.id, now: arrival.at, known },
                    ));
                }
            }
        }
        let (mut places, given): (Vec<_>, Vec<_>) = begun.into_iter().unzip();
        let (others, candidates): (Vec<_>, Vec<_>) = candidates.into_iter().unzip();
        let mut claims = claim::give(self.transaction, given).await?;
        for (place, claim) in others.into_iter().zip(claim::begin(self.transaction, candidates).await?) {
            if let Some(claim) = claim {
                places.push(place);
                claims.push(claim);
            }
        }
        Ok(places.into_iter().zip(claims).collect())
    }
}

fn way(letter: &Letter<'_>, conversation: &Conversation) -> Way {
    let now = millis(letter.mail.arrival.at);
    let Conversation { free, idle, held_until, flooded, .. } = *conversation;
    let held = held_until.is_some_and(|until| until > now);
    let album = letter.mail.arrival.incoming.event.album();
    if !letter.claim || !free || held || album.is_some() {
        let due = album.map_or(now, |_| now + REST);
        return Way::Waits(held_until.map_or(due, |until| until.max(due)));
    }
    if idle && !flooded { Way::Begins } else { Way::Claims }
}

/// Writes the rows. Gives their numbers.
async fn insert(transaction: &Transaction, sorted: &[Sorted<'_>]) -> Result<Vec<i64>, Failure> {
    let arrivals = || sorted.iter().map(|sorted| &sorted.letter.mail.arrival);
    let conversations: Vec<i64> = sorted.iter().map(|sorted| sorted.conversation.id).collect();
    let sorts: Vec<i64> = arrivals().map(|arrival| arrival.incoming.sort).collect();
    let due: Vec<i64> = arrivals().map(|arrival| millis(arrival.at)).collect();
    let attempts: Vec<i64> =
        sorted.iter().map(|sorted| i64::from(matches!(sorted.way, Way::Begins))).collect();
    let tokens: Vec<Option<&[u8]>> =
        arrivals().map(|arrival| arrival.token.as_ref().map(|token| &token[..])).collect();
    let events: Vec<&str> = sorted.iter().map(|sorted| sorted.letter.mail.json.as_str()).collect();
    let senders: Vec<Option<i64>> = sorted.iter().map(|sorted| sorted.sender).collect();
    let albums: Vec<Option<&str>> = arrivals().map(|arrival| arrival.incoming.event.album()).collect();
    let rows = transaction
        .rows(
            "INSERT INTO inbox (conversation, sort, due_at, attempts, token, event, sender, album)
             SELECT conversation, sort, due_at, attempts, token, event, sender, album
             FROM unnest($1::bigint[], $2::bigint[], $3::bigint[], $4::bigint[], $5::bytea[], $6::text[], $7::bigint[],
                $8::text[]) WITH ORDINALITY
                new (conversation, sort, due_at, attempts, token, event, sender, album, number)
             ORDER BY number RETURNING id",
            &[&conversations, &sorts, &due, &attempts, &tokens, &events, &senders, &albums],
        )
        .await?;
    rows.iter().map(|row| Ok(row.try_get(0)?)).collect()
}

/// Notes in the conversations that they have other events and, in the same step, whose they are from now on.
async fn count(transaction: &Transaction, sorted: &[Sorted<'_>]) -> Result<(), Failure> {
    let mut counts = BTreeMap::<i64, Count<'_>>::new();
    for Sorted { letter, conversation, way, .. } in sorted {
        counts.entry(conversation.id).or_default().add(letter, way);
    }
    let conversations: Vec<i64> = counts.keys().copied().collect();
    let events: Vec<i64> = counts.values().map(|count| count.events).collect();
    let wakes: Vec<Option<i64>> = counts.values().map(|count| count.wake).collect();
    let owned: Vec<bool> = counts.values().map(|count| count.owned).collect();
    let messages: Vec<Option<&str>> =
        counts.values().map(|count| count.last.map(|(_, message)| message)).collect();
    let sorts: Vec<Option<i64>> = counts.values().map(|count| count.last.map(|(sort, _)| sort)).collect();
    transaction
        .execute(
            "UPDATE conversations c SET in_seq = c.in_seq + new.events,
                wake_at = CASE WHEN new.wake IS NULL THEN NULL ELSE least(c.wake_at, new.wake) END,
                owner = CASE WHEN new.owned THEN $7 ELSE c.owner END, fence = c.fence + new.owned::int,
                last_message_id = CASE WHEN new.message IS NOT NULL AND coalesce(c.last_message_sort, new.sort) <= new.sort
                    THEN new.message ELSE c.last_message_id END,
                last_message_sort = greatest(c.last_message_sort, new.sort)
             FROM unnest($1::bigint[], $2::bigint[], $3::bigint[], $4::bool[], $5::text[], $6::bigint[])
                new (conversation, events, wake, owned, message, sort)
             WHERE c.id = new.conversation",
            &[&conversations, &events, &wakes, &owned, &messages, &sorts, &transaction.process],
        )
        .await?;
    Ok(())
}

/// What is new about a conversation.
#[derive(Default)]
struct Count<'a> {
    events: i64,
    /// When it has something to do. `None` while it is claimed.
    wake: Option<i64>,
    owned: bool,
    /// The newest message, of those with the same place the last, with that place.
    last: Option<(i64, &'a str)>,
}

impl<'a> Count<'a> {
    fn add(&mut self, letter: &'a Letter<'_>, way: &Way) {
        let incoming = &letter.mail.arrival.incoming;
        self.events += 1;
        match way {
            Way::Waits(until) => self.wake = Some(self.wake.map_or(*until, |wake| wake.min(*until))),
            Way::Begins => self.owned = true,
            Way::Claims => {}
        }
        if let Some(message) = incoming.event.message_id.as_deref()
            && self.last.is_none_or(|(sort, _)| sort <= incoming.sort)
        {
            self.last = Some((incoming.sort, message));
        }
    }
}
