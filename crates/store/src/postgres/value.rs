//! What statements are given, with its type.
//!
//! Statements tell the types of their parameters, so that one round trip does and nothing is prepared on the server:
//! that also goes through a pooler which gives every transaction another connection.

use tokio_postgres::types::{ToSql, Type};

/// The parameters of a statement, `$1` first.
pub(super) type Values<'a> = &'a [&'a (dyn Value + Sync)];

/// Something that a column can hold.
pub(super) trait Value {
    /// The type of the parameter.
    fn kind(&self) -> Type;

    /// The value as it is sent.
    fn bind(&self) -> Bound<'_>;
}

/// A value on its way.
pub(super) enum Bound<'a> {
    AsIs(&'a (dyn ToSql + Sync)),
    Changed(Box<dyn ToSql + Sync + Send>),
}

impl Bound<'_> {
    pub(super) fn sql(&self) -> &(dyn ToSql + Sync) {
        match self {
            Self::AsIs(value) => *value,
            Self::Changed(value) => &**value,
        }
    }
}

macro_rules! plain {
    ($($rust:ty => $kind:ident,)+) => {$(
        impl Value for $rust {
            fn kind(&self) -> Type {
                Type::$kind
            }

            fn bind(&self) -> Bound<'_> {
                Bound::AsIs(self)
            }
        }
    )+};
}

plain! {
    bool => BOOL,
    Option<bool> => BOOL,
    Vec<bool> => BOOL_ARRAY,
    Vec<Option<bool>> => BOOL_ARRAY,
    i64 => INT8,
    Option<i64> => INT8,
    Vec<i64> => INT8_ARRAY,
    Vec<Option<i64>> => INT8_ARRAY,
    &[i64] => INT8_ARRAY,
    &[u8] => BYTEA,
    Vec<&[u8]> => BYTEA_ARRAY,
    Vec<Option<&[u8]>> => BYTEA_ARRAY,
}

/// PostgreSQL's texts hold every character but one, which only somebody up to no good sends. It is kept as the sign for what
/// cannot be shown.
const NUL: char = '\0';
const INSTEAD: &str = "\u{fffd}";

macro_rules! text {
    ($($rust:ty => $kind:ident, $texts:expr, $change:expr;)+) => {$(
        impl Value for $rust {
            fn kind(&self) -> Type {
                Type::$kind
            }

            fn bind(&self) -> Bound<'_> {
                let texts: fn(&$rust) -> bool = $texts;
                let change: fn(&$rust) -> Box<dyn ToSql + Sync + Send> = $change;
                if texts(self) { Bound::Changed(change(self)) } else { Bound::AsIs(self) }
            }
        }
    )+};
}

text! {
    &str => TEXT, |text| text.contains(NUL), |text| Box::new(without(text));
    String => TEXT, |text| text.contains(NUL), |text| Box::new(without(text));
    Option<&str> => TEXT,
        |text| text.is_some_and(|text| text.contains(NUL)),
        |text| Box::new(text.map(without));
    Option<String> => TEXT,
        |text| text.as_ref().is_some_and(|text| text.contains(NUL)),
        |text| Box::new(text.as_deref().map(without));
    Vec<&str> => TEXT_ARRAY,
        |texts| texts.iter().any(|text| text.contains(NUL)),
        |texts| Box::new(texts.iter().map(|text| without(text)).collect::<Vec<_>>());
    Vec<String> => TEXT_ARRAY,
        |texts| texts.iter().any(|text| text.contains(NUL)),
        |texts| Box::new(texts.iter().map(|text| without(text)).collect::<Vec<_>>());
    Vec<Option<&str>> => TEXT_ARRAY,
        |texts| texts.iter().flatten().any(|text| text.contains(NUL)),
        |texts| Box::new(texts.iter().map(|text| text.map(without)).collect::<Vec<_>>());
    Vec<Option<String>> => TEXT_ARRAY,
        |texts| texts.iter().flatten().any(|text| text.contains(NUL)),
        |texts| Box::new(texts.iter().map(|text| text.as_deref().map(without)).collect::<Vec<_>>());
}

fn without(text: &str) -> String {
    text.replace(NUL, INSTEAD)
}
