//! What most bots need: `use tertulia::prelude::*;`.

pub use crate::{
    App, Button, Captures, Context, Data, DeepLink, Error, Event, Exit, Failed, FromTurn, Given, List,
    Locale, Now, Once, Params, Payload, Platform, RawPayload, Reply, Result, ResultExt, Route, Row, Session,
    Text, User, UserData, Verdict, change_to, flow::Flow, halt, json, leave, pass, payload, t, turn,
};
