//! Generates the JavaScript bindings of the compiled module.

use std::fs;
use std::path::Path;

use wasm_bindgen_cli_support::Bindgen;

use crate::arguments::Flavour;
use crate::failure::Failure;
use crate::repository::Repository;

/// A module for browsers, and its JavaScript.
#[derive(Debug)]
pub(super) struct Glue {
    pub(super) script: Vec<u8>,
    pub(super) wasm: Vec<u8>,
}

/// Base name of the generated files.
const NAME: &str = "troth";

/// Functions that make markup from a string.
const MARKUP_FROM_STRINGS: [&str; 4] = [".innerHTML", ".outerHTML", "insertAdjacentHTML", "createContextualFragment"];

/// Generates the bindings for a compiled module.
pub(super) fn generate(repository: &Repository, flavour: Flavour, wasm: &Path) -> Result<Glue, Failure> {
    let folder = repository.web_target().join("bindings");
    if folder.exists() {
        fs::remove_dir_all(&folder).map_err(Failure::at(&folder))?;
    }
    let mut bindgen = Bindgen::new();
    bindgen.input_path(wasm).out_name(NAME).typescript(false).omit_default_module_path(true);
    bindgen.remove_name_section(flavour == Flavour::Release).remove_producers_section(true);
    bindgen
        .web(true)
        .and_then(|web| web.generate(&folder))
        .map_err(|error| Failure::new(format!("wasm-bindgen: {error:#}")))?;
    refuse_foreign_scripts(&folder)?;
    let script = read(&folder.join("troth.js"))?;
    refuse_markup_from_strings(&script)?;
    Ok(Glue { script, wasm: read(&folder.join("troth_bg.wasm"))? })
}

/// Refuses a dependency's own JavaScript: it would run unreviewed in every browser.
fn refuse_foreign_scripts(folder: &Path) -> Result<(), Failure> {
    if folder.join("snippets").exists() {
        return Err(Failure::new("a dependency of troth-web brings its own JavaScript")
            .remedy(format!("look at {}/snippets, and do without that dependency", folder.display())));
    }
    Ok(())
}

/// Refuses markup from strings. The content policy stops it too, but only in a browser and on the screen concerned.
fn refuse_markup_from_strings(script: &[u8]) -> Result<(), Failure> {
    let script = String::from_utf8_lossy(script);
    match MARKUP_FROM_STRINGS.iter().find(|name| script.contains(**name)) {
        None => Ok(()),
        Some(name) => Err(Failure::new(format!("the app uses {name}, which its Content-Security-Policy forbids"))
            .remedy("build it out of elements, and never with `dangerously_set_inner_html`")),
    }
}

fn read(path: &Path) -> Result<Vec<u8>, Failure> {
    fs::read(path).map_err(Failure::at(path))
}
