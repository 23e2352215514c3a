//! Whether a file is what it is said to be.

use super::sniff;

/// What begins in one way only, so that another beginning is no file of that type.
const CERTAIN: [&str; 5] = ["image/jpeg", "image/png", "image/gif", "image/webp", "application/pdf"];

/// Containers that many formats are kept in.
const CONTAINERS: [&str; 4] =
    ["application/zip", "application/x-ole-storage", "application/gzip", "text/xml"];

/// Whether bytes may be of the declared type, as far as their beginning tells: `image/*` stands for any picture.
///
/// Platforms convert what people send, so one kind of picture may come as another; but a page or a program that is
/// said to be a picture is refused.
pub fn agrees(declared: &str, bytes: &[u8]) -> bool {
    let declared = declared.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    let Some((class, format)) = declared.split_once('/') else { return true };
    if declared == "application/octet-stream" {
        return true;
    }
    let Some(found) = sniff(bytes) else {
        return !CERTAIN.contains(&declared.as_str()) && (class, format) != ("image", "*");
    };
    let found_class = found.split('/').next().unwrap_or_default();
    match class {
        _ if found == declared => true,
        // The same containers hold sounds and films.
        "audio" | "video" => matches!(found_class, "audio" | "video"),
        // A picture that is a program for a browser is none, unless it is said to be one.
        "image" => found_class == "image" && found != "image/svg+xml",
        "text" => found_class == "text" || found == "image/svg+xml",
        _ => CONTAINERS.contains(&found) && !CERTAIN.contains(&declared.as_str()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_what_it_is_said_to_be() {
        let jpeg = b"\xff\xd8\xff\xe0..JFIF";
        for (declared, bytes) in [
            ("image/jpeg", &jpeg[..]),
            ("IMAGE/JPEG; q=1", jpeg),
            ("image/png", jpeg),
            ("image/*", jpeg),
            ("audio/ogg; codecs=opus", b"OggS...."),
            ("video/mp4", b"\0\0\0\x18ftypisom"),
            ("audio/mp4", b"\0\0\0\x18ftypisom"),
            ("audio/mpeg", b"????"),
            ("text/csv", b"a,b"),
            ("application/pdf", b"%PDF-1.7"),
            ("application/epub+zip", b"PK\x03\x04"),
            ("application/msword", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"),
            ("application/octet-stream", b"MZ"),
            ("image/svg+xml", b"<svg"),
            ("", b"MZ"),
        ] {
            assert!(agrees(declared, bytes), "{declared}");
        }
    }

    #[test]
    fn a_file_that_is_something_else_is_refused() {
        for (declared, bytes) in [
            ("image/jpeg", &b"MZ......"[..]),
            ("image/jpeg", b"hello"),
            ("image/*", b"hello"),
            ("image/png", b"  <HTML><script>"),
            ("image/png", b"<svg onload="),
            ("image/webp", b"PK\x03\x04"),
            ("audio/mpeg", b"%PDF-"),
            ("video/mp4", b"#!/bin/sh"),
            ("application/pdf", b"PK\x03\x04"),
            ("application/pdf", b"hello"),
            ("application/zip", b"\x7fELF"),
            ("text/plain", b"MZ"),
        ] {
            assert!(!agrees(declared, bytes), "{declared}");
        }
    }
}
