//! The body of a block: a value to say, a closure, or a function whose arguments are taken from the turn.
//!
//! Everything that can be wrong with a body is a bound of one blanket implementation, so the compiler reports
//! the innermost bound that does not hold, in our words: an argument that this kind of block does not give, an
//! ending that means nothing, a future that is not `Send`.

use std::{
    any::type_name,
    convert::Infallible,
    future::{Future, Ready, ready},
    marker::PhantomData,
    pin::Pin,
};

use crate::{
    Flow, IntoFlow, Result, Turn,
    block::Kind,
    extract::{Arguments, Needs},
};

/// A future on the heap.
pub type BoxFuture<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// The body of a block of kind `K`: something to say, a closure, or a function, async or not.
///
/// `M` is inferred; never name it.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be the body of a `{K}` block",
    label = "neither something to say nor a function",
    note = "a body is something to say (`\"Hello!\"`), a closure with typed arguments (`|reply: Reply| …`), or a function, async or not",
    note = "a function is passed, not called: `greet`, not `greet()`"
)]
pub trait Body<K, M>: Send + Sync + 'static {
    #[doc(hidden)]
    fn run<'t>(&'t self, turn: &'t Turn) -> BoxFuture<'t, Result<Flow>>;
    #[doc(hidden)]
    fn needs(&self, needs: &mut Needs);
}

impl<K, F, Args, When> Body<K, (Args, When)> for F
where
    K: Kind,
    F: Call<Args> + Send + Sync + 'static,
    F::Function: Clone + Send,
    Args: Arguments<K>,
    F::Return: Ending<When>,
    <F::Return as Ending<When>>::Output: IntoFlow,
    <F::Return as Ending<When>>::Future: Send,
{
    fn run<'t>(&'t self, turn: &'t Turn) -> BoxFuture<'t, Result<Flow>> {
        Box::pin(async move {
            let args = Args::from_turn(turn).await?;
            let end = F::call(self.function().clone(), args).wait().await;
            end.into_flow(turn.reply())
        })
    }

    fn needs(&self, needs: &mut Needs) {
        Args::needs(needs);
        self.said(needs);
    }
}

/// Any function, whatever it takes: it fixes `Args`, so that each argument can be spoken of.
///
/// A function is cloned for each event. That is a bound of [`Body`] and not of this trait, so that the compiler
/// names the captured value that cannot be cloned; and a bound of `Function`, so that it speaks of that only if
/// there is a function.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be the body of a block",
    label = "neither something to say nor a function",
    note = "a body is something to say (`\"Hello!\"`), a closure with typed arguments (`|reply: Reply| …`), or a function, async or not",
    note = "a function is passed, not called: `greet`, not `greet()`"
)]
pub trait Call<Args> {
    #[doc(hidden)]
    type Return;
    /// Always `Self`.
    #[doc(hidden)]
    type Function;
    #[doc(hidden)]
    fn function(&self) -> &Self::Function;
    #[doc(hidden)]
    fn call(function: Self::Function, args: Args) -> Self::Return;
    /// What is known to be said before it runs: everything, if it is a value.
    #[doc(hidden)]
    fn said(&self, _: &mut Needs) {}
}

macro_rules! calls {
    ($($arg:ident),*) => {
        // `FnOnce` and not `Fn`: an async closure that captures lends from itself, so it is no `Fn`.
        #[diagnostic::do_not_recommend]
        impl<F: FnOnce($($arg),*) -> R, R, $($arg),*> Call<($($arg,)*)> for F {
            type Return = R;
            type Function = Self;

            fn function(&self) -> &Self {
                self
            }

            #[expect(non_snake_case, reason = "one variable per type parameter")]
            fn call(function: Self, ($($arg,)*): ($($arg,)*)) -> R {
                function($($arg),*)
            }
        }
    };
}
#[diagnostic::do_not_recommend]
impl<F: FnOnce() -> R, R> Call<()> for F {
    type Return = R;
    type Function = Self;

    fn function(&self) -> &Self {
        self
    }

