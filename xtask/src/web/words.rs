//! Messages of the app for pages that are shown before the app has loaded.

use std::collections::BTreeMap;
use std::path::Path;

use fluent_syntax::ast::{Entry, Pattern, PatternElement};
use fluent_syntax::parser;

use crate::failure::Failure;
use crate::repository;

/// The messages of one language without arguments; the others need the app.
#[derive(Debug, Default)]
pub(super) struct PlainMessages {
    messages: BTreeMap<String, String>,
}

impl PlainMessages {
    /// Reads all messages of a folder. It skips messages that do not parse, which the app's own test reports.
    pub(super) fn read(folder: &Path) -> Result<Self, Failure> {
        let mut words = Self::default();
        for path in repository::files_below(folder)? {
            if path.extension().is_some_and(|extension| extension == "ftl") {
                words.add(&std::fs::read_to_string(&path).map_err(Failure::at(&path))?);
            }
        }
        Ok(words)
    }

    fn add(&mut self, source: &str) {
        let parsed = parser::parse(source).unwrap_or_else(|(readable, _)| readable);
        for entry in parsed.body {
            if let Entry::Message(message) = entry
                && let Some(said) = message.value.as_ref().and_then(plain)
            {
                self.messages.insert(message.id.name.to_owned(), said);
            }
        }
    }

    /// Replaces each `{{say name}}` in a page by that message.
    pub(super) fn fill(&self, file: &str, page: &str) -> Result<String, Failure> {
        let (mut filled, mut left) = (String::new(), page);
        while let Some((before, part)) = left.split_once("{{say ") {
            let (name, rest) =
                part.split_once("}}").ok_or_else(|| Failure::new(format!("{file}: `{{{{say` is never closed")))?;
            let said = self.messages.get(name).ok_or_else(|| {
                Failure::new(format!("{file}: no message `{name}` of plain words"))
                    .remedy("pages take messages without arguments only")
            })?;
            filled.push_str(before);
            filled.push_str(&escape(said));
            left = rest;
        }
        filled.push_str(left);
        Ok(filled)
    }
}

/// Returns the text of a pattern that is only text.
fn plain(pattern: &Pattern<&str>) -> Option<String> {
    let words = pattern.elements.iter().map(|element| match element {
        PatternElement::TextElement { value } => Some(*value),
        PatternElement::Placeable { .. } => None,
    });
    words.collect()
}

fn escape(words: &str) -> String {
    words.replace('&', "&amp;").replace('<', "&lt;").replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, reason = "tests may panic")]
    use super::*;

    #[test]
    fn a_page_gets_plain_words_or_a_named_mistake() {
        let mut words = PlainMessages::default();
        words.add("wait = Still <on> its way\nhello = Hello, { $name }\n");
        assert_eq!(words.fill("index.html", "<p>{{say wait}}</p>").unwrap(), "<p>Still &lt;on> its way</p>");
        assert!(words.fill("index.html", "{{say hello}}").unwrap_err().to_string().contains("`hello`"));
        assert!(words.fill("index.html", "{{say nothing}}").is_err());
        assert!(words.fill("index.html", "{{say wait").is_err());
    }
}
