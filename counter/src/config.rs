//! `counter.toml`: the few settings that belong to this desk and not to the hall.
//!
//! Loaded by `main`. A console without the file starts with the defaults and asks the hub.

use antrean_shared::id::CounterId;
use antrean_shared::ticket::Language;
use serde::Deserialize;

/// The settings of one console.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct CounterConfig {
    /// The language of the screen; an officer's own choice on this device goes before it.
    pub language: Option<Language>,
    /// The counter that is offered first.
    pub counter: Option<CounterId>,
}

#[cfg(test)]
mod tests {
    use super::*;
    use antrean_shared::config;
    use std::path::Path;

    #[test]
    fn the_example_file_loads() {
        let example =
            Path::new(env!("CARGO_MANIFEST_DIR")).join("../assets/config/counter.example.toml");
        let config: CounterConfig = config::load(Some(&example)).unwrap();
        assert_eq!(config.language, Some(Language::Id));
        assert_eq!(config.counter, Some(CounterId::new("1").unwrap()));
    }

    #[test]
    fn no_file_means_the_defaults() {
        assert_eq!(config::load::<CounterConfig>(None).unwrap(), CounterConfig::default());
    }
}
