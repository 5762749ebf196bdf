//! As much of Markdown as these tests read: code spans, links, pictures, headings and tables.

use std::collections::{BTreeMap, BTreeSet};

/// How names of files end that a document may mean.
const EXTENSIONS: [&str; 15] =
    ["rs", "md", "mjs", "js", "ftl", "css", "html", "toml", "txt", "json", "jsonl", "py", "svg", "png", "webp"];

pub(crate) struct Document {
    pub(crate) name: String,
    pub(crate) text: String,
}

impl Document {
    /// Lists code spans with the number of their line; fenced blocks hold commands and drawings, and are left out.
    pub(crate) fn spans(&self) -> Vec<(usize, &str)> {
        self.prose().flat_map(|(line, text)| spans(text).into_iter().map(move |span| (line, span))).collect()
    }

    /// Lists the targets of links and pictures.
    pub(crate) fn links(&self) -> Vec<(usize, &str)> {
        self.prose().flat_map(|(line, text)| targets(text, "](").into_iter().map(move |found| (line, found))).collect()
    }

    /// The rows below a heading, without those that name and rule the columns.
    pub(crate) fn table_under(&self, heading: &str) -> Vec<Vec<String>> {
        let below = self.text.lines().skip_while(|line| *line != heading).skip(1);
        let section = below.take_while(|line| !line.starts_with("## "));
        section.filter(|line| line.starts_with('|')).skip(2).map(cells).collect()
    }

    /// The bullets or rows of the list or table that follows a line with this opening, without a table's head.
    pub(crate) fn items_after(&self, opening: &str) -> Vec<&str> {
        let below = self.text.lines().skip_while(|line| !line.starts_with(opening)).skip(1);
        let list = below.skip_while(|line| line.is_empty()).take_while(|line| !line.is_empty());
        let items: Vec<_> = list.filter(|line| line.starts_with("- ") || line.starts_with('|')).collect();
        let head = if items.first().is_some_and(|line| line.starts_with('|')) { 2 } else { 0 };
        items.into_iter().skip(head).collect()
    }

    /// All rows whose first cell is a number, by that number.
    pub(crate) fn numbered_rows(&self) -> BTreeMap<u32, Vec<String>> {
        let rows = self.text.lines().filter(|line| line.starts_with('|')).map(cells);
        rows.filter_map(|cells| Some((cells[0].parse().ok()?, cells))).collect()
    }

    fn prose(&self) -> impl Iterator<Item = (usize, &str)> {
        let mut fenced = false;
        self.text.lines().enumerate().filter_map(move |(at, line)| {
            let is_fence = line.trim_start().starts_with("```");
            fenced ^= is_fence;
            (!fenced && !is_fence).then_some((at + 1, line))
        })
    }
}

/// Lists the code spans of one line.
pub(crate) fn spans(line: &str) -> Vec<&str> {
    line.split('`').skip(1).step_by(2).collect()
}

/// Lists the pictures of one line: of Markdown, and of the HTML that sets their width.
pub(crate) fn pictures(line: &str) -> Vec<&str> {
    let html = line.split("<img ").skip(1).filter_map(|tag| tag.split_once("src=\"")?.1.split_once('"'));
    targets(line, "![").into_iter().chain(html.map(|(source, _)| source)).collect()
}

fn targets<'a>(line: &'a str, opening: &str) -> Vec<&'a str> {
    let rest = line.split(opening).skip(1);
    let parts = rest.map(|rest| if opening == "](" { Some(rest) } else { rest.split_once("](").map(|(_, to)| to) });
    parts.flatten().filter_map(|rest| rest.split_once(')')).map(|(target, _)| target).collect()
}

fn cells(row: &str) -> Vec<String> {
    row.trim_matches('|').split('|').map(|cell| cell.trim().to_owned()).collect()
}

/// Makes the anchors of a page's headings as code hosts do: lower case, hyphens for spaces, no punctuation.
pub(crate) fn anchors(text: &str) -> BTreeSet<String> {
    let headings = text.lines().filter(|line| line.starts_with('#')).map(|line| line.trim_start_matches('#').trim());
    let keep = |c: char| c.is_alphanumeric() || c == '-' || c == ' ' || c == '_';
    headings
        .map(|title| title.to_lowercase().chars().filter(|c| keep(*c)).collect::<String>().replace(' ', "-"))
        .collect()
}

/// Whether a code span means a file or folder.
pub(crate) fn is_path(span: &str) -> bool {
    let is_plain = |c: char| c.is_ascii_alphanumeric() || "_-./".contains(c);
    let ends_like_a_file =
        || span.rsplit_once('.').is_some_and(|(stem, end)| !stem.is_empty() && EXTENSIONS.contains(&end));
    span.chars().all(is_plain) && !span.starts_with('/') && (span.contains('/') || ends_like_a_file())
}

pub(crate) fn is_identifier(span: &str) -> bool {
    !span.is_empty() && span.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_')
}

/// Reads the requirements that a test's name begins with: `care_12_and_14_no_permission` names 12 and 14.
pub(crate) fn care_numbers(test: &str) -> Vec<u32> {
    let Some(rest) = test.strip_prefix("care_") else {
        return Vec::new();
    };
    let parts = rest.split('_').filter(|part| *part != "and").map_while(|part| part.parse().ok());
    parts.collect()
}

#[test]
fn a_name_says_which_requirements_it_holds() {
    assert_eq!(care_numbers("care_12_and_14_no_permission_is_asked_for"), [12, 14]);
    assert_eq!(care_numbers("care_01_02_03_05_the_check"), [1, 2, 3, 5]);
    assert!(care_numbers("careful_12").is_empty());
}

#[test]
fn paths_links_and_pictures_are_told_from_words() {
    assert!(is_path("place/impact.rs") && is_path("deny.toml") && is_path("screens/"));
    assert!(!is_path("/health") && !is_path("serde") && !is_path("a / b") && !is_path("0.9.4") && !is_path("impact"));
    assert_eq!(targets("see [a](b.md#c) and [d](e)", "]("), ["b.md#c", "e"]);
    assert_eq!(pictures("![x](one.png) <img width=\"3\" src=\"two.png\">"), ["one.png", "two.png"]);
    assert!(
        anchors("## Who it is not for\n# 1. It's `so`")
            .is_superset(&["who-it-is-not-for".into(), "1-its-so".into()].into())
    );
}
