//! Files of the app.

use std::{fs, io::Read as _, path::Path};

use tertulia_core::file::{FileBytes, LARGEST};

/// Reads a file, without holding up other turns meanwhile.
pub(super) async fn read(path: &Path) -> Result<FileBytes, String> {
    let path = path.to_owned();
    let reading = tokio::task::spawn_blocking(move || read_now(&path));
    reading.await.unwrap_or_else(|panic| Err(panic.to_string()))
}

fn read_now(path: &Path) -> Result<FileBytes, String> {
    let told = |error: std::io::Error| error.to_string();
    if !fs::metadata(path).map_err(told)?.is_file() {
        return Err("it is no file".to_owned()); // a pipe would be waited for
    }
    let mut bytes = Vec::new();
    fs::File::open(path).map_err(told)?.take(LARGEST as u64 + 1).read_to_end(&mut bytes).map_err(told)?;
    if bytes.len() > LARGEST {
        return Err(format!("it has more than {LARGEST} bytes, and no platform takes that"));
    }
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    Ok(FileBytes::guess(name, bytes))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_read_with_its_name_and_type() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("menu.pdf");
        fs::write(&path, b"%PDF-1.7").unwrap();
        assert_eq!(read_now(&path), Ok(FileBytes::new("menu.pdf", "application/pdf", *b"%PDF-1.7")));
        assert_eq!(read_now(folder.path()), Err("it is no file".to_owned()));
        assert!(read_now(&folder.path().join("gone.pdf")).unwrap_err().contains("No such file"));
    }
}
