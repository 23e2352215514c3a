//! What a text refers to: other texts, terms, functions.

use fluent_syntax::ast::{CallArguments, Expression, InlineExpression, Pattern, PatternElement};

/// Something a text refers to, as it is written: `menu.open`, `-brand`, `NUMBER()`.
#[derive(Debug, Eq, PartialEq)]
pub(super) enum Reference<'a> {
    Text { id: &'a str, attribute: Option<&'a str> },
    Term { id: &'a str },
    Function { id: &'a str },
}

/// Everything a pattern refers to, in every branch.
pub(super) fn of<'a>(pattern: &Pattern<&'a str>, found: &mut Vec<Reference<'a>>) {
    for element in &pattern.elements {
        if let PatternElement::Placeable { expression } = element {
            of_expression(expression, found);
        }
    }
}

fn of_expression<'a>(expression: &Expression<&'a str>, found: &mut Vec<Reference<'a>>) {
    match expression {
        Expression::Inline(inline) => of_inline(inline, found),
        Expression::Select { selector, variants } => {
            of_inline(selector, found);
            for variant in variants {
                of(&variant.value, found);
            }
        }
    }
}

fn of_inline<'a>(inline: &InlineExpression<&'a str>, found: &mut Vec<Reference<'a>>) {
    match inline {
        InlineExpression::MessageReference { id, attribute } => {
            found.push(Reference::Text { id: id.name, attribute: attribute.as_ref().map(|id| id.name) });
        }
        InlineExpression::TermReference { id, arguments, .. } => {
            found.push(Reference::Term { id: id.name });
            if let Some(arguments) = arguments {
                of_arguments(arguments, found);
            }
        }
        InlineExpression::FunctionReference { id, arguments } => {
            found.push(Reference::Function { id: id.name });
            of_arguments(arguments, found);
        }
        InlineExpression::Placeable { expression } => of_expression(expression, found),
        InlineExpression::StringLiteral { .. }
        | InlineExpression::NumberLiteral { .. }
        | InlineExpression::VariableReference { .. } => {}
    }
}

fn of_arguments<'a>(arguments: &CallArguments<&'a str>, found: &mut Vec<Reference<'a>>) {
    for inline in arguments.positional.iter().chain(arguments.named.iter().map(|named| &named.value)) {
        of_inline(inline, found);
    }
}
