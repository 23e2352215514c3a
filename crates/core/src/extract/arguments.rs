//! The arguments of a block, all together.

use std::future::Future;

use crate::{Result, Turn, block::Kind};

use super::{FromTurn, Needs};

/// The arguments of a block of kind `K`: up to 8, each of them [`FromTurn`].
///
/// It is a trait of its own so that the compiler speaks of the one argument that does not fit, and lists what
/// does, without tuples among it.
#[diagnostic::on_unimplemented(
    message = "a block takes at most 8 arguments",
    label = "this function has more",
    note = "put some of them into a struct with `#[derive(FromTurn)]`, and take that"
)]
pub trait Arguments<K: Kind>: Sized + Send {
    #[doc(hidden)]
    fn from_turn(turn: &Turn) -> impl Future<Output = Result<Self>> + Send;
    #[doc(hidden)]
    fn needs(needs: &mut Needs);
}

impl<K: Kind> Arguments<K> for () {
    async fn from_turn(_: &Turn) -> Result<Self> {
        Ok(())
    }

    fn needs(_: &mut Needs) {}
}

macro_rules! arguments {
    ($($arg:ident),*) => {
        impl<K: Kind, $($arg: FromTurn<K> + Send),*> Arguments<K> for ($($arg,)*) {
            #[expect(non_snake_case, reason = "one variable per type parameter")]
            async fn from_turn(turn: &Turn) -> Result<Self> {
                $(let $arg = $arg::from_turn(turn).await?;)*
                Ok(($($arg,)*))
            }

            fn needs(needs: &mut Needs) {
                $($arg::needs(needs);)*
            }
        }
    };
}
arguments!(A);
arguments!(A, B);
arguments!(A, B, C);
arguments!(A, B, C, D);
arguments!(A, B, C, D, E);
arguments!(A, B, C, D, E, F);
arguments!(A, B, C, D, E, F, G);
arguments!(A, B, C, D, E, F, G, H);
