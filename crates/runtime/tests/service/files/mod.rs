//! Files: those that replies show, and those that people sent.

mod api;
mod fetching;
mod network;
mod platforms;
mod sending;
