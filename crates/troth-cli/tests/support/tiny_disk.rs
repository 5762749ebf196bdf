//! A real file system of a few MiB, to be filled up.

use std::path::Path;
use std::process::{Command, Stdio};

use tempfile::TempDir;

/// A mounted file system in memory; it is gone with this value.
pub struct TinyDisk(TempDir);

impl TinyDisk {
    /// Mounts one, which takes the rights to do so: continuous integration has them, a person's shell mostly not.
    pub fn mount() -> Option<Self> {
        let folder = TempDir::new().unwrap();
        let mount = ["-t", "tmpfs", "-o", "size=4m", "none"];
        quietly(Command::new("mount").args(mount).arg(folder.path())).then_some(Self(folder))
    }

    pub fn path(&self) -> &Path {
        self.0.path()
    }
}

impl Drop for TinyDisk {
    fn drop(&mut self) {
        // Lazily: a server that still runs on it when a test has failed must not keep it mounted.
        quietly(Command::new("umount").arg("--lazy").arg(self.0.path()));
    }
}

fn quietly(command: &mut Command) -> bool {
    command.stdout(Stdio::null()).stderr(Stdio::null()).status().is_ok_and(|status| status.success())
}
