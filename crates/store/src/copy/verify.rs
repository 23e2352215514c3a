//! Whether everything arrived as it was.

use super::{
    CopiedRows, CopyError,
    cell::Row,
    checksum::Checksum,
    hands,
    location::Opened,
    tables::{TABLES, Table},
};

/// Reads both once more, and compares them.
pub(super) async fn verify(
    source: &mut Opened,
    target: &mut Opened,
    tell: &mut (dyn FnMut(&'static str, u64) -> Result<(), CopyError> + Send),
) -> Result<Vec<CopiedRows>, CopyError> {
    let (mut tables, mut done) = (Vec::with_capacity(TABLES.len()), 0);
    for table in TABLES {
        let as_it_is = checksum(target, table, |_, _| (), &mut |_| Ok(())).await;
        let arrived = as_it_is.map_err(|unread| unread.of(CopyError::Target))?;
        let mut tell = |rows| {
            done += rows;
            tell(table.name, done)
        };
        let as_it_arrives = checksum(source, table, hands::let_go, &mut tell).await;
        let sent = as_it_arrives.map_err(|unread| unread.of(CopyError::Source))?;
        if sent != arrived {
            return Err(CopyError::Differs {
                table: table.name,
                sent: sent.rows,
                sent_checksum: sent.to_string(),
                arrived: arrived.rows,
                arrived_checksum: arrived.to_string(),
            });
        }
        tables.push(CopiedRows { table: table.name, rows: sent.rows, checksum: sent.to_string() });
    }
    Ok(tables)
}

/// Why a table was not read to its end.
enum Unread {
    Store(crate::StoreError),
    Stopped(CopyError),
}

impl Unread {
    fn of(self, side: fn(crate::StoreError) -> CopyError) -> CopyError {
        match self {
            Self::Store(error) => side(error),
            Self::Stopped(error) => error,
        }
    }
}

/// What the rows of a table are told by, as they arrive.
async fn checksum(
    opened: &mut Opened,
    table: &'static Table,
    arrive: fn(&Table, &mut Row),
    tell: &mut (dyn FnMut(u64) -> Result<(), CopyError> + Send),
) -> Result<Checksum, Unread> {
    let (mut checksum, mut after) = (Checksum::default(), None);
    loop {
        let mut rows = opened.side.page(table, after).await.map_err(Unread::Store)?;
        let Some(last) = rows.last() else { return Ok(checksum) };
        after = Some(last[..table.key].to_vec());
        for row in &mut rows {
            arrive(table, row);
            checksum.add(row);
        }
        tell(rows.len() as u64).map_err(Unread::Stopped)?;
    }
}
