//! The files of waits and cases: CSV, also compressed, with columns in any order.

use crate::hall::fault::{Fault, Faults, nearest};
use chrono::NaiveDate;
use csv::StringRecord;
use flate2::read::MultiGzDecoder;
use std::fs::File;
use std::io::{BufReader, Read, Seek};
use std::path::Path;
use std::str::FromStr;

/// Bytes of a file, unpacked.
const FILE_BYTES_MAX: u64 = 256 * 1024 * 1024;
/// Faults after which a file is not read on.
const FAULTS_ENOUGH: usize = 20;
/// The first bytes of a gzip file.
const GZIP_MAGIC: [u8; 2] = [0x1f, 0x8b];
/// Columns that every file has.
const NEEDED: [&str; 6] =
    ["queue_id", "date", "minute", "waiting", "open_counters", "current_number"];

/// What a file is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// To learn from: with `wait`.
    Waits,
    /// To be estimated; a `wait` is not looked at.
    Cases,
}

/// A reading of a queue.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    pub queue: String,
    pub date: NaiveDate,
    pub minute: f64,
    pub ahead: u32,
    pub counters_open: u32,
    pub called: u32,
    pub calls_per_minute: [Option<f64>; 3],
    pub last_wait_minutes: Option<f64>,
    pub head_wait_minutes: Option<f64>,
    pub wait: Option<f64>,
}

/// Reads a file whole, or says what is wrong with it.
pub fn read(path: &Path, kind: Kind) -> Result<Vec<Row>, Faults> {
    let name = path.display().to_string();
    let unreadable = |error: std::io::Error| {
        let instead = "periksa nama berkas dan hak bacanya";
        Faults::new(&name, vec![fault(1, "-", format!("tidak dapat dibaca ({error})"), instead)])
    };
    let bytes = unpacked(path).map_err(unreadable)?;
    parse(bytes, kind).map_err(|faults| Faults::new(&name, faults))
}

fn unpacked(path: &Path) -> std::io::Result<Box<dyn Read>> {
    let mut file = File::open(path)?;
    let mut magic = Vec::new();
    file.by_ref().take(GZIP_MAGIC.len() as u64).read_to_end(&mut magic)?;
    file.rewind()?;
    let file = BufReader::new(file);
    Ok(if magic == GZIP_MAGIC { Box::new(MultiGzDecoder::new(file)) } else { Box::new(file) })
}

fn parse(bytes: impl Read, kind: Kind) -> Result<Vec<Row>, Vec<Fault>> {
    let mut reader = csv::Reader::from_reader(bytes.take(FILE_BYTES_MAX));
    let header = reader.headers().map_err(|error| vec![broken(&error)])?.clone();
    check_header(&header, kind)?;
    let (mut rows, mut faults) = (Vec::new(), Vec::new());
    for record in reader.records() {
        match record {
            Ok(record) => match row(&Fields { header: &header, record: &record }, kind) {
                Ok(row) => rows.push(row),
                Err(fault) => faults.push(fault),
            },
            Err(error) => faults.push(broken(&error)),
        }
        if faults.len() >= FAULTS_ENOUGH {
            break;
        }
    }
    if reader.position().byte() >= FILE_BYTES_MAX {
        let what = format!("lebih besar daripada {} MiB", FILE_BYTES_MAX / 1024 / 1024);
        faults.push(fault(1, "-", what, "bagi menjadi beberapa berkas"));
    }
    if faults.is_empty() { Ok(rows) } else { Err(faults) }
}

fn check_header(header: &StringRecord, kind: Kind) -> Result<(), Vec<Fault>> {
    let extra = (kind == Kind::Waits).then_some("wait");
    let missing =
        NEEDED.into_iter().chain(extra).filter(|name| !header.iter().any(|at| at == *name));
    let faults: Vec<_> = missing
        .map(|name| {
            let instead = match nearest(name, header.iter()) {
                Some(near) => format!("ganti nama kolom `{near}`"),
                None => "tambahkan kolom ini pada baris judul".to_owned(),
            };
            fault(1, name, "kolom tidak ada".to_owned(), &instead)
        })
        .collect();
    if faults.is_empty() { Ok(()) } else { Err(faults) }
}

