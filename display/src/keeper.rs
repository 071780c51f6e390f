//! The one thread that carries out a board's effects, in their order: log line, cursor, sound, report.
//!
//! A sound whose `speaking` mark is not on the disk would be repeated without end after a crash, and
//! a report before its cursor could name a call that flashes again; hence one thread and no other way.

use crate::controller::Effect;
use crate::cursor;
use crate::phrase::Utterance;
use crate::slides::SlideTask;
use antrean_shared::command::Command;
use antrean_shared::id::CommandId;
use antrean_shared::keep;
use antrean_shared::link::Link;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::mpsc;

/// The flash log's name in the display's folder: a line a call, oldest first.
pub const CALLS_FILE: &str = "calls.jsonl";
/// The log before this one; together they hold some months.
const CALLS_FILE_BEFORE: &str = "calls.1.jsonl";
/// Bytes of the flash log after which a new one is begun.
const CALLS_BYTES_MAX: u64 = 4 * 1024 * 1024;
/// Effects that wait for the disk; a disk that hangs this long has lost the cursor anyway.
const EFFECTS_MAX: usize = 1024;

/// What the thread works with.
#[derive(Debug)]
pub struct Keeper {
    /// The display's folder.
    pub folder: PathBuf,
    /// The way to the hub; none: reports are only logged.
    pub link: Option<Link>,
    /// The way to the loudspeaker.
    pub speech: mpsc::SyncSender<Utterance>,
    /// The way to the slides; none: this display shows none.
    pub slides: Option<mpsc::SyncSender<SlideTask>>,
}

impl Keeper {
    /// Starts the thread; it ends when the returned channel is dropped.
    pub fn start(self) -> std::io::Result<mpsc::SyncSender<Effect>> {
        let (effects, waiting) = mpsc::sync_channel(EFFECTS_MAX);
        let thread = std::thread::Builder::new().name("display-keeper".to_owned());
        thread.spawn(move || {
            for effect in waiting {
                self.carry_out(effect);
            }
        })?;
        Ok(effects)
    }

    fn carry_out(&self, effect: Effect) {
        match effect {
            Effect::Log(line) => {
                let text = serde_json::to_string(&line).expect("a line is plain data");
                self.begin_new_log();
                if let Err(error) = keep::append_line(&self.folder.join(CALLS_FILE), &text) {
                    tracing::error!(%error, "the flash log cannot be written");
                }
            }
            Effect::Save(kept) => {
                if let Err(error) = cursor::save(&self.folder, &kept) {
                    tracing::error!(%error, "the cursor cannot be kept: after a crash calls flash again");
                }
            }
            Effect::Speak(utterance) => {
                let subject = utterance.subject;
                if self.speech.try_send(utterance).is_err() {
                    tracing::error!(?subject, "the loudspeaker's thread is busy or gone");
                }
            }
            Effect::Tell(id, command) => self.tell(id, command),
            Effect::Report(health) => {
                if let Some(link) = &self.link {
                    link.report(health);
                }
            }
            Effect::Slide(task) => {
                if self.slides.as_ref().is_some_and(|slides| slides.try_send(task).is_err()) {
                    tracing::error!("the thread of slides is busy or gone");
                }
            }
        }
    }

    fn tell(&self, id: CommandId, command: Command) {
        let Some(link) = &self.link else {
            tracing::info!(?command, "no link to report to");
            return;
        };
        if link.tell(id, command).is_err() {
            tracing::warn!("a report was given up: too many wait for the hub");
        }
    }

    fn begin_new_log(&self) {
        let full = |path: &Path| fs::metadata(path).is_ok_and(|file| file.len() > CALLS_BYTES_MAX);
        let path = self.folder.join(CALLS_FILE);
        if full(&path)
            && let Err(error) = fs::rename(&path, self.folder.join(CALLS_FILE_BEFORE))
        {
            tracing::error!(%error, "the flash log cannot be put aside");
        }
    }
}
