//! What the day left behind, read from outside: the journal, the papers, the display's log and loudspeaker.

use super::house::House;
use super::killer::Witness;
use super::visitor::{self, Visit, is_whole, number_of};
use antrean_display::announcer::CallLine;
use anyhow::{Context, Result};
use rusqlite::{Connection, OpenFlags};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

pub struct Facts {
    pub tickets: Vec<Ticket>,
    /// Calls of zone 1 by their number.
    pub calls: BTreeMap<u64, Call>,
    pub papers: Vec<Paper>,
    /// The flash log, and how many lines it had at each kill of the display.
    pub lines: Vec<CallLine>,
    pub lines_at_kills: Vec<usize>,
    /// The chimes that ended, and how many had at each kill of the display.
    pub chimes: Vec<u64>,
    pub chimes_at_kills: Vec<usize>,
    pub visits: Vec<Visit>,
    pub witnesses: Vec<Witness>,
}

/// A drawn number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ticket {
    pub id: String,
    pub number: String,
    /// Where it has come to.
    pub state: String,
    /// How often it was drawn, served and completed.
    pub issued: u32,
    pub served: u32,
    pub completed: u32,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Call {
    pub ticket: String,
    /// How many calls have this number; more than one is wrong.
    pub count: usize,
}

/// A paper in a printer's folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Paper {
    pub kiosk: usize,
    pub number: String,
    /// The how manieth with this number at this kiosk.
    pub count: usize,
    /// It came out to its end.
    pub whole: bool,
    /// It says SALINAN.
    pub copy: bool,
}

impl Facts {
    /// Reads everything; the programs have ended.
    pub fn read(house: &House, visits: Vec<Visit>, witnesses: Vec<Witness>) -> Result<Self> {
        let journal = open(&house.data()).context("opening the journal")?;
        let mut papers = Vec::new();
        for kiosk in 0..3 {
            for path in visitor::papers(&house.papers(kiosk))? {
                papers.push(paper(kiosk, &path)?);
            }
        }
        papers.sort_by(|one, other| (&one.number, one.count).cmp(&(&other.number, other.count)));
        let (lines_at_kills, chimes_at_kills) = house.display_kills().into_iter().unzip();
        Ok(Self {
            tickets: tickets(&journal).context("reading the tickets")?,
            calls: calls(&journal).context("reading the calls")?,
            papers,
            lines: house.flash_log()?,
            lines_at_kills,
            chimes: house.chimes()?,
            chimes_at_kills,
            visits,
            witnesses,
        })
    }
}

fn open(data: &Path) -> Result<Connection> {
    let entries = std::fs::read_dir(data)?.map(|entry| Ok(entry?.path()));
    let paths = entries.collect::<Result<Vec<PathBuf>>>()?;
    let database = |path: &&PathBuf| {
        path.extension().is_some_and(|end| end == "db" || end == "sqlite" || end == "sqlite3")
    };
    let path = paths.iter().find(database).context("no database")?;
    Ok(Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_ONLY)?)
}

/// Tickets as their events tell: the table of tickets would not let a number occur twice.
fn tickets(journal: &Connection) -> Result<Vec<Ticket>> {
    let mut query = journal.prepare(
        "SELECT id,
                coalesce(max(CASE kind WHEN 'issued' THEN data ->> '$.number' END), ''),
                sum(kind = 'issued'), sum(kind = 'served'), sum(kind = 'completed'),
                coalesce((SELECT state FROM ticket WHERE ticket.id = event.id), 'nowhere')
         FROM event WHERE about = 'ticket' GROUP BY id ORDER BY min(seq)",
    )?;
    let rows = query.query_map([], |row| {
        Ok(Ticket {
            id: row.get(0)?,
            number: row.get(1)?,
            issued: row.get(2)?,
            served: row.get(3)?,
            completed: row.get(4)?,
            state: row.get(5)?,
        })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

fn calls(journal: &Connection) -> Result<BTreeMap<u64, Call>> {
    let mut query = journal.prepare(
        "SELECT data ->> '$.call', id FROM event
         WHERE about = 'ticket' AND kind IN ('called', 'recalled') AND data ->> '$.zone' = '1'",
    )?;
    let rows = query.query_map([], |row| Ok((row.get::<_, i64>(0)?, row.get::<_, String>(1)?)))?;
    let mut calls = BTreeMap::new();
    for row in rows {
        let (call, ticket) = row?;
        let call = u64::try_from(call).context("a call below zero")?;
        calls.entry(call).or_insert(Call { ticket, count: 0 }).count += 1;
    }
    Ok(calls)
}

fn paper(kiosk: usize, path: &Path) -> Result<Paper> {
    let name = path.file_stem().context("a paper without a name")?.to_string_lossy();
    let count = name.rsplit_once('-').and_then(|(_, count)| count.parse().ok());
    let text = std::fs::read_to_string(path.with_extension("txt")).unwrap_or_default();
    Ok(Paper {
        kiosk,
        number: number_of(path)?,
        count: count.with_context(|| format!("{name} is no paper's name"))?,
        whole: is_whole(path),
        copy: text.contains("SALINAN"),
    })
}
