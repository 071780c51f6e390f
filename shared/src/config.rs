//! Reads a program's TOML file into its type, with file, line and key in every error.
//!
//! Called by each program's `config.rs`; a program without a file starts with its defaults.
//! The hall file is not read here: it has rules of its own in the hub.

use crate::keep::{self, StoreError};
use serde::de::DeserializeOwned;
use std::path::{Path, PathBuf};
use thiserror::Error;

/// Says what is wrong with a settings file.
#[derive(Debug, Error)]
pub enum ConfigError {
    /// There is no such file.
    #[error("{}: no such file", path.display())]
    Missing {
        /// The file.
        path: PathBuf,
    },
    /// It cannot be read.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// It says something that cannot be.
    #[error("{}, line {line}, key {key}: {message}", path.display())]
    Content {
        /// The file.
        path: PathBuf,
        /// The line, from 1.
        line: usize,
        /// The key, with its tables: `printer.port`.
        key: String,
        /// What is wrong.
        message: String,
    },
}

/// Bytes of a settings file; more is not a settings file.
const CONFIG_BYTES_MAX: u64 = 256 * 1024;

/// Loads a settings file, or the defaults if none is named.
pub fn load<T: DeserializeOwned + Default>(path: Option<&Path>) -> Result<T, ConfigError> {
    let Some(path) = path else { return Ok(T::default()) };
    let bytes = keep::read(path, CONFIG_BYTES_MAX)?
        .ok_or_else(|| ConfigError::Missing { path: path.to_owned() })?;
    parse(path, &String::from_utf8_lossy(&bytes))
}

fn parse<T: DeserializeOwned>(path: &Path, text: &str) -> Result<T, ConfigError> {
    let content = |error: &toml::de::Error, key: String| ConfigError::Content {
        path: path.to_owned(),
        line: line_of(text, error),
        key,
        message: error.message().to_owned(),
    };
    let toml = toml::Deserializer::parse(text).map_err(|error| content(&error, "-".to_owned()))?;
    serde_path_to_error::deserialize(toml)
        .map_err(|error| content(error.inner(), error.path().to_string()))
}

fn line_of(text: &str, error: &toml::de::Error) -> usize {
    let start = error.span().map_or(0, |span| span.start.min(text.len()));
    1 + text.as_bytes()[..start].iter().filter(|byte| **byte == b'\n').count()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde::Deserialize;

    #[derive(Debug, Default, PartialEq, Deserialize)]
    #[serde(deny_unknown_fields, default)]
    struct Settings {
        name: String,
        printer: Printer,
    }

    #[derive(Debug, Default, PartialEq, Deserialize)]
    #[serde(deny_unknown_fields, default)]
    struct Printer {
        port: u16,
    }

    #[test]
    fn a_file_overrides_the_defaults_and_no_file_means_them() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("kiosk.toml");
        std::fs::write(&path, "[printer]\nport = 9100\n").unwrap();
        let printer = Printer { port: 9100 };
        let loaded: Settings = load(Some(&path)).unwrap();
        assert_eq!(loaded, Settings { printer, ..Settings::default() });
        assert_eq!(load::<Settings>(None).unwrap(), Settings::default());
        let missing = load::<Settings>(Some(&folder.path().join("no.toml")));
        assert!(matches!(missing, Err(ConfigError::Missing { .. })));
    }

    #[test]
    fn an_error_names_file_line_and_key() {
        for (text, place) in [
            ("name = \"a\"\n\n[printer]\nport = \"usb\"\n", "k.toml, line 4, key printer.port: "),
            ("name = 3\n", "k.toml, line 1, key name: "),
            ("\n[printer]\nspeed = 3\n", "k.toml, line 3, key printer.speed: "),
            ("[printer]\nport = 70000\n", "k.toml, line 2, key printer.port: "),
            ("name = \"a\"\nname =\n", "k.toml, line 2, key -: "),
        ] {
            let error = parse::<Settings>(Path::new("k.toml"), text).unwrap_err().to_string();
            assert!(error.starts_with(place), "{error}");
        }
    }
}
