//! The pattern language of the lexicon, and its matcher.
//!
//! A pattern is a row of items between spaces:
//!
//! | item | stands for |
//! |---|---|
//! | `sorry` | that word |
//! | `if\|when` | one of these words |
//! | `-ed` | a word with that ending |
//! | `DEED` | one word of the set of that name |
//! | `?so` | that item, or nothing |
//! | `!tea` | any place but before that item; takes no word |
//! | `~`, `~~~` | up to four words of any kind, for each `~` |
//! | `^`, `$` | a pause or an end stands before, after |
//!
//! No pattern reaches over the end of a sentence or into a quotation.
//! The first item of a pattern is a word, a set or `^`, because [`Reading`] can look those up.

use std::ops::Range;

use crate::reading::{Gap, Reading, Word};

/// Words that one `~` may step over.
const STEP: usize = 4;

/// A match: a sentence and the range of its words.
pub(crate) struct Found<'r, 'a> {
    pub(crate) sentence: &'r [Word<'a>],
    pub(crate) words: Range<usize>,
}

impl Found<'_, '_> {
    /// Returns the bytes of the matched words in the text.
    pub(crate) fn bytes(&self) -> Range<usize> {
        self.sentence[self.words.start].start..self.sentence[self.words.end - 1].end
    }
}

/// Lists all matches of the patterns in a text.
pub(crate) fn find<'r, 'a>(patterns: &[&str], reading: &'r Reading<'a>) -> Vec<Found<'r, 'a>> {
    let mut all = Vec::new();
    for pattern in patterns {
        for place in reading.places(cut(pattern).0) {
            let (sentence, at) = reading.sentence_at(place);
            all.extend(end_of(pattern, sentence, at).map(|end| Found { sentence, words: at..end }));
        }
    }
    all
}

/// Returns where one of the patterns ends, if one matches anywhere in these words.
pub(crate) fn end_of_any(patterns: &[&str], words: &[Word<'_>]) -> Option<usize> {
    patterns.iter().find_map(|pattern| (0..words.len()).find_map(|at| end_of(pattern, words, at)))
}

/// Tells whether one of the patterns matches at `at`.
pub(crate) fn any_holds_at(patterns: &[&str], words: &[Word<'_>], at: usize) -> bool {
    patterns.iter().any(|pattern| end_of(pattern, words, at).is_some())
}

/// Matches a pattern from `at`, and returns the word after its end.
fn end_of(pattern: &str, words: &[Word<'_>], at: usize) -> Option<usize> {
    let (item, rest) = cut(pattern);
    let next = |at| end_of(rest, words, at);
    let holds = |item| words.get(at).is_some_and(|word| !word.quoted && word.is_one_of(item));
    match item.as_bytes() {
        [] => Some(at),
        [b'?', ..] if holds(&item[1..]) => next(at + 1).or_else(|| next(at)),
        [b'?', ..] => next(at),
        [b'!', ..] if holds(&item[1..]) => None,
        [b'!', ..] => next(at),
        [b'~', ..] => step_over(STEP * item.len(), words, at).find_map(next),
        [b'^'] => next(at).filter(|_| words.get(at).is_some_and(|word| word.gap > Gap::Space)),
        [b'$'] => next(at).filter(|_| words.get(at).is_none_or(|word| word.gap > Gap::Space)),
        _ if holds(item) => next(at + 1),
        _ => None,
    }
}

fn cut(pattern: &str) -> (&str, &str) {
    pattern.split_once(' ').unwrap_or((pattern, ""))
}

/// Lists the places after up to `most` unquoted words.
fn step_over(most: usize, words: &[Word<'_>], at: usize) -> impl Iterator<Item = usize> {
    let quoted = words.iter().skip(at).take(most).position(|word| word.quoted);
    at..=(at + quoted.unwrap_or(most)).min(words.len())
}
