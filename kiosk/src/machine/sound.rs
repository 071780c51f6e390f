//! Volume of the machine, by the mixer that the system has: PipeWire's `wpctl`, else ALSA's `amixer`.

use std::process::{Command, Stdio};

/// A mixer that has answered once.
#[derive(Debug)]
pub struct Sound {
    mixer: Mixer,
    program: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Mixer {
    PipeWire,
    Alsa,
}

const SINK: &str = "@DEFAULT_AUDIO_SINK@";
const CONTROL: &str = "Master";

impl Sound {
    pub fn find() -> Option<Self> {
        let mixers = [(Mixer::PipeWire, "wpctl"), (Mixer::Alsa, "amixer")];
        mixers.into_iter().find_map(|(mixer, program)| Self::with(mixer, program.to_owned()))
    }

    fn with(mixer: Mixer, program: String) -> Option<Self> {
        let sound = Self { mixer, program };
        sound.percent().is_some().then_some(sound)
    }

    /// The volume now, in percent; none if the mixer does not say.
    pub fn percent(&self) -> Option<u8> {
        let said = self.run(match self.mixer {
            Mixer::PipeWire => vec!["get-volume", SINK],
            Mixer::Alsa => vec!["sget", CONTROL],
        })?;
        match self.mixer {
            Mixer::PipeWire => pipewire_percent(&said),
            Mixer::Alsa => alsa_percent(&said),
        }
    }

    pub fn set(&self, percent: u8) {
        let level = format!("{}%", percent.min(100));
        let done = self.run(match self.mixer {
            Mixer::PipeWire => vec!["set-volume", SINK, &level],
            Mixer::Alsa => vec!["sset", CONTROL, &level, "unmute"],
        });
        if done.is_none() {
            tracing::warn!(program = self.program, "the volume stays");
        }
    }

    /// What the mixer says; none if it is not there or fails.
    fn run(&self, words: Vec<&str>) -> Option<String> {
        let mut command = Command::new(&self.program);
        command.args(words).stdin(Stdio::null()).stderr(Stdio::null());
        let output = command.output().ok().filter(|output| output.status.success())?;
        String::from_utf8(output.stdout).ok()
    }
}

/// Reads `Volume: 0.45 [MUTED]`.
fn pipewire_percent(said: &str) -> Option<u8> {
    if said.contains("[MUTED]") {
        return Some(0);
    }
    let level: f32 = said.split_whitespace().nth(1)?.parse().ok()?;
    Some((level * 100.0).round().clamp(0.0, 100.0) as u8)
}

/// Reads the first `[45%]` of an answer that ends with lines such as
/// `Front Left: Playback 29 [45%] [-17.00dB] [on]`.
fn alsa_percent(said: &str) -> Option<u8> {
    if said.contains("[off]") {
        return Some(0);
    }
    let words = said.split(['[', ']']);
    words.filter_map(|word| word.strip_suffix('%')).find_map(|number| number.parse().ok())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::os::unix::fs::PermissionsExt;

    #[test]
    fn both_mixers_are_understood() {
        assert_eq!(pipewire_percent("Volume: 0.45\n"), Some(45));
        assert_eq!(pipewire_percent("Volume: 1.50 \n"), Some(100));
        assert_eq!(pipewire_percent("Volume: 0.45 [MUTED]\n"), Some(0));
        assert_eq!(pipewire_percent("no sink"), None);
        let alsa = "Simple mixer control 'Master',0\n  Limits: Playback 0 - 64\n  \
            Front Left: Playback 29 [45%] [-17.00dB] [on]\n";
        assert_eq!(alsa_percent(alsa), Some(45));
        assert_eq!(alsa_percent(&alsa.replace("[on]", "[off]")), Some(0));
        assert_eq!(alsa_percent("amixer: Unable to find simple control"), None);
    }

    #[test]
    fn a_mixer_that_answers_is_set_and_one_that_is_not_there_is_not_offered() {
        let folder = tempfile::tempdir().unwrap();
        let program = folder.path().join("wpctl");
        let level = folder.path().join("level");
        std::fs::write(&level, "Volume: 0.40").unwrap();
        let level = level.display();
        let script = format!(
            "#!/bin/sh\nif [ $1 = set-volume ]; then echo \"Volume: 0.${{3%\\%}}\" > {level}; fi\ncat {level}\n"
        );
        std::fs::write(&program, script).unwrap();
        std::fs::set_permissions(&program, std::fs::Permissions::from_mode(0o755)).unwrap();
        let name = program.display().to_string();
        let sound = Sound::with(Mixer::PipeWire, name).unwrap();
        assert_eq!(sound.percent(), Some(40));
        sound.set(70);
        assert_eq!(sound.percent(), Some(70));
        assert!(
            Sound::with(Mixer::Alsa, folder.path().join("none").display().to_string()).is_none()
        );
    }
}