    fn call(function: Self, (): ()) -> R {
        function()
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

/// Stands for more arguments than a block takes: no [`Arguments`], and so the compiler can say what is wrong.
#[doc(hidden)]
#[derive(Debug)]
pub struct TooMany<Args>(Infallible, PhantomData<Args>);

macro_rules! too_many {
    ($($arg:ident),*) => {
        #[diagnostic::do_not_recommend]
        impl<F: FnOnce($($arg),*) -> R, R, $($arg),*> Call<TooMany<($($arg,)*)>> for F {
            type Return = R;
            type Function = Self;

            fn function(&self) -> &Self {
                self
            }

            fn call(_: Self, args: TooMany<($($arg,)*)>) -> R {
                match args.0 {}
            }
        }
    };
}
too_many!(A, B, C, D, E, G, H, I, J);
too_many!(A, B, C, D, E, G, H, I, J, L);
too_many!(A, B, C, D, E, G, H, I, J, L, M);
too_many!(A, B, C, D, E, G, H, I, J, L, M, N);

/// Stands for the arguments of a body that is a plain value: `.keyword("ping", "pong")`.
#[doc(hidden)]
#[derive(Debug)]
#[non_exhaustive]
pub struct Value;

#[diagnostic::do_not_recommend]
impl<V: IntoFlow> Call<Value> for V {
    type Return = V;
    type Function = Self;

    fn function(&self) -> &Self {
        self
    }

    fn call(value: Self, _: Value) -> V {
        value
    }

    fn said(&self, needs: &mut Needs) {
        self.needs(needs);
    }
}

#[diagnostic::do_not_recommend]
impl<K: Kind> Arguments<K> for Value {
    async fn from_turn(_: &Turn) -> Result<Self> {
        Ok(Self)
    }

    fn needs(_: &mut Needs) {}
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
    note = "a block ends with `()`, something to say (`&str`, `String`, `t!(\"…\")`, a `Message`, the `Reply`), a `Flow`, `(something to say, Flow)`, or a `tertulia::Result` of one of those",
    note = "with `tertulia::Result`, `?` takes any `std::error::Error`; an error of your own words is `Error::terminal(\"…\")`"
)]
pub trait Ending<When> {
    #[doc(hidden)]
    type Output;
    #[doc(hidden)]
    type Future: Future<Output = Self::Output>;
    #[doc(hidden)]
    fn wait(self) -> Self::Future;
}

#[diagnostic::do_not_recommend]
impl<R: IntoFlow> Ending<Now> for R {
    type Output = R;
    type Future = Ready<R>;

    fn wait(self) -> Ready<R> {
        ready(self)
    }
}

#[diagnostic::do_not_recommend]
impl<F: Future> Ending<Later> for F {
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
pub fn turn<F, R>(body: F) -> WholeTurn<F>
where
    F: for<'t> TurnFn<&'t Turn, R, Fut: Send> + Clone + Send + Sync + 'static,
    R: IntoFlow + Send + 'static,
{
    WholeTurn {
        body,
        run: |body, turn| {
            let end = body.clone()(turn);
            Box::pin(async move { end.await.into_flow(turn.reply()) })
        },
    }
}

/// What [`turn`] makes.
pub struct WholeTurn<F> {
    body: F,
    // What `F` has to be was asked when it was made: a mistake is told there, and not again by `Body`.
    run: for<'t> fn(&F, &'t Turn) -> BoxFuture<'t, Result<Flow>>,
}

impl<F> std::fmt::Debug for WholeTurn<F> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "turn({})", type_name::<F>())
    }
}

/// An async closure of one argument whose future can be required to be `Send`: `AsyncFnOnce` gives the closure
/// its signature, `FnOnce` names its future.
#[diagnostic::on_unimplemented(
    message = "`turn` takes an async closure",
    label = "write `turn(async |t| …)`",
    note = "a closure that is not async takes what it needs as arguments: `|reply: Reply| …`"
)]
pub trait TurnFn<T, R>: AsyncFnOnce(T) -> R + FnOnce(T) -> <Self as TurnFn<T, R>>::Fut {
    #[doc(hidden)]
    type Fut: Future<Output = R>;
}

#[diagnostic::do_not_recommend]
impl<F, Fut, T, R> TurnFn<T, R> for F
where
    F: AsyncFnOnce(T) -> R + FnOnce(T) -> Fut,
    Fut: Future<Output = R>,
{
    type Fut = Fut;
}

#[diagnostic::do_not_recommend]
impl<K: Kind, F: Send + Sync + 'static> Body<K, Whole> for WholeTurn<F> {
    fn run<'t>(&'t self, turn: &'t Turn) -> BoxFuture<'t, Result<Flow>> {
        (self.run)(&self.body, turn)
    }

    fn needs(&self, _: &mut Needs) {}
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
        self.0.needs(&mut needs);
        needs
    }

    fn name(&self) -> &'static str {
        type_name::<B>()
    }
}
