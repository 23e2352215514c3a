//! `check`: what is declared, and everything that is wrong with it.

use std::fmt::Write as _;

use tertulia_core::program::Program;

use crate::{App, Exit, config::Config};

use super::tell;

pub(super) fn run(app: App, config: &Config) -> Exit {
    match app.program(config) {
        Ok(program) => {
            print(&listing(&program));
            for warning in program.warnings() {
                let _ = tell(&format!("warning: {warning}"));
            }
            Exit::DONE
        }
        Err(faults) => {
            let exit = tell(&faults);
            let count = faults.iter().count();
            let _ = tell(&format!("{count} {}", if count == 1 { "fault" } else { "faults" }));
            exit
        }
    }
}

/// Every context with its blocks, in the order in which they are asked, and what stands inside it, indented.
fn listing(program: &Program) -> String {
    let mut text = String::new();
    let (mut contexts, mut blocks) = (0, 0);
    for context in program.contexts() {
        contexts += 1;
        // Writing to a string cannot fail.
        let indent = "  ".repeat(context.depth);
        let answer = if context.is_answer { " (answer)" } else { "" };
        let _ = writeln!(text, "{indent}{}{answer}  {}", context.path, context.at);
        for block in &context.blocks {
            blocks += 1;
            let kind = if block.deep { format!("deep {}", block.kind) } else { block.kind.to_owned() };
            let _ = writeln!(text, "{indent}  {kind:<16} {:<32} {}", block.pattern, block.at);
        }
    }
    let _ = writeln!(text, "{contexts} contexts, {blocks} blocks: nothing is wrong");
    text
}

#[expect(clippy::print_stdout, reason = "this is where a command line speaks")]
fn print(text: &str) {
    print!("{text}");
}

#[cfg(test)]
mod tests {
    use super::listing;
    use crate::prelude::*;

    #[test]
    fn what_stands_inside_is_listed_below_and_indented() {
        let shop = Context::new("shop")
            .deep()
            .keyword("stop", leave())
            .sub_context(Context::new("fruit").any_text("Apple or pear?"))
            .answer("size", |a| a.ask("Which size?").keyword(["s", "m"], leave()));
        let program = App::new().context(Context::new("main")).context(shop).check().unwrap();
        let listed = listing(&program);
        let file = file!();
        let told: Vec<_> = listed.lines().map(|line| line.split(file).next().unwrap().trim_end()).collect();
        assert_eq!(
            told,
            [
                "main",
                "shop",
                "  deep keyword     stop",
                "  shop/fruit",
                "    any_text",
                "  shop/size (answer)",
                "    ask",
                "    keyword          s, m",
                "4 contexts, 4 blocks: nothing is wrong",
            ]
        );
    }
}
