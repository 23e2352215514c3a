//! What is on each picture.

/// One picture.
pub(crate) struct Scene {
    /// What the picture is called, and who is on it.
    pub(crate) name: &'static str,
    /// Whether it goes on where the one before it ends; else it begins with somebody new.
    pub(crate) goes_on: bool,
    /// What is said before, on all phones, and what the bot has said by then.
    pub(crate) says: &'static [(&'static str, &'static str)],
    /// What is pressed on WhatsApp before, so that a list opens.
    pub(crate) opens: Option<&'static str>,
}

/// All pictures.
pub(crate) const SCENES: &[Scene] = &[
    said("text", &[("text", "from noon")]),
    said("styles", &[("styles", "to two")]),
    said("buttons", &[("buttons", "What would you like")]),
    said("quick_replies", &[("quick replies", "What will it be?")]),
    said("confirm", &[("confirm", "table for two?")]),
    said("list", &[("list", "What will it be?")]),
    Scene { name: "list_open", goes_on: true, says: &[], opens: Some("Menu") },
    said("pages", &[("pages", "Our menu of the day")]),
    said("numbers", &[("numbers", "What will it be?")]),
    said("carousel", &[("carousel", "Rome")]),
    said("link", &[("link", "Rome")]),
    said("picture", &[("picture", "from 29")]),
    said("album", &[("album", "Oslo and Lisbon")]),
    said("document", &[("document", "Your ticket")]),
    said("place", &[("place", "")]),
    said("card", &[("card", "Front desk")]),
    said("where_are_you", &[("where are you", "bring it?")]),
    Scene { name: "your_number", goes_on: true, says: &[("your number", "reach you?")], opens: None },
    said("typing", &[("typing", "")]),
    said("form", &[("form", "Where to?")]),
    Scene {
        name: "form_confirmed",
        goes_on: true,
        says: &[("Rome", "How many of you?"), ("2", "")],
        opens: None,
    },
];

const fn said(name: &'static str, says: &'static [(&'static str, &'static str)]) -> Scene {
    Scene { name, goes_on: false, says, opens: None }
}
