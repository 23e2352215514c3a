//! `#[derive(Form)]`.

use proc_macro2::TokenStream;
use quote::{quote, quote_spanned};
use syn::{
    Data, DeriveInput, Field, Fields, GenericArgument, LitInt, Path, PathArguments, Type, ext::IdentExt as _,
    meta::ParseNestedMeta, spanned::Spanned as _,
};

use crate::{attributes, duration};

pub(crate) fn expand(input: &DeriveInput) -> syn::Result<TokenStream> {
    if !input.generics.params.is_empty() {
        let text = "a form cannot be generic: what it asks is one thing; write a type for each";
        return Err(syn::Error::new_spanned(&input.generics, text));
    }
    let (krate, settings) = settings(input)?;
    let fields = fields_of(input)?;
    let mut asked = Vec::new();
    let mut filled = Vec::new();
    for field in fields {
        let (question, value) = of_field(&krate, field)?;
        asked.push(question);
        filled.push(value);
    }
    Ok(implement(
        &krate,
        input,
        &asked,
        &settings,
        &quote!(::core::option::Option::Some(Self { #(#filled)* })),
    ))
}

/// An implementation beside a mistake.
pub(crate) fn stand_in(input: &DeriveInput) -> TokenStream {
    let krate = attributes::crate_of(&input.attrs, "form");
    implement(&krate, input, &[], &[], &quote!(::core::unreachable!()))
}

fn implement(
    krate: &Path,
    input: &DeriveInput,
    asked: &[TokenStream],
    settings: &[TokenStream],
    filled: &TokenStream,
) -> TokenStream {
    let private = quote!(#krate::__private);
    let ident = &input.ident;
    let (impl_generics, type_generics, where_clause) = input.generics.split_for_impl();
    quote! {
        #[automatically_derived]
        impl #impl_generics #private::Form for #ident #type_generics #where_clause {
            fn fields() -> ::std::vec::Vec<#private::AnyField> {
                ::std::vec![#(#asked),*]
            }

            fn settings() -> #private::Settings {
                <#private::Settings as ::core::default::Default>::default()#(#settings)*
            }

            fn of(values: &#private::Values<'_>) -> ::core::option::Option<Self> {
                let _ = values;
                #filled
            }
        }

        #[automatically_derived]
        impl #impl_generics #private::FromTurn<#private::FormKind> for #ident #type_generics #where_clause {
            async fn from_turn(turn: &#private::Turn) -> ::core::result::Result<Self, #private::Error> {
                turn.form()
            }
        }
    }
}

/// What the attributes of the struct say, as calls.
fn settings(input: &DeriveInput) -> syn::Result<(Path, Vec<TokenStream>)> {
    let mut krate = attributes::default_crate();
    let mut calls = Vec::new();
    let known = "`confirm`, `tries`, `given_up`, `cancelled`, `timeout`, `timed_out`, `back`, `cancel`, `skip` and `crate`";
    let mut confirms = false;
    attributes::read(&input.attrs, "form", known, |entry| {
        let path = &entry.path;
        if path.is_ident("confirm") && !entry.input.peek(syn::Token![=]) {
            confirms = true;
        } else if path.is_ident("tries") {
            let tries: LitInt = entry.value()?.parse()?;
            if tries.base10_parse::<u32>()? == 0 {
                return Err(syn::Error::new(
                    tries.span(),
                    "nobody answers without a try; `tries` begins with 1",
                ));
            }
            calls.push(quote!(.tries(#tries)));
        } else if path.is_ident("timeout") {
            let silence = duration::read(attributes::expression(entry)?)?;
            calls.push(quote!(.timeout(#silence)));
        } else if ["confirm", "given_up", "cancelled", "timed_out", "back", "cancel", "skip"]
            .iter()
            .any(|name| path.is_ident(name))
        {
            calls.push(call(entry)?);
        } else {
            return attributes::read_crate(entry, &mut krate);
        }
        Ok(true)
    })?;
    if confirms {
        calls.push(quote!(.confirm(#krate::__private::Translated::new("tertulia-form-confirm"))));
    }
    Ok((krate, calls))
}

fn fields_of(input: &DeriveInput) -> syn::Result<impl Iterator<Item = &Field>> {
    let Data::Struct(data) = &input.data else {
        let text = "`Form` can be derived for a struct; an enum to choose from is a `FormChoice`";
        return Err(syn::Error::new_spanned(&input.ident, text));
    };
    match &data.fields {
        Fields::Named(fields) if !fields.named.is_empty() => Ok(fields.named.iter()),
        Fields::Named(_) | Fields::Unit => {
            Err(syn::Error::new_spanned(&input.ident, "a form asks something: give it a field"))
        }
        Fields::Unnamed(fields) => {
            let text = format!(
                "answers are named: write `struct {} {{ … }}`, with a name for each field",
                input.ident
            );
            Err(syn::Error::new_spanned(fields, text))
        }
    }
}

/// The question of a field, and its value.
fn of_field(krate: &Path, field: &Field) -> syn::Result<(TokenStream, TokenStream)> {
    let Some(ident) = &field.ident else { return Err(syn::Error::new_spanned(field, "answers are named")) };
    let name = ident.unraw().to_string();
    if !name.bytes().all(|b| matches!(b, b'a'..=b'z' | b'0'..=b'9' | b'_')) {
        let text =
            format!("the question has a route by this name, made of a-z, 0-9 and `_`; `{name}` is not");
        return Err(syn::Error::new(ident.span(), text));
    }
    let mut calls = Vec::new();
    let known = "`ask`, `again`, `label`, `range`, `min`, `max` and `check`";
    attributes::read(&field.attrs, "form", known, |entry| {
        let known = ["ask", "again", "label", "range", "min", "max", "check"];
        let is_known = known.iter().any(|name| entry.path.is_ident(name));
        if is_known {
            calls.push(call(entry)?);
        }
        Ok(is_known)
    })?;
    let private = quote!(#krate::__private);
    let (ty, optional) = match optional(&field.ty) {
        Some(inner) => (inner, true),
        None => (&field.ty, false),
    };
    let (skippable, value) = match optional {
        true => (quote!(.optional()), quote!(values.optional::<#ty>(#name)?)),
        false => (quote!(), quote!(values.required::<#ty>(#name)?)),
    };
    let asked = quote_spanned! {ty.span()=>
        #private::AnyField::from(#private::Field::<#ty>::new(#name)#(#calls)*#skippable)
    };
    Ok((asked, quote!(#ident: #value,)))
}

/// `name = expression`, as a call of that name.
fn call(entry: &ParseNestedMeta<'_>) -> syn::Result<TokenStream> {
    let (name, value) = (&entry.path, attributes::expression(entry)?);
    Ok(quote!(.#name(#value)))
}

/// The `T` of an `Option<T>`.
fn optional(ty: &Type) -> Option<&Type> {
    let Type::Path(path) = ty else { return None };
    let last = path.path.segments.last().filter(|last| last.ident == "Option")?;
    let PathArguments::AngleBracketed(arguments) = &last.arguments else { return None };
    match arguments.args.first()? {
        GenericArgument::Type(inner) => Some(inner),
        _ => None,
    }
}
