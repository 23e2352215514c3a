//! Addresses that others wrote: which may be asked, and where a redirect leads.

use http::Uri;
use tertulia_core::DownloadError;

use crate::network::is_public;

/// Refuses what is not `https` on its own port, and what names an address of this machine or its network. What a name
/// stands for is checked when the connection is made, so that it cannot change in between.
pub(super) fn check(url: &str) -> Result<(), DownloadError> {
    let forbidden = |why: &str| Err(DownloadError::Forbidden(why.to_owned()));
    let Ok(url) = url.parse::<Uri>() else { return forbidden("it is at no address") };
    let (Some("https"), Some(authority)) = (url.scheme_str(), url.authority()) else {
        return forbidden("its address is not `https`");
    };
    if authority.as_str().contains('@') || authority.port_u16().is_some_and(|port| port != 443) {
        return forbidden("its address names a user or a port");
    }
    let host = authority.host().trim_start_matches('[').trim_end_matches(']');
    match host.parse() {
        Ok(address) if !is_public(address) => forbidden("its address is not for everybody"),
        _ if host.is_empty() => forbidden("its address names no host"),
        _ => Ok(()),
    }
}

/// Where a redirect from `url` to `location` leads: to another address, or to another path of the same host.
pub(super) fn follow(url: &str, location: &str) -> Option<String> {
    if location.starts_with('/') && !location.starts_with("//") {
        let from: Uri = url.parse().ok()?;
        return Some(format!("{}://{}{location}", from.scheme_str()?, from.authority()?));
    }
    location.contains("://").then(|| location.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_public_addresses_are_asked() {
        for url in [
            "https://scontent.xx.fbcdn.net/v/t1.jpg?oh=1",
            "https://example.com:443/a.png",
            "https://1.1.1.1/a.png",
            "https://[2606:4700:4700::1111]/a.png",
        ] {
            assert_eq!(check(url), Ok(()), "{url}");
        }
        for url in [
            "http://example.com/a.png",
            "ftp://example.com/a.png",
            "file:///etc/passwd",
            "https://user:secret@example.com/",
            "https://example.com:8443/",
            "https://127.0.0.1/",
            "https://0.0.0.0/",
            "https://10.1.2.3/",
            "https://169.254.169.254/latest/meta-data/",
            "https://[::1]/",
            "https://[::ffff:10.0.0.1]/",
            "https://[fe80::1]/",
            "https://[fd00::1]/",
            "https://[64:ff9b::a00:1]/",
            "https:///a.png",
            "/a.png",
            "example.com",
            "",
        ] {
            assert!(matches!(check(url), Err(DownloadError::Forbidden(_))), "{url}");
        }
    }

    #[test]
    fn a_redirect_leads_to_an_address_or_to_another_path() {
        let from = "https://a.test/x?y=1";
        assert_eq!(follow(from, "https://b.test/z").as_deref(), Some("https://b.test/z"));
        assert_eq!(follow(from, "http://10.0.0.1/").as_deref(), Some("http://10.0.0.1/"));
        assert_eq!(follow(from, "/z?q=2").as_deref(), Some("https://a.test/z?q=2"));
        for location in ["", "z", "//b.test/z", "?q=2"] {
            assert_eq!(follow(from, location), None, "{location}");
        }
    }
}
