//! What a choice carries before it goes out.

use crate::{RichText, message::Carried};

use super::QualifiedPayload;

/// What a choice carries before it goes out.
#[derive(Clone, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub enum Unsealed {
    /// A payload, which is still to be sealed.
    Payload(QualifiedPayload),
    /// What goes on the wire as it is: it was sealed with the page it stands on, or shows another page.
    Sealed(String),
}

impl Carried for Unsealed {
    type Title = String;
    type Text = RichText;
}
