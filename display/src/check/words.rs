//! What the check says, in two languages.

use crate::config::DisplayConfigError;
use crate::layout::Layout;
use crate::legibility::{Panel, Part};
use crate::slides::SlideFault;
use antrean_shared::config::ConfigError;
use antrean_shared::ticket::Language;
use std::path::Path;

/// The words of one language: Indonesian, or else English.
pub(super) struct Words(pub Language);

impl Words {
    fn pick(&self, id: String, en: String) -> String {
        if self.0 == Language::Id { id } else { en }
    }

    /// A figure with one decimal, as the language writes it.
    fn figure(&self, value: f64) -> String {
        let text = format!("{value:.1}");
        let text = text.strip_suffix(".0").unwrap_or(&text);
        if self.0 == Language::Id { text.replace('.', ",") } else { text.to_owned() }
    }

    pub(super) fn panel(&self, panel: Panel) -> String {
        let (name, inches) = (panel.layout.name(), self.figure(panel.inches));
        let distance = self.figure(panel.distance_m);
        self.pick(
            format!("Tata letak {name}, panel {inches} inci, dibaca dari jarak {distance} m"),
            format!("Layout {name}, panel of {inches} inches, read from {distance} m"),
        )
    }

    pub(super) fn part(&self, panel: Panel, part: Part, seen: f64) -> String {
        // Never rounded to what would be enough.
        let shown = self.figure((seen * 10.0).floor() / 10.0);
        let (needed, distance) =
            (self.figure(part.arc_minutes()), self.figure(panel.distance_m * part.share()));
        let enough = seen >= part.arc_minutes();
        let (id, en) = match part {
            Part::Large => {
                ("Nomor dan loket panggilan terbaru", "Number and counter of the newest call")
            }
            Part::List => ("Daftar panggilan", "List of calls"),
        };
        let (good, small) =
            if enough { ("cukup", "enough") } else { ("TERLALU KECIL", "TOO SMALL") };
        self.pick(
            format!("  {id}: {shown} menit busur dari {distance} m, perlu {needed}: {good}"),
            format!("  {en}: {shown} arc minutes from {distance} m, {needed} needed: {small}"),
        )
    }

    pub(super) fn rows(&self, rows: usize, above_notice: usize) -> String {
        self.pick(
            format!("  Baris yang muat: {rows}; di atas pengumuman: {above_notice}"),
            format!("  Rows that fit: {rows}; above an announcement: {above_notice}"),
        )
    }

    pub(super) fn bigger(&self, inches: f64) -> String {
        let inches = self.figure(inches);
        self.pick(
            format!("dapat dibaca dengan panel sedikitnya {inches} inci"),
            format!("it can be read with a panel of at least {inches} inches"),
        )
    }

    pub(super) fn nearer(&self, distance_m: f64) -> String {
        let distance = self.figure(distance_m);
        self.pick(
            format!("atau dari jarak paling jauh {distance} m"),
            format!("or from {distance} m at most"),
        )
    }

    pub(super) fn other(&self, layout: Layout) -> String {
        let name = layout.name();
        self.pick(
            format!("atau dengan tata letak \"{name}\", yang hurufnya lebih besar"),
            format!("or with the layout \"{name}\", whose letters are larger"),
        )
    }

    pub(super) fn fewer_rows(&self, asked: usize, fit: usize) -> String {
        self.pick(
            format!("{asked} baris tidak muat dengan huruf sebesar itu; yang tampil {fit}"),
            format!("{asked} rows do not fit with letters of that size; {fit} are shown"),
        )
    }

    pub(super) fn no_place(&self, layout: Layout) -> String {
        let name = layout.name();
        self.pick(
            format!("tata letak \"{name}\" tidak punya tempat untuk salindia"),
            format!("the layout \"{name}\" has no place for slides"),
        )
    }

    pub(super) fn no_folder(&self, folder: &Path) -> String {
        let folder = folder.display();
        self.pick(
            format!("{folder} tidak ada, atau bukan folder"),
            format!("{folder} is not there, or is no folder"),
        )
    }

    pub(super) fn broken(&self, path: &Path, error: &SlideFault) -> String {
        let path = path.display();
        self.pick(
            format!("{path}: salindia ini dilewati karena tidak dapat ditampilkan ({error})"),
            format!("{path}: this slide is left out because it cannot be shown ({error})"),
        )
    }

    pub(super) fn no_player(&self, path: &Path) -> String {
        let path = path.display();
        self.pick(
            format!("{path}: video ini dilewati karena ffmpeg belum dipasang"),
            format!("{path}: this video is left out because ffmpeg is not installed"),
        )
    }

    pub(super) fn end(&self, faults: usize) -> String {
        if faults == 0 {
            return self.pick("Semua dapat dibaca.".to_owned(), "All can be read.".to_owned());
        }
        self.pick(format!("{faults} hal perlu diperbaiki."), format!("{faults} to be mended."))
    }

    pub(super) fn unreadable(&self, error: &ConfigError) -> String {
        match error {
            ConfigError::Missing { path } => self.pick(
                format!("{}: berkas tidak ada", path.display()),
                format!("{}: no such file", path.display()),
            ),
            ConfigError::Store(error) => self.pick(
                format!("berkas tidak dapat dibaca: {error}"),
                format!("the file cannot be read: {error}"),
            ),
            ConfigError::Content { path, line, key, message } => {
                format!("{}:{line}: {key}: {message}", path.display())
            }
        }
    }

    /// What is wrong with a value, without its key.
    pub(super) fn refused(&self, error: &DisplayConfigError) -> String {
        if self.0 != Language::Id {
            let words = error.to_string();
            return words.split_once(": ").map_or(words.clone(), |(_, rest)| rest.to_owned());
        }
        let outside =
            |value: String, from: u32, to: u32| format!("{value} tidak di antara {from} dan {to}");
        match error {
            DisplayConfigError::Panel(value) => outside(value.to_string(), 10, 200),
            DisplayConfigError::Distance(value) => outside(value.to_string(), 1, 100),
            DisplayConfigError::NoCounter => {
                "tata letak \"counter\" menampilkan satu loket; sebutkan loketnya di sini".to_owned()
            }
            DisplayConfigError::Counter => {
                "hanya tata letak \"counter\" yang menampilkan satu loket; hapus baris ini atau ubah tata letaknya"
                    .to_owned()
            }
            DisplayConfigError::Rows(value) => outside(value.to_string(), 1, 20),
            DisplayConfigError::Seconds(value) => outside(value.to_string(), 3, 600),
            DisplayConfigError::Language(language)
            | DisplayConfigError::VoiceLanguage(language) => {
                format!("{language} belum ada; yang ada baru id dan en")
            }
            DisplayConfigError::Repeat(value) => outside(value.to_string(), 1, 3),
            DisplayConfigError::Volume(value) => outside(value.to_string(), 0, 100),
            DisplayConfigError::Quieter(value) => format!("{value} rentang; paling banyak 24"),
        }
    }
}
