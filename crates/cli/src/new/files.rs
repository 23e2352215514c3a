//! The files of a project: those of the bot `my_bot` in `templates/project`, with its own names put in.

use crate::{platforms::listed, template::filled};

use super::Plan;

/// A file of the project.
#[derive(Debug)]
pub(super) struct File {
    /// From the folder of the project.
    pub(super) path: &'static str,
    pub(super) text: String,
}

/// All of them.
pub(super) fn of(plan: &Plan) -> Vec<File> {
    TEMPLATES.iter().map(|(path, text)| File { path, text: text_of(plan, path, text) }).collect()
}

fn text_of(plan: &Plan, path: &str, text: &str) -> String {
    let ending = path.rsplit('.').next().unwrap_or_default();
    let name = if ending == "rs" { plan.name.in_rust() } else { plan.name.as_str().to_owned() };
    let fragments: String = plan.platforms.iter().map(|platform| platform.fragment(ending)).collect();
    // A fragment begins with an empty line, and its last line ends where the line of its place does.
    let fragments = filled(fragments.trim_end(), &[("my_bot", &name)]);
    let names = [
        ("my_bot", &*name),
        ("my_list_of_platforms", &listed(&plan.platforms)),
        ("my_platforms", &fragments),
        ("my_tertulia", &plan.dependency.in_manifest(&plan.platforms, &[])),
        ("my_tertulia_for_tests", &plan.dependency.in_manifest(&plan.platforms, &["test"])),
    ];
    filled(text, &names)
}

macro_rules! templates {
    ($($path:literal from $file:literal,)*) => {
        [$(($path, include_str!(concat!("../../templates/project/", $file)))),*]
    };
}

/// Where each goes, and what it says. Some have other names here, as Cargo and git would take them for their own.
const TEMPLATES: [(&str, &str); 19] = templates! {
    ".dockerignore" from "_dockerignore",
    ".env.example" from "_env.example",
    ".github/workflows/ci.yml" from "ci.yml",
    ".gitignore" from "_gitignore",
    "Cargo.toml" from "_Cargo.toml",
    "Dockerfile" from "Dockerfile",
    "README.md" from "README.md",
    "locales/en.ftl" from "locales/en.ftl",
    "locales/es.ftl" from "locales/es.ftl",
    "src/contexts/main.rs" from "src/contexts/main.rs",
    "src/contexts/mod.rs" from "src/contexts/mod.rs",
    "src/contexts/profile.rs" from "src/contexts/profile.rs",
    "src/forms/mod.rs" from "src/forms/mod.rs",
    "src/forms/sign_up.rs" from "src/forms/sign_up.rs",
    "src/lib.rs" from "src/lib.rs",
    "src/main.rs" from "src/main.rs",
    "templates/main/menu.yml" from "templates/main/menu.yml",
    "tertulia.toml" from "tertulia.toml",
    "tests/conversation.rs" from "tests/conversation.rs",
};
