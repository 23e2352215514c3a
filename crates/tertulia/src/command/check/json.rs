//! What is found, for programs to read. What is there stays as it is; more may be added.

use serde_json::{Value, json};
use tertulia_core::program::{BlockSummary, ContextSummary, Fault, Program};

use crate::platforms::Subscription;

use super::Findings;

/// Everything that is found. `app` is null if something is wrong with what is declared.
pub(super) fn of(findings: &Findings) -> Value {
    json!({
        "app": findings.program.as_ref().map(app),
        "subscriptions": findings.subscriptions.iter().map(subscription).collect::<Vec<_>>(),
        "faults": findings.faults.iter().map(fault).collect::<Vec<_>>(),
        "warnings": findings.warnings.iter().map(fault).collect::<Vec<_>>(),
    })
}

fn app(program: &Program) -> Value {
    let contexts: Vec<_> = program.contexts().collect();
    let routes = program.routes();
    json!({
        "blocks": program.app_blocks().map(|own| block(&own)).collect::<Vec<_>>(),
        "contexts": nested(&contexts),
        "routes": {
            "default": routes.default,
            "landing": routes.landing,
            "commands": routes.commands,
            "kinds": routes.kinds,
        },
    })
}

/// The contexts at the top of these, each with what stands inside.
fn nested(contexts: &[ContextSummary<'_>]) -> Vec<Value> {
    let Some(first) = contexts.first() else { return Vec::new() };
    let at_top = |context: &&ContextSummary<'_>| context.depth == first.depth;
    let starts = contexts.iter().enumerate().filter(|(_, context)| at_top(context)).map(|(at, _)| at);
    let starts: Vec<_> = starts.collect();
    let ends = starts.iter().skip(1).copied().chain([contexts.len()]);
    starts
        .iter()
        .zip(ends)
        .map(|(&start, end)| context(&contexts[start], &contexts[start + 1..end]))
        .collect()
}

fn context(context: &ContextSummary<'_>, inside: &[ContextSummary<'_>]) -> Value {
    let shape = match (context.is_form, context.is_answer) {
        (true, _) => "form",
        (false, true) => "answer",
        (false, false) => "context",
    };
    json!({
        "path": context.path,
        "shape": shape,
        "expires_after_seconds": context.expires_after.map(|silence| silence.as_secs_f64()),
        "times_out_seconds": context.times_out.map(|silence| silence.as_secs_f64()),
        "at": context.at.to_string(),
        "blocks": context.blocks.iter().map(block).collect::<Vec<_>>(),
        "contexts": nested(inside),
    })
}

fn block(block: &BlockSummary) -> Value {
    let pattern = Some(&block.pattern).filter(|pattern| !pattern.is_empty());
    json!({ "kind": block.kind, "pattern": pattern, "deep": block.deep, "at": block.at.to_string() })
}

fn subscription(subscription: &Subscription) -> Value {
    json!({
        "platform": subscription.platform.as_str(),
        "configured": subscription.configured,
        "key": subscription.key,
        "names": subscription.names,
    })
}

fn fault(fault: &Fault) -> Value {
    json!({ "at": fault.at.map(ToString::to_string), "text": fault.text })
}
