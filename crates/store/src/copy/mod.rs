//! Moving everything that a bot keeps from one database to another, whatever their engines.
//!
//! Rows are read in pages under one moment of the source, and written together with a note of how far they got; afterwards both
//! databases are read once more and compared. Only then the note is taken away, and a bot may start.

mod cell;
mod checksum;
mod error;
mod hands;
mod location;
mod mark;
mod shape;
mod side;
mod tables;
mod transfer;
mod verify;

use std::ops::ControlFlow;

use serde::Serialize;

use self::{
    location::Opened,
    mark::{Mark, Origin},
    tables::{Numbers, TABLES, fingerprint},
};

#[cfg(feature = "postgres")]
pub(crate) use self::tables::Kind;
pub(crate) use self::{
    cell::{Cell, Row},
    mark::{KEY, unfinished},
    side::Side,
    tables::{Column, Table as CopiedTable},
};
pub use self::{error::CopyError, location::Location};

/// What a copy would move.
#[derive(Clone, Debug, Serialize)]
#[non_exhaustive]
pub struct CopyPlan {
    /// How many rows there are of each table, in the order in which they are copied.
    pub tables: Vec<(&'static str, u64)>,
    /// How many of them are in the target already, from a copy that did not end.
    pub there: u64,
}

/// What a copy has moved.
#[derive(Clone, Debug, Serialize)]
#[non_exhaustive]
pub struct Copied {
    /// The tables, in the order in which they were copied.
    pub tables: Vec<CopiedRows>,
}

/// What was copied of a table, as it was read again from both databases.
#[derive(Clone, Debug, Eq, PartialEq, Serialize)]
#[non_exhaustive]
pub struct CopiedRows {
    /// The table.
    pub table: &'static str,
    /// How many rows.
    pub rows: u64,
    /// What they are told by: 128 bits in hexadecimal digits, the same for the same rows on every engine.
    pub checksum: String,
}

/// How far a copy is.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct CopyProgress {
    /// What is being done.
    pub stage: CopyStage,
    /// The table.
    pub table: &'static str,
    /// How many rows are done in this stage, of all tables.
    pub rows: u64,
    /// How many there are to do.
    pub of: u64,
}

/// What a copy is doing.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub enum CopyStage {
    /// Rows are moved.
    Copying,
    /// What arrived is compared with what there was.
    Verifying,
}

/// Tells what [`copy`] would move, and changes nothing. It refuses what `copy` would refuse.
///
/// # Errors
///
/// As [`copy`].
pub async fn plan(from: &Location, to: &Location) -> Result<CopyPlan, CopyError> {
    let mut source = open_source(from, to).await?;
    let tables = count(&mut source).await?;
    let there = match to.look().await.map_err(CopyError::Target)? {
        Some(mut target) => begun(&mut source, &mut target).await?.map_or(0, |mark| mark.rows),
        None => 0,
    };
    Ok(CopyPlan { tables, there })
}

/// Moves everything that a bot keeps to a database that is empty, or that holds the unfinished copy of the same source, and
/// compares both at the end. What a process had in its hands arrives as after a crash of that process: events are begun again,
/// and of calls that were under way nobody can tell whether they were made.
///
/// After each page it is told how far it is; [`ControlFlow::Break`] stops there. A copy that was stopped or killed goes on when
/// it is begun once more. Until it has ended no bot starts on the target.
///
/// # Errors
///
/// [`CopyError::Source`] and [`CopyError::Target`] if one of them cannot be opened, read or written, is from another version of
/// the program, or has a bot running on it; the others as they say. The source is never changed.
pub async fn copy(
    from: &Location,
    to: &Location,
    tell: &mut (dyn FnMut(CopyProgress) -> ControlFlow<()> + Send),
) -> Result<Copied, CopyError> {
    let mut source = open_source(from, to).await?;
    let mut target = to.target().await.map_err(CopyError::Target)?;
    let of = count(&mut source).await?.iter().map(|(_, rows)| rows).sum();
    let begun = begun(&mut source, &mut target).await?;
    let mark = match begun {
        Some(mark) => mark,
        None => Mark { origin: origin(&mut source).await?, table: 0, after: None, rows: 0 },
    };
    transfer::transfer(&mut source, &mut target, mark, &mut |table, rows| {
        told(tell(CopyProgress { stage: CopyStage::Copying, table, rows, of }))
    })
    .await?;
    let tables = verify::verify(&mut source, &mut target, &mut |table, rows| {
        told(tell(CopyProgress { stage: CopyStage::Verifying, table, rows, of }))
    })
    .await?;
    if source.side.is_in_use().await.map_err(CopyError::Source)? {
        return Err(CopyError::Started(source.place));
    }
    let mut numbers = Vec::new();
    for table in TABLES.iter().filter(|table| table.numbers != Numbers::None) {
        numbers.push((table, source.side.last_number(table).await.map_err(CopyError::Source)?));
    }
    target.side.finish(numbers).await.map_err(CopyError::Target)?;
    Ok(Copied { tables })
}

fn told(go_on: ControlFlow<()>) -> Result<(), CopyError> {
    if go_on.is_break() { Err(CopyError::Stopped) } else { Ok(()) }
}

async fn open_source(from: &Location, to: &Location) -> Result<Opened, CopyError> {
    let place = from.place().map_err(CopyError::Source)?;
    if place == to.place().map_err(CopyError::Target)? {
        return Err(CopyError::Same(place));
    }
    from.source().await.map_err(CopyError::Source)
}

async fn count(source: &mut Opened) -> Result<Vec<(&'static str, u64)>, CopyError> {
    let mut tables = Vec::with_capacity(TABLES.len());
    for table in TABLES {
        tables.push((table.name, source.side.count(table).await.map_err(CopyError::Source)?));
    }
    Ok(tables)
}

async fn origin(source: &mut Opened) -> Result<Origin, CopyError> {
    let runs = source.side.runs().await.map_err(CopyError::Source)?;
    Ok(Origin { place: source.place.clone(), runs, tables: fingerprint() })
}

/// How far the copy of this source got in the target; `None` if there is nothing yet.
async fn begun(source: &mut Opened, target: &mut Opened) -> Result<Option<Mark>, CopyError> {
    let Some(mark) = target.side.mark().await.map_err(CopyError::Target)? else {
        for table in TABLES {
            if target.side.count(table).await.map_err(CopyError::Target)? > 0 {
                return Err(CopyError::NotEmpty { place: target.place.clone(), table: table.name });
            }
        }
        return Ok(None);
    };
    let origin = origin(source).await?;
    let other = |why: &str| CopyError::OtherCopy { place: target.place.clone(), why: why.to_owned() };
    match Mark::read(&mark) {
        Some(mark) if mark.origin == origin => Ok(Some(mark)),
        Some(mark) if mark.origin.place != origin.place => Err(other(&format!("of {}", mark.origin.place))),
        Some(mark) if mark.origin.tables == origin.tables => {
            Err(other("of this source, and a bot has run on the source since"))
        }
        _ => Err(other("that another version of the program has begun")),
    }
}
