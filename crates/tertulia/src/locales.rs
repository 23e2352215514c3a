//! Texts in a folder: one file a language.

use std::{
    fs, io,
    panic::Location,
    path::{Path, PathBuf},
};

use tertulia_core::{language::LocaleFile, program::ProgramBuilder};

use crate::changes;

/// The folders of texts that an app is given.
#[derive(Clone, Debug, Default)]
pub(crate) struct Locales(pub(crate) Vec<Folder>);

/// A folder of texts, and where it is given to the app.
#[derive(Clone, Debug)]
pub(crate) struct Folder {
    pub(crate) path: PathBuf,
    pub(crate) at: &'static Location<'static>,
}

/// Something that is wrong with a folder, and where it is given to the app.
type Fault = (&'static Location<'static>, String);

impl Locales {
    /// Adds the texts of every `<tag>.ftl`. What cannot be read is a fault of the program. In debug builds, they are read again
    /// when a file changed.
    pub(crate) fn read(self, mut builder: ProgramBuilder) -> ProgramBuilder {
        let (files, faults) = self.files();
        for file in files {
            builder = builder.locale_file(file);
        }
        for (at, text) in faults {
            builder = builder.fault(at, text);
        }
        if cfg!(debug_assertions) && !self.0.is_empty() {
            builder = builder.locales_changed(self.watch());
        }
        builder
    }

    fn watch(self) -> impl Fn() -> Option<Result<Vec<LocaleFile>, Vec<String>>> + Send + Sync + 'static {
        let folders = self.0.clone();
        let all = move || folders.iter().filter_map(|folder| paths(&folder.path).ok()).flatten().collect();
        let changed = changes::noticed(all);
        move || {
            let (files, faults) = changed().then(|| self.files())?;
            Some(if faults.is_empty() {
                Ok(files)
            } else {
                Err(faults.into_iter().map(|(_, text)| text).collect())
            })
        }
    }

    fn files(&self) -> (Vec<LocaleFile>, Vec<Fault>) {
        let (mut files, mut faults) = (Vec::new(), Vec::new());
        for folder in &self.0 {
            folder.read(&mut files, &mut faults);
        }
        (files, faults)
    }
}

impl Folder {
    fn read(&self, files: &mut Vec<LocaleFile>, faults: &mut Vec<Fault>) {
        let paths = match paths(&self.path) {
            Ok(paths) => paths,
            Err(error) => return faults.push((self.at, self.unreadable(&error))),
        };
        if paths.is_empty() {
            let text = format!(
                "there are no texts in `{}`; they are in files such as `en.ftl`",
                self.path.display()
            );
            return faults.push((self.at, text));
        }
        for path in paths {
            let tag = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
            let file = path.display().to_string();
            match fs::read_to_string(&path) {
                Ok(text) => files.push(LocaleFile { tag, file, text }),
                Err(error) => faults.push((self.at, format!("`{file}` cannot be read: {error}"))),
            }
        }
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
fn paths(folder: &Path) -> io::Result<Vec<PathBuf>> {
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

    #[cfg(feature = "test")]
    #[test]
    fn texts_that_changed_are_said_at_once_and_a_broken_file_fails_turns_until_it_is_right() {
        let folder = tempfile::tempdir().unwrap();
        let write = |text| std::fs::write(folder.path().join("en.ftl"), text).unwrap();
        write("hello = Hello!");
        let bot = crate::test::Bot::new(app().locales(folder.path()));
        let ana = bot.lenient().user("ana");
        ana.says("hi").expect("Hello!");
        write("hello = Good morning!");
        ana.says("hi").expect("Good morning!");
        write("hello = Good evening!\nbye");
        for _ in 0..2 {
            ana.says("hi").expect_containing("Sorry");
            let told = bot.traces().iter().rev().find_map(|trace| trace.error.clone()).unwrap_or_default();
            assert!(told.contains("en.ftl:2: this is no Fluent message"), "{told}");
        }
        write("hello = Good night!");
        ana.says("hi").expect("Good night!");
    }
}
