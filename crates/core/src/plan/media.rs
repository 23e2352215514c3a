//! Pictures, films, sounds and files; pages of the web.

use crate::{
    RichText,
    message::{Action, Album, Button, Card, Carousel, Link, Media, MediaKind, Planned, Question, Source},
};

use super::{
    Items, Loss, MediaLimits, Part, Policy,
    planner::{MORE, Planner},
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
            self.lose(Loss::Replaced { meant: "room for the caption", shown: "a text of its own" });
            return self.text(text);
        }
        self.lose(Loss::Replaced {
            meant: "room below it for this caption and buttons",
            shown: "a text with buttons",
        });
        let text = if text.is_empty() { RichText::from(MORE) } else { text };
        self.buttons(Question { text, buttons }, false);
    }

    pub(super) fn album(&mut self, album: Album<P>) {
        let Album { items, caption } = album;
        let limits = &self.capabilities.media;
        let mut caption = caption.map(|caption| self.styled(caption));
        let fits = caption.as_ref().is_none_or(|caption| self.length(caption) <= limits.caption);
        let count = Items::Pictures(items.len());
        let groups = groups(items, limits);
        if groups.len() > 1 {
            self.lose(Loss::Divided { items: count, into: groups.len() });
        }
        for mut group in groups {
            let captioned = fits && group.iter().all(|(kind, _)| limits.captioned.contains(kind));
            let caption = caption.take_if(|_| captioned);
            match group.pop() {
                Some((kind, source)) if group.is_empty() => {
                    self.push(Part::Media(Media { kind, source, caption, buttons: Vec::new() }));
                }
                last => {
                    group.extend(last);
                    self.push(Part::Album(Album { items: group, caption }));
                }
            }
        }
        if let Some(caption) = caption {
            self.lose(Loss::Replaced { meant: "room for the caption", shown: "a text of its own" });
            self.text(caption);
        }
    }

    pub(super) fn link(&mut self, link: Link<P>) {
        let Link { title, subtitle, image, url, button } = link;
        let open = Button::of(button, Action::Link(url.clone()));
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

/// Neighbours that may be shown together, as many as may be.
fn groups(items: Vec<(MediaKind, Source)>, limits: &MediaLimits) -> Vec<Vec<(MediaKind, Source)>> {
    let mut groups: Vec<Vec<_>> = Vec::new();
    for item in items {
        let together = |kinds: &&[MediaKind], group: &[(MediaKind, Source)]| {
            group.iter().chain([&item]).all(|(kind, _)| kinds.contains(kind))
        };
        let joins = |group: &[(MediaKind, Source)]| {
            group.len() < limits.album && limits.together.iter().any(|kinds| together(kinds, group))
        };
        match groups.last_mut() {
            Some(group) if joins(group) => group.push(item),
            _ => groups.push(vec![item]),
        }
    }
    groups
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        Message, Platform,
        plan::{Capabilities, Unit, plan},
    };

    /// What an album with that caption becomes where two pictures may stand together, with up to five letters.
    fn shown(kinds: &[MediaKind], caption: &str) -> Vec<String> {
        let base = Capabilities::new(Platform::new("test"), Unit::Utf16, 60);
        const IMAGE: &[MediaKind] = &[MediaKind::Image];
        let together = &[IMAGE, &[MediaKind::Document, MediaKind::Audio]];
        let media = MediaLimits { captioned: IMAGE, caption: 5, together, album: 2, ..base.media };
        let items = kinds.iter().map(|kind| (*kind, Source::from("https://example.com/a"))).collect();
        let album = Message::<String>::Album(Album { items, caption: Some(RichText::from(caption)) });
        let plan = plan(vec![(album, Policy::Fit)], &Capabilities { media, ..base });
        let told = |caption: &Option<RichText>| {
            caption.as_ref().map(|it| it.as_str().to_owned()).unwrap_or_default()
        };
        let part = |part: Part| match part {
            Part::Media(media) => format!("{} {}", media.kind.name(), told(&media.caption)),
            Part::Album(album) => format!("{} {}", album.items.len(), told(&album.caption)),
            Part::Text(text) => text.as_str().to_owned(),
            other => format!("{other:?}"),
        };
        plan.steps.into_iter().map(|step| part(step.part)).collect()
    }

    #[test]
    fn neighbours_of_a_kind_stand_together() {
        use MediaKind::{Audio, Document, Image, Video};
        assert_eq!(
            shown(&[Image, Image, Image, Video, Image], "short"),
            ["2 short", "image ", "video ", "image "]
        );
        assert_eq!(shown(&[Video, Image, Image], "short"), ["video ", "2 short"]);
        assert_eq!(shown(&[Image, Document, Audio], "short"), ["image short", "2 "]);
    }

    #[test]
    fn a_caption_that_has_no_place_comes_after_all() {
        assert_eq!(shown(&[MediaKind::Image; 3], "longer"), ["2 ", "image ", "longer"]);
        assert_eq!(shown(&[MediaKind::Video], "short"), ["video ", "short"]);
    }
}
