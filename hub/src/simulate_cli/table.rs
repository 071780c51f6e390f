//! The figures as a table for people, in Indonesian.

use crate::hall::Hall;
use crate::simulate::report::{BOOKED, Figures, REGULAR, Report};
use crate::simulate::{Plan, Run};
use antrean_shared::catalogue::Words;
use antrean_shared::ticket::Language;
use std::io::{self, Write};

/// What is said of a hall that does not say who comes.
pub const DEFAULTS: &str = "Berkas aula tidak punya bagian [simulation]: pengunjung dikira-kira \
                            (12 orang sehari untuk tiap loket).";

/// Counters in a row of the table.
const COUNTERS_PER_ROW: usize = 4;

const HEADS: [&str; 7] =
    ["Orang", "Rata-rata", "Separuh ≤", "95% ≤", "Terlama", "Didahului", "Tepat janji"];

/// Writes the figures of a run; `set` is what was changed before.
pub fn write(out: &mut impl Write, plan: &Plan, (run, set): (&Run, &[String])) -> io::Result<()> {
    let Report { hall: name, days, seed, .. } = &run.report;
    let hall = plan.hall();
    writeln!(out, "{name}: {days} hari buka, benih {seed}")?;
    if !set.is_empty() {
        writeln!(out, "Dengan {}", set.join(", "))?;
    }
    if !plan.is_stated() {
        writeln!(out, "{DEFAULTS}")?;
    }
    writeln!(out)?;
    let class = |id: &str| {
        let named = hall.priorities.iter().find(|priority| priority.id.as_str() == id);
        let known = named.map(|priority| text(&priority.name));
        known.unwrap_or_else(|| {
            match id {
                REGULAR => "Tanpa prioritas",
                BOOKED => "Janji temu",
                other => other,
            }
            .to_owned()
        })
    };
    let classes = run.report.classes.iter().map(|one| (class(&one.class), &one.figures));
    rows(out, "Menunggu, dalam menit", &classes.collect::<Vec<_>>())?;
    let agency = |one: &crate::simulate::report::AgencyFigures| {
        hall.agency(&one.agency).map_or(one.agency.to_string(), |agency| text(&agency.short))
    };
    let agencies = run.report.agencies.iter().map(|one| (agency(one), &one.figures));
    rows(out, "Instansi", &agencies.collect::<Vec<_>>())?;
    counters(out, hall, &run.report)?;
    let count = run.count;
    writeln!(
        out,
        "Nomor: {} diberikan, {} selesai dilayani, {} tidak datang, {} tersisa saat hari berakhir",
        count.issued, count.served, count.absent, count.open
    )?;
    if run.report.refused.is_empty() {
        writeln!(out, "Nomor ditolak: tidak ada")?;
    }
    for (reason, count) in &run.report.refused {
        writeln!(out, "Nomor ditolak ({reason}): {count}")?;
    }
    writeln!(out)?;
    writeln!(out, "Didahului: paling sering sekian orang yang datang kemudian dipanggil dahulu.")?;
    writeln!(out, "Tepat janji: dipanggil dalam waktu terlama yang disebut saat mengambil nomor.")
}

fn rows(out: &mut impl Write, title: &str, rows: &[(String, &Figures)]) -> io::Result<()> {
    let names = rows.iter().map(|(name, _)| width(name)).chain([width(title)]);
    let first = names.max().unwrap_or(0);
    write!(out, "{title}{}", blanks(first - width(title)))?;
    for head in HEADS {
        write!(out, "  {head}")?;
    }
    writeln!(out)?;
    for (name, figures) in rows {
        let cells = [
            figures.visitors.to_string(),
            decimal(figures.mean_wait_minutes),
            decimal(figures.median_wait_minutes),
            decimal(figures.p95_wait_minutes),
            decimal(figures.longest_wait_minutes),
            figures.passes_max.to_string(),
            percent(figures.promise_kept_share),
        ];
        write!(out, "{name}{}", blanks(first - width(name)))?;
        for (head, cell) in HEADS.iter().zip(cells) {
            write!(out, "  {}{cell}", blanks(width(head).saturating_sub(width(&cell))))?;
        }
        writeln!(out)?;
    }
    writeln!(out)
}

fn counters(out: &mut impl Write, hall: &Hall, report: &Report) -> io::Result<()> {
    writeln!(out, "Loket sibuk (dari waktu bukanya)")?;
    let cells: Vec<_> = report
        .counters
        .iter()
        .map(|one| (text(&hall.counters[&one.counter].name), percent(one.busy_share)))
        .collect();
    let name_width = cells.iter().map(|(name, _)| width(name)).max().unwrap_or(0);
    let share_width = cells.iter().map(|(_, share)| width(share)).max().unwrap_or(0);
    for row in cells.chunks(COUNTERS_PER_ROW) {
        let written: Vec<_> = row
            .iter()
            .map(|(name, share)| {
                let gap = name_width - width(name) + 1 + share_width - width(share);
                format!("{name}{}{share}", blanks(gap))
            })
            .collect();
        writeln!(out, "{}", written.join("   "))?;
    }
    writeln!(out)
}

fn text(words: &Words) -> String {
    words.get(Language::Id).to_owned()
}

fn decimal(value: Option<f64>) -> String {
    value.map_or("-".to_owned(), |value| format!("{value:.1}").replace('.', ","))
}

fn percent(share: Option<f64>) -> String {
    share.map_or("-".to_owned(), |share| format!("{:.0}%", share * 100.0))
}

fn width(text: &str) -> usize {
    text.chars().count()
}

fn blanks(count: usize) -> String {
    " ".repeat(count)
}
