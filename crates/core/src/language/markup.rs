//! In which markup a text is written, and how values stay out of it.

use serde::{Deserialize, Serialize};

use crate::{RichText, rich::shield};

/// In which markup a text is written.
#[derive(Clone, Copy, Debug, Default, Deserialize, Eq, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Markup {
    /// None: it is shown as it is written.
    #[default]
    None,
    /// The tags of [`RichText::html`].
    Html,
    /// That of [`RichText::markdown`].
    Markdown,
}

impl Markup {
    pub(crate) const ALL: [Self; 3] = [Self::None, Self::Html, Self::Markdown];

    /// The value as it stands in a text of this markup, so that nothing in it is markup.
    pub(crate) fn shield(self, value: &str) -> String {
        match self {
            Self::None => value.to_owned(),
            Self::Html => shield::in_html(value),
            Self::Markdown => shield::in_markdown(value),
        }
    }

    /// Reads a text whose values are shielded.
    ///
    /// # Errors
    ///
    /// What is wrong with the HTML.
    pub(crate) fn read(self, code: &str) -> Result<RichText, String> {
        match self {
            Self::None => Ok(RichText::from(code)),
            Self::Html => RichText::html(code).map_err(|error| error.to_string()),
            Self::Markdown => Ok(RichText::shielded_markdown(code)),
        }
    }
}
