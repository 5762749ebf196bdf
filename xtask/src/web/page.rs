//! The page around the app: style, scripts, icons, manifest and the service worker.

use std::fs;
use std::path::Path;

use super::assets::BuiltFiles;
use super::bindings::Glue;
use super::words::PlainMessages;
use super::worker;
use crate::failure::Failure;
use crate::repository;

/// The service worker. It lists all other files, so it is made last.
const WORKER: &str = "sw.js";

/// The sample couple's script. It is fetched only when a person opens the sample.
pub(super) const SAMPLE: &str = "sample.en.txt";

/// Assembles all files of the app, each before the files that name it.
///
/// In a template `{{name}}` stands for the address of a file: `troth.js`, `troth.wasm`, `style.css`, `icons/...`, or
/// another script of the folder `page`.
/// Every `.js`, `.html` and `.webmanifest` of the folder `page` is taken; pages keep their names.
/// Scripts may name scripts that come before them by name; `boot.js` comes last and may name all.
pub(super) fn assemble(web_crate: &Path, glue: Glue) -> Result<BuiltFiles, Failure> {
    let page = web_crate.join("page");
    let mut assets = BuiltFiles::default();
    assets.add_hashed("troth.wasm", glue.wasm);
    assets.add_hashed("troth.js", glue.script);
    assets.add_hashed("style.css", join_styles(&web_crate.join("style"))?.into_bytes());
    add_icons(&mut assets, &page)?;
    add_scripts(&mut assets, &page)?;
    let words = PlainMessages::read(&web_crate.join("locales/en"))?;
    add_pages(&mut assets, &page, &read(&web_crate.join("assets/icons.svg"))?, &words)?;
    assets.add_named(SAMPLE, read(&web_crate.join("locales/en/sample.txt"))?.into_bytes());
    let worker = worker::write(&read(&page.join(WORKER))?, &assets)?;
    assets.add_named(WORKER, worker.into_bytes());
    Ok(assets)
}

fn add_icons(assets: &mut BuiltFiles, page: &Path) -> Result<(), Failure> {
    for path in repository::files_below(&page.join("icons"))? {
        let name = repository::name_below(page, &path);
        assets.add_hashed(&name, fs::read(&path).map_err(Failure::at(&path))?);
    }
    Ok(())
}

fn add_scripts(assets: &mut BuiltFiles, page: &Path) -> Result<(), Failure> {
    let mut names = names_ending(page, ".js")?;
    names.retain(|name| name != WORKER);
    names.sort_by_key(|name| (name == "boot.js", name.clone()));
    for name in names {
        let filled = assets.fill(&name, &read(&page.join(&name))?)?;
        assets.add_hashed(&name, filled.into_bytes());
    }
    Ok(())
}

/// Adds the pages. `{{icons.svg}}` stands for the sheet of line icons itself: screens refer into their own page.
/// `{{say name}}` stands for the words of a message.
fn add_pages(assets: &mut BuiltFiles, page: &Path, icons: &str, words: &PlainMessages) -> Result<(), Failure> {
    for name in names_ending(page, ".html")?.into_iter().chain(names_ending(page, ".webmanifest")?) {
        let said = words.fill(&name, &read(&page.join(&name))?.replace("{{icons.svg}}", icons))?;
        let filled = assets.fill(&name, &said)?;
        assets.add_named(&name, filled.into_bytes());
    }
    Ok(())
}

/// Lists the files directly in a folder by the end of their name, sorted.
fn names_ending(folder: &Path, end: &str) -> Result<Vec<String>, Failure> {
    let files = repository::files_below(folder)?;
    let here = files.iter().filter(|path| path.parent() == Some(folder));
    let names = here.filter_map(|path| Some(path.file_name()?.to_str()?.to_owned()));
    Ok(names.filter(|name| name.ends_with(end)).collect())
}

/// Joins the style sheets in the order of their names.
fn join_styles(folder: &Path) -> Result<String, Failure> {
    let mut joined = String::new();
    for path in repository::files_below(folder)? {
        if path.extension().is_some_and(|extension| extension == "css") {
            joined.push_str(&tighten_style(&read(&path)?));
        }
    }
    Ok(joined)
}

/// Takes comments and indentation out of a style sheet, and leaves the rest, strings included, as written.
fn tighten_style(source: &str) -> String {
    let mut tight = String::with_capacity(source.len());
    let (mut quote, mut rest) = (None, source);
    while let Some(letter) = rest.chars().next() {
        if quote.is_none() && rest.starts_with("/*") {
            rest = rest[2..].split_once("*/").map_or("", |(_, after)| after);
            continue;
        }
        match quote {
            Some(open) if open == letter => quote = None,
            None if letter == '"' || letter == '\'' => quote = Some(letter),
            _ => {}
        }
        tight.push(letter);
        rest = &rest[letter.len_utf8()..];
    }
    tight.lines().map(str::trim).filter(|line| !line.is_empty()).fold(String::new(), |all, line| all + line + "\n")
}

fn read(path: &Path) -> Result<String, Failure> {
    fs::read_to_string(path).map_err(Failure::at(path))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(source: &str, expected: &str) {
        assert_eq!(tighten_style(source), expected);
    }

    #[test]
    fn styles_lose_comments_and_indentation_only() {
        check("a {\n  color: red; /* why */\n}\n\n", "a {\ncolor: red;\n}\n");
        check("a::before { content: \"/* kept */\"; }", "a::before { content: \"/* kept */\"; }\n");
        check("a {} /* never closed", "a {}\n");
    }
}
