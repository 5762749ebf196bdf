//! Builds the web app, from source to the folder `dist` that the binary embeds.
//!
//! Steps: compile for browsers, generate bindings, name files by content, compress, measure.
//! No downloaded tool takes part: the bundler is a library of this program.

mod assets;
mod bindings;
mod compile;
mod pack;
mod page;
mod size;
mod stamp;
mod words;
mod worker;

use std::fs;

use crate::arguments::Flavour;
use crate::failure::Failure;
use crate::repository::Repository;
use crate::say;
use crate::toolchain;

pub(crate) use size::SizeReport;

/// Brings `dist` up to date with the sources, and measures it.
///
/// Does nothing if no source, flag or compiler has changed.
pub(crate) fn build(repository: &Repository, flavour: Flavour) -> Result<SizeReport, Failure> {
    let toolchain = toolchain::prepare(repository)?;
    let stamp = stamp::compute(repository, flavour, &toolchain)?;
    if stamp::is_current(repository, &stamp) {
        say::progress("the web app is up to date");
    } else {
        toolchain::announce(&toolchain);
        let wasm = compile::run(repository, flavour, &toolchain)?;
        say::step("bundling the web app", || bundle(repository, flavour, &wasm))?;
        stamp::keep(repository, &stamp)?;
    }
    SizeReport::weigh(&repository.dist())
}

/// Fills a new folder beside `dist`, and moves it into place once it is complete.
fn bundle(repository: &Repository, flavour: Flavour, wasm: &std::path::Path) -> Result<(), Failure> {
    let glue = bindings::generate(repository, flavour, wasm)?;
    let files = page::assemble(&repository.web_crate(), glue)?;
    let (dist, draft) = (repository.dist(), repository.root().join("target/dist-draft"));
    if draft.exists() {
        fs::remove_dir_all(&draft).map_err(Failure::at(&draft))?;
    }
    files.write(&draft, flavour)?;
    if dist.exists() {
        fs::remove_dir_all(&dist).map_err(Failure::at(&dist))?;
    }
    fs::rename(&draft, &dist).map_err(Failure::at(&dist))
}
