//! What a press means to WhatsApp.

/// What is told when something is pressed.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(super) enum Press {
    /// The reply button of that id.
    Button(String),
    /// The row of that id.
    Row(String),
    /// A quick reply of a template, with that payload.
    Template(String),
    /// The person's place is wanted.
    Location,
    /// The person's number is wanted.
    Contact,
    /// A message with that text.
    Write(String),
    /// Nothing: a page opens, a code is copied.
    Nothing,
}
