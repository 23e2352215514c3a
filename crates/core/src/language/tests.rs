use super::*;
use proptest::prelude::*;

use crate::{
    RichText,
    rich::{Style, Url},
    t,
};

/// English and Spanish, with a little Portuguese.
fn catalog() -> Catalog {
    let (catalog, faults) = Catalog::new(
        vec![
            source("en", "hello = Hello { $name }!\nbye = Bye!\nmenu = What will it be?\n    .open = Menu\n"),
            source("es", "hello = ¡Hola, { $name }!\nmenu = ¿Qué será?\n"),
            source("es-MX", "-shop = La Tiendita\nbye = ¡Ahí nos vemos! { -shop }\n    .open = x\n"),
            source("pt-BR", "bye = Tchau!\n"),
            source("zh-Hant", "bye = 再見\n"),
        ],
        None,
    );
    // `bye.open` is only there to be told.
    assert_eq!(faults.len(), 1, "{faults:?}");
    catalog
}

fn source(tag: &str, text: &str) -> Source {
    Source { tag: tag.into(), file: Some(format!("{tag}.ftl")), at: None, text: text.into() }
}

fn faults(sources: &[(&str, &str)]) -> Vec<String> {
    faults_for(sources, None)
}

fn faults_for(sources: &[(&str, &str)], default: Option<&str>) -> Vec<String> {
    let sources = sources.iter().map(|(tag, text)| source(tag, text)).collect();
    Catalog::new(sources, default.map(str::to_owned)).1.into_iter().map(|(_, text)| text).collect()
}

fn say(tag: &str, text: Translated) -> Result<String, String> {
    Translator::new(&catalog(), tag, "turn").read_plain(text.into())
}

#[test]
fn a_text_is_said_in_the_nearest_language_that_has_it() {
    for (tag, hello, bye) in [
        ("en", "Hello Ana!", "Bye!"),
        ("en-GB", "Hello Ana!", "Bye!"),
        ("es", "¡Hola, Ana!", "¡Ahí nos vemos! La Tiendita"),
        ("es-MX", "¡Hola, Ana!", "¡Ahí nos vemos! La Tiendita"),
        ("es_AR", "¡Hola, Ana!", "¡Ahí nos vemos! La Tiendita"),
        ("pt", "Hello Ana!", "Tchau!"),
        ("zh-hant-tw", "Hello Ana!", "再見"),
        ("fr", "Hello Ana!", "Bye!"),
    ] {
        assert_eq!(say(tag, t!("hello", name = "Ana")).unwrap(), hello, "{tag}");
        assert_eq!(say(tag, t!("bye")).unwrap(), bye, "{tag}");
    }
}

#[test]
fn row_23_whatever_a_platform_calls_a_language_something_is_said() {
    let long = "es-".repeat(10_000);
    for tag in [
        "",
        "es",
        "ES",
        "zh-hans",
        "tlh",
        "x-klingon",
        "español",
        "es-419",
        "en_US.UTF-8",
        "\u{0}",
        "🏴",
        &long,
    ] {
        assert!(say(tag, t!("bye")).is_ok(), "{tag}");
        assert!(say(tag, t!("tertulia-apology")).is_ok(), "{tag}");
    }
    assert_eq!(say("es-419", t!("hello", name = "Ana")).unwrap(), "¡Hola, Ana!");
    assert_eq!(say("en_US.UTF-8", t!("bye")).unwrap(), "Bye!");
}

proptest::proptest! {
    #[test]
    fn any_tag_at_all_resolves(tag in ".*") {
        proptest::prop_assert!(say(&tag, t!("bye")).is_ok());
    }
}

#[test]
fn an_attribute_is_a_text_of_its_own() {
    assert_eq!(say("en", t!("menu.open")).unwrap(), "Menu");
    assert_eq!(say("es", t!("menu.open")).unwrap(), "Menu", "Spanish has the text but not this attribute");
    assert_eq!(say("es", t!("menu")).unwrap(), "¿Qué será?");
}

