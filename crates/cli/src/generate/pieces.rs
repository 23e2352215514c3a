//! What can be added, and which lines belong to it elsewhere.

use crate::{fault::Fault, name::ModuleName, template::filled};

use super::{change::Changes, project::Project, source};

/// A room of the conversation.
pub(super) fn context(project: &Project, name: &ModuleName) -> Result<Changes, Fault> {
    let (folder, mut changes) = (project.folder.join("src"), Changes::default());
    let text = filled(CONTEXT, &[("my_context", name.as_str())]);
    changes.create(folder.join(format!("contexts/{name}.rs")), text)?;
    changes.add(folder.join("contexts/mod.rs"), vec![format!("pub mod {name};")], |text| {
        source::module(text, name.as_str())
    })?;
    let call = format!(".context(contexts::{name}::context())");
    changes.add(folder.join("lib.rs"), vec![call], |text| source::context(text, name.as_str()))?;
    changes.next = Some(format!("A block goes there with change_to(\"/{name}\")."));
    Ok(changes)
}

/// Several questions, which a context asks when its name is said.
pub(super) fn form(project: &Project, name: &ModuleName, context: &ModuleName) -> Result<Changes, Fault> {
    let (folder, mut changes) = (project.folder.join("src"), Changes::default());
    let text = filled(FORM, &[("my_form", name.as_str())]);
    changes.create(folder.join(format!("forms/{name}.rs")), text)?;
    changes.add(folder.join("forms/mod.rs"), vec![format!("pub mod {name};")], |text| {
        source::module(text, name.as_str())
    })?;
    let blocks = vec![
        format!(".keyword(\"{}\", ask(\"{name}\"))", name.as_str().replace('_', " ")),
        format!(".form(\"{name}\", crate::forms::{name}::done)"),
    ];
    changes.add(folder.join(format!("contexts/{context}.rs")), blocks.clone(), |text| {
        source::blocks(text, context.as_str(), &blocks)
    })?;
    let words = name.as_str().replace('_', " ");
    changes.next =
        Some(format!("Who says \"{words}\" in context `{context}` is asked; so does ask(\"{name}\")."));
    Ok(changes)
}

/// A conversation with the bot.
pub(super) fn test(project: &Project, name: &ModuleName) -> Result<Changes, Fault> {
    let mut changes = Changes::default();
    let text = filled(TEST, &[("my_bot", &project.library), ("my_test", name.as_str())]);
    changes.create(project.folder.join(format!("tests/{name}.rs")), text)?;
    changes.next = Some(format!("cargo test --test {name} runs it."));
    Ok(changes)
}

const CONTEXT: &str = include_str!("../../templates/generate/context.rs");
const FORM: &str = include_str!("../../templates/generate/form.rs");
const TEST: &str = include_str!("../../templates/generate/test.rs");
