//! `cargo xtask serve`: from a fresh clone to a running app.

use std::fs;
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::path::PathBuf;
use std::process::{Child, Command};
use std::thread;
use std::time::{Duration, Instant};

use crate::arguments::{Flavour, Opens, ServeOptions};
use crate::cargo;
use crate::failure::Failure;
use crate::program;
use crate::repository::{self, Repository};
use crate::say;
use crate::web;

/// Longest start of a server. A slower one has failed and printed its reason.
const START_LIMIT: Duration = Duration::from_secs(30);

/// Interval between checks of a starting server.
const ASK_EVERY: Duration = Duration::from_millis(50);

/// The fragment that opens the sample couple.
const SAMPLE: &str = "/#sample";

/// Sets up, builds and starts Troth, and waits until it ends.
pub(crate) fn run(repository: &Repository, options: &ServeOptions) -> Result<(), Failure> {
    refuse_used_port(options.port)?;
    let data = options.data.clone().map_or_else(repository::user_data, Ok)?;
    let binary = build(repository, options.flavour)?;
    fs::create_dir_all(&data).map_err(Failure::at(&data))?;
    let port = options.port.to_string();
    let mut command = Command::new(binary);
    command.args(["serve", "--port", &port, "--data"]).arg(&data);
    let mut server = command.spawn().map_err(|error| Failure::new(format!("troth did not start: {error}")))?;
    wait_until_ready(&mut server, options.port)?;
    let behind = match options.opens {
        Opens::App => "",
        Opens::Sample => SAMPLE,
    };
    say::line(&format!("Troth is ready: http://localhost:{port}{behind} (data in {}; Ctrl-C ends it)", data.display()));
    let status = server.wait().map_err(|error| Failure::new(error.to_string()))?;
    if status.success() { Ok(()) } else { Err(Failure::new(format!("troth ended with {status}"))) }
}

/// Builds the app and the binary that serves it, and returns the binary.
///
/// The binary's libraries compile at the same time as the app, because linking leaves a core idle.
pub(crate) fn build(repository: &Repository, flavour: Flavour) -> Result<PathBuf, Failure> {
    let mut libraries = cargo::build(repository, "troth-relay", flavour);
    libraries.arg("--quiet");
    let beside = thread::spawn(move || program::run_quietly("relay", &mut libraries));
    let app = web::build(repository, flavour);
    let relay = beside.join().map_err(|_| Failure::new("the build of the relay came to a sudden end"))?;
    app?;
    relay?;
    program::run_quietly("troth", &mut cargo::build(repository, "troth-cli", flavour))?;
    let folder = match flavour {
        Flavour::Release => "release",
        Flavour::Dev => "debug",
    };
    Ok(repository.target().join(folder).join("troth"))
}

fn refuse_used_port(port: u16) -> Result<(), Failure> {
    let free = TcpListener::bind((Ipv4Addr::LOCALHOST, port)).map(drop);
    free.map_err(|error| {
        Failure::new(format!("port {port} cannot be used: {error}")).remedy("choose another with --port N")
    })
}

fn wait_until_ready(server: &mut Child, port: u16) -> Result<(), Failure> {
    let start = Instant::now();
    while start.elapsed() < START_LIMIT {
        if TcpStream::connect((Ipv4Addr::LOCALHOST, port)).is_ok() {
            return Ok(());
        }
        if let Ok(Some(status)) = server.try_wait() {
            return Err(Failure::new(format!("troth ended with {status} before it was ready")));
        }
        thread::sleep(ASK_EVERY);
    }
    // One that can't be ended has ended by itself.
    let _ = server.kill();
    Err(Failure::new(format!("troth did not answer on port {port} within {} s", START_LIMIT.as_secs())))
}