#[test]
fn arguments_stand_in_a_text_without_marks_around_them() {
    assert_eq!(say("en", t!("hello", name = String::from("Ana"))).unwrap(), "Hello Ana!");
    assert_eq!(say("en", t!("hello", name = t!("bye"))).unwrap(), "Hello Bye!!");
    assert_eq!(say("en", t!("hello", name = 3)).unwrap(), "Hello 3!");
    assert_eq!(say("en", t!("hello", name = 2.5)).unwrap(), "Hello 2.5!");
    assert_eq!(
        say("en", t!("hello", name = "{ $name }")).unwrap(),
        "Hello { $name }!",
        "nothing is read twice"
    );
}

#[test]
fn numbers_decide_between_plural_forms() {
    let text =
        "apples = { $count ->\n    [0] No apples\n    [one] One apple\n   *[other] { $count } apples\n}\n";
    let polish = "apples = { $count ->\n    [one] jabłko\n    [few] jabłka\n   *[many] jabłek\n}\n";
    let (catalog, faults) = Catalog::new(vec![source("en", text), source("pl", polish)], None);
    assert!(faults.is_empty(), "{faults:?}");
    let say = |tag, count| {
        Translator::new(&catalog, tag, "turn").read_plain(t!("apples", count = count).into()).unwrap()
    };
    assert_eq!([0, 1, 5].map(|count| say("en", count)), ["No apples", "One apple", "5 apples"]);
    assert_eq!([1, 2, 5].map(|count| say("pl", count)), ["jabłko", "jabłka", "jabłek"]);
}

#[test]
fn what_cannot_be_said_is_told_with_the_authors_line() {
    let line = line!() + 1;
    let gone = say("es", t!("helo")).unwrap_err();
    assert!(gone.starts_with(&format!("{}:{line}:", file!())) && gone.contains("`helo`"), "{gone}");
    let wants = say("es", t!("hello", nmae = "Ana")).unwrap_err();
    assert!(wants.contains("`hello` cannot be said in `es`: it wants `name = …`"), "{wants}");
}

#[test]
fn variants_are_picked_by_chance_and_the_same_when_the_turn_runs_again() {
    let text = "hi = Hi!\n    .or1 = Hey!\n    .or2 = Hello!\n    .order = not one of them\n";
    let (catalog, _) = Catalog::new(vec![source("en", text)], None);
    let turn = |id: u32| {
        let id = id.to_string();
        let translator = Translator::new(&catalog, "en", &id);
        [(); 3].map(|()| translator.read_plain(t!("hi").into()).unwrap())
    };
    let mut heard = std::collections::BTreeMap::new();
    for id in 0..300 {
        assert_eq!(turn(id), turn(id));
        for said in turn(id) {
            *heard.entry(said).or_insert(0) += 1;
        }
    }
    assert_eq!(heard.keys().collect::<Vec<_>>(), ["Hello!", "Hey!", "Hi!"]);
    assert!(heard.values().all(|&count| count > 200), "each about 300 times: {heard:?}");
}

