//! What the whole app shares.

use std::{
    any::{Any, TypeId, type_name},
    collections::HashMap,
    ops::Deref,
    sync::Arc,
};

use crate::{Error, Result, Turn, block::Kind};

use super::{FromTurn, Needs};

/// Values by their types.
pub(crate) type DataMap = HashMap<TypeId, Arc<dyn Any + Send + Sync>>;

/// A value that the whole app shares, given with `App::data`. Start-up checks that it is there.
///
/// ```
/// use tertulia_core::{Context, extract::Data};
///
/// struct Prices;
///
/// impl Prices {
///     fn apple(&self) -> u32 { 3 }
/// }
///
/// let context = Context::new("main").keyword("price", |prices: Data<Prices>| prices.apple().to_string());
/// ```
#[derive(Debug)]
pub struct Data<T>(Arc<T>);

impl<T> Deref for Data<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.0
    }
}

impl<T> Clone for Data<T> {
    fn clone(&self) -> Self {
        Self(Arc::clone(&self.0))
    }
}

impl<K: Kind, T: Send + Sync + 'static> FromTurn<K> for Data<T> {
    async fn from_turn(turn: &Turn) -> Result<Self> {
        let value = turn.data().get(&TypeId::of::<T>()).cloned();
        let value = value.and_then(|value| value.downcast().ok());
        // Unreachable for declared blocks: `needs` below lets start-up refuse them.
        value.map(Self).ok_or_else(|| Error::terminal(format!("the app has no `{}`", type_name::<T>())))
    }

    fn needs(needs: &mut Needs) {
        needs.data.push((TypeId::of::<T>(), type_name::<T>()));
    }
}
