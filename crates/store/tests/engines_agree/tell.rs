//! What platforms tell about messages: of those that were sent, and of others.

use jiff::{SignedDuration, Timestamp};
use proptest::prelude::*;
use tertulia_core::receipt::{About, Receipt, Status};
use tertulia_store::{AccountId, Claim};

use super::{
    arrive::alias,
    ends::{SHARED, reference},
    step::recent,
};

/// A receipt.
#[derive(Clone, Debug)]
pub(crate) struct Tell {
    account: i64,
    about: Subject,
    status: Status,
    off_micros: i64,
}

#[derive(Clone, Debug)]
enum Subject {
    /// The message of a call, counted from the last that was given out, with a name.
    Message(usize, Name),
    /// Everything sent to somebody.
    Everything(u8),
}

#[derive(Clone, Debug)]
enum Name {
    Missing,
    Shared,
    /// That of the first call of a turn, counted from the last.
    Turn(usize),
}

pub(crate) fn tell() -> impl Strategy<Value = Tell> {
    let name = prop_oneof![
        2 => Just(Name::Missing),
        1 => Just(Name::Shared),
        3 => recent().prop_map(Name::Turn),
    ];
    let about = prop_oneof![
        3 => (recent(), name).prop_map(|(row, name)| Subject::Message(row, name)),
        1 => (0..5_u8).prop_map(Subject::Everything),
    ];
    let status = prop_oneof![
        1 => Just(Status::Sent),
        3 => Just(Status::Failed("closed".into())),
        1 => Just(Status::Delivered),
        1 => Just(Status::Read),
    ];
    let account = prop_oneof![2 => Just(1_i64), 1 => Just(2)];
    (account, about, status, -9_000_000..9_000_000_i64)
        .prop_map(|(account, about, status, off_micros)| Tell { account, about, status, off_micros })
}

impl Tell {
    /// What comes in, if there are such calls and turns.
    pub(crate) fn receipt(
        &self,
        claims: &[Claim],
        rows: &[i64],
        now: Timestamp,
    ) -> Option<(AccountId, Receipt)> {
        let about = match &self.about {
            Subject::Message(row, name) => About::Message {
                id: format!("m{}", rows.iter().nth_back(*row)?),
                reference: match name {
                    Name::Missing => None,
                    Name::Shared => Some(SHARED.into()),
                    Name::Turn(claim) => Some(reference(claims.iter().nth_back(*claim)?)),
                },
            },
            Subject::Everything(person) => About::Everything(alias(*person)),
        };
        let at = now + SignedDuration::from_micros(self.off_micros);
        let account = self.account.to_string();
        Some((
            AccountId(self.account),
            Receipt { account, about, status: self.status.clone(), at, price: None },
        ))
    }
}
