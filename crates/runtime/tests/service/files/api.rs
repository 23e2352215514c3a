//! The platforms' APIs, inside this process.

use std::{
    collections::VecDeque,
    pin::Pin,
    sync::{Arc, Mutex},
};

use http::Method;
use secrecy::ExposeSecret as _;
use serde_json::{Value, json};
use tertulia_core::{Http, Request, Response, TransportError, http::Answer};

/// A request that was made.
#[derive(Clone, Debug)]
pub(crate) struct Made {
    pub(crate) method: Method,
    pub(crate) url: String,
    pub(crate) authorization: Option<String>,
    pub(crate) content_type: String,
    pub(crate) body: String,
    pub(crate) only_public: bool,
}

impl Made {
    /// The last step of its path.
    pub(crate) fn endpoint(&self) -> &str {
        let path = self.url.split('?').next().unwrap();
        path.rsplit('/').next().unwrap()
    }

    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.body).unwrap()
    }
}

/// What becomes of a request.
#[derive(Clone, Debug)]
pub(crate) enum Fate {
    /// It is answered like this.
    Answer(u16, Value),
    /// The connection breaks before the answer.
    Broken,
    /// It was read, and there is never an answer.
    Silence,
    /// Another address is named.
    Redirect(&'static str),
    /// The bytes of a file.
    File(&'static str, &'static [u8]),
}

/// Answers with success, unless something else was ordered.
#[derive(Clone, Debug, Default)]
pub(crate) struct Api(Arc<Mutex<State>>);

#[derive(Debug, Default)]
struct State {
    made: Vec<Made>,
    ordered: VecDeque<Fate>,
}

impl Api {
    pub(crate) fn order(&self, fates: impl IntoIterator<Item = Fate>) -> &Self {
        self.0.lock().unwrap().ordered.extend(fates);
        self
    }

    /// The requests that were made since this was last asked.
    pub(crate) fn made(&self) -> Vec<Made> {
        std::mem::take(&mut self.0.lock().unwrap().made)
    }

    /// The last steps of their paths.
    pub(crate) fn endpoints(&self) -> Vec<String> {
        self.made().iter().map(|made| made.endpoint().to_owned()).collect()
    }

    async fn answer(&self, request: Request) -> Result<Answer, TransportError> {
        let (number, ordered, url) = {
            let mut state = self.0.lock().unwrap();
            let url = request.url.expose_secret().to_owned();
            state.made.push(Made {
                method: request.method,
                url: url.clone(),
                authorization: request.authorization.map(|it| it.expose_secret().to_owned()),
                content_type: request.content_type.into_owned(),
                body: String::from_utf8_lossy(&request.body).into_owned(),
                only_public: request.only_public,
            });
            (state.made.len(), state.ordered.pop_front(), url)
        };
        let answer = |status, body: &Value, location: Option<&str>| Answer {
            response: Response { status, retry_after: None, body: body.to_string().into_bytes() },
            location: location.map(Into::into),
            content_type: Some("application/json".into()),
        };
        match ordered {
            None => Ok(answer(200, &success(&url, number), None)),
            Some(Fate::Answer(status, body)) => Ok(answer(status, &body, None)),
            Some(Fate::Broken) => Err(TransportError::NoAnswer("reset".into())),
            Some(Fate::Silence) => std::future::pending().await,
            Some(Fate::Redirect(location)) => Ok(answer(302, &Value::Null, Some(location))),
            Some(Fate::File(content_type, bytes)) => {
                if bytes.len() > request.longest_answer {
                    return Err(TransportError::TooLong);
                }
                let response = Response { status: 200, retry_after: None, body: bytes.to_vec() };
                Ok(Answer { response, location: None, content_type: Some(content_type.into()) })
            }
        }
    }
}

fn success(url: &str, number: usize) -> Value {
    match url.rsplit('/').next().unwrap() {
        "sendPhoto" => json!({"ok": true, "result": {"message_id": number, "photo": [
            {"file_id": "small", "width": 90}, {"file_id": "AgAC-large", "width": 800}]}}),
        "media" => json!({"id": "4490709327384033"}),
        "message_attachments" => json!({"attachment_id": "1745504518999123"}),
        _ if url.contains("/1060/") => json!({"messages": [{"id": format!("wamid.{number}")}]}),
        _ => json!({"recipient_id": "42", "message_id": format!("m_{number}")}),
    }
}

impl Http for Api {
    fn send(
        &self,
        request: Request,
    ) -> Pin<Box<dyn Future<Output = Result<Response, TransportError>> + Send + '_>> {
        Box::pin(async { Ok(self.answer(request).await?.response) })
    }

    fn fetch(
        &self,
        request: Request,
    ) -> Pin<Box<dyn Future<Output = Result<Answer, TransportError>> + Send + '_>> {
        Box::pin(self.answer(request))
    }
}
