//! As much of Telegram's updates as is needed.

use std::borrow::Cow;

use serde::Deserialize;

#[derive(Deserialize)]
pub(crate) struct Update<'a> {
    pub(crate) update_id: i64,
    #[serde(borrow)]
    pub(crate) callback_query: Option<CallbackQuery<'a>>,
}

#[derive(Deserialize)]
pub(crate) struct CallbackQuery<'a> {
    #[serde(borrow)]
    pub(crate) id: Cow<'a, str>,
    pub(crate) from: From,
    pub(crate) data: Option<&'a str>,
}

#[derive(Deserialize)]
pub(crate) struct From {
    pub(crate) id: i64,
}
