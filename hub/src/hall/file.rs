//! `hall.toml`: the one file that makes a hall.
//!
//! `load` and `parse` turn it into a `Hall` or into all of its faults, for the hub's start, for
//! `antrean-hub check` and for a changed file. They know no journal and no state.

mod calendar;
mod rules;
mod service;
mod simulation;
mod types;

pub use crate::hall::fault::{Fault, Faults};
pub use calendar::{ExceptionFile, ReleaseFile, SeasonFile};
pub use rules::{BookingsFile, OrderName, QueueRulesFile, RulesFile};
pub use service::{Booking, ServiceFile, StandardFile};
pub use simulation::SimulationFile;
pub use types::{
    AgencyFile, ById, CounterFile, HallFile, KioskFile, LanguageCode, OfficerFile, PriorityFile,
    QueueFile, Text, TextEach, WeekFile, ZoneFile,
};

use crate::hall::source::{Source, WHOLE, line_at};
use crate::hall::{Hall, check, shape};
use serde::Deserialize;
use std::io::Read;
use std::path::Path;

/// Bytes of a hall file; the sample hall has about 60 thousand.
pub const FILE_BYTES_MAX: u64 = 1024 * 1024;

/// Returns the JSON Schema of the hall file, for editors; `assets/config/hall.schema.json`.
pub fn schema() -> serde_json::Value {
    schemars::schema_for!(HallFile).to_value()
}

/// Reads and checks a hall file; returns the hall and the file's text, for the journal.
pub fn load(path: &Path) -> Result<(Hall, String), Faults> {
    let bytes = read(path)?;
    let hall = parse(&path.display().to_string(), &bytes)?;
    let text = String::from_utf8(bytes).expect("parse accepts only UTF-8");
    Ok((hall, text))
}

/// Reads and checks a hall file; returns the hall, and what the file says besides, for the
/// simulation.
pub fn load_written(path: &Path) -> Result<(Hall, HallFile), Faults> {
    parse_written(&path.display().to_string(), &read(path)?)
}

fn read(path: &Path) -> Result<Vec<u8>, Faults> {
    let name = path.display().to_string();
    let fault = |what: String, instead: &str| {
        let instead = instead.to_owned();
        Faults::new(&name, vec![Fault { line: 1, key: WHOLE.to_owned(), what, instead }])
    };
    let unreadable = |error: std::io::Error| {
        fault(format!("tidak dapat dibaca ({error})"), "periksa nama berkas dan hak bacanya")
    };
    let mut bytes = Vec::new();
    let file = std::fs::File::open(path).map_err(unreadable)?;
    file.take(FILE_BYTES_MAX + 1).read_to_end(&mut bytes).map_err(unreadable)?;
    if bytes.len() as u64 > FILE_BYTES_MAX {
        let what = format!("lebih besar daripada {} KiB", FILE_BYTES_MAX / 1024);
        return Err(fault(what, "periksa apakah ini benar berkas aula (hall.toml)"));
    }
    Ok(bytes)
}

/// Checks the content of a hall file; `name` is what faults call it.
pub fn parse(name: &str, bytes: &[u8]) -> Result<Hall, Faults> {
    parse_written(name, bytes).map(|(hall, _)| hall)
}

/// Checks the content of a hall file; returns the hall and what the file says, as it is written.
pub fn parse_written(name: &str, bytes: &[u8]) -> Result<(Hall, HallFile), Faults> {
    let text = std::str::from_utf8(bytes).map_err(|error| {
        let line = line_at(bytes, error.valid_up_to());
        let what = "berisi data yang bukan teks UTF-8".to_owned();
        let instead = "simpan ulang sebagai teks biasa dengan pengodean UTF-8".to_owned();
        Faults::new(name, vec![Fault { line, key: WHOLE.to_owned(), what, instead }])
    })?;
    let source = Source::parse(text).map_err(|faults| Faults::new(name, faults))?;
    let shaped = shape::check(&source, &schema());
    let mut faults = shaped.faults;
    match HallFile::deserialize(toml::Deserializer::from(shaped.table)) {
        Ok(file) => match check::check(&file, &source) {
            Ok(hall) if faults.is_empty() => return Ok((hall, file)),
            Ok(_) => {}
            Err(more) => faults.extend(more),
        },
        // The shape's faults say the same, with their lines; the reader's word counts only alone.
        Err(error) if faults.is_empty() => faults.push(Fault {
            line: source.line_at(error.span().map_or(0, |span| span.start)),
            key: WHOLE.to_owned(),
            what: error.message().to_owned(),
            instead: "periksa baris ini".to_owned(),
        }),
        Err(_) => {}
    }
    Err(Faults::new(name, faults))
}

#[cfg(test)]
mod tests {
    use super::*;
    use antrean_shared::catalogue::Words;
    use antrean_shared::ticket::Language;
    use std::path::PathBuf;

    fn assets() -> PathBuf {
        Path::new(env!("CARGO_MANIFEST_DIR")).join("../assets")
    }

    fn hall(name: &str) -> Hall {
        load(&assets().join("halls").join(name)).unwrap_or_else(|faults| panic!("{faults}")).0
    }

