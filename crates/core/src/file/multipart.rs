//! A body of several parts, as forms with files are sent: RFC 7578.

use std::{fmt::Write as _, sync::Arc};

use sha2::{Digest as _, Sha256};

use super::{FileBytes, FileHash};

/// A body of the type `multipart/form-data`.
///
/// What sets the parts apart is a hash of all of them, so nobody can write a text or a file that looks like another part.
///
/// ```
/// use tertulia_core::file::{FileBytes, Multipart};
///
/// let mut form = Multipart::default();
/// form.field("chat_id", "42");
/// form.file("photo", &FileBytes::new("a.png", "image/png", *b"PNG"));
/// let (content_type, body) = form.finish();
/// let boundary = content_type.strip_prefix("multipart/form-data; boundary=").unwrap();
/// let expected = format!(
///     "--{boundary}\r\nContent-Disposition: form-data; name=\"chat_id\"\r\n\r\n42\r\n\
///      --{boundary}\r\nContent-Disposition: form-data; name=\"photo\"; filename=\"a.png\"\r\n\
///      Content-Type: image/png\r\n\r\nPNG\r\n--{boundary}--\r\n"
/// );
/// assert_eq!(body, expected.as_bytes());
/// ```
#[derive(Clone, Debug, Default)]
pub struct Multipart(Vec<Part>);

#[derive(Clone, Debug)]
struct Part {
    head: String,
    content: Arc<[u8]>,
}

impl Multipart {
    /// Adds a field.
    pub fn field(&mut self, name: &str, value: &str) {
        self.part(name, "", value.as_bytes().into());
    }

    /// Adds a file.
    pub fn file(&mut self, name: &str, file: &FileBytes) {
        let fits = !file.mime_type.is_empty() && file.mime_type.bytes().all(|it| matches!(it, b' '..=b'~'));
        let mime_type = if fits { &file.mime_type } else { "application/octet-stream" };
        let more = format!("; filename=\"{}\"\r\nContent-Type: {mime_type}", quoted(&file.name));
        self.part(name, &more, Arc::clone(&file.bytes));
    }

    /// The type of the body, and the body.
    pub fn finish(self) -> (String, Vec<u8>) {
        let boundary = self.boundary();
        let sizes = self.0.iter().map(|part| part.head.len() + part.content.len() + boundary.len() + 10);
        let mut body = Vec::with_capacity(sizes.sum::<usize>() + boundary.len() + 6);
        for Part { head, content } in &self.0 {
            for piece in [b"--", boundary.as_bytes(), b"\r\n", head.as_bytes(), b"\r\n\r\n", content, b"\r\n"]
            {
                body.extend_from_slice(piece);
            }
        }
        body.extend_from_slice(format!("--{boundary}--\r\n").as_bytes());
        (format!("multipart/form-data; boundary={boundary}"), body)
    }

    fn part(&mut self, name: &str, more: &str, content: Arc<[u8]>) {
        let head = format!("Content-Disposition: form-data; name=\"{}\"{more}", quoted(name));
        self.0.push(Part { head, content });
    }

    /// What no part holds: who could write the hash of what it is in?
    fn boundary(&self) -> String {
        let mut hash = Sha256::new();
        for Part { head, content } in &self.0 {
            hash.update(head);
            hash.update(FileHash::of(content).as_bytes());
        }
        FileHash::from_bytes(hash.finalize().into()).to_string() // 64 of at most 70 letters
    }
}

/// A name between quotes, as browsers write it: what would end it, or begin another header, is written as its number.
fn quoted(name: &str) -> String {
    let mut quoted = String::with_capacity(name.len());
    for letter in name.chars() {
        match letter {
            '"' | '\\' | '\0'..='\x1f' | '\x7f' => _ = write!(quoted, "%{:02X}", u32::from(letter)),
            other => quoted.push(other),
        }
    }
    quoted
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_cannot_add_a_header() {
        let mut form = Multipart::default();
        let file = FileBytes::new("a\"\r\nX-Evil: 1\r\n\r\n.png", "image/png\r\nX-Evil: 2", *b"1");
        form.file("photo\"", &file);
        let body = String::from_utf8(form.finish().1).unwrap();
        assert_eq!(body.lines().filter(|line| line.starts_with("X-Evil")).count(), 0, "{body}");
        assert!(body.contains("filename=\"a%22%0D%0AX-Evil: 1%0D%0A%0D%0A.png\""), "{body}");
        assert!(body.contains("Content-Type: application/octet-stream"), "{body}");
    }

    #[test]
    fn a_text_that_knows_the_boundary_has_another() {
        let mut form = Multipart::default();
        form.field("caption", "hello");
        let (content_type, _) = form.clone().finish();
        let boundary = content_type.rsplit('=').next().unwrap().to_owned();
        let mut forged = Multipart::default();
        forged.field("caption", &format!("\r\n--{boundary}\r\nevil"));
        assert_ne!(forged.finish().0, content_type);
    }
}
