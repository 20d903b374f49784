//! The folder and the files that the store lives in: nobody else reads them, and one program at a time sets
//! them up.

use std::fs::{self, File, OpenOptions};
use std::io;
use std::path::{Path, PathBuf};

use chrono::{DateTime, Utc};

/// The name of the store in its folder.
const NAME: &str = "store.db";

/// Held while a store is set up, upgraded or set aside.
const LOCK: &str = "store.lock";

/// There where a store has turned out to be damaged while it was read.
const DAMAGE: &str = "store-damage-found";

/// What stands beside a database while it is open, or after it was cut off.
const COMPANIONS: [&str; 3] = ["-wal", "-shm", "-journal"];

/// The file of the store in `folder`; none, an empty path, where that is no place.
pub(super) fn file(folder: &Path) -> PathBuf {
    if folder.as_os_str().is_empty() {
        return PathBuf::new();
    }
    folder.join(NAME)
}

/// Makes the folder where it is missing, and keeps it private.
pub(super) fn prepare_folder(folder: &Path) -> io::Result<()> {
    let is_new = !folder.exists();
    if let (true, Some(parent)) = (is_new, folder.parent()) {
        fs::create_dir_all(parent)?;
    }
    if is_new {
        make_private_folder(folder)?;
    } else if is_ours_alone(folder)? {
        keep_private(folder, 0o700)?;
    }
    Ok(())
}

/// Makes the empty file where it is missing, and keeps it private; only for who holds the lock.
pub(super) fn prepare_file(folder: &Path) -> io::Result<()> {
    let file = file(folder);
    if file.symlink_metadata().is_err() {
        create_private(&file)?;
    }
    keep_private(&file, 0o600)
}

/// Whether nothing is in a folder but what belongs to a store.
fn is_ours_alone(folder: &Path) -> io::Result<bool> {
    for entry in fs::read_dir(folder)? {
        let name = entry?.file_name();
        if !name.as_encoded_bytes().starts_with(b"store") {
            return Ok(false);
        }
    }
    Ok(true)
}

/// Waits until no other program sets the store up; ends with the file that is returned.
pub(super) fn lock(folder: &Path) -> io::Result<File> {
    let path = folder.join(LOCK);
    let file = match create_private(&path) {
        Ok(file) => file,
        Err(_) => OpenOptions::new().read(true).write(true).open(&path)?,
    };
    match file.lock() {
        Err(error) if error.kind() != io::ErrorKind::Unsupported => Err(error),
        _ => Ok(file), // not every file system has locks
    }
}

/// Gives a damaged store and its companions a dated name; the new path of the store.
pub(super) fn set_aside(folder: &Path, now: DateTime<Utc>) -> io::Result<PathBuf> {
    let from = file(folder);
    let day = now.format("%Y-%m-%dT%H-%M-%SZ");
    let names = (0..).map(|number| match number {
        0 => format!("store-damaged-{day}.db"),
        _ => format!("store-damaged-{day}-{number}.db"),
    });
    let mut paths = names.map(|name| folder.join(name));
    let to = paths
        .find(|path| path.symlink_metadata().is_err())
        .unwrap_or_else(|| folder.join("store-damaged.db"));
    for companion in COMPANIONS {
        if beside(&from, companion).exists() {
            fs::rename(beside(&from, companion), beside(&to, companion))?;
        }
    }
    fs::rename(&from, &to)?;
    Ok(to)
}

/// Removes a database that was not completed, with what stands beside it, if it is there.
pub(super) fn remove(path: &Path) -> io::Result<()> {
    let beside = COMPANIONS.map(|companion| beside(path, companion));
    for path in beside.iter().map(PathBuf::as_path).chain([path]) {
        match fs::remove_file(path) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
            _ => {}
        }
    }
    Ok(())
}

fn beside(path: &Path, companion: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(companion);
    name.into()
}

/// Waits until what was made, renamed or removed in a folder is on the disk.
#[cfg(unix)]
pub(super) fn sync_folder(folder: &Path) -> io::Result<()> {
    match File::open(folder)?.sync_all() {
        // Not every file system can.
        Err(error) if error.kind() == io::ErrorKind::InvalidInput => Ok(()),
        synced => synced,
    }
}

#[cfg(not(unix))]
pub(super) fn sync_folder(_: &Path) -> io::Result<()> {
    Ok(())
}

/// Where a copy of the store as version `version` wrote it is kept.
pub(super) fn copy_of_version(folder: &Path, version: i64) -> PathBuf {
    folder.join(format!("store-version-{version}.db"))
}

/// Whether no program has the store in `folder` open, and the last one ended as it should.
pub(super) fn is_at_rest(folder: &Path) -> bool {
    let log = beside(&file(folder), "-wal");
    log.symlink_metadata().is_err()
}

/// Removes the copies of the store that earlier versions wrote.
pub(super) fn remove_copies(folder: &Path, version: i64) -> io::Result<()> {
    for version in 1..version {
        let copy = copy_of_version(folder, version);
        if copy.symlink_metadata().is_ok() {
            fs::remove_file(copy)?;
        }
    }
    Ok(())
}

