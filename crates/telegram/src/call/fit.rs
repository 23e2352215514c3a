//! Texts in Telegram's own JSON, within their limits: how long they are is known only in the person's language.

use serde_json::{Map, Value};

use crate::limits;

use super::{ANSWER_INLINE_QUERY, notice::cut};

/// Cuts the texts of polls and inline results that Telegram would refuse the whole for.
pub(super) fn fit(method: &str, fields: &mut Map<String, Value>) {
    match method {
        "sendPoll" => {
            shorten(fields.get_mut("question"), limits::POLL_QUESTION);
            shorten(fields.get_mut("explanation"), limits::POLL_EXPLANATION);
            for option in items(fields.get_mut("options")) {
                shorten(option.get_mut("text"), limits::POLL_OPTION);
            }
        }
        ANSWER_INLINE_QUERY => {
            for result in items(fields.get_mut("results")) {
                shorten(result.get_mut("caption"), limits::CAPABILITIES.media.caption);
                let text = result.pointer_mut("/input_message_content/message_text");
                shorten(text, limits::CAPABILITIES.text);
            }
        }
        _ => {}
    }
}

fn items(list: Option<&mut Value>) -> impl Iterator<Item = &mut Value> {
    list.and_then(Value::as_array_mut).into_iter().flatten()
}

/// Whatever is longer ends with an ellipsis.
fn shorten(text: Option<&mut Value>, limit: usize) {
    let Some(Value::String(text)) = text else { return };
    if text.chars().count() > limit {
        *text = format!("{}…", cut(text, limit - 1).trim_end());
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn only_what_is_too_long_is_cut() {
        let Value::Object(mut poll) =
            json!({ "question": "é".repeat(300), "options": [{ "text": "é".repeat(101) }, 7] })
        else {
            panic!()
        };
        fit("sendPoll", &mut poll);
        assert_eq!(poll["question"], "é".repeat(300));
        assert_eq!(poll["options"], json!([{ "text": "é".repeat(99) + "…" }, 7]));
        let untouched = poll.clone();
        fit("sendDice", &mut poll);
        assert_eq!(poll, untouched);
    }

    #[test]
    fn results_are_cut_where_they_say_something() {
        let result = json!({ "caption": "é".repeat(1025), "input_message_content": { "message_text": "x".repeat(5000) } });
        let mut answer = Map::from_iter([("results".to_owned(), json!([result]))]);
        fit(ANSWER_INLINE_QUERY, &mut answer);
        let length = |at: &str| answer["results"][0].pointer(at).unwrap().as_str().unwrap().chars().count();
        assert_eq!((length("/caption"), length("/input_message_content/message_text")), (1024, 4096));
    }
}
