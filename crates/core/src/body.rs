//! The body of a block: a value to say, a closure, or a function whose arguments are taken from the turn.
//!
//! Everything that can be wrong with a body is a bound of one blanket implementation, so the compiler reports
//! the innermost bound that does not hold, in our words: an argument that this kind of block does not give, an
//! ending that means nothing, a future that is not `Send`.

use std::{
    any::type_name,
    future::{Future, Ready, ready},
    marker::PhantomData,
    pin::Pin,
};

use crate::{
    Flow, IntoFlow, Result, Turn,
    block::Kind,
    extract::{FromTurn, Needs},
};

/// A future on the heap.
pub type BoxFuture<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// The body of a block of kind `K`: something to say, a closure, or a function, async or not.
///
/// `M` is inferred; never name it.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be the body of a `{K}` block",
    label = "not a block body",
    note = "a body is something to say (`\"Hello!\"`), a closure with typed arguments (`|reply: Reply| …`), or a function of at most 8 arguments, async or not",
    note = "pass the function itself, do not call it: `greet`, not `greet()`",
    note = "a closure is cloned for every event, so what it captures must be `Clone + Send + Sync`"
)]
pub trait Body<K, M>: Send + Sync + 'static {
    #[doc(hidden)]
    fn run<'t>(&'t self, turn: &'t Turn) -> BoxFuture<'t, Result<Flow>>;
    #[doc(hidden)]
    fn needs(needs: &mut Needs);
}

impl<K, F, Args, When> Body<K, (Args, When)> for F
where
    K: Kind,
    F: Call<Args>,
    Args: FromTurn<K> + Send,
    F::Return: Outcome<When>,
    <F::Return as Outcome<When>>::Output: IntoFlow,
    <F::Return as Outcome<When>>::Future: Send,
{
    fn run<'t>(&'t self, turn: &'t Turn) -> BoxFuture<'t, Result<Flow>> {
        Box::pin(async move {
            let args = Args::from_turn(turn).await?;
            let end = self.call(args).wait().await;
            end.into_flow(turn.reply())
        })
    }

    fn needs(needs: &mut Needs) {
        Args::needs(needs);
    }
}

/// Any function, whatever it takes: it fixes `Args`, so that each argument can be spoken of.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be the body of a block",
    label = "not a block body",
    note = "a body is something to say (`\"Hello!\"`), a closure with typed arguments (`|reply: Reply| …`), or a function of at most 8 arguments, async or not"
)]
pub trait Call<Args>: Send + Sync + 'static {
    #[doc(hidden)]
    type Return;
    #[doc(hidden)]
    fn call(&self, args: Args) -> Self::Return;
}

macro_rules! calls {
    ($($arg:ident),*) => {
        #[diagnostic::do_not_recommend]
        // `FnOnce + Clone` and not `Fn`: an async closure that captures lends from itself, so it is no `Fn`.
        impl<F, R, $($arg),*> Call<($($arg,)*)> for F
        where
            F: FnOnce($($arg),*) -> R + Clone + Send + Sync + 'static,
        {
            type Return = R;

            #[expect(non_snake_case, reason = "one variable per type parameter")]
            fn call(&self, ($($arg,)*): ($($arg,)*)) -> R {
                self.clone()($($arg),*)
            }
        }
    };
}
#[diagnostic::do_not_recommend]
impl<F, R> Call<()> for F
where
    F: FnOnce() -> R + Clone + Send + Sync + 'static,
{
    type Return = R;

    fn call(&self, (): ()) -> R {
        self.clone()()
    }
}
calls!(A);
calls!(A, B);
calls!(A, B, C);
calls!(A, B, C, D);
calls!(A, B, C, D, E);
calls!(A, B, C, D, E, G);
calls!(A, B, C, D, E, G, H);
calls!(A, B, C, D, E, G, H, I);

/// Stands for the arguments of a body that is a plain value: `.keyword("ping", "pong")`.
#[doc(hidden)]
#[derive(Debug)]
#[non_exhaustive]
pub struct Value;

#[diagnostic::do_not_recommend]
impl<V: IntoFlow + Clone + Send + Sync + 'static> Call<Value> for V {
    type Return = V;

    fn call(&self, _: Value) -> V {
        self.clone()
    }
}

#[diagnostic::do_not_recommend]
impl<K: Kind> FromTurn<K> for Value {
    async fn from_turn(_: &Turn) -> Result<Self> {
        Ok(Self)
    }
}

