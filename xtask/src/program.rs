//! Runs other programs: quietly while they work, with their output if they fail.

use std::ffi::OsStr;
use std::io::{self, BufRead, BufReader, Read};
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::mpsc::{self, RecvTimeoutError};
use std::thread;
use std::time::{Duration, Instant};

use crate::failure::Failure;
use crate::say;

/// Interval between signs of life of a long step.
const HEARTBEAT: Duration = Duration::from_secs(15);

/// Most lines shown of a failed program's output: enough for a compiler's whole complaint.
const SHOWN_LINES: usize = 200;

/// Runs a program with its output visible.
pub(crate) fn run(command: &mut Command) -> Result<(), Failure> {
    let status = command.status().map_err(|error| not_started(command, &error))?;
    if status.success() { Ok(()) } else { Err(failed(command)) }
}

/// Runs a program and returns its standard output.
pub(crate) fn output(command: &mut Command) -> Result<String, Failure> {
    let output = command.output().map_err(|error| not_started(command, &error))?;
    if !output.status.success() {
        let complaint = String::from_utf8_lossy(&output.stderr).trim().to_owned();
        return Err(failed(command).remedy(complaint));
    }
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}

/// Runs a long, verbose program: shows a line of progress now and then, and its output only if it fails.
pub(crate) fn run_quietly(name: &str, command: &mut Command) -> Result<(), Failure> {
    let start = Instant::now();
    let mut child = command
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .map_err(|error| not_started(command, &error))?;
    let lines = child.stderr.take().map_or_else(Vec::new, |stderr| follow(name, start, stderr));
    let status = child.wait().map_err(|error| not_started(command, &error))?;
    if !status.success() {
        let from = lines.len().saturating_sub(SHOWN_LINES);
        return Err(failed(command).remedy(lines[from..].join("\n  ")));
    }
    say::progress(&format!("{name}: done in {}", say::clock(start.elapsed())));
    Ok(())
}

/// Gathers a program's lines until it closes its output, with signs of life in between.
fn follow(name: &str, start: Instant, stderr: impl Read + Send + 'static) -> Vec<String> {
    let incoming = read_lines(stderr);
    let (mut lines, mut last, mut compiled) = (Vec::new(), start, 0_u32);
    loop {
        match incoming.recv_timeout(HEARTBEAT) {
            Ok(line) => {
                let is_progress = line.trim_start().starts_with("Compiling");
                compiled += u32::from(is_progress);
                lines.extend((!is_progress).then_some(line));
            }
            Err(RecvTimeoutError::Timeout) => {}
            Err(RecvTimeoutError::Disconnected) => return lines,
        }
        if last.elapsed() >= HEARTBEAT {
            last = Instant::now();
            say::progress(&format!("{name}: {compiled} crates after {}", say::clock(start.elapsed())));
        }
    }
}

fn read_lines(source: impl Read + Send + 'static) -> mpsc::Receiver<String> {
    let (sender, receiver) = mpsc::channel();
    // When the output breaks off there is no more to follow; how the program ended is asked of the program.
    thread::spawn(move || lines_of(source).map_while(Result::ok).try_for_each(|line| sender.send(line)));
    receiver
}

/// Reads a program's output line by line. A byte that is no text becomes a replacement character: to stop reading there
/// would close the pipe, and so end the program.
pub(crate) fn lines_of(source: impl Read) -> impl Iterator<Item = io::Result<String>> {
    let lines = BufReader::new(source).split(b'\n');
    lines.map(|line| line.map(|bytes| String::from_utf8_lossy(&bytes).trim_end_matches('\r').to_owned()))
}

/// Finds a program on the search path.
pub(crate) fn find(name: &str) -> Option<std::path::PathBuf> {
    let paths = std::env::var_os("PATH")?;
    std::env::split_paths(&paths).map(|folder| folder.join(name)).find(|path| path.is_file())
}

/// Makes a command that works in `folder`.
pub(crate) fn command_in(folder: &Path, program: impl AsRef<OsStr>) -> Command {
    let mut command = Command::new(program);
    command.current_dir(folder);
    command
}

fn not_started(command: &Command, error: &std::io::Error) -> Failure {
    Failure::new(format!("could not start {}: {error}", command.get_program().display()))
}

fn failed(command: &Command) -> Failure {
    let words: Vec<_> =
        std::iter::once(command.get_program()).chain(command.get_args()).map(OsStr::to_string_lossy).collect();
    Failure::new(format!("this failed: {}", words.join(" ")))
}
