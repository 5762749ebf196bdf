//! The commands of this repository: `cargo xtask serve | test | ci | web | bench | mutants | dist | pictures | weeks`.
//!
//! These commands detect, announce and install everything that a fresh machine lacks, so no page of instructions can go
//! stale. Nothing here is part of what people run. Begin with [`serve`]; [`toolchain`] explains the choice of compiler.

mod arguments;
mod bench;
mod cargo;
mod dist;
mod failure;
mod machine;
mod mutants;
mod pictures;
mod program;
mod repository;
mod say;
mod serve;
mod suite;
mod toolchain;
mod web;
mod weeks;

use std::process::ExitCode;

use arguments::Command;
use failure::Failure;

fn main() -> ExitCode {
    match arguments::parse(std::env::args_os()).and_then(carry_out) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            say::failure(&failure);
            ExitCode::FAILURE
        }
    }
}

fn carry_out(command: Command) -> Result<(), Failure> {
    let repository = repository::Repository::find()?;
    match command {
        Command::Help(text) => say::line(&text),
        Command::Web(flavour) => web::build(&repository, flavour)?.print(),
        Command::Serve(options) => serve::run(&repository, &options)?,
        Command::Test => suite::run(&repository, suite::Caller::Person)?,
        Command::Ci => suite::run(&repository, suite::Caller::Ci)?,
        Command::Bench => bench::run(&repository)?,
        Command::Mutants(wanted) => mutants::run(&repository, &wanted)?,
        Command::Dist => dist::run(&repository)?,
        Command::Pictures => pictures::run(&repository)?,
        Command::Weeks => weeks::run(&repository)?,
    }
    Ok(())
}
