//! The binary under test: the real `troth serve`, started, used and killed.

#![allow(
    dead_code,
    unreachable_pub,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "tests may panic, and no test uses everything"
)]

pub mod changed;
pub mod forger;
#[path = "../../../troth-relay/tests/support/http.rs"]
pub mod http;
pub mod paths;
pub mod person;
pub mod thief;
pub mod tiny_disk;
pub mod years;

use std::io::{BufRead, BufReader, Read};
use std::net::SocketAddr;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{SystemTime, UNIX_EPOCH};

use http::Device;

/// A running `troth serve`.
pub struct Server {
    pub address: SocketAddr,
    pub child: Child,
}

impl Server {
    pub fn start(data: &Path, more: &[&str]) -> Self {
        let mut child = command(data, &[&["--port", "0"], more].concat()).spawn().unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.as_mut().unwrap()).read_line(&mut line).unwrap();
        let address = line.trim_end().strip_prefix("Troth is ready at http://").expect("the one line").parse().unwrap();
        Self { address, child }
    }

    pub fn device(&self, seed: u8) -> Device {
        let mut device = Device::new(self.address, seed);
        device.sign_in(unix_minutes());
        device
    }

    /// Kills the process without running its signal handlers.
    pub fn kill(mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

pub fn command(data: &Path, more: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_troth"));
    command.arg("serve").arg("--data").arg(data).args(more);
    command.stdout(Stdio::piped()).stderr(Stdio::piped()).stdin(Stdio::null());
    command
}

/// Runs a `troth serve` that should end by itself, and returns its one line of complaint.
pub fn complaint(data: &Path, more: &[&str]) -> String {
    let mut child = command(data, more).spawn().unwrap();
    let status = child.wait().unwrap();
    let (mut said, mut complained) = (String::new(), String::new());
    child.stdout.take().unwrap().read_to_string(&mut said).unwrap();
    child.stderr.take().unwrap().read_to_string(&mut complained).unwrap();
    assert_eq!((status.code(), said.as_str()), (Some(1), ""), "{complained}");
    assert_eq!(complained.trim_end().lines().count(), 1, "{complained}");
    complained
}

pub fn unix_minutes() -> u64 {
    SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_secs() / 60
}
