//! Makes the folder of the web app, which a fresh clone does not have yet, and watches it.

use std::fs;

fn main() -> std::io::Result<()> {
    fs::create_dir_all("../../dist")?;
    println!("cargo::rerun-if-changed=../../dist");
    println!("cargo::rerun-if-changed=build.rs");
    Ok(())
}
