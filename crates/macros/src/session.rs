//! `#[derive(Session)]`.

use proc_macro2::TokenStream;
use quote::quote;
use syn::{DeriveInput, LitStr, Path};

use crate::attributes;

pub(crate) fn expand(input: &DeriveInput) -> syn::Result<TokenStream> {
    let mut krate = attributes::default_crate();
    let mut name = attributes::snake_case(&input.ident);
    attributes::read(&input.attrs, "session", "`name` and `crate`", |entry| {
        if entry.path.is_ident("name") {
            name = entry.value()?.parse::<LitStr>()?;
            return match name.value().trim().is_empty() {
                true => Err(syn::Error::new(name.span(), "a session's name cannot be empty")),
                false => Ok(true),
            };
        }
        attributes::read_crate(entry, &mut krate)
    })?;
    Ok(implement(&krate, &name, input))
}

/// An implementation beside a mistake.
pub(crate) fn stand_in(input: &DeriveInput) -> TokenStream {
    let krate = attributes::crate_of(&input.attrs, "session");
    implement(&krate, &attributes::snake_case(&input.ident), input)
}

fn implement(krate: &Path, name: &LitStr, input: &DeriveInput) -> TokenStream {
    let ident = &input.ident;
    let (impl_generics, type_generics, where_clause) = input.generics.split_for_impl();
    quote! {
        #[automatically_derived]
        impl #impl_generics #krate::__private::SessionData for #ident #type_generics #where_clause {
            const NAME: &'static ::core::primitive::str = #name;
        }
    }
}
