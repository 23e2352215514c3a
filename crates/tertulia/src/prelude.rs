//! What most bots need: `use tertulia::prelude::*;`.

pub use crate::{
    Album, Answer, App, Attachment, Attachments, Button, Captures, Card, Carousel, Comment, Contact, Context,
    Data, DeepLink, Edited, Entities, Error, Event, Exit, Failed, Form, FormChoice, FromTurn, Given,
    InlineQuery, Intent, Link, List, Locale, Location, Media, Membership, Now, Numbers, Once, OptIn, Params,
    Payload, Platform, RawPayload, Reaction, Recogniser, RecurringNotification, Reply, Result, ResultExt,
    RichText, Route, Row, Session, Source, Text, User, UserData, Verdict, ask, change_to, delegate_to,
    flow::Flow,
    form::{Email, Phone},
    halt, json, keep, leave, pass, pause, payload,
    plan::Policy,
    replay, resume, return_to_saved, t, turn,
};

#[cfg(feature = "telegram")]
pub use crate::telegram::{TelegramButton, TelegramReply};
