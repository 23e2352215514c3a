//! Forms with files, as they come over the wire: RFC 7578.

use bytes::Bytes;

/// One part of a form: a field, or a file.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(crate) struct Part {
    pub(crate) name: String,
    /// What the file is called. A field has none.
    pub(crate) filename: Option<String>,
    /// What the file is said to be.
    pub(crate) content_type: Option<String>,
    pub(crate) content: Bytes,
}

/// How many parts a form has at most. What comes after them is not read.
const PARTS: usize = 64;

/// The parts of a form. `None` if the body is of another type, or broken.
pub(crate) fn parts(content_type: &str, body: &Bytes) -> Option<Vec<Part>> {
    let (kind, rest) = content_type.split_once(';')?;
    if !kind.trim().eq_ignore_ascii_case("multipart/form-data") {
        return None;
    }
    let boundary =
        rest.split(';').find_map(|field| field.trim().strip_prefix("boundary="))?.trim_matches('"');
    if boundary.is_empty() || boundary.len() > 70 {
        return None;
    }
    let first = format!("--{boundary}");
    let between = format!("\r\n--{boundary}");
    let mut at = find(body, first.as_bytes(), 0)? + first.len();
    let mut parts = Vec::new();
    while parts.len() < PARTS && !body[at..].starts_with(b"--") {
        let head_ends = find(body, b"\r\n\r\n", at)?;
        let begins = head_ends + 4;
        let ends = find(body, between.as_bytes(), begins)?;
        let head = String::from_utf8_lossy(&body[at..head_ends]);
        parts.push(part(&head, body.slice(begins..ends))?);
        at = ends + between.len();
    }
    Some(parts)
}

fn part(head: &str, content: Bytes) -> Option<Part> {
    let header = |name: &str| {
        head.lines().find_map(|line| {
            let (key, value) = line.split_once(':')?;
            key.trim().eq_ignore_ascii_case(name).then(|| value.trim())
        })
    };
    let disposition = header("content-disposition")?;
    Some(Part {
        name: parameter(disposition, "name")?,
        filename: parameter(disposition, "filename"),
        content_type: header("content-type").map(str::to_owned),
        content,
    })
}

/// The value between the quotes of ` name="value"`.
fn parameter(header: &str, name: &str) -> Option<String> {
    let (_, rest) = header.split_once(&format!(" {name}=\""))?;
    rest.split_once('"').map(|(value, _)| value.to_owned())
}

fn find(body: &[u8], needle: &[u8], from: usize) -> Option<usize> {
    let found = body.get(from..)?.windows(needle.len()).position(|window| window == needle)?;
    Some(from + found)
}

#[cfg(test)]
mod tests {
    use tertulia_core::file::{FileBytes, Multipart};

    use super::*;

    #[test]
    fn what_is_written_into_a_form_comes_out_of_it() {
        let mut form = Multipart::default();
        form.field("type", "image/png");
        form.file("file", &FileBytes::new("a.png", "image/png", *b"\r\n\r\n--PNG"));
        let (content_type, body) = form.finish();
        let parts = parts(&content_type, &body.into()).unwrap();
        assert_eq!((parts[0].name.as_str(), parts[0].content.as_ref()), ("type", &b"image/png"[..]));
        assert_eq!((parts[1].name.as_str(), parts[1].content.as_ref()), ("file", &b"\r\n\r\n--PNG"[..]));
        assert_eq!(parts[1].filename.as_deref(), Some("a.png"));
        assert_eq!(parts[1].content_type.as_deref(), Some("image/png"));
        assert_eq!(parts.len(), 2);
    }

    #[test]
    fn what_is_no_form_has_no_parts() {
        for (content_type, body) in [
            ("application/json", "{}"),
            ("multipart/form-data", "--a--"),
            ("multipart/form-data; boundary=", "----"),
            ("multipart/form-data; boundary=a", "nothing"),
            ("multipart/form-data; boundary=a", "--a\r\nno head"),
            (
                "multipart/form-data; boundary=a",
                "--a\r\nContent-Disposition: form-data; name=\"b\"\r\n\r\nopen",
            ),
        ] {
            assert_eq!(parts(content_type, &Bytes::from(body)), None, "{content_type} {body}");
        }
    }
}
