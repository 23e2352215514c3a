//! `#[derive(FormChoice)]`.

use proc_macro2::TokenStream;
use quote::quote;
use syn::{Data, DeriveInput, Fields, Ident, LitStr, Path, Variant};

use crate::attributes;

/// One thing to choose.
struct Choice {
    ident: Ident,
    name: LitStr,
    title: TokenStream,
    words: Option<TokenStream>,
}

pub(crate) fn expand(input: &DeriveInput) -> syn::Result<TokenStream> {
    let mut krate = attributes::default_crate();
    attributes::read(&input.attrs, "form", "`crate`", |entry| attributes::read_crate(entry, &mut krate))?;
    let Data::Enum(data) = &input.data else {
        let text = "`FormChoice` can be derived for an enum; a struct to be filled in is a `Form`";
        return Err(syn::Error::new_spanned(&input.ident, text));
    };
    if data.variants.is_empty() {
        return Err(syn::Error::new_spanned(
            &input.ident,
            "there is nothing to choose from: give it a variant",
        ));
    }
    let choices = data.variants.iter().map(of_variant).collect::<syn::Result<Vec<_>>>()?;
    for (at, choice) in choices.iter().enumerate() {
        let name = choice.name.value();
        if choices[..at].iter().any(|other| other.name.value() == name) {
            let text = format!("another variant is called `{name}` already");
            return Err(syn::Error::new(choice.name.span(), text));
        }
    }
    Ok(implement(&krate, input, &choices))
}

/// An implementation beside a mistake.
pub(crate) fn stand_in(input: &DeriveInput) -> TokenStream {
    implement(&attributes::crate_of(&input.attrs, "form"), input, &[])
}

fn implement(krate: &Path, input: &DeriveInput, choices: &[Choice]) -> TokenStream {
    let private = quote!(#krate::__private);
    let ident = &input.ident;
    let (impl_generics, type_generics, where_clause) = input.generics.split_for_impl();
    let listed = choices.iter().map(|Choice { name, title, words, .. }| {
        let words = words.iter().map(|words| quote!(.words(#words)));
        quote!(#private::Choice::new(#name, #title)#(#words)*)
    });
    let chosen = choices
        .iter()
        .map(|Choice { ident, name, .. }| quote!(#name => ::core::option::Option::Some(Self::#ident)));
    let stored = choices.iter().map(|Choice { ident, name, .. }| quote!(Self::#ident => #name.into()));
    let shown = choices.iter().map(|Choice { ident, title, .. }| quote!(Self::#ident => #title.into()));
    let of_self = |arms: Vec<TokenStream>| match arms.is_empty() {
        true => quote!(::core::unreachable!()),
        false => quote!(match self { #(#arms,)* }),
    };
    let (stored, shown) = (of_self(stored.collect()), of_self(shown.collect()));
    quote! {
        #[automatically_derived]
        impl #impl_generics #private::FieldType for #ident #type_generics #where_clause {
            fn choices() -> ::std::vec::Vec<#private::Choice> {
                ::std::vec![#(#listed),*]
            }

            fn choose(name: &::core::primitive::str) -> ::core::option::Option<Self> {
                match name {
                    #(#chosen,)*
                    _ => ::core::option::Option::None,
                }
            }

            fn read(_: &#private::Input<'_>) -> ::core::result::Result<Self, #private::Misread> {
                ::core::result::Result::Err(#private::no_choice())
            }

            fn store(&self) -> #private::Value {
                #stored
            }

            fn restore(stored: &#private::Value) -> ::core::option::Option<Self> {
                Self::choose(stored.as_str()?)
            }

            fn shown(&self) -> #private::Wording {
                #shown
            }
        }
    }
}

fn of_variant(variant: &Variant) -> syn::Result<Choice> {
    if !matches!(variant.fields, Fields::Unit) {
        let text = "what is chosen with one press has no fields; ask for the rest in fields of the form";
        return Err(syn::Error::new_spanned(&variant.fields, text));
    }
    let mut name = attributes::snake_case(&variant.ident);
    let (mut title, mut words) = (None, None);
    attributes::read(&variant.attrs, "form", "`name`, `title` and `words`", |entry| {
        if entry.path.is_ident("name") {
            name = valid_name(entry.value()?.parse()?)?;
        } else if entry.path.is_ident("title") {
            title = Some(attributes::expression(entry)?);
        } else if entry.path.is_ident("words") {
            words = Some(attributes::expression(entry)?);
        } else {
            return Ok(false);
        }
        Ok(true)
    })?;
    let title = match title {
        Some(title) => title,
        None => {
            let title = LitStr::new(&title_of(&name.value()), variant.ident.span());
            quote!(#title)
        }
    };
    Ok(Choice { ident: variant.ident.clone(), name, title, words })
}

fn valid_name(name: LitStr) -> syn::Result<LitStr> {
    let of_name = |b: u8| matches!(b, b'a'..=b'z' | b'0'..=b'9' | b'_');
    match !name.value().is_empty() && name.value().bytes().all(of_name) {
        true => Ok(name),
        false => Err(syn::Error::new(name.span(), "the name of a choice is made of a-z, 0-9 and `_`")),
    }
}

/// `deep_blue` is "Deep blue".
fn title_of(name: &str) -> String {
    let words = name.replace('_', " ");
    let mut rest = words.chars();
    rest.next().map(|first| first.to_uppercase().chain(rest).collect()).unwrap_or_default()
}
