//! A text with its entities.

use serde_json::{Map, Value};

use super::{detect::detect, entity::Entity, html, legacy, markdown};
use crate::telegram::{call::Parameters, refusal::Refusal};

/// A text, and what its pieces mean.
#[derive(Clone, Debug, Default, PartialEq)]
pub(in crate::telegram) struct Formatted {
    pub(in crate::telegram) text: String,
    pub(in crate::telegram) entities: Vec<Entity>,
}

/// What the parameters are called that make a text.
pub(in crate::telegram) struct Names {
    pub(in crate::telegram) text: &'static str,
    pub(in crate::telegram) mode: &'static str,
    pub(in crate::telegram) entities: &'static str,
}

impl Names {
    pub(in crate::telegram) const TEXT: Self =
        Self { text: "text", mode: "parse_mode", entities: "entities" };
    pub(in crate::telegram) const CAPTION: Self =
        Self { text: "caption", mode: "parse_mode", entities: "caption_entities" };
    pub(in crate::telegram) const INLINE: Self =
        Self { text: "message_text", mode: "parse_mode", entities: "entities" };
}

/// How many bytes a text may have before it is looked at.
const BYTES: usize = 32_768;

/// How many entities of a text are kept. Not documented.
const ENTITIES: usize = 100;

impl Formatted {
    /// What a person writes.
    pub(in crate::telegram) fn typed(text: &str) -> Self {
        let text = text.trim();
        Self { text: text.to_owned(), entities: detect(text) }
    }

    /// What stands in a call.
    pub(in crate::telegram) fn read(parameters: &Parameters, names: &Names) -> Result<Self, Refusal> {
        let text = parameters.text(names.text).unwrap_or_default();
        if text.len() > BYTES {
            return Err(Refusal::bad("text is too long"));
        }
        let mode = parameters.text(names.mode).unwrap_or_default().to_ascii_lowercase();
        let parsed = match mode.as_str() {
            "" => Self::beside(&text, parameters, names)?,
            "html" => html::parse(&text).map_err(unparsable)?,
            "markdownv2" => markdown::parse(&text).map_err(unparsable)?,
            "markdown" => legacy::parse(&text).map_err(unparsable)?,
            _ => return Err(Refusal::bad("unsupported parse_mode")),
        };
        Ok(parsed.finished())
    }

    fn beside(text: &str, parameters: &Parameters, names: &Names) -> Result<Self, Refusal> {
        let given = match parameters.nested(names.entities, "message entities")? {
            None => Vec::new(),
            Some(Value::Array(given)) => given,
            Some(_) => return Err(Refusal::bad("can't parse message entities: expected an Array")),
        };
        let entities = given.into_iter().map(Entity::read).collect::<Result<Vec<_>, _>>()?;
        for entity in &entities {
            fits(entity, text).map_err(unparsable)?;
        }
        Ok(Self { text: text.to_owned(), entities })
    }

    /// As Telegram keeps it: without space around it, with what it sees itself, in order.
    fn finished(self) -> Self {
        let text = self.text.trim();
        let before = utf16(&self.text) - utf16(self.text.trim_start());
        let length = utf16(text);
        let kept = self.entities.into_iter().filter_map(|mut entity| {
            let end = entity.end().saturating_sub(before).min(length);
            entity.offset = entity.offset.saturating_sub(before);
            entity.length = end.checked_sub(entity.offset).filter(|length| *length > 0)?;
            Some(entity)
        });
        let mut entities: Vec<Entity> = kept.collect();
        let free = |seen: &Entity, given: &[Entity]| {
            given.iter().all(|given| given.end() <= seen.offset || seen.end() <= given.offset)
        };
        let seen: Vec<Entity> = detect(text).into_iter().filter(|seen| free(seen, &entities)).collect();
        entities.extend(seen);
        entities.sort_by_key(|entity| (entity.offset, usize::MAX - entity.length));
        entities.truncate(ENTITIES);
        Self { text: text.to_owned(), entities }
    }

