//! The tests' needs besides Rust: a browser, Node with its packages, Python.

use std::env;
use std::path::{Path, PathBuf};

use crate::failure::Failure;
use crate::program;
use crate::repository::Repository;
use crate::say;
use crate::toolchain;

/// Names of browsers that the tests can drive.
const BROWSERS: [&str; 4] = ["chromium", "chromium-browser", "google-chrome-stable", "google-chrome"];

/// Finds a browser for the tests; installs one if none is found.
pub(crate) fn prepare_browser() -> Result<PathBuf, Failure> {
    if let Some(chosen) = env::var_os("CHROMIUM").map(PathBuf::from) {
        return Ok(chosen);
    }
    if let Some(found) = find_browser() {
        return Ok(found);
    }
    toolchain::install_packages(&["chromium"], "a browser for the tests")?;
    find_browser().ok_or_else(|| Failure::new("chromium was installed and yet is not on the search path"))
}

fn find_browser() -> Option<PathBuf> {
    BROWSERS.iter().find_map(|name| program::find(name))
}

/// Installs the browser tests' packages from their lock file, unless that is done.
pub(crate) fn prepare_node(repository: &Repository) -> Result<(), Failure> {
    if program::find("node").is_none() || program::find("npm").is_none() {
        toolchain::install_packages(&["nodejs", "npm"], "Node, for the browser tests,")?;
    }
    install_locked(&repository.e2e())
}

/// Installs Lighthouse, which the bench alone needs, unless that was done.
pub(crate) fn prepare_lighthouse(repository: &Repository) -> Result<(), Failure> {
    install_locked(&repository.e2e().join("bench"))
}

/// Installs what a folder's lock file says, unless that was done.
fn install_locked(folder: &Path) -> Result<(), Failure> {
    let lock = std::fs::read(folder.join("package-lock.json")).map_err(Failure::at(folder))?;
    let stamp = folder.join("node_modules/.troth-lock");
    let wanted = blake3::hash(&lock).to_hex().to_string();
    if std::fs::read_to_string(&stamp).is_ok_and(|kept| kept == wanted) {
        return Ok(());
    }
    let mut npm = program::command_in(folder, "npm");
    npm.args(["ci", "--no-audit", "--no-fund", "--ignore-scripts"]);
    program::run_quietly(&format!("npm ci in {}", folder.display()), &mut npm)?;
    std::fs::write(&stamp, wanted).map_err(Failure::at(&stamp))
}

/// Finds Python for the independent decoder; installs it if it is missing.
pub(crate) fn prepare_python() -> Result<(), Failure> {
    if program::find("python3").is_none() {
        toolchain::install_packages(&["python3"], "Python, for the independent decoder,")?;
    }
    Ok(())
}

/// Describes this machine for a table of measurements: processor, cores, memory.
pub(crate) fn describe() -> String {
    let processor = read_field("/proc/cpuinfo", "model name").unwrap_or_else(|| env::consts::ARCH.to_owned());
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let memory_kib =
        read_field("/proc/meminfo", "MemTotal").and_then(|text| text.split(' ').next()?.parse::<u64>().ok());
    let memory = memory_kib.map_or_else(String::new, |kib| format!(", {} GiB", kib / (1024 * 1024)));
    format!("{processor}, {cores} cores{memory}, {}", env::consts::OS)
}

fn read_field(file: &str, name: &str) -> Option<String> {
    let text = std::fs::read_to_string(file).ok()?;
    let line = text.lines().find(|line| line.starts_with(name))?;
    Some(line.split_once(':')?.1.trim().to_owned())
}

/// Prints the machine, so that a log names it.
pub(crate) fn announce() {
    say::progress(&format!("machine: {}", describe()));
}
