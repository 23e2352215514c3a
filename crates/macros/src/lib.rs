//! The derive macros of Tertulia. Authors import them from `tertulia`, beside the traits they implement.
//!
//! What they emit names `::tertulia::__private`; a crate that has no dependency of that name says where it is
//! found: `#[payload(crate = "my_framework::tertulia")]`.

mod attributes;
mod duration;
mod form;
mod form_choice;
mod from_turn;
mod payload;
mod session;

use proc_macro::TokenStream;
use quote::quote;
use syn::{DeriveInput, parse_macro_input};

/// Makes a type something that a button carries.
///
/// A struct is called after its type, in snake case; an enum has one name per variant.
///
/// | attribute | where | meaning |
/// |---|---|---|
/// | `#[payload(name = "…")]` | struct, variant | another name: any text without `/ : # ~ @` |
/// | `#[payload(sealed)]` | type | parameters that this bot did not make itself are refused |
/// | `#[payload(crate = "…")]` | type | where `tertulia` is found |
#[proc_macro_derive(Payload, attributes(payload))]
pub fn payload(input: TokenStream) -> TokenStream {
    let input = parse_macro_input!(input as DeriveInput);
    payload::expand(&input).unwrap_or_else(|mistake| told_once(&mistake, payload::stand_in(&input))).into()
}

/// Makes a type something that `Session<T>` and `UserData<T>` remember, under its name in snake case.
///
/// | attribute | meaning |
/// |---|---|
/// | `#[session(name = "…")]` | another name |
/// | `#[session(version = 2)]` | the version it is stored with; 1 without it |
/// | `#[session(migrate = path)]` | `fn(version: u32, stored: Value) -> Option<Self>`: makes it of what an older version stored |
/// | `#[session(crate = "…")]` | where `tertulia` is found |
#[proc_macro_derive(Session, attributes(session))]
pub fn session(input: TokenStream) -> TokenStream {
    let input = parse_macro_input!(input as DeriveInput);
    session::expand(&input).unwrap_or_else(|mistake| told_once(&mistake, session::stand_in(&input))).into()
}

/// Makes a struct of things that blocks can take one thing that blocks can take.
///
/// | attribute | meaning |
/// |---|---|
/// | `#[from_turn(crate = "…")]` | where `tertulia` is found |
#[proc_macro_derive(FromTurn, attributes(from_turn))]
pub fn from_turn(input: TokenStream) -> TokenStream {
    let input = parse_macro_input!(input as DeriveInput);
    from_turn::expand(&input)
        .unwrap_or_else(|mistake| told_once(&mistake, from_turn::stand_in(&input)))
        .into()
}

/// Makes a struct a form: each field is a question. The attributes are told at the trait of that name.
#[proc_macro_derive(Form, attributes(form))]
pub fn form(input: TokenStream) -> TokenStream {
    let input = parse_macro_input!(input as DeriveInput);
    form::expand(&input).unwrap_or_else(|mistake| told_once(&mistake, form::stand_in(&input))).into()
}

/// Makes an enum something that a field of a form can be: its variants are buttons, and their titles may be typed.
///
/// | attribute | where | meaning |
/// |---|---|---|
/// | `#[form(title = "…")]` | variant | what stands on its button; without it, its name: `DeepBlue` is "Deep blue" |
/// | `#[form(words = ["…"])]` | variant | what else may be typed; one text may hold several words, with commas between |
/// | `#[form(name = "…")]` | variant | what is stored; without it, its name in snake case |
/// | `#[form(crate = "…")]` | type | where `tertulia` is found |
///
/// A title or word is a literal, or an expression such as `t!("red")`.
#[proc_macro_derive(FormChoice, attributes(form))]
pub fn form_choice(input: TokenStream) -> TokenStream {
    let input = parse_macro_input!(input as DeriveInput);
    form_choice::expand(&input)
        .unwrap_or_else(|mistake| told_once(&mistake, form_choice::stand_in(&input)))
        .into()
}

/// The mistake, with an implementation that never runs: without one, every use of the type would be told as a
/// mistake too.
fn told_once(mistake: &syn::Error, stand_in: proc_macro2::TokenStream) -> proc_macro2::TokenStream {
    let mistake = mistake.to_compile_error();
    quote!(#mistake #stand_in)
}