/// The block's end is there at once.
#[doc(hidden)]
#[derive(Debug)]
#[expect(clippy::exhaustive_enums, reason = "a type without values")]
pub enum Now {}

/// The block's end has to be awaited.
#[doc(hidden)]
#[derive(Debug)]
#[expect(clippy::exhaustive_enums, reason = "a type without values")]
pub enum Later {}

/// What a function returns: the block's end, now or later.
#[diagnostic::on_unimplemented(
    message = "a block cannot end with `{Self}`",
    label = "this block ends with `{Self}`",
    note = "a block ends with `()`, something to say (`&str`, `String`, a `Message`, the `Reply`), a `Flow`, `(something to say, Flow)`, or a `Result` of one of those"
)]
pub trait Outcome<When> {
    #[doc(hidden)]
    type Output;
    #[doc(hidden)]
    type Future: Future<Output = Self::Output>;
    #[doc(hidden)]
    fn wait(self) -> Self::Future;
}

#[diagnostic::do_not_recommend]
impl<R: IntoFlow> Outcome<Now> for R {
    type Output = R;
    type Future = Ready<R>;

    fn wait(self) -> Ready<R> {
        ready(self)
    }
}

#[diagnostic::do_not_recommend]
impl<F: Future> Outcome<Later> for F {
    type Output = F::Output;
    type Future = F;

    fn wait(self) -> F {
        self
    }
}

/// A body that takes the whole turn, for the rare block that wants to decide itself what it needs:
///
/// ```
/// use tertulia_core::{Context, turn};
///
/// let context = Context::new("main").any_text(turn(async |t| {
///     t.reply().text(format!("You wrote: {}", t.event().text().unwrap_or_default()));
/// }));
/// ```
pub fn turn<F, R>(body: F) -> WholeTurn<F, R>
where
    F: for<'t> TurnFn<&'t Turn, R, Fut: Send> + Clone + Send + Sync + 'static,
    R: IntoFlow + Send + 'static,
{
    WholeTurn(body, PhantomData)
}

/// What [`turn`] makes.
pub struct WholeTurn<F, R>(F, PhantomData<fn() -> R>);

impl<F, R> std::fmt::Debug for WholeTurn<F, R> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "turn({})", type_name::<F>())
    }
}

/// An async closure of one argument whose future can be required to be `Send`: `AsyncFnOnce` gives the closure
/// its signature, `FnOnce` names its future.
pub trait TurnFn<T, R>: AsyncFnOnce(T) -> R + FnOnce(T) -> <Self as TurnFn<T, R>>::Fut {
    #[doc(hidden)]
    type Fut: Future<Output = R>;
}

impl<F, Fut, T, R> TurnFn<T, R> for F
where
    F: AsyncFnOnce(T) -> R + FnOnce(T) -> Fut,
    Fut: Future<Output = R>,
{
    type Fut = Fut;
}

#[diagnostic::do_not_recommend]
impl<K: Kind, F, R> Body<K, Whole> for WholeTurn<F, R>
where
    F: for<'t> TurnFn<&'t Turn, R, Fut: Send> + Clone + Send + Sync + 'static,
    R: IntoFlow + Send + 'static,
{
    fn run<'t>(&'t self, turn: &'t Turn) -> BoxFuture<'t, Result<Flow>> {
        let end = (self.0.clone())(turn);
        Box::pin(async move { end.await.into_flow(turn.reply()) })
    }

    fn needs(_: &mut Needs) {}
}

#[doc(hidden)]
#[derive(Debug)]
#[expect(clippy::exhaustive_enums, reason = "a type without values")]
pub enum Whole {}

/// A body with its types forgotten.
pub(crate) trait DynBody: Send + Sync {
    fn run<'t>(&'t self, turn: &'t Turn) -> BoxFuture<'t, Result<Flow>>;
    fn needs(&self) -> Needs;
    fn name(&self) -> &'static str;
}

/// Forgets the types of a body.
pub(crate) struct Erased<B, K, M>(B, PhantomData<fn() -> (K, M)>);

impl<B, K, M> Erased<B, K, M> {
    pub(crate) fn new(body: B) -> Self {
        Self(body, PhantomData)
    }
}

impl<B: Body<K, M>, K, M> DynBody for Erased<B, K, M> {
    fn run<'t>(&'t self, turn: &'t Turn) -> BoxFuture<'t, Result<Flow>> {
        self.0.run(turn)
    }

    fn needs(&self) -> Needs {
        let mut needs = Needs::default();
        B::needs(&mut needs);
        needs
    }

    fn name(&self) -> &'static str {
        type_name::<B>()
    }
}
