//! Addresses on the web. They are kept without a slash at the end, so that paths can be appended.

use std::net::IpAddr;

use secrecy::SecretString;

use super::value::Parsed;

/// An address that is safe to send secrets to: `https://…`, or `http://…` on this machine.
pub(super) fn secure(text: &str) -> Parsed<String> {
    match scheme_and_host(text)? {
        (Scheme::Http, host) if !is_loopback(host) => {
            Err("is not https://…, and http:// is for this machine only")
        }
        _ => Ok(text.trim_end_matches('/').to_owned()),
    }
}

/// An address of `https://…` or `http://…`.
pub(super) fn any(text: &str) -> Parsed<String> {
    scheme_and_host(text)?;
    Ok(text.trim_end_matches('/').to_owned())
}

/// An address that others gave, as it stands: `https://…`, or `http://…` on this machine. It may have parameters, and whoever
/// knows it can write there.
pub(super) fn hook(text: &str) -> Parsed<SecretString> {
    let (address, parameters) = text.split_once('?').unwrap_or((text, ""));
    secure(address)?;
    match parameters.bytes().all(|byte| byte.is_ascii_graphic() && !b"#\\\"<>".contains(&byte)) {
        true => Ok(text.into()),
        false => Err("has a character that does not belong into the parameters of an address"),
    }
}

enum Scheme {
    Http,
    Https,
}

/// Reads host and port, and refuses what has no place in a base address.
fn scheme_and_host(text: &str) -> Parsed<(Scheme, &str)> {
    let (scheme, rest) = match (text.strip_prefix("https://"), text.strip_prefix("http://")) {
        (Some(rest), _) => (Scheme::Https, rest),
        (_, Some(rest)) => (Scheme::Http, rest),
        _ => return Err("does not begin with https://"),
    };
    if !rest.bytes().all(|byte| byte.is_ascii_graphic()) || rest.contains(['?', '#', '\\', '"', '<', '>']) {
        return Err("has a character that does not belong into an address without parameters");
    }
    let authority = rest.split('/').next().unwrap_or_default();
    if authority.contains('@') {
        return Err("has a user name or password, which does not belong there");
    }
    let (host, port) = match authority.rsplit_once(':') {
        Some((host, port)) if !port.contains(']') => (host, Some(port)),
        _ => (authority, None),
    };
    if port.is_some_and(|port| port.parse::<u16>().is_err()) {
        return Err("has a port that is not a number up to 65535");
    }
    match is_host(host) {
        true => Ok((scheme, host)),
        false => Err("has no valid host name after ://"),
    }
}

fn is_host(host: &str) -> bool {
    match host.strip_prefix('[') {
        Some(address) => {
            address.strip_suffix(']').is_some_and(|address| address.parse::<std::net::Ipv6Addr>().is_ok())
        }
        None => {
            !host.is_empty()
                && host.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-._".contains(&byte))
        }
    }
}

fn is_loopback(host: &str) -> bool {
    let address = host.trim_start_matches('[').trim_end_matches(']');
    host.eq_ignore_ascii_case("localhost")
        || address.parse::<IpAddr>().is_ok_and(|address| address.is_loopback())
}
