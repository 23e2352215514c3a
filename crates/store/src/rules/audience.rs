//! Who may press, as the tables name it.

use tertulia_core::payload::Audience;

/// An audience this version has no word for is kept as the narrowest.
pub(crate) fn audience_name(audience: Audience) -> &'static str {
    match audience {
        Audience::Anyone => "anyone",
        Audience::User => "user",
        _ => "chat",
    }
}

/// The audience of that name.
pub(crate) fn audience(name: &str) -> Audience {
    match name {
        "anyone" => Audience::Anyone,
        "user" => Audience::User,
        _ => Audience::Chat,
    }
}
