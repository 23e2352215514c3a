//! Albums: several pictures or films that were sent as one, where a platform tells of each by itself.

use serde_json::value::{RawValue, to_raw_value};

use super::{Attachments, Event, EventKind};

impl Event {
    /// The name of the album that it is a part of.
    pub fn album(&self) -> Option<&str> {
        self.attachments()?.album.as_deref()
    }

    /// The parts of an album as one event: the first one, with everything that was sent and every caption, a line each. Its
    /// [raw JSON](Event::raw) is the list of theirs. `None` if there are none.
    pub fn of_album(parts: impl IntoIterator<Item = Self>) -> Option<Self> {
        let mut parts = parts.into_iter();
        let mut album = parts.next()?;
        let mut raws = vec![album.raw.clone()];
        for part in parts {
            album.addressed |= part.addressed;
            raws.push(part.raw);
            if let (EventKind::Attachments(all), EventKind::Attachments(more)) = (&mut album.kind, part.kind)
            {
                all.append(more);
            }
        }
        if raws.len() > 1 {
            let raws: Vec<&RawValue> = raws.iter().map(|raw| &**raw).collect();
            album.raw = to_raw_value(&raws).expect("a list of JSON is JSON").into();
        }
        Some(album)
    }
}

impl Attachments {
    fn append(&mut self, mut more: Self) {
        self.list.append(&mut more.list);
        self.caption = match (self.caption.take(), more.caption) {
            (Some(caption), Some(another)) => Some(format!("{caption}\n{another}")),
            (caption, another) => caption.or(another),
        };
    }
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;

    use super::*;
    use crate::event::{Attachment, File};

    fn picture(id: &str, caption: Option<&str>) -> Event {
        let file = File { id: Some(id.to_owned()), ..File::default() };
        let mut sent = Attachments::new([Attachment::Image(file)]).unwrap();
        sent.caption = caption.map(str::to_owned);
        sent.album = Some("7".to_owned());
        let raw = RawValue::from_string(format!(r#"{{"id":"{id}"}}"#)).unwrap();
        let mut event = Event::new(EventKind::Attachments(sent), Timestamp::UNIX_EPOCH, raw);
        event.message_id = Some(id.to_owned());
        event.addressed = caption.is_some();
        event
    }

    fn ids(event: &Event) -> Vec<&str> {
        event.attachments().unwrap().files().filter_map(|file| file.id.as_deref()).collect()
    }

    #[test]
    fn the_parts_of_an_album_are_one_event() {
        let album = Event::of_album([picture("a", None), picture("b", Some("at sea")), picture("c", None)]);
        let album = album.unwrap();
        assert_eq!(ids(&album), ["a", "b", "c"]);
        assert_eq!(
            (album.text(), album.message_id.as_deref(), album.addressed),
            (Some("at sea"), Some("a"), true)
        );
        assert_eq!(album.raw(), r#"[{"id":"a"},{"id":"b"},{"id":"c"}]"#);
        assert_eq!(album.album(), Some("7"));
    }

    #[test]
    fn a_part_alone_is_as_it_came() {
        let album = Event::of_album([picture("a", Some("one"))]).unwrap();
        assert_eq!((album.raw(), album.text()), (r#"{"id":"a"}"#, Some("one")));
        let two = Event::of_album([picture("a", Some("one")), picture("b", Some("two"))]).unwrap();
        assert_eq!(two.text(), Some("one\ntwo"));
        assert!(Event::of_album([]).is_none());
    }
}
