//! The playground in a real browser: `dev` as a process, its page in headless Chromium, driven through chromedriver.
#![allow(clippy::print_stdout, clippy::unwrap_used, reason = "these are tests, and a skipped one says why")]

mod accessible;
mod browser;
mod conversations;
mod dev;
mod driver;
mod looks;
mod page;
mod robust;
mod services;
#[path = "../specs/mod.rs"]
mod specs;
