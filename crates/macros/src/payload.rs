//! `#[derive(Payload)]`.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};
use syn::{
    Attribute, Data, DataEnum, DeriveInput, Fields, Generics, Ident, LitInt, LitStr, Path, Variant,
    parse_quote,
};

use crate::attributes;

/// What the attributes of the type say.
struct Settings {
    krate: Path,
    name: LitStr,
    sealed: bool,
    version: u32,
}

/// The parts of the implementation that differ between structs and enums.
struct Parts {
    names: Vec<LitStr>,
    name: TokenStream,
    into_params: TokenStream,
    from_params: TokenStream,
}

pub(crate) fn expand(input: &DeriveInput) -> syn::Result<TokenStream> {
    if !input.generics.params.is_empty() {
        return Err(syn::Error::new_spanned(
            &input.generics,
            "a payload cannot be generic: its name stands for one type; write a type for each",
        ));
    }
    let settings = Settings::read(input)?;
    let parts = match &input.data {
        Data::Struct(data) => of_struct(&settings, &input.ident, &data.fields)?,
        Data::Enum(data) => of_enum(&settings, data)?,
        Data::Union(data) => {
            return Err(syn::Error::new_spanned(data.union_token, "a union cannot be a payload"));
        }
    };
    Ok(implement(&settings, &parts, &input.ident, &input.generics))
}

/// An implementation beside a mistake.
pub(crate) fn stand_in(input: &DeriveInput) -> TokenStream {
    let krate = attributes::crate_of(&input.attrs, "payload");
    let settings = Settings { krate, name: attributes::snake_case(&input.ident), sealed: false, version: 1 };
    let never = || quote!(::core::unreachable!());
    let parts = Parts { names: Vec::new(), name: never(), into_params: never(), from_params: never() };
    let mut generics = input.generics.clone();
    generics.make_where_clause().predicates.push(parse_quote!(Self: ::core::marker::Send + 'static));
    implement(&settings, &parts, &input.ident, &generics)
}

fn implement(settings: &Settings, parts: &Parts, ident: &Ident, generics: &Generics) -> TokenStream {
    let Settings { krate, sealed, version, .. } = settings;
    let Parts { names, name, into_params, from_params } = parts;
    let private = quote!(#krate::__private);
    let (impl_generics, type_generics, where_clause) = generics.split_for_impl();
    quote! {
        #[automatically_derived]
        impl #impl_generics #private::Payload for #ident #type_generics #where_clause {
            const NAMES: &'static [&'static ::core::primitive::str] = &[#(#names),*];
            const SEALED: ::core::primitive::bool = #sealed;
            const VERSION: ::core::primitive::u32 = #version;

            fn name(&self) -> &'static ::core::primitive::str {
                #name
            }

            fn into_params(self) -> ::core::result::Result<#private::Params, ::std::string::String> {
                #into_params
            }

            fn from_params(
                name: &::core::primitive::str,
                params: &::core::primitive::str,
            ) -> ::core::result::Result<Self, #private::Error> {
                #from_params
            }
        }

        #[automatically_derived]
        impl #impl_generics #private::FromTurn<#private::Postback> for #ident #type_generics #where_clause {
            async fn from_turn(turn: &#private::Turn) -> ::core::result::Result<Self, #private::Error> {
                turn.payload()
            }
        }
    }
}

impl Settings {
    fn read(input: &DeriveInput) -> syn::Result<Self> {
        let is_struct = matches!(input.data, Data::Struct(_));
        let mut settings = Self {
            krate: attributes::default_crate(),
            name: attributes::snake_case(&input.ident),
            sealed: false,
            version: 1,
        };
        let known = if is_struct {
            "`name`, `sealed`, `version` and `crate`"
        } else {
            "`sealed`, `version` and `crate`"
        };
        attributes::read(&input.attrs, "payload", known, |entry| {
            if is_struct && entry.path.is_ident("name") {
                settings.name = valid_name(entry.value()?.parse()?)?;
            } else if entry.path.is_ident("sealed") {
                settings.sealed = true;
            } else if entry.path.is_ident("version") {
                settings.version = valid_version(&entry.value()?.parse()?)?;
            } else {
                return attributes::read_crate(entry, &mut settings.krate);
            }
            Ok(true)
        })?;
        Ok(settings)
    }
}

