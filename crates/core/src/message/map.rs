//! From one form of messages to the next: from what the author wrote to what goes on the wire.

use super::{
    Action, Album, Button, Card, Carousel, Carried, Link, List, Media, Message, Native, Placed, Question,
    Row, Section, Written,
};

/// What becomes of the texts and payloads of a message. The first error ends it.
pub trait Map<P: Carried, Q: Carried> {
    /// Why it could not be done.
    type Error;

    /// What becomes of a title.
    ///
    /// # Errors
    ///
    /// Whatever keeps it from being shown.
    fn title(&mut self, title: P::Title) -> Result<Q::Title, Self::Error>;

    /// What becomes of a text.
    ///
    /// # Errors
    ///
    /// Whatever keeps it from being shown.
    fn text(&mut self, text: P::Text) -> Result<Q::Text, Self::Error>;

    /// What becomes of a payload. If its place has a limit of its own, that is given.
    ///
    /// # Errors
    ///
    /// Whatever keeps it from being carried.
    fn payload(&mut self, payload: P, limit: Option<usize>) -> Result<Q, Self::Error>;
}

impl<P: Carried> Message<P> {
    /// The same message with other texts and payloads.
    ///
    /// # Errors
    ///
    /// The first error of `map`.
    pub fn map<Q: Carried, M: Map<P, Q>>(self, map: &mut M) -> Result<Message<Q>, M::Error> {
        Ok(match self {
            Self::Text(text) => Message::Text(map.text(text)?),
            Self::Buttons(question) => Message::Buttons(question.map(map)?),
            Self::QuickReplies(question) => Message::QuickReplies(question.map(map)?),
            Self::List(list) => Message::List(list.map(map)?),
            Self::Media(media) => Message::Media(media.map(map)?),
            Self::Album(album) => Message::Album(album.map(map)?),
            Self::Carousel(carousel) => Message::Carousel(carousel.map(map)?),
            Self::Link(link) => Message::Link(link.map(map)?),
            Self::Location(place) => Message::Location(place),
            Self::Contact(card) => Message::Contact(card),
            Self::LocationRequest(text) => Message::LocationRequest(map.text(text)?),
            Self::ContactRequest(text) => Message::ContactRequest(map.text(text)?),
            Self::Native(native) => Message::Native(native.map(map)?),
            Self::Typing(time) => Message::Typing(time),
        })
    }
}

impl<P: Carried> Question<P> {
    pub(crate) fn map<Q: Carried, M: Map<P, Q>>(self, map: &mut M) -> Result<Question<Q>, M::Error> {
        Ok(Question { text: map.text(self.text)?, buttons: all(self.buttons, |button| button.map(map))? })
    }
}

impl<P: Carried> Button<P> {
    pub(crate) fn map<Q: Carried, M: Map<P, Q>>(self, map: &mut M) -> Result<Button<Q>, M::Error> {
        let title = map.title(self.title)?;
        let action = match self.action {
            Action::Postback(payload) => Action::Postback(map.payload(payload, None)?),
            Action::Link(url) => Action::Link(url),
            Action::Call(phone) => Action::Call(phone),
            Action::Copy(text) => Action::Copy(text),
            Action::WebApp(url) => Action::WebApp(url),
        };
        Ok(Button { title, action, extras: self.extras })
    }
}

impl<P: Carried> List<P> {
    pub(crate) fn map<Q: Carried, M: Map<P, Q>>(self, map: &mut M) -> Result<List<Q>, M::Error> {
        Ok(List {
            text: map.text(self.text)?,
            button: map.title(self.button)?,
            header: self.header.map(|header| map.title(header)).transpose()?,
            footer: self.footer.map(|footer| map.title(footer)).transpose()?,
            sections: all(self.sections, |Section { title, rows }| {
                Ok(Section { title: map.title(title)?, rows: all(rows, |row| row.map(map))? })
            })?,
        })
    }
}

impl<P: Carried> Row<P> {
    fn map<Q: Carried, M: Map<P, Q>>(self, map: &mut M) -> Result<Row<Q>, M::Error> {
        Ok(Row {
            title: map.title(self.title)?,
            description: self.description.map(|description| map.title(description)).transpose()?,
            payload: map.payload(self.payload, None)?,
        })
    }
}

impl<P: Carried> Media<P> {
    pub(crate) fn map<Q: Carried, M: Map<P, Q>>(self, map: &mut M) -> Result<Media<Q>, M::Error> {
        Ok(Media {
            kind: self.kind,
            source: self.source,
            caption: self.caption.map(|caption| map.text(caption)).transpose()?,
            buttons: all(self.buttons, |button| button.map(map))?,
        })
    }
}

impl<P: Carried> Album<P> {
    pub(crate) fn map<Q: Carried, M: Map<P, Q>>(self, map: &mut M) -> Result<Album<Q>, M::Error> {
        let caption = self.caption.map(|caption| map.text(caption)).transpose()?;
        Ok(Album { items: self.items, caption })
    }
}

impl<P: Carried> Carousel<P> {
    pub(crate) fn map<Q: Carried, M: Map<P, Q>>(self, map: &mut M) -> Result<Carousel<Q>, M::Error> {
        let text = self.text.map(|text| map.text(text)).transpose()?;
        Ok(Carousel { text, cards: all(self.cards, |card| card.map(map))?, square: self.square })
    }
}

impl<P: Carried> Card<P> {
    fn map<Q: Carried, M: Map<P, Q>>(self, map: &mut M) -> Result<Card<Q>, M::Error> {
        Ok(Card {
            title: map.title(self.title)?,
            subtitle: self.subtitle.map(|subtitle| map.title(subtitle)).transpose()?,
            image: self.image,
            url: self.url,
            buttons: all(self.buttons, |button| button.map(map))?,
        })
    }
}

impl<P: Carried> Link<P> {
    fn map<Q: Carried, M: Map<P, Q>>(self, map: &mut M) -> Result<Link<Q>, M::Error> {
        Ok(Link {
            title: map.title(self.title)?,
            subtitle: self.subtitle.map(|subtitle| map.title(subtitle)).transpose()?,
            image: self.image,
            url: self.url,
            button: map.title(self.button)?,
        })
    }
}

impl<P: Carried> Native<P> {
    pub(crate) fn map<Q: Carried, M: Map<P, Q>>(self, map: &mut M) -> Result<Native<Q>, M::Error> {
        Ok(Native {
            platform: self.platform,
            endpoint: self.endpoint,
            body: self.body,
            texts: all(self.texts, |Written { text, limit }| Ok(Written { text: map.title(text)?, limit }))?,
            payloads: all(self.payloads, |Placed { payload, limit }| {
                Ok(Placed { payload: map.payload(payload, Some(limit))?, limit })
            })?,
            elsewhere: match self.elsewhere {
                Some(message) => Some(Box::new(message.map(map)?)),
                None => None,
            },
        })
    }
}

fn all<T, U, E>(items: Vec<T>, map: impl FnMut(T) -> Result<U, E>) -> Result<Vec<U>, E> {
    items.into_iter().map(map).collect()
}
