use serde_json::Value;
use tertulia_core::{Message, Question};

use super::*;
use crate::prelude::*;

#[derive(Form)]
#[form(timeout = "10m")]
struct Order {
    #[form(ask = "How many?")]
    count: u8,
}

/// No file, no variables.
fn nothing_configured() -> Config {
    Config::load(None, [], []).unwrap_or_else(|error| panic!("{error}"))
}

/// A bot with one of everything that is listed.
fn shop() -> App {
    let shop = Context::new("shop")
        .deep()
        .keyword("stop", leave())
        .keyword("size", ask("size"))
        .keyword("order", ask("order"))
        .sub_context(
            Context::new("fruit").expires_after(std::time::Duration::from_secs(90)).any_text("Apple?"),
        )
        .answer("size", |a| a.ask("Which size?").keyword(["s", "m"], leave()))
        .form("order", |done: Order| format!("{} for you.", done.count));
    App::new()
        .context(Context::new("main").reaction("Thanks!"))
        .context(shop)
        .before_exit(pass())
        .on_error("Sorry.")
        .landing("shop")
}

fn listed(app: App) -> String {
    listing::of(&Findings::of(app, &nothing_configured()), Colours::NONE)
}

#[test]
fn everything_is_listed_as_a_tree() {
    let listed = listed(shop());
    let file = file!();
    let told: Vec<_> = listed.lines().map(|line| line.split(file).next().unwrap().trim_end()).collect();
    insta::assert_snapshot!(told.join("\n"));
}

#[test]
fn the_shape_of_the_json_stays() {
    let mut json = json::of(&Findings::of(shop(), &nothing_configured()));
    without_lines(&mut json);
    insta::assert_snapshot!(format!("{json:#}"));
}

#[test]
fn what_is_wrong_is_in_the_json_too() {
    let main = Context::new("main").keyword("a", change_to("gone")).any_text(" ");
    let mut json = json::of(&Findings::of(App::new().context(main), &nothing_configured()));
    without_lines(&mut json);
    insta::assert_snapshot!(format!("{json:#}"));
}

/// Lines change with every change above them.
fn without_lines(json: &mut Value) {
    match json {
        Value::Object(entries) => {
            for (key, value) in entries.iter_mut() {
                match value {
                    Value::String(at) if key == "at" => {
                        let parts: Vec<_> = at.split(':').collect();
                        assert!(
                            parts.len() == 3 && parts[1].parse::<u32>().is_ok(),
                            "file, line and column: {at}"
                        );
                        *at = "file:line:column".to_owned();
                    }
                    value => without_lines(value),
                }
            }
        }
        Value::Array(items) => items.iter_mut().for_each(without_lines),
        _ => {}
    }
}

#[test]
fn colours_change_nothing_but_the_colours() {
    let findings = Findings::of(shop(), &nothing_configured());
    let (plain, coloured) = (listing::of(&findings, Colours::NONE), listing::of(&findings, Colours::ALL));
    assert!(!plain.contains('\x1b') && coloured.contains('\x1b'));
    let mut rest = String::new();
    for piece in coloured.split("\x1b[") {
        let code = piece.find('m').filter(|&end| piece[..end].bytes().all(|b| b.is_ascii_digit()));
        rest += code.map_or(piece, |end| &piece[end + 1..]);
    }
    assert_eq!(rest, plain);
}

#[test]
fn a_constant_over_the_limit_of_a_platform_is_a_warning() {
    let title = "A title of more than twenty characters";
    let menu =
        Message::Buttons(Question { text: "?".into(), buttons: vec![Button::postback(title, "menu")] });
    let app = App::new().context(Context::new("main").postback("menu", menu));
    let warnings = Findings::of(app, &nothing_configured()).warnings;
    let on: Vec<_> =
        warnings.iter().filter_map(|warning| warning.text.split_once(": `")).map(|(on, _)| on).collect();
    assert_eq!(on, ["on messenger", "on whatsapp"], "{warnings:#?}");
}

#[test]
fn texts_that_nothing_names_are_told_when_sources_are_there_to_look_at() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::create_dir(folder.path().join("inside")).unwrap();
    std::fs::write(folder.path().join("main.rs"), r#"t!("hello") // "by" is no name"#).unwrap();
    std::fs::write(folder.path().join("inside/menu.yml"), "- text: {t: menu.open}\n- text: bye-bye").unwrap();
    let texts = "hello = Hello\nbye = Bye\nmenu = { part }\n    .open = Open\npart = Part";
    let app = App::new().locale("en", texts).context(Context::new("main").any_text("Hello!"));
    let mut findings = Findings::of(app, &nothing_configured());
    assert_eq!(findings.warnings, [], "without sources nothing is known");
    findings.look_for_texts(&[folder.path().to_owned()]);
    let names = findings.warnings.iter().map(|warning| warning.text.rsplit(' ').next().unwrap());
    assert_eq!(names.collect::<Vec<_>>(), ["`bye`", "`menu`"]);
    findings.look_for_texts(&[folder.path().to_owned(), folder.path().join("gone")]);
    assert!(findings.faults[0].text.contains("/gone` cannot be looked through"), "{:#?}", findings.faults);
}

#[test]
fn texts_are_looked_for_in_all_the_folders_but_not_in_what_was_made_of_them() {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in [("src", "hello"), ("shared", "bye"), ("target", "later"), (".git", "never")] {
        std::fs::create_dir(folder.path().join(name)).unwrap();
        std::fs::write(folder.path().join(name).join("lib.rs"), format!("t!({text:?})")).unwrap();
    }
    std::fs::write(folder.path().join("target/CACHEDIR.TAG"), "").unwrap();
    let texts = "hello = Hello\nbye = Bye\nlater = Later\nnever = Never";
    let app = || App::new().locale("en", texts).context(Context::new("main").any_text("Hello!"));
    let unnamed = |folders: &[&str]| {
        let mut findings = Findings::of(app(), &nothing_configured());
        let folders: Vec<_> = folders.iter().map(|name| folder.path().join(name)).collect();
        findings.look_for_texts(&folders);
        let told =
            findings.warnings.iter().map(|warning| warning.text.rsplit(' ').next().unwrap().to_owned());
        told.collect::<Vec<_>>()
    };
    assert_eq!(unnamed(&["src"]), ["`bye`", "`later`", "`never`"]);
    assert_eq!(unnamed(&["src", "shared"]), ["`later`", "`never`"]);
    assert_eq!(unnamed(&["."]), ["`later`", "`never`"]);
}
