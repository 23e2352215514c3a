//! Texts in a folder: one file a language.

use std::{
    fs, io,
    panic::Location,
    path::{Path, PathBuf},
};

use tertulia_core::program::ProgramBuilder;

/// A folder of texts, and where it is given to the app.
#[derive(Clone, Debug)]
pub(crate) struct Folder {
    pub(crate) path: PathBuf,
    pub(crate) at: &'static Location<'static>,
}

impl Folder {
    /// Adds the texts of every `<tag>.ftl`. What cannot be read is a fault of the program.
    pub(crate) fn read(&self, mut builder: ProgramBuilder) -> ProgramBuilder {
        let files = match files(&self.path) {
            Ok(files) => files,
            Err(error) => return builder.fault(self.at, self.unreadable(&error)),
        };
        if files.is_empty() {
            let text = format!(
                "there are no texts in `{}`; they are in files such as `en.ftl`",
                self.path.display()
            );
            return builder.fault(self.at, text);
        }
        for file in files {
            let (tag, name) =
                (file.file_stem().unwrap_or_default().to_string_lossy(), file.display().to_string());
            builder = match fs::read_to_string(&file) {
                Ok(text) => builder.locale_file(tag, name, text),
                Err(error) => builder.fault(self.at, format!("`{name}` cannot be read: {error}")),
            };
        }
        builder
    }

    fn unreadable(&self, error: &io::Error) -> String {
        let looked = std::path::absolute(&self.path).unwrap_or_else(|_| self.path.clone());
        format!(
            "the texts in `{}` cannot be read: {error} (looked for `{}`). `.locale(\"en\", include_str!(…))` takes them into the program instead",
            self.path.display(),
            looked.display()
        )
    }
}

/// The `.ftl` files of a folder, in the order of their names.
fn files(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.extension().is_some_and(|extension| extension == "ftl") {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}

#[cfg(test)]
mod tests {
    use crate::prelude::*;

    fn app() -> App {
        App::new().context(Context::new("main").everything_else(t!("hello")))
    }

    #[test]
    fn a_folder_has_a_file_for_each_language() {
        let folder = tempfile::tempdir().unwrap();
        for (name, text) in
            [("en.ftl", "hello = Hello!"), ("es.ftl", "hello = ¡Hola!"), ("notes.txt", "not read")]
        {
            std::fs::write(folder.path().join(name), text).unwrap();
        }
        assert!(app().locales(folder.path()).check().is_ok());
    }

    #[test]
    fn what_is_wrong_with_a_folder_is_told_with_file_and_line() {
        let folder = tempfile::tempdir().unwrap();
        let told = |app: App| app.check().unwrap_err().to_string();
        let gone = told(app().locales(folder.path().join("gone")));
        assert!(gone.contains("locales.rs:") && gone.contains("gone` cannot be read"), "{gone}");
        let empty = told(app().locales(folder.path()));
        assert!(empty.contains("there are no texts in"), "{empty}");
        let file = folder.path().join("en.ftl");
        std::fs::write(&file, "hello = Hello!\nbye").unwrap();
        let broken = told(app().locales(folder.path()));
        assert!(broken.contains(&format!("{}:2: this is no Fluent message", file.display())), "{broken}");
        std::fs::write(&file, b"hello = \xff").unwrap();
        let binary = told(app().locales(folder.path()));
        assert!(binary.contains("cannot be read") && binary.contains("there is no text `hello`"), "{binary}");
    }
}
