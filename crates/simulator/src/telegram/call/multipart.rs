//! Bodies that hold files: `multipart/form-data`, RFC 7578.

use bytes::Bytes;

/// A file in a call.
#[derive(Clone, Debug)]
pub(in crate::telegram) struct Upload {
    pub(in crate::telegram) name: String,
    pub(in crate::telegram) content_type: Option<String>,
    pub(in crate::telegram) bytes: Bytes,
}

/// One part of a body.
pub(super) enum Part {
    Field { name: String, text: String },
    File { name: String, upload: Upload },
}

/// The boundary that a content type names.
pub(super) fn boundary(content_type: &str) -> Option<&str> {
    let mut attributes = content_type.split(';').map(str::trim);
    if !attributes.next()?.eq_ignore_ascii_case("multipart/form-data") {
        return None;
    }
    let (_, boundary) = attributes
        .filter_map(|it| it.split_once('='))
        .find(|(name, _)| name.eq_ignore_ascii_case("boundary"))?;
    Some(boundary.trim_matches('"')).filter(|boundary| !boundary.is_empty())
}

/// The parts of a body; `None` if it is broken.
pub(super) fn parts(body: &Bytes, boundary: &str) -> Option<Vec<Part>> {
    let delimiter = format!("--{boundary}");
    let between = format!("\r\n--{boundary}");
    let mut at = find(body, delimiter.as_bytes(), 0)? + delimiter.len();
    let mut parts = Vec::new();
    while !body[at..].starts_with(b"--") {
        let head = at + body[at..].starts_with(b"\r\n").then_some(2)?;
        let end_of_head = find(body, b"\r\n\r\n", head)?;
        let content = end_of_head + 4;
        let end = find(body, between.as_bytes(), content)?;
        parts.push(part(std::str::from_utf8(&body[head..end_of_head]).ok()?, body.slice(content..end))?);
        at = end + between.len();
    }
    Some(parts)
}

fn part(head: &str, content: Bytes) -> Option<Part> {
    let mut disposition = None;
    let mut content_type = None;
    for (name, value) in head.split("\r\n").filter_map(|line| line.split_once(':')) {
        match name.trim().to_ascii_lowercase().as_str() {
            "content-disposition" => disposition = Some(value.trim()),
            "content-type" => content_type = Some(value.trim().to_owned()),
            _ => {}
        }
    }
    let disposition = disposition?;
    let name = attribute(disposition, "name")?;
    Some(match attribute(disposition, "filename") {
        Some(file) => Part::File { name, upload: Upload { name: file, content_type, bytes: content } },
        None => Part::Field { name, text: String::from_utf8(content.to_vec()).ok()? },
    })
}

/// An attribute of a header, without its quotes. Browsers write `%22` for a quote in a name.
fn attribute(header: &str, name: &str) -> Option<String> {
    let start = format!("{name}=\"");
    let (_, rest) =
        header.split("; ").find_map(|it| it.starts_with(&start).then(|| it.split_at(start.len())))?;
    Some(rest.strip_suffix('"')?.replace("%22", "\""))
}

fn find(body: &[u8], what: &[u8], from: usize) -> Option<usize> {
    let rest = body.get(from..)?;
    rest.windows(what.len()).position(|window| window == what).map(|at| at + from)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_and_files_are_told_apart() {
        let body = "--b\r\nContent-Disposition: form-data; name=\"chat_id\"\r\n\r\n42\r\n--b\r\nContent-Disposition: \
                    form-data; name=\"photo\"; filename=\"a.png\"\r\nContent-Type: image/png\r\n\r\n\r\n\x01\r\n--b--\r\n";
        let parts = parts(&Bytes::from_static(body.as_bytes()), "b").unwrap();
        let [Part::Field { name, text }, Part::File { name: place, upload }] = parts.as_slice() else {
            panic!("{}", parts.len())
        };
        assert_eq!((name.as_str(), text.as_str()), ("chat_id", "42"));
        assert_eq!(
            (place.as_str(), upload.name.as_str(), &*upload.bytes),
            ("photo", "a.png", &b"\r\n\x01"[..])
        );
        assert_eq!(upload.content_type.as_deref(), Some("image/png"));
    }

    #[test]
    fn a_broken_body_has_no_parts() {
        for body in [
            "",
            "--b",
            "--b\r\n",
            "--b\r\n\r\n\r\n",
            "--b\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nx",
        ] {
            assert!(parts(&Bytes::from_static(body.as_bytes()), "b").is_none(), "{body:?}");
        }
        assert_eq!(boundary("multipart/form-data; boundary=\"x y\""), Some("x y"));
        assert_eq!(boundary("application/json"), None);
    }
}
