//! Binds the compiled module to JavaScript.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use wasm_bindgen_cli_support::Bindgen;

use crate::arguments::Flavour;
use crate::failure::Failure;
use crate::repository::Repository;

/// A module that a browser can run, and the JavaScript that calls it.
#[derive(Debug)]
pub(super) struct Glue {
    pub(super) script: Vec<u8>,
    pub(super) wasm: Vec<u8>,
}

/// What the generated files are called.
const NAME: &str = "troth";

/// Ways from a string to markup.
const MARKUP_FROM_STRINGS: [&str; 4] = [".innerHTML", ".outerHTML", "insertAdjacentHTML", "createContextualFragment"];

/// Generates the glue for a compiled module.
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
    Ok(with_numbers(Glue { script, wasm: read(&folder.join("troth_bg.wasm"))? }))
}

/// Digits of the hash at the end of a name by which module and script find each other.
const HASH_DIGITS: usize = 16;

/// Puts numbers in place of the hashes: they are as long, and so keep every length in the module right. A hash is what no
/// packing makes smaller, and each stands in both files.
fn with_numbers(mut glue: Glue) -> Glue {
    let mut numbers = BTreeMap::new();
    for at in 0..glue.script.len() {
        if let Some(hash) = hash_at(&glue.script, at) {
            let next = numbers.len();
            numbers.entry(hash.to_vec()).or_insert(next);
        }
    }
    for file in [&mut glue.script, &mut glue.wasm] {
        for at in 0..file.len() {
            let number = hash_at(file, at).and_then(|hash| numbers.get(hash));
            if let Some(number) = number {
                file[at + 1..][..HASH_DIGITS].copy_from_slice(format!("{number:0HASH_DIGITS$}").as_bytes());
            }
        }
    }
    glue
}

/// The hash behind the mark that begins here: `_` before one in a name, `h` where the compiler made it.
fn hash_at(bytes: &[u8], at: usize) -> Option<&[u8]> {
    let is_hex = |byte: &u8| matches!(byte, b'0'..=b'9' | b'a'..=b'f');
    let (mark, rest) = bytes.get(at..)?.split_first()?;
    let hash = rest.get(..HASH_DIGITS).filter(|hash| matches!(mark, b'_' | b'h') && hash.iter().all(is_hex))?;
    let goes_on = rest.get(HASH_DIGITS).is_some_and(|byte| byte.is_ascii_alphanumeric() || *byte == b'_');
    (!goes_on).then_some(hash)
}

/// A dependency that brings its own JavaScript would run it unread in everyone's browser.
fn refuse_foreign_scripts(folder: &Path) -> Result<(), Failure> {
    if folder.join("snippets").exists() {
        return Err(Failure::new("a dependency of troth-web brings its own JavaScript")
            .remedy(format!("look at {}/snippets, and do without that dependency", folder.display())));
    }
    Ok(())
}

/// Our policy stops markup that is made from strings, but only in a browser and only on the screen that does it.
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hashes_become_numbers_of_their_length_in_both_files_alike() {
        let script = "__wbg_new_00fa17ed94e6c1bb: a, __wbg_set_9c82e5ff7da13a40(x) invoke__h3f8e31d2f64ab09c; __wbg_new_00fa17ed94e6c1bb";
        let wasm = b"\x00\x1a__wbg_set_9c82e5ff7da13a40\x00\x1a__wbg_new_00fa17ed94e6c1bb\x01_0123456789abcdef";
        let glue = with_numbers(Glue { script: script.into(), wasm: wasm.to_vec() });
        let expected = "__wbg_new_0000000000000000: a, __wbg_set_0000000000000001(x) invoke__h0000000000000002; __wbg_new_0000000000000000";
        assert_eq!(glue.script, expected.as_bytes());
        let expected = b"\x00\x1a__wbg_set_0000000000000001\x00\x1a__wbg_new_0000000000000000\x01_0123456789abcdef";
        assert_eq!(glue.wasm, expected, "what the script doesn't name stays");
    }
}