    pub(in crate::telegram) fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// In code points, as Telegram counts.
    pub(in crate::telegram) fn length(&self) -> usize {
        self.text.chars().count()
    }

    /// The piece of the text that an entity is about.
    pub(in crate::telegram) fn piece(&self, entity: &Entity) -> String {
        let mut at = 0;
        let within = self.text.chars().filter(|character| {
            let here = at;
            at += character.len_utf16();
            (entity.offset..entity.end()).contains(&here)
        });
        within.collect()
    }

    /// Writes it into a message.
    pub(in crate::telegram) fn write(&self, message: &mut Map<String, Value>, names: &Names) {
        message.insert(names.text.to_owned(), self.text.clone().into());
        if !self.entities.is_empty() {
            let entities: Vec<Value> = self.entities.iter().map(Entity::json).collect();
            message.insert(names.entities.to_owned(), entities.into());
        }
    }
}

fn unparsable(why: String) -> Refusal {
    Refusal::bad(format!("can't parse entities: {why}"))
}

/// Whether an entity begins and ends between the characters of a text.
fn fits(entity: &Entity, text: &str) -> Result<(), String> {
    let (offset, end, length) = (entity.offset, entity.end(), utf16(text));
    if end > length {
        return Err(format!(
            "Entity beginning at UTF-16 offset {offset} ends after the end of the text at UTF-16 offset {end}"
        ));
    }
    if !is_border(text, offset) {
        return Err(format!("Entity begins in a middle of a UTF-16 symbol at UTF-16 offset {offset}"));
    }
    if !is_border(text, end) {
        return Err(format!(
            "Entity beginning at UTF-16 offset {offset} ends in a middle of a UTF-16 symbol at UTF-16 offset {end}"
        ));
    }
    Ok(())
}

fn is_border(text: &str, at: usize) -> bool {
    let mut passed = 0;
    for character in text.chars() {
        if passed >= at {
            break;
        }
        passed += character.len_utf16();
    }
    passed == at
}

/// The length in UTF-16 code units.
pub(super) fn utf16(text: &str) -> usize {
    text.chars().map(char::len_utf16).sum()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn read(parameters: &Value) -> Result<Formatted, Refusal> {
        Formatted::read(&Parameters::json(parameters), &Names::TEXT)
    }

    #[test]
    fn styles_stand_beside_the_text_or_in_it() {
        let beside =
            read(&json!({"text": " 🤷 Hola ", "entities": [{"type": "bold", "offset": 4, "length": 4}]}));
        let html = read(&json!({"text": " 🤷 <b>Hola</b> ", "parse_mode": "HTML"}));
        let expected = Formatted { text: "🤷 Hola".to_owned(), entities: vec![Entity::new("bold", 3, 4)] };
        assert_eq!(beside.unwrap(), expected);
        assert_eq!(html.unwrap(), expected);
    }

    #[test]
    fn an_entity_stands_between_characters() {
        for (offset, length) in [(1, 1), (0, 1), (0, 9)] {
            let entity = json!({"type": "bold", "offset": offset, "length": length});
            let refusal = read(&json!({"text": "🤷!", "entities": [entity]})).unwrap_err();
            assert!(refusal.description().starts_with("Bad Request: can't parse entities: Entity beg"));
        }
        let unknown = read(&json!({"text": "a", "entities": [{"type": "loud", "offset": 0, "length": 1}]}));
        assert_eq!(
            unknown.unwrap_err().description(),
            "Bad Request: can't parse MessageEntity: unsupported type specified"
        );
    }

    #[test]
    fn what_people_type_has_commands_and_mentions() {
        let typed = Formatted::typed("/start@tertulia_bot hi @ana_2 https://example.com/a.");
        let kinds: Vec<_> =
            typed.entities.iter().map(|it| (it.kind.as_str(), it.offset, it.length)).collect();
        assert_eq!(kinds, [("bot_command", 0, 19), ("mention", 23, 6), ("url", 30, 21)]);
    }
}
