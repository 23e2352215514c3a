//! Lists: messages/interactive-list-messages.

use crate::graph::{Checked, Field};

/// Over all sections.
const ROWS: usize = 10;

pub(super) fn list(action: &Field<'_>) -> Checked {
    action.only(&["button", "sections"])?;
    action.need("button")?.text(20)?;
    let sections = action.need("sections")?;
    let mut ids = Vec::new();
    for section in sections.list(1..=10)? {
        section.only(&["title", "rows"])?;
        section.need("title")?.text(24)?;
        for row in section.need("rows")?.list(1..=ROWS)? {
            row.only(&["id", "title", "description"])?;
            let id = row.need("id")?;
            if ids.contains(&id.text(200)?) {
                return Err(id.wrong("must be an id that no other row has"));
            }
            ids.push(id.text(200)?);
            row.need("title")?.text(24)?;
            row.get("description").map_or(Ok(""), |text| text.any_text(72))?;
        }
    }
    if ids.len() > ROWS {
        return Err(sections.wrong(format!("has {} rows, and must have at most {ROWS}", ids.len())));
    }
    Ok(())
}
