//! `[routes]`: which context an event goes to.

use std::collections::BTreeMap;

use super::fields::Fields;
use super::keys::COMMANDS;
use super::value::Parsed;

/// Which context an event goes to. Contexts are written from the top: `shop`, `shop/cart`.
///
/// Whether they exist is known only once the app is built.
#[derive(Clone, Debug)]
pub(crate) struct Routes {
    /// The context in which conversations begin.
    pub(crate) default: String,
    /// The contexts of commands, by the command's name: lower case, without `/`.
    pub(crate) commands: BTreeMap<String, String>,
    /// The context of inline queries, if not that of the conversation.
    pub(crate) inline_query: Option<String>,
    /// The context of comments, if not that of the conversation.
    pub(crate) comment: Option<String>,
    /// The context of joining and leaving groups, if not that of the conversation.
    pub(crate) membership: Option<String>,
}

impl Routes {
    pub(super) fn read(fields: &mut Fields<'_>) -> Self {
        Self {
            default: fields.value("routes.default", context),
            commands: commands(fields),
            inline_query: fields.optional("routes.inline_query", context),
            comment: fields.optional("routes.comment", context),
            membership: fields.optional("routes.membership", context),
        }
    }
}

fn commands(fields: &mut Fields<'_>) -> BTreeMap<String, String> {
    let mut commands = BTreeMap::new();
    for (name, path) in fields.names(COMMANDS) {
        if !is_command(&name) {
            fields.fault(&path, "is not for a command; write its name without / in a-z, 0-9 and _");
        }
        if let Some(context) = fields.optional(&path, context) {
            commands.insert(name, context);
        }
    }
    commands
}

/// A name a command can have on all platforms, as events carry it.
fn is_command(name: &str) -> bool {
    !name.is_empty() && name.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_')
}

/// A route from the top: names that payloads can carry, with `/` between them.
fn context(text: &str) -> Parsed<String> {
    let route = text.strip_prefix('/').unwrap_or(text);
    let is_name = |name: &str| {
        !name.trim().is_empty() && name != "." && name != ".." && !name.contains([':', '#', '~', '@'])
    };
    match route.split('/').all(is_name) {
        true => Ok(route.to_owned()),
        false => Err("is not a context such as shop or shop/cart: no empty names, and none of : # ~ @"),
    }
}
