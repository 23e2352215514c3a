//! Reading the macros' own attributes.

use proc_macro2::{TokenStream, TokenTree};
use syn::{Attribute, Ident, LitStr, Path, Token, meta::ParseNestedMeta, parse_quote};

/// Reads every `#[family(…)]`, entry by entry. `read` tells whether it knows the entry.
pub(crate) fn read(
    attributes: &[Attribute],
    family: &str,
    known: &str,
    mut read: impl FnMut(&ParseNestedMeta<'_>) -> syn::Result<bool>,
) -> syn::Result<()> {
    for attribute in attributes.iter().filter(|attribute| attribute.path().is_ident(family)) {
        attribute.parse_nested_meta(|entry| match read(&entry)? {
            true => Ok(()),
            false => Err(entry.error(format!("the settings of `{family}` here are {known}"))),
        })?;
    }
    Ok(())
}

/// The path of the crate that holds what the macros emit.
pub(crate) fn default_crate() -> Path {
    parse_quote!(::tertulia)
}

/// Reads `crate = "…"`, if the entry is that.
pub(crate) fn read_crate(entry: &ParseNestedMeta<'_>, path: &mut Path) -> syn::Result<bool> {
    if !entry.path.is_ident("crate") {
        return Ok(false);
    }
    *path = entry.value()?.parse::<LitStr>()?.parse()?;
    Ok(true)
}

/// Reads the expression of `name = expression`, up to the next comma; the compiler tells what is wrong with it.
pub(crate) fn expression(entry: &ParseNestedMeta<'_>) -> syn::Result<TokenStream> {
    let value = entry.value()?;
    if value.is_empty() || value.peek(Token![,]) {
        return Err(value.error("an expression is missing"));
    }
    let mut expression = TokenStream::new();
    while !value.is_empty() && !value.peek(Token![,]) {
        expression.extend([value.parse::<TokenTree>()?]);
    }
    Ok(expression)
}

/// The path of the crate that holds what the macros emit, in attributes that may hold mistakes.
pub(crate) fn crate_of(attributes: &[Attribute], family: &str) -> Path {
    let mut path = default_crate();
    // Mistakes are told by whoever reads the attributes in earnest.
    let _ = read(attributes, family, "", |entry| {
        if !read_crate(entry, &mut path)? && !entry.input.peek(Token![,]) && !entry.input.is_empty() {
            expression(entry)?;
        }
        Ok(true)
    });
    path
}

/// The name of a type or variant in snake case: `GetStarted` is `get_started`, `HTTPError` is `http_error`.
pub(crate) fn snake_case(ident: &Ident) -> LitStr {
    let name: Vec<char> = ident.to_string().trim_start_matches("r#").chars().collect();
    let mut snake = String::new();
    for (at, &c) in name.iter().enumerate() {
        let after_lower = at > 0 && (name[at - 1].is_lowercase() || name[at - 1].is_ascii_digit());
        let before_lower =
            at > 0 && name[at - 1].is_uppercase() && name.get(at + 1).is_some_and(|c| c.is_lowercase());
        if c.is_uppercase() && (after_lower || before_lower) {
            snake.push('_');
        }
        snake.extend(c.to_lowercase());
    }
    LitStr::new(&snake, ident.span())
}

#[cfg(test)]
mod tests {
    use proc_macro2::Span;

    use super::*;

    #[test]
    fn type_names_become_snake_case() {
        for (name, snake) in [
            ("Understood", "understood"),
            ("GetStarted", "get_started"),
            ("HTTPError", "http_error"),
            ("Page2Of", "page2_of"),
            ("A", "a"),
        ] {
            assert_eq!(snake_case(&Ident::new(name, Span::call_site())).value(), snake);
        }
    }
}
