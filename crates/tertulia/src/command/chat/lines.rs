//! Where lines come from: somebody at a terminal, who edits them, or a pipe.

use std::{
    env, fs,
    io::{self, BufRead as _, IsTerminal as _},
    path::PathBuf,
};

use rustyline::{Config, DefaultEditor, error::ReadlineError};

/// How many lines are remembered.
const REMEMBERED: usize = 1_000;

/// What is written.
pub(super) enum Lines {
    /// By somebody at a terminal; where the lines of earlier chats are, if they can be kept.
    Edited(Box<DefaultEditor>, Option<PathBuf>),
    /// By a program.
    Piped,
}

impl Lines {
    /// Whoever writes to this process.
    pub(super) fn new() -> Self {
        let config = Config::builder().auto_add_history(true).max_history_size(REMEMBERED);
        let config = config.and_then(|config| config.history_ignore_dups(true));
        let somebody = io::stdin().is_terminal() && io::stdout().is_terminal();
        let editor = config
            .ok()
            .filter(|_| somebody)
            .and_then(|config| DefaultEditor::with_config(config.build()).ok());
        let Some(mut editor) = editor else { return Self::Piped };
        let history = history();
        if let Some(file) = &history {
            // There is none before the first chat.
            let _ = editor.load_history(file);
        }
        Self::Edited(Box::new(editor), history)
    }

    /// The next line; nothing when there are no more.
    ///
    /// # Errors
    ///
    /// If the input breaks.
    pub(super) fn next(&mut self, prompt: &str) -> io::Result<Option<String>> {
        match self {
            Self::Piped => {
                let mut line = String::new();
                let read = io::stdin().lock().read_line(&mut line)?;
                Ok((read > 0).then_some(line))
            }
            Self::Edited(editor, _) => match editor.readline(prompt) {
                Ok(line) => Ok(Some(line)),
                Err(ReadlineError::Eof | ReadlineError::Interrupted) => Ok(None),
                Err(ReadlineError::Io(error)) => Err(error),
                Err(error) => Err(io::Error::other(error)),
            },
        }
    }
}

impl Drop for Lines {
    fn drop(&mut self) {
        if let Self::Edited(editor, Some(file)) = self {
            let folder = file.parent().map_or(Ok(()), fs::create_dir_all);
            // Without it the next chat begins without these lines, and nothing else.
            let _ = folder.map_err(ReadlineError::from).and_then(|()| editor.save_history(file));
        }
    }
}

/// The lines of earlier chats with this bot, where this machine keeps such things of a person.
fn history() -> Option<PathBuf> {
    let named = |name: &str| env::var_os(name).map(PathBuf::from).filter(|path| path.is_absolute());
    let own =
        || if cfg!(windows) { named("LOCALAPPDATA") } else { Some(named("HOME")?.join(".local/state")) };
    let folder = named("XDG_STATE_HOME").or_else(own)?;
    let bot = env::current_exe().ok()?;
    Some(folder.join("tertulia").join(bot.file_stem()?).with_extension("history"))
}
