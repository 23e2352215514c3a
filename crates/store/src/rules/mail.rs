//! Arrivals, ready to be kept.

use super::arrival;
use crate::{Arrival, StoreError};

/// An arrival with its event written as JSON, which is done before the database sees it.
pub(crate) struct Mail {
    pub(crate) arrival: Arrival,
    pub(crate) json: String,
}

impl Mail {
    /// Prepares an arrival.
    pub(crate) fn new(arrival: Arrival) -> Result<Self, StoreError> {
        let arrival = arrival::timed(arrival);
        let json = serde_json::to_string(&arrival.incoming.event)
            .map_err(|error| StoreError::Unavailable(format!("an event cannot be written: {error}")))?;
        Ok(Self { arrival, json })
    }
}
