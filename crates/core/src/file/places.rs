//! Where files stand in messages and in their parts.

use crate::{
    message::{Album, Carousel, Carried, Media, MediaKind, Message, Source},
    plan::Part,
};

/// Where a file stands.
pub(crate) struct Place<'a> {
    pub(crate) kind: Kind<'a>,
    pub(crate) source: &'a mut Source,
}

/// What a file is shown as there.
pub(crate) enum Kind<'a> {
    /// It may be shown as something else.
    Free(&'a mut MediaKind),
    /// Nothing else has its place there.
    Fixed(MediaKind),
}

impl Kind<'_> {
    pub(crate) fn kind(&self) -> MediaKind {
        match self {
            Self::Free(kind) => **kind,
            Self::Fixed(kind) => *kind,
        }
    }
}

impl<P: Carried> Message<P> {
    /// The places of files in it, and in what is said in its place elsewhere.
    pub(crate) fn files(&mut self) -> Vec<Place<'_>> {
        match self {
            Self::Media(media) => vec![media.file()],
            Self::Album(album) => album.files(),
            Self::Carousel(carousel) => carousel.files(),
            Self::Link(link) => link.image.iter_mut().map(picture).collect(),
            Self::Native(native) => native.elsewhere.iter_mut().flat_map(|message| message.files()).collect(),
            _ => Vec::new(),
        }
    }
}

impl<P: Carried> Part<P> {
    /// The places of files in it.
    pub(crate) fn files(&mut self) -> Vec<Place<'_>> {
        match self {
            Self::Media(media) => vec![media.file()],
            Self::Album(album) => album.files(),
            Self::Cards(carousel) => carousel.files(),
            Self::Leaf(leaf) => leaf.image.iter_mut().map(picture).collect(),
            _ => Vec::new(),
        }
    }
}

impl<P: Carried> Media<P> {
    fn file(&mut self) -> Place<'_> {
        Place { kind: Kind::Free(&mut self.kind), source: &mut self.source }
    }
}

impl<P: Carried> Album<P> {
    fn files(&mut self) -> Vec<Place<'_>> {
        self.items.iter_mut().map(|(kind, source)| Place { kind: Kind::Free(kind), source }).collect()
    }
}

impl<P: Carried> Carousel<P> {
    fn files(&mut self) -> Vec<Place<'_>> {
        self.cards.iter_mut().filter_map(|card| card.image.as_mut()).map(picture).collect()
    }
}

fn picture(source: &mut Source) -> Place<'_> {
    Place { kind: Kind::Fixed(MediaKind::Image), source }
}