    #[test]
    fn the_sample_hall_is_whole() {
        let hall = hall("kota-batu.toml");
        assert_eq!((hall.agencies.len(), hall.queues.len(), hall.services.len()), (26, 26, 207));
        let desks = hall.counters.values().filter(|counter| counter.queues.is_empty()).count();
        assert_eq!((hall.counters.len() - desks, desks), (50, 2));
        assert_eq!((hall.zones.len(), hall.priorities.len(), hall.kiosks.len()), (3, 6, 3));
        assert_eq!(hall.queue_order[21].as_str(), "xa");
        assert_eq!(hall.service_order[21].as_str(), "a22");
        let quotas: Vec<_> = hall.queues.values().filter_map(|queue| queue.quota).collect();
        assert_eq!(quotas, [400, 50, 40]);
        assert!(!hall.rules.closing_needs_approval);
        let english = |name: &Words| name.0.contains_key(&Language::En);
        assert!(hall.services.values().all(|service| english(&service.name)));
        assert!(hall.agencies.iter().all(|agency| english(&agency.name)));
    }

    #[test]
    fn the_other_two_halls_are_unlike_it() {
        let desa = hall("desa.toml");
        assert_eq!((desa.agencies.len(), desa.services.len(), desa.counters.len()), (3, 8, 2));
        assert_eq!(desa.time_zone, chrono_tz::Asia::Jayapura);
        assert_eq!(desa.phone_address, None);
        let sedang = hall("sedang.toml");
        assert_eq!(sedang.zones.len(), 2);
        let of_dukcapil = |queue: &&crate::hall::Queue| queue.agency.as_str() == "dukcapil";
        assert_eq!(sedang.queues.values().filter(of_dukcapil).count(), 2);
        assert!(sedang.rules.closing_needs_approval && !sedang.rules.may_choose);
    }

    /// Every key of the schema, but those of texts, which the three halls have in their languages.
    fn keys(
        schema: &serde_json::Value,
        halls: &[&toml::Value],
        path: &str,
        unused: &mut Vec<String>,
    ) {
        let whole = super::schema();
        let named = schema["$ref"].as_str().and_then(|name| name.rsplit('/').next());
        let schema = named.map_or(schema, |name| &whole["$defs"][name]);
        if named.is_some_and(|name| name.starts_with("Text")) {
            return;
        }
        for one in
            ["anyOf", "oneOf"].into_iter().filter_map(|kind| schema[kind].as_array()).flatten()
        {
            keys(one, halls, path, unused);
        }
        for (key, inner) in schema["properties"].as_object().into_iter().flatten() {
            let used: Vec<_> = halls.iter().filter_map(|hall| hall.get(key)).collect();
            let path = format!("{path}.{key}");
            if used.is_empty() {
                unused.push(path);
            } else {
                keys(inner, &used, &path, unused);
            }
        }
        let tables = halls.iter().filter_map(|hall| hall.as_table()).flat_map(toml::Table::values);
        let tables: Vec<_> = tables.collect();
        if schema["additionalProperties"].is_object() && !tables.is_empty() {
            keys(&schema["additionalProperties"], &tables, &format!("{path}.*"), unused);
        }
        let items = halls.iter().filter_map(|hall| hall.as_array()).flatten();
        let items: Vec<_> = items.collect();
        if schema["items"].is_object() && !items.is_empty() {
            keys(&schema["items"], &items, &format!("{path}[]"), unused);
        }
    }

    #[test]
    fn the_three_halls_use_every_rule() {
        let files = ["kota-batu.toml", "sedang.toml", "desa.toml"].map(|name| {
            let text = std::fs::read_to_string(assets().join("halls").join(name)).unwrap();
            toml::from_str::<toml::Value>(&text).unwrap()
        });
        let mut unused = Vec::new();
        keys(&schema(), &files.each_ref(), "", &mut unused);
        // What a hall takes out of service for good, which a sample has no reason to do.
        unused.retain(|path| !path.ends_with(".active"));
        assert_eq!(unused, Vec::<String>::new());
        let halls = ["kota-batu.toml", "sedang.toml", "desa.toml"].map(hall);
        let orders = halls.each_ref().map(|hall| hall.rules.calling.order.name());
        assert_eq!(orders, ["head-start", "ratio", "fifo"]);
        let queues = || halls.iter().flat_map(|hall| hall.queues.values());
        let due_first = |yes: bool| {
            queues()
                .any(|queue| queue.bookings.as_ref().is_some_and(|rules| rules.due_first == yes))
        };
        assert!(due_first(true) && due_first(false), "bookings in both orders");
    }

    #[test]
    fn every_icon_of_the_three_halls_is_there() {
        for name in ["kota-batu.toml", "desa.toml", "sedang.toml"] {
            for agency in hall(name).agencies {
                let icon = assets().join("icons").join(format!("{}.svg", agency.icon));
                assert!(icon.is_file(), "{name}: {}", agency.icon);
            }
        }
    }

    #[test]
    fn the_schema_for_editors_is_current() {
        let file = assets().join("config/hall.schema.json");
        let current = serde_json::to_string_pretty(&schema()).unwrap() + "\n";
        if std::env::var_os("ANTREAN_WRITE").is_some() {
            std::fs::write(&file, &current).unwrap();
        }
        let committed = std::fs::read_to_string(&file).unwrap_or_default();
        assert_eq!(committed, current, "run this test once with ANTREAN_WRITE=1");
    }

    #[test]
    fn a_file_that_is_not_there_or_too_large_is_named() {
        let faults = load(Path::new("no/such/hall.toml")).unwrap_err().to_string();
        assert!(
            faults.starts_with("no/such/hall.toml:1: (berkas): tidak dapat dibaca ("),
            "{faults}"
        );
        let large = std::env::temp_dir().join(format!("antrean-large-{}.toml", std::process::id()));
        std::fs::write(&large, vec![b'#'; FILE_BYTES_MAX as usize + 1]).unwrap();
        let faults = load(&large).unwrap_err().to_string();
        std::fs::remove_file(&large).unwrap();
        assert!(faults.contains(":1: (berkas): lebih besar daripada 1024 KiB; "), "{faults}");
    }
}
