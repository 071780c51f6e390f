//! The programs that a demo or a test starts: found, started with a log each, all ended with it.
//!
//! Ends them also when it is dropped, so a test that fails leaves nothing behind.

use crate::wait;
use anyhow::{Context, Result, bail};
use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::{Mutex, MutexGuard, PoisonError, mpsc};
use std::time::Duration;

/// How long a program has to end by itself before it is ended.
const END_MAX: Duration = Duration::from_secs(3);

/// Returns the path of a program of this workspace.
pub fn program(name: &str) -> Result<PathBuf> {
    let path = programs()?.join(name);
    if !path.exists() {
        bail!("{} is missing; run: cargo build --workspace --bins", path.display());
    }
    Ok(path)
}

/// Returns the folder of the programs: this program's own, or for a test, in `deps`, the one above it.
pub fn programs() -> Result<PathBuf> {
    let this = std::env::current_exe().context("finding this program")?;
    let folder = this.parent().context("this program lies in no folder")?;
    let above = folder.parent().filter(|_| folder.ends_with("deps"));
    Ok(above.unwrap_or(folder).to_owned())
}

/// Everything that was started and has to be ended.
#[derive(Default)]
pub struct Children(Mutex<List>);

#[derive(Default)]
struct List {
    running: Vec<(String, Child)>,
    /// Everything is ending: nothing is started any more.
    ending: bool,
}

impl Children {
    /// Starts a program whose messages are added to `NAME.log` in a folder; returns its lines on standard output.
    pub fn start(
        &self,
        name: &str,
        command: &mut Command,
        logs: &Path,
    ) -> Result<mpsc::Receiver<String>> {
        let log = logs.join(format!("{name}.log"));
        let opened = File::options().create(true).append(true).open(&log);
        let log = opened.with_context(|| format!("opening {}", log.display()))?;
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(log);
        let mut list = self.list();
        if list.ending {
            bail!("everything is ending");
        }
        let mut child = command.spawn().with_context(|| format!("starting {name}"))?;
        let lines = BufReader::new(child.stdout.take().expect("piped")).lines();
        list.running.push((name.to_owned(), child));
        let (send, receive) = mpsc::channel();
        // Read to the end, so that the program never waits for a reader; only the first lines are of interest.
        std::thread::spawn(move || {
            lines.map_while(Result::ok).for_each(|line| drop(send.send(line)))
        });
        Ok(receive)
    }

    /// Returns the first program that has ended by itself, and forgets it.
    pub fn ended(&self) -> Option<(String, ExitStatus)> {
        let mut list = self.list();
        let at =
            list.running.iter_mut().position(|(_, child)| !matches!(child.try_wait(), Ok(None)))?;
        let (name, mut child) = list.running.remove(at);
        child.wait().ok().map(|status| (name, status))
    }

    /// Ends a program at once, as a power cut would, and returns when it is gone.
    pub fn kill(&self, name: &str) -> Result<()> {
        let mut list = self.list();
        let at = list.running.iter().position(|(running, _)| running == name);
        let (_, mut child) =
            list.running.remove(at.with_context(|| format!("{name} is not running"))?);
        child.kill().with_context(|| format!("killing {name}"))?;
        child.wait().map(drop).with_context(|| format!("waiting for the end of {name}"))
    }

    /// Ends everything, the last started first, and lets nothing more be started.
    pub fn end(&self) {
        let mut list = self.list();
        list.ending = true;
        let mut running: Vec<_> = list.running.drain(..).rev().collect();
        for (_, child) in &running {
            // Asked first: a virtual screen that is killed leaves its lock behind. One that is gone is as good.
            let pid = child.id().to_string();
            drop(wait::helper(Command::new("sh").args(["-c", "kill -TERM \"$0\"", &pid])));
        }
        let all_gone = || {
            let gone = |(_, child): &mut (String, Child)| !matches!(child.try_wait(), Ok(None));
            Ok(running.iter_mut().all(gone).then_some(()))
        };
        drop(wait::until("ending", END_MAX, all_gone));
        for (_, child) in &mut running {
            drop(child.kill());
            drop(child.wait());
        }
    }

    fn list(&self) -> MutexGuard<'_, List> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Children {
    fn drop(&mut self) {
        self.end();
    }
}
