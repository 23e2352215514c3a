//! What holds for any tree of contexts, and for any press.

use proptest::{collection::vec, prelude::*};

use super::*;

/// A tree: each node has a letter for a name, and is an answer or not.
#[derive(Clone, Debug)]
struct Node {
    name: char,
    is_answer: bool,
    deep: bool,
    inside: Vec<Self>,
}

fn nodes() -> impl Strategy<Value = Vec<Node>> {
    let leaf = (prop::char::range('a', 'd'), any::<bool>(), any::<bool>());
    let leaf = leaf.prop_map(|(name, is_answer, deep)| Node { name, is_answer, deep, inside: vec![] });
    let node = leaf.prop_recursive(4, 24, 4, |inner| {
        (prop::char::range('a', 'd'), any::<bool>(), any::<bool>(), vec(inner, 0..4))
            .prop_map(|(name, is_answer, deep, inside)| Node { name, is_answer, deep, inside })
    });
    vec(node, 0..4)
}

/// Declares what stands inside; equal names get numbers, and no name is one of the top.
fn inside<S>(mut context: Context<S>, nodes: &[Node], level: usize) -> Context<S> {
    for (at, node) in nodes.iter().enumerate() {
        let name = format!("{}{level}{at}", node.name);
        if node.is_answer {
            context =
                context.answer(name, |a| inside(blocks(a.ask("?"), node.deep), &node.inside, level + 1));
        } else {
            context =
                context.sub_context(inside(blocks(Context::new(name), node.deep), &node.inside, level + 1));
        }
    }
    context
}

/// Goes where the text says. What was handed over by another context leaves.
fn told(Text(text): Text, Given(handed): Given<Option<bool>>) -> crate::Flow {
    match text.split_once(' ') {
        _ if handed.is_some() => leave(),
        Some(("go", route)) => change_to(route.to_owned()),
        Some(("ask", route)) => ask(route.to_owned()),
        Some(("delegate", route)) => delegate_to(route.to_owned()).with(true),
        _ => leave(),
    }
}

/// Blocks that take some presses, step aside at others, and move the conversation at others.
fn blocks<S>(context: Context<S>, deep: bool) -> Context<S> {
    let context = if deep { context.deep() } else { context };
    let context = context.postback("yes", "yes").postback("pass", pass()).postback("leave", leave());
    let context = if deep { context.deep() } else { context };
    let context = context.any_text(told);
    context.postback("keep", keep()).postback("home", change_to("/main")).any_postback(pass())
}

fn program(nodes: &[Node]) -> Chat {
    let main = blocks(Context::new("main"), false);
    Chat::with([inside(main, nodes, 0)])
}

/// A conversation in these rooms.
fn somewhere(program: &Program, places: &[prop::sample::Index]) -> ConversationState {
    let frame = |context: String| crate::state::Frame { context, params: Value::Null };
    let stack = places.iter().map(|at| frame(at.get(&program.rooms).path.clone())).collect();
    ConversationState { stack, ..ConversationState::default() }
}

/// What anybody may write into a payload.
fn wires() -> impl Strategy<Value = String> {
    prop_oneof![
        any::<String>(),
        "(main)?/?(yes|pass|leave|keep|home|other)?(@[0-9]{0,2})?(:\\{(\"a\":1)?\\}?)?(~[ca][A-Za-z0-9_-]{0,12})?",
        "#[A-Za-z0-9_-]{0,24}",
    ]
}

