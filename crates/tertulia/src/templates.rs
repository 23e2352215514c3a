//! Templates: in the program, or in folders.

use std::{
    fs, io,
    panic::Location,
    path::{Path, PathBuf},
};

use tertulia_core::{program::ProgramBuilder, template::TemplateFile};

use crate::changes;

/// The templates that an app is given.
#[derive(Clone, Debug, Default)]
pub(crate) struct Templates {
    pub(crate) own: Vec<TemplateFile>,
    pub(crate) folders: Vec<Folder>,
}

/// A folder of templates, and where it is given to the app.
#[derive(Clone, Debug)]
pub(crate) struct Folder {
    pub(crate) path: PathBuf,
    pub(crate) at: &'static Location<'static>,
}

impl Templates {
    /// Adds every template. What cannot be read is a fault of the program. In debug builds, they are read again when a file
    /// changed.
    pub(crate) fn read(self, mut builder: ProgramBuilder) -> ProgramBuilder {
        let (files, faults) = self.files();
        for file in files {
            builder = builder.template(file);
        }
        for (at, text) in faults {
            builder = builder.fault(at, text);
        }
        if cfg!(debug_assertions) && !self.folders.is_empty() {
            builder = builder.templates_changed(self.watch());
        }
        builder
    }

    fn watch(self) -> impl Fn() -> Option<Vec<TemplateFile>> + Send + Sync + 'static {
        let folders = self.folders.clone();
        let all = move || folders.iter().filter_map(|folder| paths(&folder.path).ok()).flatten().collect();
        let changed = changes::noticed(all);
        move || {
            let (files, faults) = changed().then(|| self.files())?;
            for (_, fault) in faults {
                tracing::error!(%fault, "a template cannot be read");
            }
            Some(files)
        }
    }

    fn files(&self) -> (Vec<TemplateFile>, Vec<(&'static Location<'static>, String)>) {
        let (mut files, mut faults) = (self.own.clone(), Vec::new());
        for folder in &self.folders {
            match folder.files() {
                Ok(found) => files.extend(found),
                Err(error) => faults.push((
                    folder.at,
                    format!("the templates in `{}` cannot be read: {error}", folder.path.display()),
                )),
            }
        }
        (files, faults)
    }
}

impl Folder {
    fn files(&self) -> io::Result<Vec<TemplateFile>> {
        let read = |path: PathBuf| {
            let inside = path.strip_prefix(&self.path).unwrap_or(&path);
            let parts: Vec<_> = inside.iter().map(|part| part.to_string_lossy()).collect();
            let text = fs::read_to_string(&path)
                .map_err(|error| io::Error::new(error.kind(), format!("`{}`: {error}", path.display())))?;
            let file = path.display().to_string();
            Ok(TemplateFile { name: parts.join("/"), file, text, at: Some(self.at) })
        };
        paths(&self.path)?.into_iter().map(read).collect()
    }
}

/// The templates in a folder and those in it, in the order of their names. Hidden files are left alone, as editors make some.
fn paths(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let path = entry.path();
        if entry.file_name().to_string_lossy().starts_with('.') {
            continue;
        }
        if path.is_dir() {
            found.extend(paths(&path)?);
        } else if path
            .extension()
            .is_some_and(|is| ["yml", "yaml", "html", "md"].iter().any(|known| is == *known))
        {
            found.push(path);
        }
    }
    found.sort();
    Ok(found)
}

#[cfg(test)]
mod tests {
    use std::panic::Location;

    use super::*;
    use crate::prelude::*;

    fn app(folder: &Path) -> App {
        App::new().context(Context::new("main").everything_else("Hello!")).templates(folder)
    }

    #[test]
    fn a_folder_has_a_folder_for_each_context() {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir_all(folder.path().join("shop/sizes")).unwrap();
        fs::write(folder.path().join("shop/menu.yml"), "- text: Hello").unwrap();
        fs::write(folder.path().join("shop/sizes/ask.html"), "<b>Which?</b>").unwrap();
        fs::write(folder.path().join("shop/.menu.yml.swp"), "- nothing").unwrap();
        fs::write(folder.path().join("shop/notes.txt"), "not read").unwrap();
        let templates = Templates {
            own: Vec::new(),
            folders: vec![Folder { path: folder.path().into(), at: Location::caller() }],
        };
        let names: Vec<_> = templates.files().0.into_iter().map(|file| file.name).collect();
        assert_eq!(names, ["shop/menu.yml", "shop/sizes/ask.html"]);
        assert!(app(folder.path()).check().is_ok());
    }

    #[test]
    fn all_that_is_wrong_is_told_with_the_other_faults() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("a.yml"), "- txt: Hello").unwrap();
        fs::write(folder.path().join("b.html"), "Hello {{ name").unwrap();
        let told = app(folder.path()).landing("gone").check().unwrap_err().to_string();
        for part in ["a.yml:1: there has to be one of", ", not `txt`", "b.html:1: ", "`gone`"] {
            assert!(told.contains(part), "{part}: {told}");
        }
        let told = app(&folder.path().join("gone")).check().unwrap_err().to_string();
        assert!(told.contains("gone` cannot be read"), "{told}");
    }

    #[test]
    fn files_that_changed_are_read_again() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("menu.yml");
        fs::write(&file, "- text: one").unwrap();
        let folders = vec![Folder { path: folder.path().into(), at: Location::caller() }];
        let changed = Templates { own: Vec::new(), folders }.watch();
        assert_eq!(changed(), None);
        fs::write(&file, "- text: another").unwrap();
        assert_eq!(changed().map(|files| files[0].text.clone()).as_deref(), Some("- text: another"));
        assert_eq!(changed(), None);
    }
}