fn row(fields: &Fields<'_>, kind: Kind) -> Result<Row, Fault> {
    let queue = fields.needed::<String>("queue_id", "nama antrean")?;
    let minute = fields.needed("minute", "menit sejak pukul 00.00, 0 sampai 1440")?;
    if !(0.0..=1440.0).contains(&minute) {
        return Err(fields.fault("minute", "menit sejak pukul 00.00, 0 sampai 1440"));
    }
    let ended = fields.get("censored").is_none_or(|censored| censored != "1");
    let wait = fields.number("wait").map(|wait| wait.filter(|_| ended && kind == Kind::Waits));
    Ok(Row {
        queue,
        date: fields.needed("date", "tanggal seperti 2020-01-14")?,
        minute,
        ahead: fields.needed::<Count>("waiting", "bilangan bulat mulai 0")?.0,
        counters_open: fields.needed::<Count>("open_counters", "bilangan bulat mulai 0")?.0,
        called: fields.needed::<Count>("current_number", "bilangan bulat mulai 0")?.0,
        calls_per_minute: [
            fields.number("calls_per_min_15")?,
            fields.number("calls_per_min_30")?,
            fields.number("calls_per_min_60")?,
        ],
        last_wait_minutes: fields.number("les")?,
        head_wait_minutes: fields.number("hol")?,
        wait: if kind == Kind::Waits { wait? } else { None },
    })
}

/// A whole number, also written as `3.0`, small enough to be a number of the day.
struct Count(u32);

impl FromStr for Count {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let number: f64 = text.parse().map_err(drop)?;
        let whole = number.fract() == 0.0 && (0.0..=1_000_000.0).contains(&number);
        if whole { Ok(Self(number as u32)) } else { Err(()) }
    }
}

/// A line by its columns' names.
struct Fields<'a> {
    header: &'a StringRecord,
    record: &'a StringRecord,
}

impl Fields<'_> {
    /// Returns what stands in a column; nothing where it is absent or empty.
    fn get(&self, name: &str) -> Option<&str> {
        let at = self.header.iter().position(|column| column == name)?;
        self.record.get(at).map(str::trim).filter(|text| !text.is_empty())
    }

    fn needed<T: FromStr>(&self, name: &str, form: &str) -> Result<T, Fault> {
        let value = self.get(name).and_then(|text| text.parse().ok());
        value.ok_or_else(|| self.fault(name, form))
    }

    /// Returns a measured number. One below zero, which readings of a wait that began before the
    /// first reading bring, is not known; nor is `nan`, as some programs write an empty field.
    fn number(&self, name: &str) -> Result<Option<f64>, Fault> {
        let Some(text) = self.get(name) else { return Ok(None) };
        match text.parse::<f64>() {
            Ok(value) if !value.is_infinite() => Ok(Some(value).filter(|value| *value >= 0.0)),
            Ok(_) | Err(_) => {
                Err(self.fault(name, "angka dengan titik desimal, atau biarkan kosong"))
            }
        }
    }

    fn fault(&self, name: &str, form: &str) -> Fault {
        let what = match self.get(name) {
            Some(text) => format!("`{text}` tidak dapat dibaca"),
            None => "kosong".to_owned(),
        };
        let line = self.record.position().map_or(1, csv::Position::line);
        fault(line as usize, name, what, &format!("tulis {form}"))
    }
}

fn broken(error: &csv::Error) -> Fault {
    let line = error.position().map_or(1, csv::Position::line);
    fault(line as usize, "-", format!("bukan baris CSV yang utuh ({error})"), "periksa baris ini")
}

