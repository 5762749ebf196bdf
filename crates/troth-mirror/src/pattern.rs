//! The lexicon's little language, and how a sentence is held against it.
//!
//! A pattern is a row of items between spaces:
//!
//! | item | stands for |
//! |---|---|
//! | `sorry` | that word |
//! | `if\|when` | one of these words |
//! | `-ed` | a word that ends so |
//! | `DEED` | one word of the set of that name; a set holds alternatives, and may hold sets |
//! | `?so` | that item, or nothing |
//! | `!tea` | here doesn't stand that item; takes no word |
//! | `~`, `~~~` | up to four words whatever they are, for each `~` |
//! | `^`, `$` | a pause or an end stands before, after |
//!
//! Nothing reaches over the end of a sentence or into a quotation.

use std::ops::Range;

use crate::lexicon::SETS;
use crate::reading::{Gap, Word};

/// Words that one `~` may step over.
const STEP: usize = 4;

/// Lists where a pattern holds in a sentence, as ranges of words; none is empty.
pub(crate) fn find<'a>(pattern: &'a str, sentence: &'a [Word<'a>]) -> impl Iterator<Item = Range<usize>> + 'a {
    let ranges = (0..sentence.len()).filter_map(|at| Some(at..end_of(pattern, sentence, at)?));
    ranges.filter(|range| !range.is_empty())
}

/// Says whether one of the patterns holds anywhere in a sentence.
pub(crate) fn any_holds(patterns: &[&str], sentence: &[Word<'_>]) -> bool {
    patterns.iter().any(|pattern| find(pattern, sentence).next().is_some())
}

/// Says whether one of the patterns holds right at `at`.
pub(crate) fn any_holds_at(patterns: &[&str], sentence: &[Word<'_>], at: usize) -> bool {
    patterns.iter().any(|pattern| end_of(pattern, sentence, at).is_some())
}

/// Follows a pattern from `at` and says which word it ends before.
fn end_of(pattern: &str, sentence: &[Word<'_>], at: usize) -> Option<usize> {
    let (item, rest) = cut(pattern);
    let next = |at| end_of(rest, sentence, at);
    let holds = |item| is_one_of(item, sentence, at);
    match item.as_bytes() {
        [] => Some(at),
        [b'?', ..] => next(at + 1).filter(|_| holds(&item[1..])).or_else(|| next(at)),
        [b'!', ..] => next(at).filter(|_| !holds(&item[1..])),
        [b'~', ..] => step_over(STEP * item.len(), sentence, at).find_map(next),
        [b'^'] => next(at).filter(|_| sentence.get(at).is_some_and(|word| word.gap > Gap::Space)),
        [b'$'] => next(at).filter(|_| sentence.get(at).is_none_or(|word| word.gap > Gap::Space)),
        _ if holds(item) => next(at + 1),
        _ => None,
    }
}

fn cut(pattern: &str) -> (&str, &str) {
    pattern.split_once(' ').unwrap_or((pattern, ""))
}

/// Lists the places that up to `most` unquoted words lead to.
fn step_over(most: usize, sentence: &[Word<'_>], at: usize) -> impl Iterator<Item = usize> {
    let quoted = sentence.iter().skip(at).take(most).position(|word| word.quoted);
    at..=(at + quoted.unwrap_or(most)).min(sentence.len())
}

fn is_one_of(item: &str, sentence: &[Word<'_>], at: usize) -> bool {
    sentence.get(at).is_some_and(|word| !word.quoted && names(item, word.text))
}

fn names(item: &str, word: &str) -> bool {
    item.split('|').any(|alternative| match alternative.as_bytes() {
        [b'A'..=b'Z', ..] => names(set(alternative), word),
        [b'-', ..] => word.ends_with(&alternative[1..]),
        _ => alternative == word,
    })
}

fn set(name: &str) -> &'static str {
    SETS.iter().find(|(known, _)| *known == name).map_or("", |(_, words)| words)
}
