//! The binary `troth`: reads arguments, opens a relay, and serves it with the web app until it is asked to stop.
//!
//! It holds no decision about data: those are the relay's and the app's. Begin with `serve`.

mod app_files;
mod arguments;
mod failure;
mod serve;

use std::process::ExitCode;

use arguments::Command;
use failure::Failure;

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            say_failure(&failure);
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<(), Failure> {
    match arguments::parse(std::env::args_os())? {
        Command::Serve(options) => serve::serve(options),
        Command::Say(text) => {
            say(&text);
            Ok(())
        }
    }
}

#[expect(clippy::print_stdout, reason = "the one place that prints to the terminal")]
fn say(line: &str) {
    println!("{line}");
}

#[expect(clippy::print_stderr, reason = "the one place that prints errors to the terminal")]
fn say_failure(failure: &Failure) {
    eprintln!("troth: {failure}");
}
