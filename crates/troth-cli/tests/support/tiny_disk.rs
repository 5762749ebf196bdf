//! A real file system of a few MiB, for tests of a full disk.

use std::path::Path;
use std::process::{Command, Stdio};

use tempfile::TempDir;

/// A mounted file system in memory; dropping it unmounts it.
pub struct TinyDisk(TempDir);

impl TinyDisk {
    /// Mounts one. Continuous integration has the rights to; a person's shell mostly does not.
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
        // Lazily, so that a server that still runs after a failed test cannot keep it mounted.
        quietly(Command::new("umount").arg("--lazy").arg(self.0.path()));
    }
}

fn quietly(command: &mut Command) -> bool {
    command.stdout(Stdio::null()).stderr(Stdio::null()).status().is_ok_and(|status| status.success())
}
