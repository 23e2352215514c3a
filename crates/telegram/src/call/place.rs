//! Places.

use serde::Serialize;
use tertulia_core::{Call, Location};

use super::sending::Sending;

/// <https://core.telegram.org/bots/api#sendlocation>, and with title and address
/// <https://core.telegram.org/bots/api#sendvenue>
#[derive(Serialize)]
struct Content<'a> {
    latitude: f64,
    longitude: f64,
    #[serde(skip_serializing_if = "Option::is_none")]
    title: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    address: Option<&'a str>,
}

/// A point; or, if it has a name or an address, what stands there.
pub(super) fn place(place: &Location, sending: &Sending<'_>) -> Call {
    let Location { latitude, longitude, name, address, .. } = place;
    let point = Content { latitude: *latitude, longitude: *longitude, title: None, address: None };
    let told = |line: &&str| !line.trim().is_empty();
    let mut lines = [name, address].into_iter().filter_map(|line| line.as_deref()).filter(told);
    let Some(title) = lines.next() else { return sending.call("sendLocation", &point, None) };
    // A venue has two lines; where only one is known, the point itself says as much.
    let degrees = format!("{latitude:.5}, {longitude:.5}");
    let address = lines.next().unwrap_or(&degrees);
    sending.call("sendVenue", &Content { title: Some(title), address: Some(address), ..point }, None)
}
