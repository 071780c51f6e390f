//! Why a journal cannot do what it was asked; every fault names the file that an operator can act on.
//!
//! `sqlite` makes them, the writer decides by them: `Busy` may be repeated, `Fenced` stops the hub,
//! anything else from an append leaves it unknown what was written.

use rusqlite::{Error, ErrorCode};
use std::io;
use std::path::{Path, PathBuf};
use thiserror::Error as ThisError;

/// A fault of the journal.
#[derive(Debug, ThisError)]
pub enum JournalError {
    /// The head is not the expected one: somebody else has written.
    #[error("the journal has been written to by another hub; this one has to stop")]
    Fenced,
    /// Another program holds the write lock; nothing was written.
    #[error("{} is being written to by another program; close it", .path.display())]
    Busy {
        /// The database.
        path: PathBuf,
    },
    /// The disk is full.
    #[error("no space left for {}; make room on its disk", .path.display())]
    Full {
        /// The database.
        path: PathBuf,
    },
    /// The file or its folder cannot be written to.
    #[error("{} cannot be written to; check its owner and its permissions", .path.display())]
    ReadOnly {
        /// The database.
        path: PathBuf,
    },
    /// The file is something else.
    #[error("{} is not an Antrean database; move it away or choose another folder", .path.display())]
    Foreign {
        /// The file.
        path: PathBuf,
    },
    /// A newer hub has written the file.
    #[error("{} was written by a newer hub (schema {schema}); install that hub again", .path.display())]
    Newer {
        /// The database.
        path: PathBuf,
        /// The schema or, for an entry, the version of its events.
        schema: u32,
    },
    /// Another hub runs on the folder.
    #[error("another hub is running on this folder: {} is locked", .path.display())]
    Locked {
        /// The lock file.
        path: PathBuf,
    },
    /// An entry is not what was written, or the file is damaged before it.
    #[error("{} is damaged at entry {seq}; restore the newest backup", .path.display())]
    Corrupt {
        /// The database.
        path: PathBuf,
        /// The first entry that is wrong.
        seq: u64,
    },
    /// The file as a whole is damaged.
    #[error("{} is damaged ({cause}); restore the newest backup", .path.display())]
    Damaged {
        /// The database.
        path: PathBuf,
        /// What was found.
        cause: rusqlite::Error,
    },
    /// The database does not promise that what it has committed survives a power cut.
    #[error("{} is not durable here: {setting} is {found}; use a local disk", .path.display())]
    NotDurable {
        /// The database.
        path: PathBuf,
        /// The setting.
        setting: &'static str,
        /// What it is instead.
        found: String,
    },
    /// An entry's events are of kinds that this hub does not know, though they are as they were
    /// written.
    #[error("{}: entry {seq} was written by another version of the hub: {cause}", .path.display())]
    Unreadable {
        /// The database.
        path: PathBuf,
        /// The entry.
        seq: u64,
        /// What is unknown.
        cause: serde_json::Error,
    },
    /// The batch breaks a rule of the database, such as a number given twice.
    #[error("{} refused the batch: {rule}", .path.display())]
    Refused {
        /// The database.
        path: PathBuf,
        /// The rule.
        rule: String,
    },
    /// The database failed in another way.
    #[error("{} failed: {cause}", .path.display())]
    Database {
        /// The database.
        path: PathBuf,
        /// How.
        cause: rusqlite::Error,
    },
    /// A file or folder failed.
    #[error("{} failed: {cause}", .path.display())]
    Io {
        /// Which.
        path: PathBuf,
        /// How.
        cause: io::Error,
    },
    /// A memory journal was told to fail here: nobody knows what was written.
    #[error("the journal does not say whether the batch was written")]
    Unknown,
}

impl JournalError {
    /// Names the fault behind an error of SQLite.
    pub(super) fn from_sqlite(path: &Path, cause: rusqlite::Error) -> Self {
        let path = path.to_owned();
        if let Error::FromSqlConversionFailure(..) | Error::InvalidColumnType(..) = cause {
            return Self::Damaged { path, cause };
        }
        match cause.sqlite_error_code() {
            Some(ErrorCode::DiskFull) => Self::Full { path },
            Some(ErrorCode::ReadOnly | ErrorCode::CannotOpen | ErrorCode::PermissionDenied) => {
                Self::ReadOnly { path }
            }
            Some(ErrorCode::NotADatabase) => Self::Foreign { path },
            Some(ErrorCode::DatabaseCorrupt) => Self::Damaged { path, cause },
            Some(ErrorCode::ConstraintViolation) => Self::Refused { path, rule: cause.to_string() },
            Some(_) | None => Self::Database { path, cause },
        }
    }

    /// Names the fault behind an error of the file system.
    pub(super) fn from_io(path: &Path, cause: io::Error) -> Self {
        use io::ErrorKind::{PermissionDenied, QuotaExceeded, ReadOnlyFilesystem, StorageFull};
        let path = path.to_owned();
        let kind = cause.kind();
        if matches!(kind, StorageFull | QuotaExceeded) {
            Self::Full { path }
        } else if matches!(kind, PermissionDenied | ReadOnlyFilesystem) {
            Self::ReadOnly { path }
        } else {
            Self::Io { path, cause }
        }
    }
}
