//! An event as it is kept.

use jiff::Timestamp;

use super::time::whole_millis;
use crate::Arrival;

/// The arrival with the time its event is kept with: the same whether the event is handled at once or later,
/// and that of the arrival if the platform gave none.
pub(crate) fn timed(mut arrival: Arrival) -> Arrival {
    let event = &mut arrival.incoming.event;
    event.at = whole_millis(event.at);
    if event.at == Timestamp::UNIX_EPOCH {
        event.at = whole_millis(arrival.at);
    }
    arrival
}
