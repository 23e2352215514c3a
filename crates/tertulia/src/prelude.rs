//! What most bots need: `use tertulia::prelude::*;`.

pub use crate::{
    Answer, App, Attachment, Attachments, Button, Captures, Comment, Contact, Context, Data, DeepLink,
    Edited, Entities, Error, Event, Exit, Failed, Form, FormChoice, FromTurn, Given, InlineQuery, Intent,
    List, Locale, Location, Membership, Now, Numbers, Once, OptIn, Params, Payload, Platform, RawPayload,
    Reaction, Recogniser, RecurringNotification, Reply, Result, ResultExt, Route, Row, Session, Text, User,
    UserData, Verdict, ask, change_to, delegate_to,
    flow::Flow,
    form::{Email, Phone},
    halt, json, keep, leave, pass, pause, payload, replay, resume, return_to_saved, t, turn,
};