#[test]
fn every_fault_is_told_at_once_with_file_and_line() {
    let english = "\
hello = Hello { name }
# a comment
this is no message
hello = Hello again
menu = { -brand } { UPPER(\"x\") }
tertulia-expird = Too old
tertulia-failed = { $why }
";
    let told = faults(&[("en", english), ("es", "hola = Hola\nmenu = Menú\n"), ("not a tag", "")]);
    for fault in [
        "en.ftl:3: this is no Fluent message",
        "in `this is no message`",
        "en.ftl:4: `hello` is there already, at en.ftl:1",
        "en.ftl:5: `menu` refers to a term `-brand`",
        "en.ftl:5: `menu` refers to a function `UPPER`",
        "en.ftl:6: Tertulia has no text `tertulia-expird`; it has `tertulia-expired`",
        "en.ftl:7: `tertulia-failed` cannot be said: it wants `why",
        "es.ftl:1: `hola` is missing in the default language, `en`",
        "`not a tag` is no language tag",
        "`hello` refers to a text `name`",
    ] {
        assert!(told.iter().any(|text| text.contains(fault)), "{fault} is missing in {told:#?}");
    }
    assert_eq!(told.len(), 9, "{told:#?}");
}

#[test]
fn a_text_that_refers_to_itself_is_told() {
    let told = faults(&[("en", "a = { b }\nb = { c }!\nc = { a }\nd = fine\n")]);
    assert_eq!(told.len(), 3, "{told:#?}");
    assert!(told[0].starts_with("en.ftl:1: `a` refers to itself"), "{told:#?}");
}

#[test]
fn a_text_of_two_files_is_there_twice() {
    let mut other = source("en", "hello = Hello\n");
    other.file = Some("more.ftl".into());
    let (_, faults) = Catalog::new(vec![source("en", "\nhello = Hi\n"), other], None);
    assert_eq!(faults[0].1, "more.ftl:1: `hello` is there already, at en.ftl:2");
}

#[test]
fn without_a_choice_the_default_language_is_one_that_has_texts() {
    let default = |tags: &[&str]| {
        let (catalog, faults) = Catalog::new(tags.iter().map(|tag| source(tag, "a = b\n")).collect(), None);
        assert!(faults.is_empty(), "{faults:?}");
        catalog.default_locale().to_owned()
    };
    assert_eq!(default(&[]), "en");
    assert_eq!(default(&["fr", "en"]), "en");
    assert_eq!(default(&["fr", "es"]), "fr");
    let told = faults_for(&[("fr", "a = b\nc = d\n")], Some("de"));
    assert_eq!(told, ["there are no texts in the default language, `de` (`locales.default`)"]);
}

#[test]
fn a_text_of_ours_that_is_replaced_may_say_what_we_give_it() {
    let with = |ftl| Catalog::new(vec![source("en", ftl)], None).1;
    assert!(with("tertulia-form-range = { $min } … { $max }\n").is_empty());
    assert!(with("tertulia-form-least = { $max }\n")[0].1.contains("max"));
}

#[test]
fn the_texts_that_tertulia_brings_are_the_same_in_every_language_and_can_be_replaced() {
    let (catalog, faults) = Catalog::new(vec![source("es", "tertulia-expired = ¡Caducado!\n")], None);
    assert!(faults.is_empty(), "{faults:?}");
    let say = |tag, key: &'static str| Translator::new(&catalog, tag, "turn").built_in(key);
    assert_eq!(say("es-MX", "tertulia-expired"), "¡Caducado!");
    assert_eq!(say("en", "tertulia-expired"), "This button is too old to be used.");
    let names = |text: &str| -> Vec<String> {
        text.lines().filter_map(|line| Some(line.split_once(" = ")?.0.to_owned())).collect()
    };
    assert_eq!(names(include_str!("en.ftl")), names(include_str!("es.ftl")));
    let same = ["tertulia-form-no", "tertulia-form-nothing"];
    for key in names(include_str!("en.ftl")) {
        let text = t!(key.clone(), label = "x", min = 1, max = 2);
        let [en, es] = ["en", "es"]
            .map(|tag| Translator::new(&catalog, tag, "turn").read_plain(text.clone().into()).unwrap());
        assert_eq!(en == es, same.contains(&key.as_str()), "{key}: {en}");
    }
}

#[test]
fn a_text_with_style_is_read_in_its_markup_and_its_arguments_are_not() {
    let say = |text: Translated| {
        let texts = "html = <b>{ $who }</b> &amp; <a href=\"{ $page }\">more</a>\n    .or1 = <b>{ $who }</b> &amp; <a href=\"{ $page }\">more</a>\nmarkdown = **{ $who }** & [more]({ $page })\nkind = { $kind ->\n    [last-minute] _now_\n   *[other] later { $kind }\n }\n";
        let (catalog, faults) = Catalog::new(vec![source("en", texts)], None);
        assert_eq!(faults, []);
        Translator::new(&catalog, "en", "turn").read(text.into()).unwrap()
    };
    let page = "https://example.com/?a=1&b=(2)";
    let url = Url::new(page).unwrap();
    for who in ["ana", "<i>&amp;", "*ana*", "`", ""] {
        let same = RichText::new().bold(who).text(" & ").styled(Style::Link(url.clone()), "more");
        assert_eq!(say(t!("html", who = who, page = page).html()), same, "{who}");
        assert_eq!(say(t!("markdown", who = who, page = page).markdown()), same, "{who}");
    }
    assert_eq!(say(t!("kind", kind = "last-minute").markdown()), RichText::new().italic("now"));
    assert_eq!(say(t!("kind", kind = "_a_").markdown()), RichText::from("later _a_"));
    // What stands in a text is a text, whatever it was.
    let nested = t!("markdown", who = t!("kind", kind = "last-minute").markdown(), page = page);
    assert_eq!(say(nested.clone()).plain(), "**now** & [more](https://example.com/?a=1&b=(2))");
    assert_eq!(say(nested.html()).plain(), "**now** & [more](https://example.com/?a=1&b=(2))");
}

#[test]
fn html_that_cannot_be_read_is_told_with_its_language() {
    let (catalog, _) = Catalog::new(vec![source("en", "a = <b>a"), source("es", "a = <b>a</b>")], None);
    let fault = catalog.check_text(&t!("a").html()).unwrap_err();
    assert!(fault.starts_with("`a` cannot be said in `en`: line 1, column 1"), "{fault}");
    assert_eq!(catalog.check_text(&t!("a")), Ok(()), "it is a plain text, then");
}

proptest! {
    #[test]
    fn what_people_wrote_never_becomes_markup(who in "(\\PC|[ \n\t*_~`<>&\"'\\[\\]()#!\\\\|+.:/-]){0,16}") {
        prop_assume!(!who.chars().any(|sign| ('\u{F0000}'..='\u{FFFFF}').contains(&sign)));
        for (markup, code) in [
            (Markup::Html, "<b>{ $who }</b>, <code>{ $who }</code> and { $who }"),
            (Markup::Markdown, "**{ $who }**, `{ $who }` and { $who }"),
        ] {
            let (catalog, _) = Catalog::new(vec![source("en", &format!("a = {code}"))], None);
            let text = Translated { markup, ..t!("a", who = &who) };
            let said = Translator::new(&catalog, "en", "turn").read(text.into()).unwrap();
            let same = RichText::new().bold(&*who).text(", ").styled(Style::Code, &*who).text(" and ").text(&*who);
            prop_assert_eq!(said, same);
        }
    }
}

#[test]
fn gaps_are_told_by_language_and_a_region_fills_none_of_its_own_language() {
    let texts = [
        source("en", "a = A\nb = B { a }\nc = C\n    .open = O\nd = D\ne = E\nf = F\ng = G"),
        source("es", "a = A"),
        source("es-MX", "b = B"),
        source("fr", "a = A\nb = B\nc = C\n    .open = O\nd = D\ne = E\nf = F\ng = G"),
        source("en-GB", "a = A"),
    ];
    let (catalog, faults) = Catalog::new(texts.into(), None);
    assert_eq!(faults, []);
    let gaps = ["`es` lacks `c`, `c.open`, `d`, `e`, `f` and 1 more: who speaks it reads that in `en`"];
    assert_eq!(catalog.gaps(), gaps);
    let referenced: Vec<_> = catalog.own().filter(|text| text.referenced).map(|text| &*text.key).collect();
    assert_eq!(referenced, ["a"]);
}
