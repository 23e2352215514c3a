//! What most bots need: `use tertulia::prelude::*;`.

pub use crate::{
    App, Button, Captures, Context, Data, DeepLink, Error, Event, Exit, FromTurn, Given, List, Locale, Now,
    Params, Payload, Platform, RawPayload, Reply, Result, ResultExt, Route, Row, Session, Text, User,
    change_to, flow::Flow, halt, json, leave, pass, payload, turn,
};
