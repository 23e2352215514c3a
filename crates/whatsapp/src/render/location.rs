//! Places: messages/location-messages.

use serde::Serialize;

#[derive(Serialize)]
pub(super) struct Location<'a> {
    latitude: f64,
    longitude: f64,
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    address: Option<&'a str>,
}

impl<'a> Location<'a> {
    pub(super) fn new(place: &'a tertulia_core::Location) -> Self {
        let said = |line: &&str| !line.is_empty();
        Self {
            latitude: place.latitude,
            longitude: place.longitude,
            name: place.name.as_deref().filter(said),
            address: place.address.as_deref().filter(said),
        }
    }
}
