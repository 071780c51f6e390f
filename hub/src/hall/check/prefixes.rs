//! Prefixes: each is a valid one, and none begins another, those for emergencies included.

use super::Check;
use crate::hall::fault::quoted;
use antrean_shared::ticket::Prefix;

/// A prefix and where it is written.
struct Written<'a> {
    path: [&'a str; 3],
    line: usize,
    prefix: Prefix,
}

impl Check<'_> {
    /// Checks that no two prefixes in use can be taken for each other.
    pub(super) fn prefixes(&mut self) {
        let file = self.file;
        let queues = file.queues.iter().filter(|(_, queue)| self.is_queue_active(queue));
        let queues = queues.map(|(id, queue)| (["queues", id, "prefix"], &queue.prefix));
        let kiosks = file.kiosks.iter().filter(|(_, kiosk)| kiosk.active);
        let kiosks =
            kiosks.map(|(id, kiosk)| (["kiosks", id, "emergency_prefix"], &kiosk.emergency_prefix));
        let written = queues.chain(kiosks).filter_map(|(path, text)| {
            let prefix = Prefix::new(text).ok()?;
            Some(Written { path, line: self.source.line(&path), prefix })
        });
        let mut written: Vec<Written<'_>> = written.collect();
        written.sort_by_key(|one| one.line);
        for (at, one) in written.iter().enumerate() {
            let Some(other) = written[..at].iter().find(|other| other.prefix.clashes(&one.prefix))
            else {
                continue;
            };
            let (mine, theirs) = (quoted(one.prefix.as_str()), quoted(other.prefix.as_str()));
            let line = other.line;
            let what = if mine == theirs {
                format!("awalan {mine} sudah dipakai (baris {line})")
            } else if mine.len() < theirs.len() {
                format!("awalan {mine} juga awal dari {theirs} (baris {line})")
            } else {
                format!("awalan {mine} dimulai dengan {theirs} (baris {line})")
            };
            let free = free(&written);
            self.fault(&one.path, what, &format!("pakai huruf lain, misalnya {}", quoted(&free)));
        }
    }

    /// Reads a prefix; one that is none is a fault.
    pub(super) fn prefix(&mut self, path: &[&str], text: &str) -> Option<Prefix> {
        let prefix = Prefix::new(text).ok();
        if prefix.is_none() {
            let what = format!("awalan {} tidak sah", quoted(text));
            let meant = text.trim().to_uppercase();
            let instead = if Prefix::new(&meant).is_ok() {
                format!("tulis {}", quoted(&meant))
            } else {
                "tulis satu sampai tiga huruf besar, tetapi bukan I, O, P, Q, atau X saja"
                    .to_owned()
            };
            self.fault(path, what, &instead);
        }
        prefix
    }
}

/// The first letters that clash with nothing in the file.
fn free(written: &[Written<'_>]) -> String {
    let letters = || ('A'..='Z').map(String::from);
    let pairs =
        ('A'..='Z').rev().flat_map(|first| letters().map(move |second| format!("{first}{second}")));
    let fits = |text: &String| {
        Prefix::new(text).is_ok_and(|prefix| !written.iter().any(|one| one.prefix.clashes(&prefix)))
    };
    letters().chain(pairs).find(fits).unwrap_or_else(|| "ZZZ".to_owned())
}
