//! What most bots need: `use tertulia::prelude::*;`.

pub use crate::{
    Answer, App, Attachment, Attachments, Button, Captures, Comment, Contact, Context, Data, DeepLink,
    Editable, Edited, Entities, Error, Event, Exit, Failed, Form, FormChoice, FromTurn, Given, Groups,
    InlineQuery, Intent, List, Locale, Location, Membership, Now, Numbers, Once, OptIn, Params, Payload,
    Platform, RawPayload, Reaction, Recogniser, RecurringNotification, Reply, ReplyGroup, Result, ResultExt,
    Route, Row, Session, Text, Understanding, User, UserData, Utterance, Verdict, ask, change_to,
    delegate_to,
    flow::Flow,
    form::{Email, Phone},
    halt, json, keep, leave, pass, pause, payload, replay, resume, return_to_saved, t, turn,
};
