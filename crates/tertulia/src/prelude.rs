//! What most bots need: `use tertulia::prelude::*;`.

pub use crate::{
    Answer, App, Button, Captures, Context, Data, DeepLink, Error, Event, Exit, Failed, FromTurn, Given,
    List, Locale, Now, Once, Params, Payload, Platform, RawPayload, Reply, Result, ResultExt, Route, Row,
    Session, Text, User, UserData, Verdict, ask, change_to, delegate_to, flow::Flow, halt, json, keep, leave,
    pass, payload, replay, return_to_saved, t, turn,
};
