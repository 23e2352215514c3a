//! What is found, for people to read.

use std::fmt::Write as _;

use tertulia_core::program::{BlockSummary, ContextSummary, Program, RouteSummary};

use super::{Colours, Findings, Style, counted};

/// The tree of contexts, what belongs to the app, the routes, and what to subscribe to.
pub(super) fn of(findings: &Findings, colours: Colours) -> String {
    let Some(program) = &findings.program else { return String::new() };
    let mut text = Listing { text: String::new(), colours, blocks: 0 };
    text.app(program);
    let contexts = program.contexts().map(|context| text.context(&context)).count();
    text.routes(&program.routes());
    text.subscriptions(findings);
    text.end(contexts, findings.warnings.len());
    text.text
}

struct Listing {
    text: String,
    colours: Colours,
    blocks: usize,
}

impl Listing {
    fn app(&mut self, program: &Program) {
        let mut blocks = program.app_blocks().peekable();
        if blocks.peek().is_some() {
            self.line(&self.colours.paint(Style::Name, "the app", 0));
            blocks.for_each(|block| self.block("", &block));
        }
    }

    /// A context with its blocks, in the order in which they are asked, below what it stands in.
    fn context(&mut self, context: &ContextSummary<'_>) {
        let indent = "  ".repeat(context.depth);
        let path = self.colours.paint(Style::Name, context.path, 0);
        let at = self.colours.paint(Style::Aside, context.at, 0);
        self.line(&format!("{indent}{path}{}  {at}", about(context)));
        context.blocks.iter().for_each(|block| self.block(&indent, block));
    }

    fn block(&mut self, indent: &str, block: &BlockSummary) {
        self.blocks += 1;
        let kind = if block.deep { format!("deep {}", block.kind) } else { block.kind.to_owned() };
        let kind = self.colours.paint(Style::Kind, kind, 16);
        let at = self.colours.paint(Style::Aside, block.at, 0);
        self.line(&format!("{indent}  {kind} {:<32} {at}", block.pattern));
    }

    fn routes(&mut self, routes: &RouteSummary<'_>) {
        let commands = routes.commands.iter().map(|(name, context)| (format!("/{name}"), *context));
        let kinds = routes.kinds.iter().map(|(kind, context)| ((*kind).to_owned(), *context));
        let landing = routes.landing.map(|context| ("landing".to_owned(), context));
        self.line("");
        self.line(&self.colours.paint(Style::Name, "where it goes, wherever the conversation is", 0));
        for (what, context) in commands.chain(kinds).chain(landing) {
            self.entry(&what, context);
        }
        self.entry("a new person", routes.default);
    }

    fn subscriptions(&mut self, findings: &Findings) {
        self.line("");
        self.line(&self.colours.paint(Style::Name, "what to subscribe to", 0));
        for platform in &findings.subscriptions {
            let what = format!("{}: {}", platform.key, platform.names.join(", "));
            self.entry(platform.platform.as_str(), &what);
        }
    }

    fn end(&mut self, contexts: usize, warnings: usize) {
        let (style, verdict) = match warnings {
            0 => (Style::Good, "nothing is wrong".to_owned()),
            _ => (Style::Doubtful, format!("nothing is wrong, {}", counted(warnings, "warning"))),
        };
        let verdict = self.colours.paint(style, verdict, 0);
        let count = format!("{}, {}", counted(contexts, "context"), counted(self.blocks, "block"));
        self.line("");
        self.line(&format!("{count}: {verdict}"));
    }

    fn entry(&mut self, name: &str, what: &str) {
        let name = self.colours.paint(Style::Kind, name, 16);
        self.line(&format!("  {name} {what}"));
    }

    fn line(&mut self, line: &str) {
        let _ = writeln!(self.text, "{line}"); // writing to a string cannot fail
    }
}

/// What is particular to a context.
fn about(context: &ContextSummary<'_>) -> String {
    let shape = match (context.is_form, context.is_answer) {
        (true, _) => Some("form".to_owned()),
        (false, true) => Some("answer".to_owned()),
        (false, false) => None,
    };
    let expires = context.expires_after.map(|silence| format!("expires after {silence:?}"));
    let times_out = context.times_out.map(|silence| format!("times out after {silence:?}"));
    let about: Vec<_> = [shape, expires, times_out].into_iter().flatten().collect();
    if about.is_empty() { String::new() } else { format!(" ({})", about.join(", ")) }
}
