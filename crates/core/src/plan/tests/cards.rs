//! Cards that take each other's place.

use super::*;

/// Like Telegram: messages can be changed, and pictures have captions and buttons.
fn turning() -> Capabilities {
    const IMAGE: &[MediaKind] = &[MediaKind::Image];
    let media = MediaLimits {
        captioned: IMAGE,
        caption: 40,
        buttoned: IMAGE,
        buttons_need_text: false,
        album: 10,
        together: &[IMAGE],
        files: &[],
    };
    Capabilities { edits: true, media, ..wide() }
}

fn card(number: usize, image: bool) -> Card<usize> {
    Card {
        title: format!("Card {number}"),
        subtitle: Some("from 29 €".into()),
        image: image.then(|| Source::from("https://example.com/a.jpg")),
        url: None,
        buttons: vec![Button::carrying("Book", number)],
    }
}

fn carousel(cards: Vec<Card<usize>>) -> Vec<(Message<usize>, Policy)> {
    vec![(Message::Carousel(Carousel { text: None, cards, square: false }), Policy::Fit)]
}

#[test]
fn cards_are_turned_in_their_place() {
    for image in [true, false] {
        let plans = turned(carousel((0..3).map(|number| card(number, image)).collect()), &turning());
        assert_eq!(plans.len(), 3);
        let mut shown: Vec<_> = plans
            .iter()
            .map(|plan| match &plan.steps[..] {
                [Step { part: Part::Leaf(leaf), .. }] => leaf.clone(),
                other => panic!("{other:?}"),
            })
            .collect();
        shown.sort_by_key(|leaf| leaf.buttons[0].payload().copied());
        for (number, leaf) in shown.iter().enumerate() {
            assert_eq!(leaf.text.as_str(), format!("Card {number}\nfrom 29 €"));
            let turns: Vec<_> =
                leaf.turns.iter().map(|turn| (turn.title.as_str(), *turn.payload().unwrap())).collect();
            let here = format!("{}/3", number + 1);
            assert_eq!(
                turns,
                [("◀", PAGES + (number + 2) % 3), (&here, PAGES + number), ("▶", PAGES + (number + 1) % 3)]
            );
        }
    }
}

#[test]
fn cards_that_cannot_take_each_others_place_are_messages() {
    let long = Card { subtitle: Some("x".repeat(60)), ..card(1, true) };
    for cards in [vec![card(0, true)], vec![card(0, true), card(1, false)], vec![card(0, true), long]] {
        let count = cards.len();
        let plans = turned(carousel(cards), &turning());
        assert_eq!((plans.len(), reached(&plans)), (1, (0..count).collect()));
        assert!(!plans[0].steps.iter().any(|step| matches!(step.part, Part::Leaf(_))));
    }
    let still = Capabilities { edits: false, ..turning() };
    assert_eq!(turned(carousel(vec![card(0, true), card(1, true)]), &still)[0].steps.len(), 2);
    let numbered = vec![(carousel(vec![card(0, true), card(1, true)]).remove(0).0, Policy::Numbered)];
    assert!(!turned(numbered, &turning())[0].steps.iter().any(|step| matches!(step.part, Part::Leaf(_))));
}

#[test]
fn a_card_is_one_message_on_platforms_with_cards() {
    let limits = Cards {
        at_least: 1,
        count: 10,
        text: None,
        title: 20,
        subtitle: 20,
        joined: false,
        buttons: 3,
        button: 20,
        payload: 1000,
        links: true,
        alike: false,
    };
    let capabilities = Capabilities { cards: Some(limits), ..turning() };
    let link = Link {
        title: "Rome".into(),
        subtitle: None,
        image: None,
        url: "https://example.com/".into(),
        button: "Open".into(),
    };
    let plans = turned(vec![(Message::Link(link), Policy::Fit)], &capabilities);
    let [Step { part: Part::Cards(carousel), .. }] = &plans[0].steps[..] else { panic!("{plans:?}") };
    assert_eq!(carousel.cards[0].title, "Rome");
    let twelve = turned(carousel_of(12), &capabilities);
    let sizes = twelve[0].steps.iter().map(|step| step.part.choices().len());
    assert_eq!(sizes.collect::<Vec<_>>(), [6, 6], "none is left alone");
}

fn carousel_of(count: usize) -> Vec<(Message<usize>, Policy)> {
    carousel((0..count).map(|number| card(number, true)).collect())
}

#[test]
fn the_address_of_a_card_stands_in_its_text_where_a_card_opens_nothing() {
    let limits = Cards {
        at_least: 1,
        count: 10,
        text: None,
        title: 40,
        subtitle: 40,
        joined: true,
        buttons: 3,
        button: 20,
        payload: 1000,
        links: false,
        alike: false,
    };
    let capabilities = Capabilities { cards: Some(limits), ..turning() };
    let said = |subtitle: &str, url: &str| {
        let card = Card { subtitle: Some(subtitle.to_owned()), url: Some(url.to_owned()), ..card(0, true) };
        let plan = turned(carousel(vec![card]), &capabilities).remove(0);
        let Part::Cards(cards) = &plan.steps[0].part else { panic!("{plan:?}") };
        let losses = plan.losses.iter().map(|(_, loss)| loss.to_string());
        (cards.cards[0].subtitle.clone().unwrap(), losses.collect::<Vec<_>>())
    };
    assert_eq!(said("Rome", "https://example.com/"), ("Rome\nhttps://example.com/".to_owned(), vec![]));
    let (subtitle, losses) = said("A city with many hills", "https://example.com/");
    assert!(
        subtitle.ends_with("…\nhttps://example.com/")
            && losses == ["`A city with many hills` is too long here: cut"]
    );
    let (subtitle, losses) = said("Rome", "https://example.com/a/page/far/down/there");
    assert_eq!(
        (&*subtitle, &*losses),
        ("Rome", &["no room for the address of a card here: left out".to_owned()][..])
    );
}
