//! Lengths of time, as they are written in attributes.

use proc_macro2::TokenStream;
use quote::quote;
use syn::LitStr;

const WRITTEN: &str = "a length of time is written `90s`, `10m`, `2h`, `1d` or `1h 30m`, and is not zero";

/// A length of time: a text such as `"10m"`, or an expression that is left as it is.
pub(crate) fn read(written: TokenStream) -> syn::Result<TokenStream> {
    let Ok(text) = syn::parse2::<LitStr>(written.clone()) else { return Ok(written) };
    let seconds = seconds(&text.value()).ok_or_else(|| syn::Error::new(text.span(), WRITTEN))?;
    Ok(quote!(::core::time::Duration::from_secs(#seconds)))
}

/// So many seconds: numbers, each with its unit. `None` if it says anything else, or nothing.
fn seconds(text: &str) -> Option<u64> {
    let mut rest = text.trim();
    let mut sum = 0_u64;
    while !rest.is_empty() {
        let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        let (number, after) = rest.split_at(digits);
        let mut after = after.chars();
        let unit = match after.next()? {
            's' => 1,
            'm' => 60,
            'h' => 60 * 60,
            'd' => 24 * 60 * 60,
            _ => return None,
        };
        sum = sum.checked_add(number.parse::<u64>().ok()?.checked_mul(unit)?)?;
        rest = after.as_str().trim_start();
    }
    (sum > 0).then_some(sum)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_with_units_are_read() {
        for (text, expected) in
            [("90s", 90), ("10m", 600), ("2h", 7200), ("1d", 86_400), ("1h 30m", 5400), (" 1h30m ", 5400)]
        {
            assert_eq!(seconds(text), Some(expected), "{text}");
        }
    }

    #[test]
    fn everything_else_is_refused() {
        for text in [
            "",
            "10",
            "m",
            "10 m",
            "10min",
            "-1m",
            "1.5h",
            "0s",
            "0h 0m",
            "99999999999999999999s",
            "213503982334602d",
        ] {
            assert_eq!(seconds(text), None, "{text}");
        }
    }
}
