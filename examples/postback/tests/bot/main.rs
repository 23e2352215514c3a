//! The bot as it runs: its own process, signed webhooks in, API calls out to a fake on loopback.

mod api;
mod client;
mod commands;
mod defects;
mod delivery;
mod input;
mod person;
mod process;
mod seed;
mod specs;

use api::Api;
use person::Person;
use process::Bot;