/// Notes that the store in `folder` has turned out to be damaged, for the next program that opens it.
pub(super) fn note_damage(folder: &Path) {
    let _ = create_private(&folder.join(DAMAGE)); // else it is found again
}

/// Whether damage has been noted; then no longer.
pub(super) fn take_note_of_damage(folder: &Path) -> bool {
    fs::remove_file(folder.join(DAMAGE)).is_ok()
}

/// Makes an empty file that only its owner may read.
pub(super) fn create_private(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.read(true).write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}

fn make_private_folder(path: &Path) -> io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(path)
}

/// Takes away what `mode` does not give; gives nothing.
#[cfg(unix)]
fn keep_private(path: &Path, mode: u32) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    let mut permissions = fs::metadata(path)?.permissions();
    if permissions.mode() & 0o777 & !mode == 0 {
        return Ok(());
    }
    permissions.set_mode(permissions.mode() & mode);
    fs::set_permissions(path, permissions)
}

#[cfg(not(unix))]
fn keep_private(_: &Path, _: u32) -> io::Result<()> {
    Ok(())
}

/// A path from the bytes of the system.
#[cfg(unix)]
pub(super) fn path_of(bytes: &[u8]) -> PathBuf {
    use std::os::unix::ffi::OsStrExt;
    PathBuf::from(std::ffi::OsStr::from_bytes(bytes))
}

/// A path from the bytes of the system, as near as it can be told.
#[cfg(not(unix))]
pub(super) fn path_of(bytes: &[u8]) -> PathBuf {
    PathBuf::from(String::from_utf8_lossy(bytes).into_owned())
}

/// Whether nothing is at a path any more; not so where one cannot tell.
pub(super) fn is_gone(bytes: &[u8]) -> bool {
    let path = path_of(bytes);
    let is_missing = |error: io::Error| error.kind() == io::ErrorKind::NotFound;
    path.as_os_str().as_encoded_bytes() == bytes && path.symlink_metadata().is_err_and(is_missing)
}

#[cfg(all(test, unix))]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test may panic")]

    use std::os::unix::fs::PermissionsExt;

    use super::*;

    fn prepare(folder: &Path) -> io::Result<()> {
        prepare_folder(folder)?;
        prepare_file(folder)
    }

    fn mode(path: &Path) -> u32 {
        fs::metadata(path).unwrap().permissions().mode() & 0o777
    }

    #[test]
    fn the_folder_and_the_file_are_private() {
        let place = tempfile::tempdir().unwrap();
        let folder = place.path().join("a/b");
        prepare(&folder).unwrap();
        assert_eq!((mode(&folder), mode(&file(&folder))), (0o700, 0o600));
        fs::set_permissions(file(&folder), fs::Permissions::from_mode(0o644)).unwrap();
        fs::set_permissions(&folder, fs::Permissions::from_mode(0o755)).unwrap();
        prepare(&folder).unwrap();
        assert_eq!((mode(&folder), mode(&file(&folder))), (0o700, 0o600));
    }

    #[test]
    fn a_folder_that_must_not_be_written_stays_so() {
        let place = tempfile::tempdir().unwrap();
        let folder = place.path().join("store");
        fs::create_dir(&folder).unwrap();
        fs::set_permissions(&folder, fs::Permissions::from_mode(0o555)).unwrap();
        // Root may write whatever the bits say; the bits stay in any case.
        let _ = prepare(&folder);
        assert_eq!(mode(&folder), 0o500);
    }

    #[test]
    fn a_folder_of_other_things_is_left_as_it_is() {
        let place = tempfile::tempdir().unwrap();
        let folder = place.path().join("news");
        fs::create_dir(&folder).unwrap();
        fs::set_permissions(&folder, fs::Permissions::from_mode(0o755)).unwrap();
        fs::write(folder.join("a.txt"), "It sank.").unwrap();
        for _ in 0..2 {
            prepare(&folder).unwrap();
            assert_eq!((mode(&folder), mode(&file(&folder))), (0o755, 0o600));
        }
    }

    #[test]
    fn what_is_set_aside_has_a_name_of_its_own() {
        let place = tempfile::tempdir().unwrap();
        let mut names = Vec::new();
        for _ in 0..2 {
            prepare(place.path()).unwrap();
            fs::write(place.path().join("store.db-wal"), "").unwrap();
            let now = DateTime::from_timestamp(1_752_105_600, 0).unwrap();
            let path = set_aside(place.path(), now).unwrap();
            names.push(path.file_name().unwrap().to_owned());
            assert!(PathBuf::from(format!("{}-wal", path.display())).exists());
        }
        let expected = [
            "store-damaged-2025-07-10T00-00-00Z.db",
            "store-damaged-2025-07-10T00-00-00Z-1.db",
        ];
        assert_eq!(names, expected);
    }
}
