//! The messages of a template, in the words of the language.

use crate::{
    Album, Button, Card, Carousel, Contact, Link, List, Location, Media, Message, Question, Row, Source,
    language::Markup,
    message::{Action, MediaKind, Section},
};

use super::{
    fields::Fields,
    node::{Kind, Node},
    writer::Writer,
};

const KINDS: [&str; 20] = [
    "text",
    "html",
    "markdown",
    "button",
    "quick_reply",
    "list",
    "carousel",
    "image",
    "video",
    "audio",
    "voice",
    "document",
    "sticker",
    "animation",
    "album",
    "url",
    "location",
    "contact",
    "location_request",
    "contact_request",
];

const MEDIA: [MediaKind; 7] = [
    MediaKind::Image,
    MediaKind::Video,
    MediaKind::Audio,
    MediaKind::Voice,
    MediaKind::Document,
    MediaKind::Sticker,
    MediaKind::Animation,
];

impl Writer<'_> {
    pub(super) fn messages(&mut self, node: &Node) -> Vec<Message> {
        self.each(node, "message", &mut |writer, fields| writer.message(fields))
    }

    fn message(&mut self, mut fields: Fields<'_>) -> Option<Message> {
        let kinds: Vec<_> = KINDS.into_iter().chain(["typing"]).collect();
        let (kind, node) = fields.one_of(&kinds, self)?;
        fields.finish(self);
        Some(match kind {
            "text" => Message::Text(self.wording(node, Markup::None)?),
            "html" => Message::Text(self.wording(node, Markup::Html)?),
            "markdown" => Message::Text(self.wording(node, Markup::Markdown)?),
            "button" => Message::Buttons(self.question(node)?),
            "quick_reply" => Message::QuickReplies(self.question(node)?),
            "list" => Message::List(self.list(node)?),
            "carousel" => Message::Carousel(self.carousel(node)?),
            "album" => Message::Album(self.album(node)?),
            "url" => Message::Link(self.link(node)?),
            "location" => Message::Location(self.location(node)?),
            "contact" => Message::Contact(self.contact(node)?),
            "location_request" => Message::LocationRequest(self.wording(node, Markup::None)?),
            "contact_request" => Message::ContactRequest(self.wording(node, Markup::None)?),
            "typing" => Message::Typing(self.duration(node)?),
            media => {
                let kind = MEDIA.into_iter().find(|kind| kind.name() == media)?; // one of `KINDS`
                Message::Media(self.media(kind, node)?)
            }
        })
    }

    fn question(&mut self, node: &Node) -> Option<Question> {
        let mut fields = Fields::of(node, "a text with buttons", self)?;
        let text = self.says(&mut fields);
        let buttons = fields.want("buttons", self).map(|node| self.buttons(node));
        fields.finish(self);
        Some(Question { text: text?, buttons: buttons? })
    }

    fn buttons(&mut self, node: &Node) -> Vec<Button> {
        self.each(node, "button", &mut |writer, mut fields| {
            let title = fields.want("title", writer).and_then(|title| writer.title(title));
            let does = fields.one_of(&["payload", "url", "call", "copy", "web_app"], writer);
            fields.finish(writer);
            let (key, node) = does?;
            let action = match key {
                "payload" => Action::Postback(writer.payload(node)?),
                "url" => Action::Link(writer.fill(node, Markup::None)?),
                "call" => Action::Call(writer.fill(node, Markup::None)?),
                "copy" => Action::Copy(writer.fill(node, Markup::None)?),
                _ => Action::WebApp(writer.fill(node, Markup::None)?),
            };
            Some(Button::of(title?, action))
        })
    }

    fn list(&mut self, node: &Node) -> Option<List> {
        let mut fields = Fields::of(node, "a list", self)?;
        let text = self.says(&mut fields);
        let button = fields.want("button", self).and_then(|node| self.title(node));
        let header = fields.take("header").and_then(|node| self.title(node));
        let footer = fields.take("footer").and_then(|node| self.title(node));
        let sections = match fields.one_of(&["rows", "sections"], self) {
            Some(("rows", node)) => vec![Section { title: "".into(), rows: self.rows(node) }],
            Some((_, node)) => self.each(node, "section", &mut |writer, mut fields| {
                let title = fields.want("title", writer).and_then(|title| writer.title(title));
                let rows = fields.want("rows", writer).map(|rows| writer.rows(rows));
                fields.finish(writer);
                Some(Section { title: title?, rows: rows? })
            }),
            None => Vec::new(),
        };
        fields.finish(self);
        Some(List { text: text?, button: button?, header, footer, sections })
    }

    fn rows(&mut self, node: &Node) -> Vec<Row> {
        self.each(node, "row", &mut |writer, mut fields| {
            let title = fields.want("title", writer).and_then(|title| writer.title(title));
            let description = fields.take("description").and_then(|text| writer.title(text));
            let payload = fields.want("payload", writer).and_then(|payload| writer.payload(payload));
            fields.finish(writer);
            Some(Row { title: title?, description, payload: payload? })
        })
    }

    fn carousel(&mut self, node: &Node) -> Option<Carousel> {
        let mut fields = Fields::of(node, "a carousel", self)?;
        let text = self.may_say(&mut fields);
        let square = fields
            .take("square")
            .is_some_and(|node| self.literal(node, "`square`").is_some_and(|is| is == "true"));
        let cards = fields.want("cards", self).map(|cards| {
            self.each(cards, "card", &mut |writer, mut fields| {
                let title = fields.want("title", writer).and_then(|title| writer.title(title));
                let card = Card {
                    title: title.unwrap_or_else(|| "".into()),
                    subtitle: fields.take("subtitle").and_then(|text| writer.title(text)),
                    image: fields.take("image").and_then(|image| writer.source(image)),
                    url: fields.take("url").and_then(|url| writer.fill(url, Markup::None)),
                    buttons: fields
                        .take("buttons")
                        .map(|buttons| writer.buttons(buttons))
                        .unwrap_or_default(),
                };
                fields.finish(writer);
                Some(card)
            })
        });
        fields.finish(self);
        Some(Carousel { text, cards: cards?, square })
    }

    /// An address; or `{ source, text, buttons }`.
    fn media(&mut self, kind: MediaKind, node: &Node) -> Option<Media> {
        if let Kind::Text { .. } = node.kind {
            return Some(Media::new(kind, self.source(node)?));
        }
        let mut fields = Fields::of(node, "a picture, film, sound or file", self)?;
        let source = fields.want("source", self).and_then(|source| self.source(source));
        let caption = self.may_say(&mut fields);
        let buttons = fields.take("buttons").map(|buttons| self.buttons(buttons)).unwrap_or_default();
        fields.finish(self);
        Some(Media { kind, source: source?, caption, buttons })
    }

    fn album(&mut self, node: &Node) -> Option<Album> {
        let mut fields = Fields::of(node, "an album", self)?;
        let caption = self.may_say(&mut fields);
        let items = fields.want("items", self).map(|items| {
            self.each(items, "picture or film", &mut |writer, mut fields| {
                let (key, node) = fields.one_of(&MEDIA.map(MediaKind::name), writer)?;
                fields.finish(writer);
                let kind = MEDIA.into_iter().find(|kind| kind.name() == key)?;
                Some((kind, writer.source(node)?))
            })
        });
        fields.finish(self);
        Some(Album { items: items?, caption })
    }

    fn link(&mut self, node: &Node) -> Option<Link> {
        let mut fields = Fields::of(node, "a page", self)?;
        let title = fields.want("title", self).and_then(|title| self.title(title));
        let url = fields.want("url", self).and_then(|url| self.fill(url, Markup::None));
        let button = fields.want("button", self).and_then(|button| self.title(button));
        let subtitle = fields.take("subtitle").and_then(|text| self.title(text));
        let image = fields.take("image").and_then(|image| self.source(image));
        fields.finish(self);
        Some(Link { title: title?, subtitle, image, url: url?, button: button? })
    }

    fn location(&mut self, node: &Node) -> Option<Location> {
        let mut fields = Fields::of(node, "a place", self)?;
        let latitude = fields.want("latitude", self).and_then(|node| self.number(node));
        let longitude = fields.want("longitude", self).and_then(|node| self.number(node));
        let name = fields.take("name").and_then(|name| self.fill(name, Markup::None));
        let address = fields.take("address").and_then(|address| self.fill(address, Markup::None));
        fields.finish(self);
        match Location::new(latitude?, longitude?) {
            Some(place) => Some(Location { name, address, ..place }),
            None => self.refuse(node.line, "there is no such place on the Earth"),
        }
    }

    fn contact(&mut self, node: &Node) -> Option<Contact> {
        let mut fields = Fields::of(node, "a card of an address book", self)?;
        let name = fields.want("name", self).and_then(|name| self.fill(name, Markup::None));
        let phone = fields.want("phone", self).and_then(|phone| self.fill(phone, Markup::None));
        fields.finish(self);
        Some(Contact { name: Some(name?), phones: vec![phone?], user_id: None })
    }

    fn source(&mut self, node: &Node) -> Option<Source> {
        self.fill(node, Markup::None).map(Source::Url)
    }
}
