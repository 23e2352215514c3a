//! `generate`.

use std::{fs, path::Path};

use crate::run::{tertulia, tertulia_does};

fn project(folder: &Path) {
    tertulia_does(folder, &["new", "robin", "--no-git"]);
}

fn read(folder: &Path, name: &str) -> String {
    fs::read_to_string(folder.join("robin").join(name)).unwrap()
}

#[test]
fn lines_are_added_where_they_belong() {
    let folder = tempfile::tempdir().unwrap();
    project(folder.path());
    let robin = folder.path().join("robin");
    let said = tertulia_does(&robin, &["generate", "context", "shop"]);
    insta::assert_snapshot!("said", said);
    tertulia_does(&robin.join("src/contexts"), &["g", "form", "gift_card", "--context", "profile"]);
    let said = tertulia_does(folder.path(), &["g", "form", "order", "--path", "robin"]);
    assert!(said.contains("created robin/src/forms/order.rs"), "{said}");
    assert!(said.contains("changed robin/src/contexts/main.rs"), "{said}");
    tertulia_does(&robin, &["g", "test", "refunds"]);
    assert!(read(folder.path(), "tests/refunds.rs").contains("use robin::app;"));
    for name in ["src/lib.rs", "src/contexts/mod.rs", "src/contexts/profile.rs", "src/forms/mod.rs"] {
        insta::assert_snapshot!(name.replace(['/', '.'], "_"), read(folder.path(), name));
    }
    assert!(read(folder.path(), "src/contexts/main.rs").contains(
        "    Context::new(\"main\")
        .keyword(\"order\", ask(\"order\"))
        .form(\"order\", crate::forms::order::done)
        // Telegram greets"
    ));
}

#[test]
fn what_was_done_is_not_done_twice() {
    let folder = tempfile::tempdir().unwrap();
    project(folder.path());
    let robin = folder.path().join("robin");
    for arguments in [["g", "context", "shop"], ["g", "form", "order"], ["g", "test", "refunds"]] {
        let first = tertulia_does(&robin, &arguments);
        assert!(first.contains("created"), "{first}");
        let again = tertulia_does(&robin, &arguments);
        assert!(again.contains("Nothing to do: all of it is there already."), "{again}");
    }
    assert_eq!(read(folder.path(), "src/lib.rs").matches("contexts::shop").count(), 1);
    assert_eq!(read(folder.path(), "src/contexts/main.rs").matches("ask(\"order\")").count(), 1);
}

#[test]
fn what_an_author_wrote_is_not_overwritten() {
    let folder = tempfile::tempdir().unwrap();
    project(folder.path());
    let robin = folder.path().join("robin");
    fs::write(robin.join("src/contexts/shop.rs"), "// mine").unwrap();
    let before = read(folder.path(), "src/lib.rs");
    let refused = tertulia(&robin, &["generate", "context", "shop"]);
    assert!(refused.code == 1 && refused.said.contains("is not overwritten"), "{refused:?}");
    assert_eq!(read(folder.path(), "src/contexts/shop.rs"), "// mine");
    assert_eq!(read(folder.path(), "src/lib.rs"), before, "nothing else is touched either");
}

#[test]
fn where_it_is_not_certain_the_lines_are_told() {
    let folder = tempfile::tempdir().unwrap();
    project(folder.path());
    let robin = folder.path().join("robin");
    fs::write(robin.join("src/lib.rs"), "pub mod contexts;\npub mod forms;\n").unwrap();
    let said = tertulia_does(&robin, &["generate", "context", "shop"]);
    assert!(
        said.contains("Write this into src/lib.rs") && said.contains(".context(contexts::shop::context())"),
        "{said}"
    );
    let said = tertulia_does(&robin, &["generate", "form", "order", "--context", "gone"]);
    assert!(said.contains("Write this into src/contexts/gone.rs"), "{said}");
}

#[test]
fn outside_of_a_project_it_says_where_to_go() {
    let folder = tempfile::tempdir().unwrap();
    let refused = tertulia(folder.path(), &["generate", "context", "shop"]);
    assert!(refused.code == 1 && refused.said.contains("is in no project of a bot"), "{refused:?}");
    fs::write(folder.path().join("Cargo.toml"), "package.name = 'other'").unwrap();
    let refused = tertulia(folder.path(), &["generate", "context", "shop"]);
    assert!(refused.code == 1 && refused.said.contains("does not depend on `tertulia`"), "{refused:?}");
    fs::write(folder.path().join("Cargo.toml"), "[package").unwrap();
    let refused = tertulia(folder.path(), &["generate", "context", "shop"]);
    assert!(refused.code == 1 && refused.said.contains("`Cargo.toml` cannot be read"), "{refused:?}");
    let refused = tertulia(folder.path(), &["generate", "context", "My-Shop"]);
    assert!(refused.code == 2 && refused.said.contains("small letters"), "{refused:?}");
}