fn fault(line: usize, key: &str, what: String, instead: &str) -> Fault {
    Fault { line, key: key.to_owned(), what, instead: instead.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEADER: &str = "queue_id,date,minute,waiting,open_counters,current_number";

    #[test]
    fn estimate_reads_columns_in_any_order() {
        let text = "hol,current_number,date,minute,unknown,waiting,queue_id,open_counters,les\n\
                    -3,7,2020-01-02,500.5,x,4,c,2,\n";
        let rows = parse(text.as_bytes(), Kind::Cases).unwrap();
        let expected = Row {
            queue: "c".to_owned(),
            date: NaiveDate::from_ymd_opt(2020, 1, 2).unwrap(),
            minute: 500.5,
            ahead: 4,
            counters_open: 2,
            called: 7,
            calls_per_minute: [None; 3],
            last_wait_minutes: None,
            head_wait_minutes: None,
            wait: None,
        };
        assert_eq!(rows, [expected]);
    }

    #[test]
    fn estimate_learns_no_wait_of_a_visitor_who_was_not_called() {
        let text = format!(
            "{HEADER},wait,censored\n1,2020-01-02,500,4,1,7,12.5,0\n1,2020-01-02,505,4,1,7,99,1\n"
        );
        let waits = |kind| -> Vec<_> {
            parse(text.as_bytes(), kind).unwrap().into_iter().map(|row| row.wait).collect()
        };
        assert_eq!(waits(Kind::Waits), [Some(12.5), None]);
        assert_eq!(waits(Kind::Cases), [None, None]);
    }

    #[test]
    fn estimate_refuses_what_it_cannot_read_with_line_and_column() {
        let line = |text: &str| format!("{HEADER},hol\n1,2020-01-02,500,4,1,7,\n{text}\n");
        let rows = [
            (
                line("1,2020-13-02,500,4,1,7,"),
                Kind::Cases,
                3,
                "date",
                "`2020-13-02` tidak dapat dibaca",
            ),
            (
                line("1,2020-01-02,1500,4,1,7,"),
                Kind::Cases,
                3,
                "minute",
                "`1500` tidak dapat dibaca",
            ),
            (
                line("1,2020-01-02,500,-4,1,7,"),
                Kind::Cases,
                3,
                "waiting",
                "`-4` tidak dapat dibaca",
            ),
            (
                line("1,2020-01-02,500,4,1.5,7,"),
                Kind::Cases,
                3,
                "open_counters",
                "`1.5` tidak dapat dibaca",
            ),
            (line("1,2020-01-02,500,4,1,,"), Kind::Cases, 3, "current_number", "kosong"),
            (line(",2020-01-02,500,4,1,7,"), Kind::Cases, 3, "queue_id", "kosong"),
            (
                line("1,2020-01-02,500,4,1,7,soon"),
                Kind::Cases,
                3,
                "hol",
                "`soon` tidak dapat dibaca",
            ),
            (line("1,2020-01-02,500"), Kind::Cases, 3, "-", "bukan baris CSV yang utuh"),
            (line("1,2020-01-02,500,4,1,7,"), Kind::Waits, 1, "wait", "kolom tidak ada"),
            (HEADER.replace("waiting", "wating"), Kind::Cases, 1, "waiting", "kolom tidak ada"),
            (String::new(), Kind::Cases, 1, "queue_id", "kolom tidak ada"),
        ];
        for (text, kind, line, key, what) in rows {
            let faults = parse(text.as_bytes(), kind).unwrap_err();
            let Fault { line: at, key: column, what: said, .. } = &faults[0];
            assert_eq!((*at, column.as_str()), (line, key), "{text}: {faults:?}");
            assert!(said.starts_with(what), "{text}: {said}");
        }
    }

    #[test]
    fn estimate_names_a_file_that_is_not_there() {
        let faults = read(Path::new("/nowhere/cases.csv"), Kind::Cases).unwrap_err();
        assert!(faults.to_string().starts_with("/nowhere/cases.csv:1: -: tidak dapat dibaca"));
    }
}
