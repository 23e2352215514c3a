//! How a row of a queue is named.

use std::{fmt, str::FromStr};

use tertulia_store::Queue;

/// A row of a queue: `dead:7`.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) struct Place {
    pub(super) queue: Queue,
    pub(super) number: i64,
}

impl FromStr for Place {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let (queue, number) = text.split_once(':').unwrap_or(("dead", text));
        let queue = Queue::ALL.into_iter().find(|known| known.as_str() == queue);
        match (queue, number.parse()) {
            (Some(queue), Ok(number)) => Ok(Self { queue, number }),
            _ => Err("a row is written `inbox:7`, `outbox:7` or `dead:7`".to_owned()),
        }
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.queue.as_str(), self.number)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_is_named_as_it_is_listed() {
        let row = Place { queue: Queue::Outbox, number: 7 };
        assert_eq!(row.to_string().parse(), Ok(row));
        assert_eq!("7".parse(), Ok(Place { queue: Queue::Dead, number: 7 }));
        for wrong in ["", "x", "dead:", "dead:x", "box:7"] {
            assert!(wrong.parse::<Place>().is_err(), "{wrong}");
        }
    }
}
