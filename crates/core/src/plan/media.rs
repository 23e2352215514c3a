//! Pictures, films, sounds and files; pages of the web.

use crate::{
    RichText,
    message::{Action, Album, Button, Card, Carousel, Link, Media, MediaKind, Planned, Question},
};

use super::{
    Loss, Part, Policy,
    planner::{MORE, Planner, chunks},
};

impl<P: Planned> Planner<'_, P> {
    pub(super) fn media(&mut self, media: Media<P>) {
        let Media { kind, source, caption, buttons } = media;
        let question = Question { text: caption.unwrap_or_default(), buttons };
        let Question { text, buttons } = self.beside(question);
        let text = self.styled(text);
        let limits = &self.capabilities.media;
        let room = match buttons.is_empty() {
            true => limits.caption,
            false => limits.caption.min(self.capabilities.buttons.text),
        };
        let captioned = text.is_empty() || (limits.captioned.contains(&kind) && self.length(&text) <= room);
        let buttoned = buttons.is_empty()
            || (limits.buttoned.contains(&kind)
                && buttons.len() <= self.capabilities.buttons.count
                && self.policy != Policy::Numbered);
        if captioned && buttoned {
            let wants_text = text.is_empty() && !buttons.is_empty() && limits.buttons_need_text;
            let text = if wants_text { RichText::from(MORE) } else { text };
            let caption = (!text.is_empty()).then_some(text);
            let buttons = self.fit_buttons(
                buttons,
                self.capabilities.buttons.title,
                self.capabilities.buttons.distinct,
            );
            return self.push(Part::Media(Media { kind, source, caption, buttons }));
        }
        // What has no place below it comes after it.
        self.push(Part::Media(Media { kind, source, caption: None, buttons: Vec::new() }));
        if buttons.is_empty() {
            self.lose(Loss::Replaced { meant: "caption", shown: "text" });
            return self.text(text);
        }
        self.lose(Loss::Replaced { meant: kind.name(), shown: "picture and buttons apart" });
        let text = if text.is_empty() { RichText::from(MORE) } else { text };
        self.buttons(Question { text, buttons }, false);
    }

    pub(super) fn album(&mut self, album: Album<P>) {
        let Album { items, mut caption } = album;
        let most = self.capabilities.media.album;
        if items.len() > most.max(1) {
            self.lose(Loss::Divided { what: "album", into: items.len().div_ceil(most.max(1)) });
        }
        let text = caption.as_ref().map_or(0, |caption| self.length(caption));
        let captioned = text <= self.capabilities.media.caption;
        for group in chunks(items, most) {
            if group.len() > 1 && captioned {
                let caption = caption.take().map(|caption| self.styled(caption));
                self.push(Part::Album(Album { items: group, caption }));
                continue;
            }
            for (kind, source) in group {
                self.media(Media { kind, source, caption: caption.take(), buttons: Vec::new() });
            }
        }
    }

    pub(super) fn link(&mut self, link: Link<P>) {
        let Link { title, subtitle, image, url, button } = link;
        let open = Button { title: button, action: Action::Link(url.clone()) };
        if self.capabilities.cards.as_ref().is_some_and(|limits| limits.at_least <= 1) {
            let card = Card { title, subtitle, image, url: Some(url), buttons: vec![open] };
            return self.carousel(Carousel { text: None, cards: vec![card], square: false });
        }
        let text = headed(&title, subtitle.as_deref());
        match image {
            Some(source) => {
                let kind = MediaKind::Image;
                self.media(Media { kind, source, caption: Some(text), buttons: vec![open] });
            }
            None => self.buttons(Question { text, buttons: vec![open] }, false),
        }
    }
}

/// A title with a smaller line below it, as one text.
pub(super) fn headed(title: &str, subtitle: Option<&str>) -> RichText {
    let mut text = RichText::new().bold(title.trim());
    if let Some(subtitle) = subtitle.filter(|subtitle| !subtitle.trim().is_empty()) {
        text.push_str("\n");
        text.push_str(subtitle.trim());
    }
    text
}
