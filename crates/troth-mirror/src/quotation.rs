//! The quoted parts of a text.
//!
//! A double mark that is never closed quotes the rest of its paragraph: when in doubt, the mirror is silent.
//! A single mark is a quotation only if it opens before a word and closes after one; else it is an apostrophe.

use std::ops::Range;

use crate::reading::{is_apostrophe, is_letter};

/// Most bytes from a single mark to its partner: a few sentences, and a bound on the work.
const SINGLE_MAX: usize = 600;
/// Words that begin with an apostrophe and quote nothing.
const ELIDED: &[&str] = &["cause", "cos", "coz", "til", "till", "em", "tis", "twas", "bout", "n"];

/// The quoted parts of a text, in order.
pub(crate) struct Quotations(Vec<Range<usize>>);

impl Quotations {
    pub(crate) fn of(text: &str) -> Self {
        let mut found = Vec::new();
        let mut at = 0;
        while let Some(mark) = text[at..].chars().next() {
            let next = at + mark.len_utf8();
            at = match end_of_quotation(text, at, mark) {
                Some(end) => {
                    found.push(at..end);
                    end.max(next)
                }
                None => next,
            };
        }
        Self(found)
    }

    /// Tells whether the byte at `at` is quoted.
    pub(crate) fn hold(&self, at: usize) -> bool {
        let next = self.0.partition_point(|range| range.end <= at);
        self.0.get(next).is_some_and(|range| range.start <= at)
    }
}

fn end_of_quotation(text: &str, at: usize, mark: char) -> Option<usize> {
    let inside = &text[at + mark.len_utf8()..];
    let length = match mark {
        '"' => Some(double_length(inside, &['"'])),
        '\u{201c}' | '\u{201e}' => Some(double_length(inside, &['\u{201d}', '\u{201c}', '"'])),
        '\u{ab}' => Some(double_length(inside, &['\u{bb}'])),
        '\'' | '\u{2018}' if opens(text, at, inside) => single_length(inside),
        _ => None,
    };
    length.map(|length| at + mark.len_utf8() + length)
}

/// Returns the length up to the closing mark, or to the end of the paragraph.
fn double_length(inside: &str, closing: &[char]) -> usize {
    let paragraph = inside.find("\n\n").unwrap_or(inside.len());
    inside[..paragraph].find(closing).unwrap_or(paragraph)
}

fn opens(text: &str, at: usize, inside: &str) -> bool {
    let after_word = text[..at].chars().next_back().is_some_and(is_letter);
    let word = &inside[..inside.find(|mark| !is_letter(mark)).unwrap_or(inside.len())];
    !after_word && !word.is_empty() && !ELIDED.iter().any(|elided| elided.eq_ignore_ascii_case(word))
}

/// Returns the length up to an apostrophe that ends a word and that no letter follows.
fn single_length(inside: &str) -> Option<usize> {
    let mut before = ' ';
    let mut marks = inside.char_indices().take_while(|(at, _)| *at < SINGLE_MAX).peekable();
    while let Some((at, mark)) = marks.next() {
        let ends_a_word = !marks.peek().is_some_and(|(_, next)| is_letter(*next));
        if is_apostrophe(mark) && ends_a_word && !before.is_whitespace() {
            return Some(at);
        }
        before = mark;
    }
    None
}
