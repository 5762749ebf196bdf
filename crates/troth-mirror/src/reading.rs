//! A text as words, with what stands between them.

use std::ops::Range;

use crate::quotation::Quotations;
use crate::spelling;

/// One word as the lexicon sees it; a contraction yields two that share their place.
#[derive(Clone, Copy)]
pub(crate) struct Word<'a> {
    /// Lower case, without apostrophes.
    pub(crate) text: &'a str,
    /// First byte in the text.
    pub(crate) start: usize,
    /// Byte after the last one.
    pub(crate) end: usize,
    /// What stands between the word before and this one.
    pub(crate) gap: Gap,
    /// Somebody else's words, or words held at arm's length.
    pub(crate) quoted: bool,
}

/// What stands between two words; the strongest mark counts.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Gap {
    /// At most a space.
    Space,
    /// A mark within a sentence: comma, dash, bracket, emoji.
    Pause,
    /// The end of a sentence.
    Stop,
}

/// Splits a text into words. `lower` is the text in ASCII lower case, so that places agree byte for byte.
pub(crate) fn read<'a>(text: &str, lower: &'a str) -> Vec<Word<'a>> {
    let quotations = Quotations::of(text);
    let mut words = Vec::with_capacity(text.len() / 4);
    let (mut gap, mut at) = (Gap::Stop, 0);
    while let Some(mark) = lower[at..].chars().next() {
        if is_letter(mark) {
            let end = word_end(lower, at);
            spell(&mut words, lower, at..end, gap, quotations.hold(at));
            (gap, at) = (Gap::Space, end);
        } else {
            at += mark.len_utf8();
            gap = gap.max(gap_of(mark, &text[at..]));
        }
    }
    words
}

/// Splits words into sentences.
pub(crate) fn sentences<'w, 'a>(words: &'w [Word<'a>]) -> impl Iterator<Item = &'w [Word<'a>]> {
    words.chunk_by(|_, next| next.gap < Gap::Stop)
}

fn spell<'a>(words: &mut Vec<Word<'a>>, lower: &'a str, place: Range<usize>, gap: Gap, quoted: bool) {
    let (first, second) = spelling::expand(&lower[place.clone()]);
    let word = |text, gap| Word { text, start: place.start, end: place.end, gap, quoted };
    words.push(word(first, gap));
    if !second.is_empty() {
        words.push(word(second, Gap::Space));
    }
}

/// Finds where a word ends: an apostrophe belongs to it when a letter follows.
fn word_end(text: &str, start: usize) -> usize {
    let mut marks = text[start..].char_indices().peekable();
    while let Some((at, mark)) = marks.next() {
        let goes_on = is_letter(mark) || is_apostrophe(mark) && marks.peek().is_some_and(|(_, next)| is_letter(*next));
        if !goes_on {
            return start + at;
        }
    }
    text.len()
}

/// A coarse rule, because Unicode's tables would weigh more than the rest of this crate.
///
/// What is neither ASCII nor a mark, symbol or emoji counts as a letter.
pub(crate) fn is_letter(mark: char) -> bool {
    let is_symbol = matches!(mark,
        '\u{80}'..='\u{bf}' | '\u{2000}'..='\u{2bff}' | '\u{3000}'..='\u{303f}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}')
        || mark >= '\u{1f000}';
    mark.is_ascii_alphanumeric() || !mark.is_ascii() && !is_symbol
}

pub(crate) fn is_apostrophe(mark: char) -> bool {
    matches!(mark, '\'' | '\u{2019}' | '\u{2018}' | '`')
}

/// Says how strongly a mark parts two words; a point inside a number or an abbreviation doesn't.
fn gap_of(mark: char, rest: &str) -> Gap {
    match mark {
        '.' if rest.starts_with(is_letter) => Gap::Space,
        '.' | '!' | '?' | '\u{2026}' | '\u{2029}' => Gap::Stop,
        '\n' | '\r' | '\u{2028}' => line_gap(rest),
        ',' | ';' | ':' | '(' | ')' | '/' | '\u{2013}' | '\u{2014}' => Gap::Pause,
        mark if mark >= '\u{2190}' => Gap::Pause,
        _ => Gap::Space,
    }
}

/// A line that goes on in lower case was only broken; any other begins something new.
fn line_gap(rest: &str) -> Gap {
    if rest.starts_with(|next: char| next.is_ascii_lowercase()) { Gap::Pause } else { Gap::Stop }
}
