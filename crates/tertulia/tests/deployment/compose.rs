//! The containers: what their file names is there.

use std::collections::BTreeMap;

use saphyr_parser::{Event, Parser, StrInput};

use crate::{read, root};

#[test]
fn containers_name_what_there_is() {
    let file = Node::read(&read("deploy/compose.yml"));
    let services = file.at("services").map();
    for (name, service) in services {
        for kind in ["secrets", "networks"] {
            for used in service.at(kind).list() {
                assert!(file.at(kind).map().contains_key(used), "{name} uses `{used}` of the {kind}");
            }
        }
        for needed in service.at("depends_on").map().keys() {
            assert!(services.contains_key(needed), "{name} depends on `{needed}`");
        }
        assert!(service.has("image") || service.has("build"), "{name} runs something");
    }
    let build = services["bot-1"].at("build");
    let context = root().join("deploy").join(build.at("context").text());
    assert!(context.join(build.at("dockerfile").text()).is_file());
    assert_eq!(services["bot-1"], services["bot-2"], "two of the same");
}

#[test]
fn a_secret_is_never_written_down() {
    let file = Node::read(&read("deploy/compose.yml"));
    for (name, setting) in file.at("services").map()["bot-1"].at("environment").map() {
        if ["KEY", "SECRET", "TOKEN", "URL"].iter().any(|end| name.ends_with(end))
            && !name.ends_with("PUBLIC_URL")
        {
            let secret = setting.text().strip_prefix("file:/run/secrets/");
            assert!(secret.is_some_and(|secret| file.at("secrets").has(secret)), "{name}");
        }
    }
}

#[test]
fn webhooks_find_the_bots() {
    let file = Node::read(&read("deploy/compose.yml"));
    let nginx = read("deploy/nginx.conf");
    let servers = nginx.lines().filter_map(|line| line.trim().strip_prefix("server ")?.split_once(":3000"));
    let servers: Vec<&str> = servers.map(|(name, _)| name).collect();
    let bots = file.at("services").map().keys().filter(|name| name.starts_with("bot-"));
    assert_eq!(servers, bots.collect::<Vec<_>>());
}

/// What a file says, with its aliases written out.
#[derive(Clone, Debug, Eq, PartialEq)]
enum Node {
    Text(String),
    List(Vec<Self>),
    Map(BTreeMap<String, Self>),
}

impl Node {
    fn read(yaml: &str) -> Self {
        let mut reader = Reader { parser: Parser::new_from_str(yaml), anchors: BTreeMap::new() };
        loop {
            match reader.next() {
                Event::StreamStart | Event::DocumentStart(_) => {}
                event => return reader.node(event),
            }
        }
    }

    /// What stands under that key; nothing at all is an empty list and an empty map.
    fn at(&self, key: &str) -> &Self {
        static NOTHING: Node = Node::Text(String::new());
        self.map().get(key).unwrap_or(&NOTHING)
    }

    fn has(&self, key: &str) -> bool {
        self.map().contains_key(key)
    }

    fn map(&self) -> &BTreeMap<String, Self> {
        static NOTHING: BTreeMap<String, Node> = BTreeMap::new();
        if let Self::Map(map) = self { map } else { &NOTHING }
    }

    fn list(&self) -> Vec<&str> {
        if let Self::List(list) = self { list.iter().map(Self::text).collect() } else { Vec::new() }
    }

    fn text(&self) -> &str {
        if let Self::Text(text) = self { text } else { panic!("not a text: {self:?}") }
    }
}

struct Reader<'a> {
    parser: Parser<'a, StrInput<'a>>,
    anchors: BTreeMap<usize, Node>,
}

impl<'a> Reader<'a> {
    fn next(&mut self) -> Event<'a> {
        self.parser.next().expect("the document ends with an event").expect("it is YAML").0
    }

    fn node(&mut self, event: Event<'a>) -> Node {
        let (anchor, node) = match event {
            Event::Alias(anchor) => return self.anchors[&anchor].clone(),
            Event::Scalar(text, _, anchor, _) => (anchor, Node::Text(text.into_owned())),
            Event::SequenceStart(anchor, _) => (anchor, Node::List(self.list())),
            Event::MappingStart(anchor, _) => (anchor, Node::Map(self.map())),
            other => panic!("{other:?}"),
        };
        self.anchors.insert(anchor, node.clone());
        node
    }

    fn list(&mut self) -> Vec<Node> {
        let mut list = Vec::new();
        loop {
            match self.next() {
                Event::SequenceEnd => return list,
                event => list.push(self.node(event)),
            }
        }
    }

    /// `<<` takes in what an alias stands for.
    fn map(&mut self) -> BTreeMap<String, Node> {
        let mut map = BTreeMap::new();
        loop {
            let key = match self.next() {
                Event::MappingEnd => return map,
                Event::Scalar(key, ..) => key.into_owned(),
                other => panic!("{other:?}"),
            };
            let event = self.next();
            match (key.as_str(), self.node(event)) {
                ("<<", Node::Map(all)) => map.extend(all),
                (_, node) => assert!(map.insert(key, node).is_none(), "a key is there twice"),
            }
        }
    }
}
