//! The local socket by which operators reach a running bot.

use std::{
    fs, io,
    os::unix::fs::{DirBuilderExt as _, FileTypeExt as _, MetadataExt as _, PermissionsExt as _},
    path::{Path, PathBuf},
};

use tokio::net::UnixListener;

/// How long the path of a socket may be on every system: macOS takes 103 bytes, Linux 107.
const LONGEST: usize = 103;

/// A socket that only the bot's own user can connect to. It is removed when it is dropped.
#[derive(Debug)]
pub struct AdminSocket {
    pub(super) listener: UnixListener,
    path: PathBuf,
    /// The user whom it belongs to.
    pub(super) owner: u32,
}

impl AdminSocket {
    /// Where the socket of a database file stands: `<path>.sock`.
    pub fn beside(database: &Path) -> PathBuf {
        let mut name = database.as_os_str().to_owned();
        name.push(".sock");
        name.into()
    }

    /// Listens at that path. What a process left there that ended without removing it is replaced: call this only while you
    /// hold the lock of the database.
    ///
    /// # Errors
    ///
    /// If something else than a socket is there, the folder cannot be written, or the path is too long.
    pub fn bind(path: &Path) -> io::Result<Self> {
        if fs::symlink_metadata(path).is_ok_and(|found| !found.file_type().is_socket()) {
            let error = format!("{} is there and is no socket", path.display());
            return Err(io::Error::new(io::ErrorKind::AlreadyExists, error));
        }
        // It is made where nobody else can look, and comes out with its mode: at no moment may others connect.
        let mut private = path.as_os_str().to_owned();
        private.push(format!(".{}", std::process::id()));
        let private = Private(private.into());
        let _ = fs::remove_dir_all(&private.0); // of a process that had our number and was killed here
        fs::DirBuilder::new().mode(0o700).create(&private.0)?;
        let hidden = private.0.join("s");
        check_length(&hidden)?;
        let listener = UnixListener::bind(&hidden)?;
        fs::set_permissions(&hidden, fs::Permissions::from_mode(0o600))?;
        let owner = fs::metadata(&hidden)?.uid();
        fs::rename(&hidden, path)?;
        Ok(Self { listener, path: path.to_owned(), owner })
    }
}

impl Drop for AdminSocket {
    fn drop(&mut self) {
        let _ = fs::remove_file(&self.path); // a stale one is replaced at the next start
    }
}

/// A folder that is removed with all that is in it.
struct Private(PathBuf);

impl Drop for Private {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// Refuses a path that some systems would cut.
fn check_length(path: &Path) -> io::Result<()> {
    if path.as_os_str().len() <= LONGEST {
        return Ok(());
    }
    let error = format!(
        "the path of the socket is longer than {LONGEST} bytes; start the bot in the folder of the database, and name it \
         by a relative path (`database.url`)"
    );
    Err(io::Error::new(io::ErrorKind::InvalidInput, error))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn only_its_owner_may_connect_and_a_stale_one_is_replaced() {
        let folder = tempfile::tempdir().unwrap();
        let path = AdminSocket::beside(&folder.path().join("b.db"));
        drop(std::os::unix::net::UnixListener::bind(&path).unwrap()); // which leaves it there
        let socket = AdminSocket::bind(&path).unwrap();
        let metadata = fs::metadata(&path).unwrap();
        assert_eq!((metadata.permissions().mode() & 0o777, metadata.uid()), (0o600, socket.owner));
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1, "nothing else stays");
        tokio::net::UnixStream::connect(&path).await.unwrap();
        drop(socket);
        assert!(!path.exists());
    }

    #[tokio::test]
    async fn what_is_no_socket_is_left_alone_and_a_long_path_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("b.db.sock");
        fs::write(&path, "mine").unwrap();
        assert!(AdminSocket::bind(&path).is_err());
        assert_eq!(fs::read(&path).unwrap(), b"mine");
        let long = folder.path().join("b".repeat(120));
        let error = AdminSocket::bind(&long).unwrap_err().to_string();
        assert!(error.contains("relative path"), "{error}");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    }
}
