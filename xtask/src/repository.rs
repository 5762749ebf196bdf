//! Locations: the folders of this repository, and the user's own.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};

use crate::failure::Failure;

/// The folders of one clone.
#[derive(Clone, Debug)]
pub(crate) struct Repository {
    root: PathBuf,
}

impl Repository {
    /// Finds the clone that this program was built from.
    pub(crate) fn find() -> Result<Self, Failure> {
        let manifest =
            env::var_os("CARGO_MANIFEST_DIR").map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")), PathBuf::from);
        let root = manifest.parent().ok_or_else(|| Failure::new("xtask lies outside of its repository"))?;
        Ok(Self { root: root.to_path_buf() })
    }

    pub(crate) fn root(&self) -> &Path {
        &self.root
    }

    /// The finished web app, which the binary embeds.
    pub(crate) fn dist(&self) -> PathBuf {
        self.root.join("dist")
    }

    pub(crate) fn web_crate(&self) -> PathBuf {
        self.root.join("crates/troth-web")
    }

    pub(crate) fn e2e(&self) -> PathBuf {
        self.root.join("e2e")
    }

    /// Build results for this machine.
    pub(crate) fn target(&self) -> PathBuf {
        env::var_os("CARGO_TARGET_DIR").map_or_else(|| self.root.join("target"), |dir| self.root.join(dir))
    }

    /// Build results for browsers. They are apart because another compiler may make them, and so that the two builds
    /// never wait for each other's lock.
    pub(crate) fn web_target(&self) -> PathBuf {
        self.target().join("web")
    }
}

/// Returns the folder for reproducible files: `$XDG_CACHE_HOME/troth` or `~/.cache/troth`.
pub(crate) fn user_cache() -> Result<PathBuf, Failure> {
    user_folder("XDG_CACHE_HOME", ".cache")
}

/// Returns the folder for files to keep: `$XDG_DATA_HOME/troth` or `~/.local/share/troth`.
pub(crate) fn user_data() -> Result<PathBuf, Failure> {
    user_folder("XDG_DATA_HOME", ".local/share")
}

fn user_folder(variable: &str, below_home: &str) -> Result<PathBuf, Failure> {
    let chosen = env::var_os(variable).map(PathBuf::from).filter(|path| path.is_absolute());
    let base = chosen.or_else(|| env::var_os("HOME").map(|home| PathBuf::from(home).join(below_home)));
    let base = base.ok_or_else(|| Failure::new(format!("neither HOME nor {variable} is set")))?;
    Ok(base.join("troth"))
}

/// Names a file as seen from a folder that [`files_below`] found it in.
pub(crate) fn name_below(folder: &Path, file: &Path) -> String {
    #[expect(clippy::expect_used, reason = "a full path in its place would name this machine in what is published")]
    let name = file.strip_prefix(folder).expect("a file of this folder");
    name.to_string_lossy().into_owned()
}

/// Lists all files below a folder, sorted, so that hashes over them are the same on every machine.
pub(crate) fn files_below(folder: &Path) -> Result<Vec<PathBuf>, Failure> {
    let mut found = Vec::new();
    let mut open = vec![folder.to_path_buf()];
    while let Some(next) = open.pop() {
        for entry in fs::read_dir(&next).map_err(Failure::at(&next))? {
            let path = entry.map_err(Failure::at(&next))?.path();
            if path.is_dir() { open.push(path) } else { found.push(path) }
        }
    }
    found.sort();
    Ok(found)
}
