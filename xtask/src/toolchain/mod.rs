//! Chooses the compiler for browsers.
//!
//! In this order: the toolchain in use has the target; rustup adds it; Debian's packages are there or can be
//! installed; else one clear line.
//! `TROTH_WASM_TOOLCHAIN=rustup|system` overrides the order. `RUSTUP_AUTO_INSTALL=0`, which tells rustup not to
//! download by itself, also keeps these commands from asking it to.

mod debian;
mod rustup;
mod sysroot;

use std::env;
use std::ffi::OsString;
use std::path::PathBuf;

use crate::failure::Failure;
use crate::repository::Repository;
use crate::say;

pub(crate) use debian::install_packages;

/// The target of everything that runs in a browser.
pub(crate) const WASM: &str = "wasm32-unknown-unknown";

/// A compiler that builds for browsers.
#[derive(Clone, Debug)]
pub(crate) enum WasmToolchain {
    /// The toolchain in use, which has the target.
    Active,
    /// Another compiler, with a standard library that these commands built for it.
    System { rustc: PathBuf, sysroot: PathBuf },
}

impl WasmToolchain {
    /// Returns the compiler for `RUSTC`; `None` leaves cargo its own.
    pub(crate) fn rustc(&self) -> Option<&PathBuf> {
        match self {
            Self::Active => None,
            Self::System { rustc, .. } => Some(rustc),
        }
    }

    /// Lists the flags that this compiler needs to find its standard library.
    pub(crate) fn flags(&self) -> Vec<OsString> {
        match self {
            Self::Active => Vec::new(),
            Self::System { sysroot, .. } => vec!["--sysroot".into(), sysroot.into()],
        }
    }

    /// Identifies the compiler in stamps: toolchains with equal identities build the same bytes.
    pub(crate) fn identity(&self) -> Result<String, Failure> {
        match self {
            Self::Active => rustup::version(),
            Self::System { sysroot, .. } => Ok(sysroot.display().to_string()),
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum ToolchainChoice {
    Any,
    Rustup,
    System,
}

/// Finds or installs a compiler for browsers.
pub(crate) fn prepare(repository: &Repository) -> Result<WasmToolchain, Failure> {
    let set = env::var_os("TROTH_WASM_TOOLCHAIN");
    let choice = read_choice(set.as_ref().map(|value| value.to_string_lossy()).as_deref())?;
    if choice != ToolchainChoice::System {
        if rustup::has_target(repository)? {
            return Ok(WasmToolchain::Active);
        }
        if rustup::may_download(choice == ToolchainChoice::Rustup) && rustup::add_target(repository) {
            return Ok(WasmToolchain::Active);
        }
    }
    if choice == ToolchainChoice::Rustup {
        let failure = Failure::new(format!("rustup could not add the target {WASM}"));
        return Err(failure.remedy("unset TROTH_WASM_TOOLCHAIN to let Debian's packages do it"));
    }
    let rustc = debian::prepare()?;
    let sysroot = sysroot::prepare(&rustc)?;
    Ok(WasmToolchain::System { rustc, sysroot })
}

fn read_choice(value: Option<&str>) -> Result<ToolchainChoice, Failure> {
    match value {
        None | Some("") => Ok(ToolchainChoice::Any),
        Some("rustup") => Ok(ToolchainChoice::Rustup),
        Some("system") => Ok(ToolchainChoice::System),
        Some(other) => Err(Failure::new(format!("TROTH_WASM_TOOLCHAIN is `rustup` or `system`, not `{other}`"))),
    }
}

/// Prints which compiler builds the web app.
pub(crate) fn announce(toolchain: &WasmToolchain) {
    match toolchain {
        WasmToolchain::Active => say::progress("the toolchain in use builds the web app"),
        WasmToolchain::System { rustc, .. } => say::progress(&format!("{} builds the web app", rustc.display())),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, reason = "tests may panic")]
    use super::*;

    #[test]
    fn the_override_is_read_strictly() {
        assert_eq!(read_choice(None).unwrap(), ToolchainChoice::Any);
        assert_eq!(read_choice(Some("system")).unwrap(), ToolchainChoice::System);
        assert_eq!(read_choice(Some("rustup")).unwrap(), ToolchainChoice::Rustup);
        assert!(read_choice(Some("System")).is_err());
    }
}