fn of_struct(settings: &Settings, ident: &Ident, fields: &Fields) -> syn::Result<Parts> {
    let Settings { krate, name, .. } = settings;
    let (into_params, from_params) = match fields {
        Fields::Named(_) => (
            quote!(#krate::__private::to_params(self)),
            quote!({ let _ = name; #krate::__private::from_params(params) }),
        ),
        Fields::Unit => (
            quote!(::core::result::Result::Ok(::core::option::Option::None)),
            quote!({
                let _ = (name, params);
                ::core::result::Result::Ok(Self)
            }),
        ),
        Fields::Unnamed(fields) => {
            let text =
                format!("parameters are named: write `struct {ident} {{ … }}`, with a name for each field");
            return Err(syn::Error::new_spanned(fields, text));
        }
    };
    Ok(Parts { names: vec![name.clone()], name: quote!(#name), into_params, from_params })
}

fn of_enum(settings: &Settings, data: &DataEnum) -> syn::Result<Parts> {
    let krate = &settings.krate;
    let mut parts = Vec::new();
    for variant in &data.variants {
        parts.push(of_variant(krate, variant)?);
    }
    let names: Vec<_> = parts.iter().map(|part| part.name.clone()).collect();
    let mut seen = Vec::new();
    for name in &names {
        let lower = name.value().to_lowercase();
        if seen.contains(&lower) {
            let text = format!("another variant is called `{lower}` already, and case makes no difference");
            return Err(syn::Error::new(name.span(), text));
        }
        seen.push(lower);
    }
    let name = parts.iter().map(|VariantParts { ident, name, .. }| quote!(Self::#ident { .. } => #name));
    let into = parts.iter().map(|part| &part.into_params);
    let from = parts.iter().map(|VariantParts { name, from_params, .. }| quote!(#name => #from_params));
    Ok(Parts {
        name: if names.is_empty() { quote!(match *self {}) } else { quote!(match self { #(#name,)* }) },
        into_params: quote!(match self { #(#into,)* }),
        from_params: quote!(match name {
            #(#from,)*
            _ => ::core::result::Result::Err(#krate::__private::unknown_name(name)),
        }),
        names,
    })
}

struct VariantParts {
    ident: Ident,
    name: LitStr,
    into_params: TokenStream,
    from_params: TokenStream,
}

fn of_variant(krate: &Path, variant: &Variant) -> syn::Result<VariantParts> {
    let mut name = attributes::snake_case(&variant.ident);
    attributes::read(&variant.attrs, "payload", "`name`", |entry| {
        let known = entry.path.is_ident("name");
        if known {
            name = valid_name(entry.value()?.parse()?)?;
        }
        Ok(known)
    })?;
    let ident = variant.ident.clone();
    let private = quote!(#krate::__private);
    let (into_params, from_params) = match &variant.fields {
        Fields::Unit => (
            quote!(Self::#ident => ::core::result::Result::Ok(::core::option::Option::None)),
            quote!({ let _ = params; ::core::result::Result::Ok(Self::#ident) }),
        ),
        Fields::Unnamed(fields) if fields.unnamed.len() == 1 => (
            quote!(Self::#ident(value) => #private::to_params(value)),
            quote!(#private::from_params(params).map(Self::#ident)),
        ),
        Fields::Unnamed(fields) => {
            let text = "parameters are named: give these fields names, or wrap them in one struct";
            return Err(syn::Error::new_spanned(fields, text));
        }
        Fields::Named(fields) => {
            // A struct with the variant's fields, and what serde is told about them, stands in for the variant.
            let fields: Vec<_> = fields.named.iter().collect();
            let names: Vec<_> = fields.iter().filter_map(|field| field.ident.as_ref()).collect();
            let types: Vec<_> = fields.iter().map(|field| &field.ty).collect();
            let serde: Vec<Vec<&Attribute>> = fields
                .iter()
                .map(|f| f.attrs.iter().filter(|a| a.path().is_ident("serde")).collect())
                .collect();
            let stand_in = format_ident!("__{ident}");
            let serde_path = quote!(#private::serde).to_string().replace(' ', "");
            let declare = |derive: TokenStream| {
                quote! {
                    #[derive(#private::serde::#derive)]
                    #[serde(crate = #serde_path)]
                    struct #stand_in { #(#(#serde)* #names: #types,)* }
                }
            };
            let (write, read) = (declare(quote!(Serialize)), declare(quote!(Deserialize)));
            (
                quote!(Self::#ident { #(#names),* } => {
                    #write
                    #private::to_params(#stand_in { #(#names),* })
                }),
                quote!({
                    #read
                    #private::from_params(params).map(|#stand_in { #(#names),* }| Self::#ident { #(#names),* })
                }),
            )
        }
    };
    Ok(VariantParts { ident, name, into_params, from_params })
}

fn valid_version(version: &LitInt) -> syn::Result<u32> {
    match version.base10_parse()? {
        0 => Err(syn::Error::new(version.span(), "the first version is 1")),
        version => Ok(version),
    }
}

fn valid_name(name: LitStr) -> syn::Result<LitStr> {
    let value = name.value();
    if value.trim().is_empty() {
        return Err(syn::Error::new(name.span(), "a payload's name cannot be empty"));
    }
    match value.chars().find(|c| matches!(c, '/' | ':' | '#' | '~' | '@') || c.is_control()) {
        Some('/') => {
            let text = "a payload type is named without its context, which is where `.on(…)` stands";
            Err(syn::Error::new(name.span(), text))
        }
        Some(c) => {
            let text = format!("a payload's name may hold anything but `/ : # ~ @`; {c:?} is not allowed");
            Err(syn::Error::new(name.span(), text))
        }
        None => Ok(name),
    }
}
