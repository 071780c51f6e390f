//! Small files that survive a power cut: whole replacement and appended lines (sync.md 12).
//!
//! Called by the link, the kiosk's day file, the display's cursor and the panic hook. It knows
//! paths and bytes, never what they mean. The hub's journal is SQLite and not its business.

use serde::Serialize;
use serde::de::DeserializeOwned;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use thiserror::Error;

/// Says which file failed and how.
#[derive(Debug, Error)]
pub enum StoreError {
    /// Reading or writing failed.
    #[error("{}: {source}", path.display())]
    File {
        /// The file or folder.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// The file is larger than anything that was written there.
    #[error("{}: more than {bytes_max} bytes", path.display())]
    TooLarge {
        /// The file.
        path: PathBuf,
        /// The bound.
        bytes_max: u64,
    },
    /// The file holds something else.
    #[error("{}: {field}: not what was written there", path.display())]
    Form {
        /// The file.
        path: PathBuf,
        /// Where in it.
        field: String,
    },
    /// Another program uses the folder.
    #[error("{}: another program uses this folder; give each its own with --state", path.display())]
    Taken {
        /// The folder.
        path: PathBuf,
    },
}

fn fault(path: &Path) -> impl FnOnce(io::Error) -> StoreError {
    let path = path.to_owned();
    move |source| StoreError::File { path, source }
}

/// Makes a folder and those above it, unless they exist.
pub fn make_folder(folder: &Path) -> Result<(), StoreError> {
    fs::create_dir_all(folder).map_err(fault(folder))
}

/// Keeps a second program out of a folder for as long as the returned file lives.
pub fn lock_folder(folder: &Path) -> Result<File, StoreError> {
    lock(&folder.join("lock"))
}

/// Takes a file for this program alone for as long as the returned one lives.
pub fn lock(path: &Path) -> Result<File, StoreError> {
    let mut options = OpenOptions::new();
    let file = options.create(true).truncate(false).write(true).open(path).map_err(fault(path))?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(fs::TryLockError::WouldBlock) => {
            Err(StoreError::Taken { path: folder_of(path).to_owned() })
        }
        Err(fs::TryLockError::Error(error)) => Err(fault(path)(error)),
    }
}

/// Replaces a file as a whole: after a power cut there is the old one or the new one.
pub fn replace(path: &Path, bytes: &[u8]) -> Result<(), StoreError> {
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(".new");
    let temporary = path.with_file_name(name);
    let write = || -> io::Result<()> {
        let mut file = File::create(&temporary)?;
        file.write_all(bytes)?;
        file.sync_all()?;
        fs::rename(&temporary, path)?;
        sync_folder_of(path)
    };
    write().map_err(fault(path))
}

/// Replaces a file by a value as JSON.
pub fn replace_json<T: Serialize>(path: &Path, value: &T) -> Result<(), StoreError> {
    let mut text = serde_json::to_vec(value).expect("what is kept is plain data");
    text.push(b'\n');
    replace(path, &text)
}

/// Appends a line and returns when it is on the disk.
pub fn append_line(path: &Path, line: &str) -> Result<(), StoreError> {
    append(path, line).and_then(|file| file.sync_data()).map_err(fault(path))
}

/// Appends a line that a power cut may take away again.
pub fn append_line_lazily(path: &Path, line: &str) -> Result<(), StoreError> {
    append(path, line).map(drop).map_err(fault(path))
}

/// Reads a file; none if there is none.
pub fn read(path: &Path, bytes_max: u64) -> Result<Option<Vec<u8>>, StoreError> {
    let file = match File::open(path) {
        Ok(file) => file,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(fault(path)(error)),
    };
    let mut bytes = Vec::new();
    file.take(bytes_max + 1).read_to_end(&mut bytes).map_err(fault(path))?;
    if bytes.len() as u64 > bytes_max {
        return Err(StoreError::TooLarge { path: path.to_owned(), bytes_max });
    }
    Ok(Some(bytes))
}

/// Reads a JSON file; none if there is none.
pub fn read_json<T: DeserializeOwned>(
    path: &Path,
    bytes_max: u64,
) -> Result<Option<T>, StoreError> {
    let Some(bytes) = read(path, bytes_max)? else { return Ok(None) };
    let mut json = serde_json::Deserializer::from_slice(&bytes);
    serde_path_to_error::deserialize(&mut json).map(Some).map_err(|error| StoreError::Form {
        path: path.to_owned(),
        field: error.path().to_string(),
    })
}

/// Opens for appending; a line that a power cut has torn is ended first, so that it spoils no other.
fn append(path: &Path, line: &str) -> io::Result<File> {
    let fresh = !path.exists();
    let mut file = OpenOptions::new().create(true).append(true).read(true).open(path)?;
    if fresh {
        sync_folder_of(path)?;
    }
    let mut text = String::with_capacity(line.len() + 2);
    if file.metadata()?.len() > 0 {
        let mut last = [0];
        file.seek(SeekFrom::End(-1))?;
        file.read_exact(&mut last)?;
        if last != [b'\n'] {
            text.push('\n');
        }
    }
    text.push_str(line);
    text.push('\n');
    file.write_all(text.as_bytes())?;
    Ok(file)
}

fn sync_folder_of(path: &Path) -> io::Result<()> {
    File::open(folder_of(path))?.sync_all()
}

fn folder_of(path: &Path) -> &Path {
    match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        Some(_) | None => Path::new("."),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_replaced_whole_and_nothing_is_left_beside_it() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("cursor.json");
        assert!(read(&path, 100).unwrap().is_none());
        replace(&path, b"a long first text").unwrap();
        replace_json(&path, &[1, 2]).unwrap();
        assert_eq!(read(&path, 100).unwrap().unwrap(), b"[1,2]\n");
        assert_eq!(read_json::<Vec<u8>>(&path, 100).unwrap(), Some(vec![1, 2]));
        let names: Vec<_> = fs::read_dir(folder.path()).unwrap().collect();
        assert_eq!(names.len(), 1);
    }

    #[test]
    fn a_failed_replacement_leaves_the_old_file() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("seen.json");
        replace(&path, b"old").unwrap();
        fs::create_dir(folder.path().join("seen.json.new")).unwrap();
        assert!(matches!(replace(&path, b"new"), Err(StoreError::File { .. })));
        assert_eq!(fs::read(&path).unwrap(), b"old");
    }

    #[test]
    fn a_torn_line_spoils_no_other() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("tickets.jsonl");
        append_line(&path, "one").unwrap();
        fs::write(&path, "one\ntw").unwrap();
        append_line_lazily(&path, "three").unwrap();
        assert_eq!(fs::read_to_string(&path).unwrap(), "one\ntw\nthree\n");
    }

    #[test]
    fn what_is_too_large_or_of_another_form_is_named() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("cursor.json");
        replace(&path, br#"{"spoken":"Budi"}"#).unwrap();
        assert!(matches!(read(&path, 5), Err(StoreError::TooLarge { bytes_max: 5, .. })));
        let form = read_json::<std::collections::BTreeMap<String, u8>>(&path, 100).unwrap_err();
        assert!(form.to_string().ends_with("cursor.json: spoken: not what was written there"));
    }

    #[test]
    fn a_folder_has_one_owner_at_a_time() {
        let folder = tempfile::tempdir().unwrap();
        let first = lock_folder(folder.path()).unwrap();
        assert!(matches!(lock_folder(folder.path()), Err(StoreError::Taken { .. })));
        drop(first);
        lock_folder(folder.path()).unwrap();
    }
}
