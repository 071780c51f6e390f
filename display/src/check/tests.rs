//! What the check says of settings that are right, too small, or wrong.

use super::*;
use crate::fixture::Folder;
use std::path::PathBuf;

fn written(folder: &Folder, text: &str) -> PathBuf {
    let file = folder.0.join("display.toml");
    fs::write(&file, text).unwrap();
    file
}

/// The report on a file with this text, without the folder's name.
fn report(text: &str, language: Language) -> (String, i32) {
    let folder = Folder::new();
    let report = check(Some(&written(&folder, text)), language);
    let place = format!("{}/", folder.0.display());
    (report.lines.join("\n").replace(&place, ""), report.exit)
}

#[test]
fn a_display_without_settings_can_be_read() {
    let report = check(None, Language::Id);
    assert_eq!(report.exit, EXIT_GOOD);
    let expected = "Tata letak board, panel 55 inci, dibaca dari jarak 10 m
  Nomor dan loket panggilan terbaru: 22,7 menit busur dari 10 m, perlu 22: cukup
  Daftar panggilan: 16,3 menit busur dari 5 m, perlu 16: cukup
  Baris yang muat: 5; di atas pengumuman: 3
Semua dapat dibaca.";
    assert_eq!(report.lines.join("\n"), expected);
    assert!(check(None, Language::En).lines[0].starts_with("Layout board, panel of 55 inches"));
}

#[test]
fn what_is_too_small_is_named_with_what_would_help() {
    let text = "# hall\npanel_inches = 43.0\ndistance_m = 13.0\n";
    let (said, exit) = report(text, Language::Id);
    assert_eq!(exit, EXIT_FAULTS);
    let expected = "Tata letak board, panel 43 inci, dibaca dari jarak 13 m
  Nomor dan loket panggilan terbaru: 17,5 menit busur dari 13 m, perlu 22: TERLALU KECIL
  Daftar panggilan: 12,7 menit busur dari 6,5 m, perlu 16: TERLALU KECIL
  Baris yang muat: 3; di atas pengumuman: 2
display.toml:2: panel_inches: dapat dibaca dengan panel sedikitnya 55 inci
display.toml:3: distance_m: atau dari jarak paling jauh 10,3 m
display.toml: layout: atau dengan tata letak \"one-call\", yang hurufnya lebih besar
2 hal perlu diperbaiki.";
    assert_eq!(said, expected);
    let (said, _) = report(text, Language::En);
    assert!(said.contains("display.toml:2: panel_inches: it can be read with"), "{said}");
    assert!(said.contains("17.5 arc minutes from 13 m, 22 needed: TOO SMALL"), "{said}");
}

#[test]
fn what_it_says_would_help_does() {
    for text in ["panel_inches = 55.0\ndistance_m = 13.0", "panel_inches = 43.0\ndistance_m = 10.3"]
    {
        assert_eq!(report(text, Language::En).1, EXIT_GOOD, "{text}");
    }
    let one_call = "layout = \"one-call\"\npanel_inches = 43.0\ndistance_m = 13.0";
    assert_eq!(report(one_call, Language::En).1, EXIT_GOOD);
}

#[test]
fn more_rows_than_fit_are_told_and_no_fault() {
    let (said, exit) = report("rows = 9", Language::En);
    let words = "display.toml:1: rows: 9 rows do not fit with letters of that size; 5 are shown";
    assert!(said.contains(words) && exit == EXIT_GOOD, "{said}");
}

#[test]
fn wrong_settings_are_refused_with_file_line_and_key() {
    for (text, id, en) in [
        (
            "\nrows = 40",
            "display.toml:2: rows: 40 tidak di antara",
            "display.toml:2: rows: 40 is not",
        ),
        (
            "layout = \"counter\"",
            "display.toml: counter: tata letak \"counter\" menampilkan satu loket",
            "display.toml: counter: the layout \"counter\"",
        ),
        (
            "[voice]\nspeak = true\nrepeat = 7",
            "display.toml:3: voice.repeat: 7 tidak",
            "display.toml:3: voice.repeat: 7 is not",
        ),
        (
            "slides = { seconds = 1 }",
            "display.toml:1: slides.seconds: 1 tidak",
            "display.toml:1: slides.seconds: 1 is not",
        ),
        ("volume = 3", "display.toml:1: ", "display.toml:1: "),
        ("languages = [\"su\"]", "display.toml:1: languages: su belum ada", "su is not there yet"),
    ] {
        let (said, exit) = report(text, Language::Id);
        assert!(said.contains(id) && exit == EXIT_SETTINGS, "{said}");
        let (said, _) = report(text, Language::En);
        assert!(said.contains(en), "{said}");
    }
    let missing = check(Some(Path::new("none.toml")), Language::Id);
    assert_eq!(
        (missing.lines[0].as_str(), missing.exit),
        ("none.toml: berkas tidak ada", EXIT_SETTINGS)
    );
}

#[test]
fn slides_that_cannot_be_shown_are_named() {
    let folder = Folder::new();
    fs::write(folder.0.join("a.png"), "no picture").unwrap();
    fs::write(folder.0.join("b.txt"), "Maklumat").unwrap();
    let slides = format!("[slides]\nfolder = {:?}", folder.0.display().to_string());
    let said = check(Some(&written(&folder, &slides)), Language::Id);
    assert_eq!(said.exit, EXIT_FAULTS);
    let broken = format!("{}/a.png: salindia ini dilewati", folder.0.display());
    assert!(said.lines.iter().any(|line| line.starts_with(&broken)), "{said:?}");
    let grid = format!("layout = \"grid\"\n{slides}");
    let said = check(Some(&written(&folder, &grid)), Language::En);
    let words = "display.toml:3: slides.folder: the layout \"grid\" has no place for slides";
    assert!(said.lines.iter().any(|line| line.ends_with(words)), "{said:?}");
    let (said, exit) = report("[slides]\nfolder = \"/none\"", Language::Id);
    assert!(said.contains("display.toml:2: slides.folder: /none tidak ada") && exit == EXIT_FAULTS);
}

#[test]
fn the_language_follows_the_locale() {
    for (locale, expected) in [
        ("id_ID.UTF-8", Language::Id),
        ("id", Language::Id),
        ("en_US.UTF-8", Language::En),
        ("C", Language::En),
        ("idaho", Language::En),
        ("", Language::En),
    ] {
        assert_eq!(language(locale), expected, "{locale}");
    }
}
