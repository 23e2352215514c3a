//! Why a press is stale.

use crate::{Result, Turn, Verdict, block};

use super::{FromTurn, absent};

impl FromTurn<block::OnStale> for Verdict {
    async fn from_turn(turn: &Turn) -> Result<Self> {
        turn.stale().ok_or_else(|| absent("verdict"))
    }
}
