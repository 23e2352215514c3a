//! Places.

use serde::{Deserialize, Serialize};

/// A place on the Earth that somebody sent.
///
/// ```
/// use tertulia_core::{Context, event::Location};
///
/// let context = Context::new("main")
///     .location(|place: Location| format!("{:.3}, {:.3}", place.latitude, place.longitude));
/// ```
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Location {
    /// Degrees north, from -90 to 90.
    pub latitude: f64,
    /// Degrees east, from -180 to 180.
    pub longitude: f64,
    /// What the place is called, if it is more than a point: a café, a museum.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// The postal address, if the platform knows it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub address: Option<String>,
    /// Whether it moves with the person for a while. Telegram tells where to by edits of the message, see
    /// [`Edited`](super::Edited); the other platforms have no such places.
    #[serde(default)]
    pub live: bool,
}

impl Location {
    /// A point. `None` if there is no such place: out of range, or no number.
    pub fn new(latitude: f64, longitude: f64) -> Option<Self> {
        let there = (-90.0..=90.0).contains(&latitude) && (-180.0..=180.0).contains(&longitude);
        there.then_some(Self { latitude, longitude, name: None, address: None, live: false })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_point_is_on_the_earth() {
        assert!(Location::new(90.0, -180.0).is_some());
        for (latitude, longitude) in [(90.1, 0.0), (0.0, 181.0), (f64::NAN, 0.0), (0.0, f64::INFINITY)] {
            assert_eq!(Location::new(latitude, longitude), None);
        }
    }
}
