//! `#[derive(Session)]`.

use proc_macro2::TokenStream;
use quote::quote;
use syn::{DeriveInput, LitInt, LitStr, Path};

use crate::attributes;

/// What the attributes of the type say.
struct Settings {
    krate: Path,
    name: LitStr,
    version: Option<LitInt>,
    migrate: Option<Path>,
}

pub(crate) fn expand(input: &DeriveInput) -> syn::Result<TokenStream> {
    let mut settings = Settings::of(input, attributes::default_crate());
    let known = "`name`, `version`, `migrate` and `crate`";
    attributes::read(&input.attrs, "session", known, |entry| {
        if entry.path.is_ident("name") {
            settings.name = valid_name(entry.value()?.parse()?)?;
        } else if entry.path.is_ident("version") {
            settings.version = Some(valid_version(entry.value()?.parse()?)?);
        } else if entry.path.is_ident("migrate") {
            settings.migrate = Some(entry.value()?.parse()?);
        } else {
            return attributes::read_crate(entry, &mut settings.krate);
        }
        Ok(true)
    })?;
    if let (Some(migrate), None) = (&settings.migrate, &settings.version) {
        let text = "what is stored without a version is of version 1; give the type a `version` above that";
        return Err(syn::Error::new_spanned(migrate, text));
    }
    Ok(implement(&settings, input))
}

/// An implementation beside a mistake.
pub(crate) fn stand_in(input: &DeriveInput) -> TokenStream {
    implement(&Settings::of(input, attributes::crate_of(&input.attrs, "session")), input)
}

impl Settings {
    fn of(input: &DeriveInput, krate: Path) -> Self {
        Self { krate, name: attributes::snake_case(&input.ident), version: None, migrate: None }
    }
}

fn valid_name(name: LitStr) -> syn::Result<LitStr> {
    match name.value().trim().is_empty() {
        true => Err(syn::Error::new(name.span(), "a session's name cannot be empty")),
        false => Ok(name),
    }
}

fn valid_version(version: LitInt) -> syn::Result<LitInt> {
    match version.base10_parse::<u32>()? {
        0 => {
            Err(syn::Error::new(version.span(), "versions begin with 1, which is that of types without one"))
        }
        _ => Ok(version),
    }
}

fn implement(settings: &Settings, input: &DeriveInput) -> TokenStream {
    let Settings { krate, name, version, migrate } = settings;
    let ident = &input.ident;
    let (impl_generics, type_generics, where_clause) = input.generics.split_for_impl();
    let version = version.iter().map(|version| quote!(const VERSION: ::core::primitive::u32 = #version;));
    let migrate = migrate.iter().map(|migrate| {
        quote! {
            fn migrate(
                version: ::core::primitive::u32,
                stored: #krate::__private::Value,
            ) -> ::core::option::Option<Self> {
                #migrate(version, stored)
            }
        }
    });
    quote! {
        #[automatically_derived]
        impl #impl_generics #krate::__private::SessionData for #ident #type_generics #where_clause {
            const NAME: &'static ::core::primitive::str = #name;
            #(#version)*
            #(#migrate)*
        }
    }
}
