//! The parameters of a call, however it was written.

use std::{borrow::Cow, collections::BTreeMap, sync::Arc};

use serde_json::{Map, Value};

use crate::{
    call::ApiCall,
    form::{self, Part},
    telegram::refusal::Refusal,
};

/// What stands in a call: JSON, a form, perhaps with files, or what follows the `?`. As on Telegram, a number may be written as a text, and what is nested in
/// a form is JSON.
#[derive(Clone, Debug, Default)]
pub(in crate::telegram) struct Parameters {
    fields: Map<String, Value>,
    files: Arc<BTreeMap<String, Part>>,
}

impl Parameters {
    pub(in crate::telegram) fn of(call: &ApiCall) -> Result<Self, Refusal> {
        if call.content_type.starts_with("multipart/") {
            let parts = form::parts(&call.content_type, &call.body);
            return Self::form(parts.ok_or_else(|| Refusal::bad("can't parse the multipart body"))?);
        }
        if call.body.is_empty() || call.content_type.starts_with("application/x-www-form-urlencoded") {
            let pairs = [call.query.as_bytes(), &call.body].into_iter().flat_map(form_urlencoded::parse);
            let fields = pairs.map(|(name, value)| (name.into_owned(), value.into_owned().into())).collect();
            return Ok(Self { fields, ..Self::default() });
        }
        let not_json = || Refusal::bad("can't parse JSON object");
        let fields: Option<Map<String, Value>> =
            serde_json::from_slice(&call.body).map_err(|_| not_json())?;
        Ok(Self { fields: fields.unwrap_or_default(), ..Self::default() })
    }

    fn form(parts: Vec<Part>) -> Result<Self, Refusal> {
        let mut fields = Map::new();
        let mut files = BTreeMap::new();
        for part in parts {
            if part.filename.is_some() {
                files.insert(part.name.clone(), part);
                continue;
            }
            let text = std::str::from_utf8(&part.content);
            let text = text.map_err(|_| Refusal::bad("strings must be encoded in UTF-8"))?;
            fields.insert(part.name, text.into());
        }
        Ok(Self { fields, files: Arc::new(files) })
    }

    /// What stands in a nested object, beside the files of the whole call.
    pub(in crate::telegram) fn within(&self, object: Map<String, Value>) -> Self {
        Self { fields: object, files: Arc::clone(&self.files) }
    }

    /// A text that is not empty.
    pub(in crate::telegram) fn text(&self, name: &str) -> Option<Cow<'_, str>> {
        let text = match self.fields.get(name)? {
            Value::String(text) => Cow::Borrowed(text.as_str()),
            Value::Null => return None,
            other => Cow::Owned(other.to_string()),
        };
        Some(text).filter(|text| !text.is_empty())
    }

    pub(in crate::telegram) fn integer(&self, name: &str) -> Option<i64> {
        self.text(name)?.trim().parse().ok()
    }

    pub(in crate::telegram) fn number(&self, name: &str) -> Option<f64> {
        self.text(name)?.trim().parse().ok().filter(|number: &f64| number.is_finite())
    }

    pub(in crate::telegram) fn flag(&self, name: &str) -> bool {
        self.text(name).is_some_and(|text| matches!(&*text.to_ascii_lowercase(), "true" | "yes" | "1"))
    }

    /// What is nested. `what` is what Telegram says it cannot parse.
    pub(in crate::telegram) fn nested(&self, name: &str, what: &str) -> Result<Option<Value>, Refusal> {
        match self.fields.get(name) {
            None | Some(Value::Null) => Ok(None),
            Some(Value::String(text)) if text.is_empty() => Ok(None),
            Some(Value::String(text)) => serde_json::from_str(text)
                .map(Some)
                .map_err(|_| Refusal::bad(format!("can't parse {what} JSON object"))),
            Some(value) => Ok(Some(value.clone())),
        }
    }

    pub(in crate::telegram) fn objects(&self, name: &str, what: &str) -> Result<Vec<Self>, Refusal> {
        let wrong = || Refusal::bad(format!("can't parse {what}: expected an Array of objects"));
        let Some(value) = self.nested(name, what)? else { return Ok(Vec::new()) };
        let Value::Array(items) = value else { return Err(wrong()) };
        let object = |item| match item {
            Value::Object(object) => Ok(self.within(object)),
            _ => Err(wrong()),
        };
        items.into_iter().map(object).collect()
    }

    /// A file that goes with the call, under the name of its part.
    pub(in crate::telegram) fn file(&self, part: &str) -> Option<&Part> {
        self.files.get(part)
    }

    /// Whether it is there at all, be it empty.
    pub(in crate::telegram) fn has(&self, name: &str) -> bool {
        self.fields.get(name).is_some_and(|value| !value.is_null())
    }
}

#[cfg(test)]
impl Parameters {
    pub(in crate::telegram) fn json(value: &Value) -> Self {
        Self { fields: value.as_object().cloned().unwrap_or_default(), ..Self::default() }
    }
}
