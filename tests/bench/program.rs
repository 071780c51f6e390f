//! A real program as a process of its own: where it lies, its lines, what it costs, and its end.

use antrean_tests::wait;
use anyhow::{Context, Result, bail};
use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc;
use std::time::{Duration, Instant};

/// Clock ticks a second in /proc, the same on every Linux machine that this runs on.
const TICKS: f64 = 100.0;

/// Returns the path of a program of this workspace, built as this one was.
pub fn path(name: &str) -> Result<PathBuf> {
    let path = std::env::current_exe().context("finding this program")?.with_file_name(name);
    if !path.exists() {
        bail!("{} is missing; run: cargo build --release --workspace --bins", path.display());
    }
    Ok(path)
}

/// Returns how long this program itself has had a processor for.
pub fn own_processor() -> Result<Duration> {
    Ok(processor(Path::new("/proc/self/stat"))?.own)
}

/// Returns how long the programs that this one has waited for have had a processor for.
pub fn own_children_processor() -> Result<Duration> {
    Ok(processor(Path::new("/proc/self/stat"))?.ended_children)
}

/// How long a program has had a processor for, in user and in system mode together.
struct Processor {
    own: Duration,
    /// Those of its children that it has waited for.
    ended_children: Duration,
}

fn processor(stat: &Path) -> Result<Processor> {
    let stat = std::fs::read_to_string(stat)?;
    // The name may hold blanks; it stands in brackets.
    let (_, after) = stat.rsplit_once(')').context("a strange /proc")?;
    let field = |place: usize| -> Result<f64> {
        Ok(after.split_whitespace().nth(place).context("a short /proc")?.parse()?)
    };
    // utime, stime, cutime and cstime are fields 14 to 17 of the line; the state is the third.
    let both = |one: f64, other: f64| Duration::from_secs_f64((one + other) / TICKS);
    Ok(Processor {
        own: both(field(11)?, field(12)?),
        ended_children: both(field(13)?, field(14)?),
    })
}

/// A program that runs until this is dropped.
pub struct Program {
    child: Child,
    name: String,
    begun: Instant,
    lines: mpsc::Receiver<(Instant, String)>,
}

impl Program {
    /// Starts a program whose messages go to `NAME.log` in a folder.
    pub fn start(name: &str, command: &mut Command, logs: &Path) -> Result<Self> {
        let log = logs.join(format!("{name}.log"));
        let log = File::create(&log).with_context(|| format!("making {}", log.display()))?;
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(log);
        let begun = wait::now();
        let mut child = command.spawn().with_context(|| format!("starting {name}"))?;
        let out = BufReader::new(child.stdout.take().context("a program without lines")?);
        let (send, lines) = mpsc::channel();
        // Read to the end, so that the program never waits for a reader.
        std::thread::spawn(move || {
            for line in out.lines().map_while(Result::ok) {
                drop(send.send((wait::now(), line)));
            }
        });
        Ok(Self { child, name: name.to_owned(), begun, lines })
    }

    /// Waits for a line that begins so; returns the rest of it, and how long after the start it came.
    pub fn says(&self, before: &str, within: Duration) -> Result<(String, Duration)> {
        let (at, line) = self
            .lines
            .recv_timeout(within)
            .with_context(|| format!("{} says nothing", self.name))?;
        let rest = line.strip_prefix(before);
        let rest = rest.with_context(|| format!("{} says {line:?}", self.name))?;
        Ok((rest.to_owned(), at.saturating_duration_since(self.begun)))
    }

    /// Returns how long it has had a processor for, in user and in system mode together.
    pub fn processor(&self) -> Result<Duration> {
        Ok(processor(&self.proc("stat"))?.own)
    }

    /// Returns the same with that of its children, those that have ended and those that run.
    pub fn processor_with_children(&self) -> Result<Duration> {
        let mine = processor(&self.proc("stat"))?;
        let mut sum = mine.own + mine.ended_children;
        for task in std::fs::read_dir(self.proc("task"))? {
            // A thread that has just ended has no children any more.
            let running =
                std::fs::read_to_string(task?.path().join("children")).unwrap_or_default();
            for child in running.split_whitespace() {
                let stat = PathBuf::from(format!("/proc/{child}/stat"));
                // One that has just ended is waited for, and counted next time.
                sum += processor(&stat).map(|child| child.own).unwrap_or_default();
            }
        }
        Ok(sum)
    }

    /// Returns the memory that it has now, and the most that it had, in MB.
    pub fn memory(&self) -> Result<(f64, f64)> {
        let status = std::fs::read_to_string(self.proc("status"))?;
        let field = |name: &str| -> Result<f64> {
            let line = status.lines().find_map(|line| line.strip_prefix(name));
            let kib =
                line.and_then(|rest| rest.split_whitespace().next()).context("a short /proc")?;
            Ok(kib.parse::<f64>()? * 1_024.0 / 1e6)
        };
        Ok((field("VmRSS:")?, field("VmHWM:")?))
    }

    fn proc(&self, file: &str) -> PathBuf {
        PathBuf::from(format!("/proc/{}/{file}", self.child.id()))
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        // Already gone is as good.
        drop(self.child.kill());
        drop(self.child.wait());
    }
}
