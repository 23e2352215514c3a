//! What can be asked for, and how that is explained.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand};

use crate::{
    completions::Shell,
    name::{ModuleName, ProjectName},
    platforms::Platform,
};

/// Makes the project of a new bot for Telegram, WhatsApp and Messenger, and adds to it.
#[derive(Debug, Parser)]
#[command(name = "tertulia", version, propagate_version = true, after_help = EXAMPLES)]
pub(crate) struct CommandLine {
    #[command(subcommand)]
    pub(crate) command: Command,
}

const EXAMPLES: &str = "\
Examples:
  tertulia new my_bot                     a bot for all three platforms, in ./my_bot
  tertulia new my_bot --platforms telegram
  tertulia generate context shop          inside the project: another room of the conversation
  tertulia g form order                   several questions, and one block for all the answers

What a bot itself can do (dev, serve, check …) is asked of the bot: cargo run -- --help

Exit codes:
  0  it did what it was asked to
  1  something is in the way; nothing was overwritten
  2  the command line was not understood, or lacks something";

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Makes the project of a new bot, in a folder of its name
    New(NewArguments),
    /// Adds a context, a form or a test to the project
    #[command(visible_alias = "g")]
    Generate(GenerateArguments),
    /// Prints what a shell needs to complete this command
    #[command(after_help = COMPLETIONS)]
    Completions {
        /// The shell
        shell: Shell,
    },
}

const COMPLETIONS: &str = "\
Where it goes:
  bash  tertulia completions bash > ~/.local/share/bash-completion/completions/tertulia
  zsh   tertulia completions zsh > ~/.zfunc/_tertulia         with `fpath+=~/.zfunc` before compinit
  fish  tertulia completions fish > ~/.config/fish/completions/tertulia.fish";

/// What `new` is asked.
#[derive(Args, Debug)]
#[command(after_help = NEW)]
pub(crate) struct NewArguments {
    /// Name of the bot, of its folder and of its crate; in a terminal it is asked for if it is missing
    pub(crate) name: Option<ProjectName>,
    /// The platforms that the bot is for, with commas; all three if nothing is said
    #[arg(long, value_enum, value_delimiter = ',', value_name = "PLATFORMS")]
    pub(crate) platforms: Option<Vec<Platform>>,
    /// Takes Tertulia from this checkout instead of crates.io
    #[arg(long, value_name = "CHECKOUT")]
    pub(crate) path: Option<PathBuf>,
    /// Makes no git repository
    #[arg(long)]
    pub(crate) no_git: bool,
}

const NEW: &str = "\
The project compiles, has a test that passes, and runs:

  tertulia new my_bot
  cd my_bot
  cargo test     talks to the bot, without network or accounts
  cargo run      shows it on three phones in the browser

In a terminal it asks for what is missing; elsewhere it never waits for an answer.";

/// What `generate` is asked.
#[derive(Args, Debug)]
#[command(after_help = GENERATE)]
pub(crate) struct GenerateArguments {
    #[command(subcommand)]
    pub(crate) what: What,
}

const GENERATE: &str = "\
Examples:
  tertulia generate context shop           src/contexts/shop.rs
  tertulia generate form order             src/forms/order.rs, asked in context `main`
  tertulia g form order --context shop     asked in another one
  tertulia g test refunds                  tests/refunds.rs

Lines are added to other files where it is certain where they go, else they are printed. What exists is never overwritten, and
what was done is not done twice.";

/// What is added.
#[derive(Debug, Subcommand)]
pub(crate) enum What {
    /// A room of the conversation, with blocks of its own
    Context {
        /// Name of the context: small letters, digits and `_`
        name: ModuleName,
        #[command(flatten)]
        at: Place,
    },
    /// Several questions, and one block for all the answers
    Form {
        /// Name of the form: small letters, digits and `_`
        name: ModuleName,
        /// The context in which it is asked
        #[arg(long, value_name = "CONTEXT", default_value = "main")]
        context: ModuleName,
        #[command(flatten)]
        at: Place,
    },
    /// A conversation with the bot, as a test
    Test {
        /// Name of the test: small letters, digits and `_`
        name: ModuleName,
        #[command(flatten)]
        at: Place,
    },
}

/// Where the project is.
#[derive(Args, Debug)]
pub(crate) struct Place {
    /// A folder of the project
    #[arg(long = "path", value_name = "PROJECT", default_value = ".")]
    pub(crate) project: PathBuf,
}
