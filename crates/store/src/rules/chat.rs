//! Chats as the tables name them.

use tertulia_core::Chat;

/// A chat as the table has it. Private ones are known by our user, whatever the platform calls the person.
#[derive(Debug, Eq, PartialEq)]
pub(crate) enum NativeChat<'a> {
    /// The private chat with this user.
    Private(i64),
    /// The group with this id of the platform's.
    Group(&'a str),
}

impl<'a> NativeChat<'a> {
    /// The chat of that place, for that user.
    pub(crate) fn of(place: &'a Chat, user: i64) -> Self {
        place.group.as_deref().map_or(Self::Private(user), Self::Group)
    }

    /// Reads it. `None` if it was never written by us.
    pub(crate) fn read(native: &'a str) -> Option<Self> {
        match native.split_at_checked(1)? {
            ("u", user) => user.parse().ok().map(Self::Private),
            ("g", group) => Some(Self::Group(group)),
            _ => None,
        }
    }
}

/// The platform's id of the group a chat is. `None` for a private one.
pub(crate) fn group_of(native: &str) -> Option<String> {
    match NativeChat::read(native) {
        Some(NativeChat::Group(group)) => Some(group.to_owned()),
        Some(NativeChat::Private(_)) | None => None,
    }
}

impl std::fmt::Display for NativeChat<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Private(user) => write!(f, "u{user}"),
            Self::Group(group) => write!(f, "g{group}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_chat_reads_back() {
        for chat in [NativeChat::Private(12), NativeChat::Group("-100"), NativeChat::Group("")] {
            assert_eq!(NativeChat::read(&chat.to_string()), Some(chat));
        }
        for other in ["", "u", "ux", "éa", "12"] {
            assert_eq!(NativeChat::read(other), None, "{other}");
        }
    }
}
