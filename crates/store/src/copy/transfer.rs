//! Moving rows, page by page, and noting how far that got.

use super::{CopyError, hands, location::Opened, mark::Mark, tables::TABLES};

/// Moves what is not there yet.
pub(super) async fn transfer(
    source: &mut Opened,
    target: &mut Opened,
    mut mark: Mark,
    tell: &mut (dyn FnMut(&'static str, u64) -> Result<(), CopyError> + Send),
) -> Result<(), CopyError> {
    for (place, table) in TABLES.iter().enumerate().skip(mark.table) {
        if place > mark.table {
            (mark.table, mark.after) = (place, None);
        }
        loop {
            let mut rows = source.side.page(table, mark.after.clone()).await.map_err(CopyError::Source)?;
            let Some(last) = rows.last() else { break };
            mark.after = Some(last[..table.key].to_vec());
            mark.rows += rows.len() as u64;
            rows.iter_mut().for_each(|row| hands::let_go(table, row));
            let note = mark.write().map_err(CopyError::Target)?;
            target.side.keep(table, rows, note).await.map_err(CopyError::Target)?;
            tell(table.name, mark.rows)?;
        }
    }
    Ok(())
}
