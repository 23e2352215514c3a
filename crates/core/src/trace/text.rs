//! The text that `why` shows.

use std::fmt::{self, Display, Formatter};

use super::{SaidMessage, Step, Trace, Tried};

impl Display for Trace {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let Self { event, at, platform, user, name, summary, verdict, attempt, millis, .. } = self;
        let who = name.as_deref().unwrap_or(user);
        writeln!(f, "event {event} · {platform} · {who} · {at}")?;
        writeln!(f, "{summary} → {verdict} ({millis:.1} ms, attempt {attempt})")?;
        if let Some(error) = &self.error {
            writeln!(f, "  error: {error}")?;
        }
        let stack = |contexts: &[String]| match contexts {
            [] => "the default context".to_owned(),
            contexts => contexts.join(" > "),
        };
        let (before, after) = (stack(&self.before), stack(&self.after));
        match before == after {
            true => writeln!(f, "  in {before}")?,
            false => writeln!(f, "  from {before} to {after}")?,
        }
        if !self.routed.is_empty() {
            writeln!(f, "  {}", self.routed)?;
        }
        section(f, "blocks", &self.tried)?;
        if let Some(meaning) = &self.meaning {
            let intents = meaning.intents.iter().map(|it| format!("{} ({:.2})", it.name, it.confidence));
            let entities = meaning.entities.iter().map(|it| format!("{} {}", it.name, it.value));
            let found: Vec<_> = intents.chain(entities).collect();
            let found = if found.is_empty() { "nothing".to_owned() } else { found.join(", ") };
            writeln!(f, "  recognised: {found}")?;
        }
        section(f, "steps", &self.steps)?;
        for (name, value) in &self.session.after {
            match self.session.before.get(name) {
                Some(before) if before == value => {}
                Some(before) => writeln!(f, "  session {name}: {before} → {value}")?,
                None => writeln!(f, "  session {name}: {value}, which is new")?,
            }
        }
        section(f, "said", &self.messages)
    }
}

fn section<T: Display>(f: &mut Formatter<'_>, title: &str, lines: &[T]) -> fmt::Result {
    if !lines.is_empty() {
        writeln!(f, "  {title}:")?;
    }
    lines.iter().try_for_each(|line| writeln!(f, "    {line}"))
}

impl Display for Tried {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let Self { context, block, at, took, why } = self;
        let sign = if *took { '✓' } else { '·' };
        write!(f, "{sign} {context}: {block} at {at}: {why}")
    }
}

impl Display for Step {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::Block { context, block, at, end } => {
                write!(f, "{context}: {block} at {at} ended with {end}")
            }
            Self::Move { to } => write!(f, "the conversation is in {to} now"),
        }
    }
}

impl Display for SaidMessage {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        write!(f, "{} at {}", self.said, self.at)?;
        if self.parts > 1 {
            write!(f, ", in {} messages", self.parts)?;
        }
        self.losses.iter().chain(&self.doubts).try_for_each(|loss| write!(f, "; {loss}"))
    }
}
