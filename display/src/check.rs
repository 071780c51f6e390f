//! `antrean-display check`: what cannot be read at the configured panel and distance, what would help, and
//! which slides cannot be shown; in Indonesian or English.
//!
//! Called by `main` alone. It reads the settings file and the folder of slides, and changes nothing.

mod words;

use crate::config::DisplayConfig;
use crate::layout::Layout;
use crate::legibility::{Panel, Part};
use crate::slides::{Shelf, SlideKind, Target, has_player, read_picture};
use antrean_shared::config;
use antrean_shared::ticket::Language;
use std::fs;
use std::path::Path;
use words::Words;

/// All is well.
pub const EXIT_GOOD: i32 = 0;
/// Something cannot be read or shown.
pub const EXIT_FAULTS: i32 = 1;
/// The settings file cannot be used.
pub const EXIT_SETTINGS: i32 = 2;

/// What was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Report {
    /// What to print, a line each.
    pub lines: Vec<String>,
    /// How the program ends.
    pub exit: i32,
}

/// Returns the language of a locale such as `id_ID.UTF-8`; all but Indonesian ones are answered in English.
pub fn language(locale: &str) -> Language {
    let name = locale.split(['_', '.', '@']).next().unwrap_or_default();
    if name == "id" || name == "in" { Language::Id } else { Language::En }
}

/// Checks a settings file, or what holds without one.
pub fn check(file: Option<&Path>, language: Language) -> Report {
    let words = Words(language);
    let text = file.and_then(|file| fs::read_to_string(file).ok()).unwrap_or_default();
    let settings = Settings { file, text: &text };
    let config = config::load::<DisplayConfig>(file).map_err(|error| words.unreadable(&error));
    let checked = config.and_then(|config| {
        config.checked().map_err(|error| settings.at(error.key(), &words.refused(&error)))
    });
    match checked {
        Ok(config) => of_config(&config, &settings, &words),
        Err(line) => Report { lines: vec![line], exit: EXIT_SETTINGS },
    }
}

fn of_config(config: &DisplayConfig, settings: &Settings<'_>, words: &Words) -> Report {
    let panel = config.panel();
    let mut lines = vec![words.panel(panel)];
    let sizes = panel.sizes(config.rows);
    for part in Part::ALL {
        lines.extend(panel.seen(part).map(|seen| words.part(panel, part, seen)));
    }
    if panel.has_list() {
        lines.push(words.rows(sizes.rows, sizes.rows_above_notice));
    }
    let short = panel.shortfalls();
    if !short.is_empty() {
        let most = |of: fn(&crate::legibility::Shortfall) -> f64| short.iter().map(of);
        let inches = most(|one| one.inches).fold(panel.inches, f64::max);
        let distance_m = most(|one| one.distance_m).fold(panel.distance_m, f64::min);
        lines.push(settings.at("panel_inches", &words.bigger(inches.ceil())));
        lines.push(settings.at("distance_m", &words.nearer((distance_m * 10.0).floor() / 10.0)));
        lines.extend(other_layout(panel).map(|other| settings.at("layout", &words.other(other))));
    }
    if let Some(asked) = config.rows.filter(|asked| *asked > sizes.rows && panel.has_list()) {
        lines.push(settings.at("rows", &words.fewer_rows(asked, sizes.rows)));
    }
    let slides = slides(config, settings, words);
    let faults = short.len() + slides.len();
    lines.extend(slides);
    lines.push(words.end(faults));
    Report { lines, exit: if faults == 0 { EXIT_GOOD } else { EXIT_FAULTS } }
}

/// A layout for the same panel that can be read from there.
fn other_layout(panel: Panel) -> Option<Layout> {
    let same_shape = |layout: &Layout| layout.points() == panel.layout.points();
    let mut others = [Layout::Board, Layout::OneCall].into_iter().filter(same_shape);
    let can_be_read = |layout: &Layout| {
        *layout != panel.layout && Panel { layout: *layout, ..panel }.shortfalls().is_empty()
    };
    others.find(can_be_read)
}

/// What cannot be shown of the slides.
fn slides(config: &DisplayConfig, settings: &Settings<'_>, words: &Words) -> Vec<String> {
    let Some(folder) = &config.slides.folder else { return Vec::new() };
    if matches!(config.layout, Layout::Grid | Layout::Strip) {
        return vec![settings.at("slides.folder", &words.no_place(config.layout))];
    }
    if !folder.is_dir() {
        return vec![settings.at("slides.folder", &words.no_folder(folder))];
    }
    let found = Shelf::new(folder.clone()).look().unwrap_or_default();
    let fault = |slide: &crate::slides::Slide| match slide.kind {
        SlideKind::Picture => read_picture(&folder.join(&slide.name), &Target::default())
            .err()
            .map(|error| words.broken(&folder.join(&slide.name), &error)),
        SlideKind::Video | SlideKind::Sign => {
            (!has_player()).then(|| words.no_player(&folder.join(&slide.name)))
        }
        SlideKind::Text { .. } | SlideKind::Ticker(_) => None,
    };
    found.iter().filter_map(fault).collect()
}

/// The settings file, to name its lines.
struct Settings<'a> {
    file: Option<&'a Path>,
    text: &'a str,
}

impl Settings<'_> {
    /// Returns words with the place that they are about: file and line, where the key stands there.
    fn at(&self, key: &str, words: &str) -> String {
        let Some(file) = self.file else { return format!("{key}: {words}") };
        match self.line(key) {
            Some(line) => format!("{}:{line}: {key}: {words}", file.display()),
            None => format!("{}: {key}: {words}", file.display()),
        }
    }

    /// The line of a key such as `slides.folder`, from 1; of its table, if that is written in one line.
    fn line(&self, key: &str) -> Option<usize> {
        let (table, name) = key.split_once('.').unwrap_or(("", key));
        let mut current = String::new();
        for (index, line) in self.text.lines().enumerate() {
            let line = line.trim();
            if let Some(header) = line.strip_prefix('[').and_then(|rest| rest.split(']').next()) {
                header.trim().clone_into(&mut current);
                continue;
            }
            let Some((found, _)) = line.split_once('=') else { continue };
            let found = found.trim();
            let whole =
                current.is_empty() && (found == key || (!table.is_empty() && found == table));
            if whole || (current == table && found == name) {
                return Some(index + 1);
            }
        }
        None
    }
}

#[cfg(test)]
mod tests;