/// What may come in.
fn happenings() -> impl Strategy<Value = Event> {
    let text = prop_oneof![".{0,12}", "(go|ask|delegate) /main", "/[a-z]{0,5} ?[a-z]{0,5}", "leave"];
    let kind = prop_oneof![
        3 => text.prop_map(|text| written(&text).kind),
        2 => wires().prop_map(EventKind::Postback),
        1 => Just(EventKind::Referral),
        1 => Just(EventKind::OtherMessage("poll".into())),
        1 => Just(EventKind::Takeover),
    ];
    let link = prop::option::weighted(0.3, "[a-d_0-2]{0,6}|main");
    (kind, link, any::<bool>()).prop_map(|(kind, deep_link, addressed)| {
        let mut event = event(kind);
        (event.deep_link, event.addressed) = (deep_link, addressed);
        event
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn every_route_leads_to_one_place_and_always_the_same(
        nodes in nodes(),
        route in r"(\./|\.\./|/)?[a-d_0]{0,3}(/[a-d0-2]{0,4}){0,3}",
        anything in ".{0,12}",
    ) {
        let (first, second) = (program(&nodes).program, program(&nodes).program);
        for from in 0..first.rooms.len() {
            for route in [&route, &anything] {
                let found = first.resolve(from, route);
                prop_assert_eq!(found, second.resolve(from, route));
                prop_assert_eq!(found, first.resolve(from, route));
                prop_assert!(found.is_none_or(|found| found < first.rooms.len()));
            }
            let path = &first.rooms[from].path;
            for other in 0..first.rooms.len() {
                prop_assert_eq!(first.resolve(other, &format!("/{path}")), Some(from), "a whole route means the same anywhere");
            }
            prop_assert_eq!(first.payload_room(path), Some(from));
            if let Some(parent) = first.rooms[from].parent {
                let name = path.rsplit('/').next().unwrap();
                prop_assert_eq!(first.resolve(parent, name), Some(from));
                prop_assert_eq!(first.resolve(parent, &format!("./{name}")), Some(from));
                prop_assert_eq!(first.resolve(from, &format!("../{name}")), Some(from));
            }
        }
    }

    #[test]
    fn every_press_in_any_state_ends_with_a_verdict_and_never_in_silence(
        nodes in nodes(),
        places in vec(any::<prop::sample::Index>(), 0..5),
        to in any::<prop::sample::Index>(),
        name in "yes|pass|leave|keep|home|other|[a-z/:#~@{}]{0,6}",
        qualified in any::<bool>(),
    ) {
        let mut chat = program(&nodes);
        let rooms = &Arc::clone(&chat.program).rooms;
        let places: Vec<_> = places.iter().map(|at| at.get(rooms).path.clone()).collect();
        chat.state.stack = places.into_iter().map(|context| crate::state::Frame { context, params: Value::Null }).collect();
        let wire = if qualified { format!("{}/{name}", to.get(rooms).path) } else { name.clone() };
        let heard = chat.payload(&wire);
        prop_assert_ne!(heard.verdict, Verdict::Unmatched, "{}", wire);
        if heard.verdict.is_stale() {
            prop_assert_eq!(heard.texts.len(), 1, "who presses is told: {}", wire);
        }
        if name == "yes" {
            prop_assert_eq!(&heard.texts[0], "yes");
        }
        prop_assert!(chat.state.stack.len() <= ConversationState::DEPTH);
        for frame in &chat.state.stack {
            prop_assert!(chat.program.by_path.contains_key(&frame.context));
        }
    }

    #[test]
    fn whatever_comes_in_as_a_press_whoever_pressed_is_told(
        nodes in nodes(),
        places in vec(any::<prop::sample::Index>(), 0..5),
        wire in wires(),
        in_group in any::<bool>(),
        can_notice in any::<bool>(),
        note in "[a-z]{0,80}",
        chats in (1..3_i64, 1..3_i64),
    ) {
        let mut chat = program(&nodes);
        chat.state = somewhere(&chat.program, &places);
        (chat.chat, chat.group) = (chats.0, in_group.then(|| "-100".to_owned()));
        chat.platform = Platform::new(if in_group { "plain" } else { "messenger" });
        let maker = payload::Maker { chat: chats.1, user: 7, turn: "1", now: chat.now };
        let mut sealing = payload::Sealing::new(&chat.keyring, maker);
        let made = payload::QualifiedPayload {
            route: "/other".into(),
            params: Some(json!({ "note": note }).to_string()),
            terms: payload::Terms::default(),
        };
        let (sealed, lost) = (sealing.write(&made, 64), sealing.write_token(&made));
        chat.stored = sealing.into_stored();
        chat.stored.pop();
        for wire in [wire, sealed, lost] {
            let mut press = event(EventKind::Postback(wire.clone()));
            press.press_id = can_notice.then(|| "77".to_owned());
            let state = chat.state.clone();
            let (heard, outcome) = chat.try_event(press).unwrap();
            chat.state = state;
            prop_assert_ne!(heard.verdict, Verdict::Unmatched, "{}", wire);
            if heard.verdict.is_stale() {
                prop_assert!(!heard.texts.is_empty() || outcome.notice.is_some(), "{} is {}", wire, heard.verdict);
                prop_assert_eq!(outcome.notice.is_some(), can_notice, "{}", wire);
            }
        }
    }

    #[test]
    fn a_turn_is_a_function_of_what_it_is_given(
        nodes in nodes(),
        places in vec(any::<prop::sample::Index>(), 0..5),
        to in any::<prop::sample::Index>(),
        event in happenings(),
    ) {
        let (mut chat, other) = (program(&nodes), program(&nodes));
        chat.state = somewhere(&chat.program, &places);
        let room = to.index(chat.program.rooms.len());
        let routed = chat.program.route(room, &event);
        prop_assert!(routed < chat.program.rooms.len());
        prop_assert_eq!(routed, other.program.route(room, &event));
        let snapshot = chat.snapshot(event);
        let run = |chat: &Chat| format!("{:?}", block_on(chat.program.turn(snapshot.clone(), &chat.tools())));
        prop_assert_eq!(run(&chat), run(&chat));
        prop_assert_eq!(run(&chat), run(&other));
    }

    #[test]
    fn wherever_it_goes_a_conversation_is_in_one_place_and_waits_for_answers_from_there(
        nodes in nodes(),
        steps in vec((0..6_u8, any::<prop::sample::Index>()), 1..24),
    ) {
        let mut chat = program(&nodes);
        let rooms = &Arc::clone(&chat.program).rooms;
        for (kind, to) in steps {
            let to = &to.get(rooms).path;
            let event = match kind {
                0 => written(&format!("go /{to}")),
                1 | 2 => written(&format!("ask /{to}")),
                3 => written("leave"),
                4 => written(&format!("delegate /{to}")),
                _ => event(EventKind::Postback(format!("{to}/keep"))),
            };
            let before = chat.state.clone();
            if chat.try_event(event).is_err() {
                prop_assert_eq!(&chat.state, &before, "a turn that fails changes nothing");
            }
            let answers = chat.state.stack.iter().map(|frame| rooms[chat.program.by_path[&frame.context]].is_answer);
            prop_assert!(answers.skip(1).all(|is_answer| is_answer), "{:?}", chat.places());
            prop_assert!(chat.state.stack.len() <= ConversationState::DEPTH);
        }
    }
}
