//! What most bots need: `use tertulia::prelude::*;`.

#[cfg(feature = "whatsapp")]
pub use crate::whatsapp::WhatsAppReply;
pub use crate::{
    Album, Answer, App, Attachment, Attachments, Button, Captures, Card, Carousel, Comment, Contact, Context,
    Data, DeepLink, Download, Editable, Edited, Entities, Error, Event, Exit, Failed, Form, FormChoice,
    FromTurn, Given, Groups, Handle, InlineQuery, Intent, Link, List, Locale, Location, Media, Membership,
    Now, Numbers, Once, OptIn, Params, Payload, Platform, RawPayload, Reaction, Recipient, Recogniser,
    RecurringNotification, Reply, ReplyGroup, Result, ResultExt, RichText, Route, Row, Session, Source, Text,
    Understanding, User, UserData, Utterance, Verdict, ask, change_to, context, delegate_to,
    flow::Flow,
    form::{Email, Phone},
    halt, json, keep, leave, pass, pause, payload,
    plan::Policy,
    replay, resume, return_to_saved, t, turn,
};

#[cfg(feature = "messenger")]
pub use crate::messenger::MessengerReply;
#[cfg(feature = "telegram")]
pub use crate::telegram::{TelegramButton, TelegramReply};
