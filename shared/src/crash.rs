//! What a bug does: it is logged, the command in hand is noted, the process ends (style: errors).
//!
//! Every program calls `install` once at start. The service manager starts the program again; the
//! hub then refuses the noted command, or it would fail on it for ever (contract.md 3).

use crate::id::CommandId;
use crate::keep::{self, StoreError};
use std::cell::Cell;
use std::panic::PanicHookInfo;
use std::path::{Path, PathBuf};

const NOTE_BYTES_MAX: u64 = 1024 * 1024;

thread_local! {
    /// Per thread: a panic elsewhere must not condemn an innocent command.
    static IN_HAND: Cell<Option<CommandId>> = const { Cell::new(None) };
}

/// Makes every panic log itself, add the command in hand to the note and end the process.
pub fn install(note: Option<PathBuf>) {
    let usual = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        if tracing::dispatcher::has_been_set() {
            log(panic);
        } else {
            usual(panic);
        }
        if let (Some(note), Some(command)) = (&note, IN_HAND.get())
            && let Err(error) = keep::append_line(note, &command.to_string())
        {
            tracing::error!(%error, "the command in hand could not be noted");
        }
        std::process::abort();
    }));
}

/// Says which command this thread is working on.
pub fn in_hand(command: Option<CommandId>) {
    IN_HAND.set(command);
}

/// Returns the commands that a note names: they ended the program before.
pub fn poisoned(note: &Path) -> Result<Vec<CommandId>, StoreError> {
    let bytes = keep::read(note, NOTE_BYTES_MAX)?.unwrap_or_default();
    let text = String::from_utf8_lossy(&bytes);
    Ok(text.lines().filter_map(|line| line.trim().parse().ok().map(CommandId)).collect())
}

fn log(panic: &PanicHookInfo<'_>) {
    let place = panic.location().map(ToString::to_string).unwrap_or_default();
    let text = panic.payload_as_str().unwrap_or("");
    tracing::error!(thread = std::thread::current().name(), place, command = ?IN_HAND.get(), "bug: {text}");
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::os::unix::process::ExitStatusExt;
    use std::process::Command;
    use uuid::Uuid;

    const FOLDER: &str = "ANTREAN_TEST_CRASH_FOLDER";
    const ABORTED: i32 = 6;

    #[test]
    fn a_bug_is_logged_notes_its_own_command_and_ends_the_program() {
        let id = CommandId(Uuid::from_u128(7));
        if let Some(folder) = std::env::var_os(FOLDER).map(PathBuf::from) {
            crash(&folder, id);
        }
        for (case, noted) in [("here", vec![id]), ("elsewhere", vec![])] {
            let folder = tempfile::tempdir().unwrap();
            let child = Command::new(std::env::current_exe().unwrap())
                .args([
                    "--exact",
                    "crash::tests::a_bug_is_logged_notes_its_own_command_and_ends_the_program",
                ])
                .env(FOLDER, folder.path().join(case))
                .env_remove("RUST_LOG")
                .output()
                .unwrap();
            assert_eq!(child.status.signal(), Some(ABORTED), "{case}");
            let note = folder.path().join(case).join("poison");
            assert_eq!(poisoned(&note).unwrap(), noted, "{case}");
            let logs = std::fs::read_dir(folder.path().join(case).join("log")).unwrap();
            let log: String =
                logs.map(|log| std::fs::read_to_string(log.unwrap().path()).unwrap()).collect();
            assert!(log.contains("bug: one ticket at two counters"), "{case}: {log}");
        }
    }

    /// What the child does: it panics with a command in hand, or beside a thread that has one.
    fn crash(folder: &Path, id: CommandId) {
        keep::make_folder(folder).unwrap();
        crate::logging::start("crash", Some(&folder.join("log")));
        install(Some(folder.join("poison")));
        in_hand(Some(id));
        if folder.ends_with("elsewhere") {
            let other = std::thread::spawn(|| panic!("one ticket at two counters"));
            drop(other.join());
        }
        panic!("one ticket at two counters");
    }
}
