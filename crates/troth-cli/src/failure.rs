//! Failures that end the program: one line, with a remedy.

use std::fmt;
use std::io;
use std::net::SocketAddr;

use troth_relay::{RelayOpenError, ServeError};

/// A failure with a hint for the person at the terminal.
#[derive(Debug)]
pub(crate) struct Failure {
    what: String,
    hint: &'static str,
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}. {}", self.what, self.hint)
    }
}

impl Failure {
    pub(crate) fn usage(what: String) -> Self {
        Self { what, hint: "See troth --help." }
    }

    pub(crate) fn bind(address: SocketAddr, error: &io::Error) -> Self {
        let hint = match error.kind() {
            io::ErrorKind::AddrInUse => "Another program uses this port: stop it, or choose another with --port.",
            io::ErrorKind::PermissionDenied => "Ports below 1024 need more rights: choose another with --port.",
            io::ErrorKind::AddrNotAvailable => "This machine does not have that address: check --listen.",
            _ => "Check --listen and --port.",
        };
        Self { what: format!("cannot listen on {address} ({error})"), hint }
    }

    pub(crate) fn end(error: &ServeError) -> Self {
        Self { what: error.to_string(), hint: "Nothing that was acknowledged is lost: start troth again." }
    }

    pub(crate) fn system(what: &str, error: &dyn fmt::Display) -> Self {
        Self {
            what: format!("{what} ({error})"),
            hint: "This machine is short of something: memory, threads or handles.",
        }
    }
}

impl From<RelayOpenError> for Failure {
    fn from(error: RelayOpenError) -> Self {
        let hint = match &error {
            RelayOpenError::Folder { .. } => "Choose a folder that you may write with --data.",
            RelayOpenError::InUse { .. } => "Stop the other one, or choose another folder with --data.",
            RelayOpenError::Newer { .. } => "Use the newer troth; nothing was changed.",
            RelayOpenError::Thread(_) => "This machine is short of threads or memory.",
            RelayOpenError::Database(_) => {
                "Check that the disk has room and that the folder is a relay's; nothing was changed."
            }
        };
        let cause = std::error::Error::source(&error).map_or_else(String::new, |cause| format!(" ({cause})"));
        Self { what: format!("{error}{cause}"), hint }
    }
}
