//! `#[derive(FromTurn)]`.

use proc_macro2::TokenStream;
use quote::quote;
use syn::{Data, DeriveInput, Index, Member, parse_quote};

use crate::attributes;

pub(crate) fn expand(input: &DeriveInput) -> syn::Result<TokenStream> {
    let mut krate = attributes::default_crate();
    attributes::read(&input.attrs, "from_turn", "`crate`", |entry| {
        attributes::read_crate(entry, &mut krate)
    })?;
    let Data::Struct(data) = &input.data else {
        return Err(syn::Error::new_spanned(
            &input.ident,
            "`FromTurn` can be derived for a struct; for anything else, implement it",
        ));
    };

    // One implementation for every kind of block that gives every field.
    let mut generics = input.generics.clone();
    generics.params.push(parse_quote!(__K: #krate::__private::Kind));
    let types: Vec<_> = data.fields.iter().map(|field| &field.ty).collect();
    let members = data.fields.iter().enumerate().map(|(at, field)| match &field.ident {
        Some(name) => Member::Named(name.clone()),
        None => Member::Unnamed(Index::from(at)),
    });
    let clause = generics.make_where_clause();
    for ty in &types {
        clause.predicates.push(parse_quote!(#ty: #krate::__private::FromTurn<__K> + ::core::marker::Send));
    }

    let ident = &input.ident;
    let (_, type_generics, _) = input.generics.split_for_impl();
    let (impl_generics, _, where_clause) = generics.split_for_impl();
    Ok(quote! {
        #[automatically_derived]
        impl #impl_generics #krate::__private::FromTurn<__K> for #ident #type_generics #where_clause {
            async fn from_turn(
                turn: &#krate::__private::Turn,
            ) -> ::core::result::Result<Self, #krate::__private::Error> {
                ::core::result::Result::Ok(Self {
                    #(#members: <#types as #krate::__private::FromTurn<__K>>::from_turn(turn).await?,)*
                })
            }

            fn needs(needs: &mut #krate::__private::Needs) {
                #(<#types as #krate::__private::FromTurn<__K>>::needs(needs);)*
            }
        }
    })
}

/// An implementation beside a mistake.
pub(crate) fn stand_in(input: &DeriveInput) -> TokenStream {
    let krate = attributes::crate_of(&input.attrs, "from_turn");
    let mut generics = input.generics.clone();
    generics.params.push(parse_quote!(__K: #krate::__private::Kind));
    let ident = &input.ident;
    let (_, type_generics, where_clause) = input.generics.split_for_impl();
    let (impl_generics, ..) = generics.split_for_impl();
    quote! {
        #[automatically_derived]
        impl #impl_generics #krate::__private::FromTurn<__K> for #ident #type_generics #where_clause {
            async fn from_turn(
                _: &#krate::__private::Turn,
            ) -> ::core::result::Result<Self, #krate::__private::Error> {
                ::core::unreachable!()
            }
        }
    }
}
