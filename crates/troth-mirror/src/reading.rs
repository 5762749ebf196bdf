//! A text as words, with the gaps between them.

use std::ops::Range;

use crate::lexicon::SETS;
use crate::quotation::Quotations;
use crate::spelling;

/// Number of distinct initials: in ASCII, a letter's last five bits.
const INITIALS: usize = 32;
/// Most words of a sentence. It bounds the work for texts without full stops.
const SENTENCE_MAX: usize = 60;

/// A text as the lexicon sees it.
pub(crate) struct Reading<'a> {
    words: Vec<Word<'a>>,
    /// The first word of each initial; each word links to the next.
    initials: [Option<usize>; INITIALS],
}

/// One word; a contraction yields two that share their place.
pub(crate) struct Word<'a> {
    /// Lower case, without apostrophes.
    text: &'a str,
    /// First byte in the text.
    pub(crate) start: usize,
    /// Byte after the last one.
    pub(crate) end: usize,
    /// The gap before this word.
    pub(crate) gap: Gap,
    /// Another person's words, or words that the writer distances themselves from.
    pub(crate) quoted: bool,
    /// The first word of its sentence.
    sentence: usize,
    /// The sets that it belongs to, one bit for each letter.
    sets: u32,
    /// The next word with the same initial.
    next: Option<usize>,
}

/// The gap between two words; the strongest mark counts.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Gap {
    /// At most a space.
    Space,
    /// A mark within a sentence: comma, dash, bracket, emoji.
    Pause,
    /// The end of a sentence.
    Stop,
}

impl<'a> Reading<'a> {
    /// Reads a text. `lower` is the text in ASCII lower case, so that byte positions agree.
    pub(crate) fn of(text: &str, lower: &'a str) -> Self {
        let mut reading = Self { words: Vec::with_capacity(text.len() / 4), initials: [None; INITIALS] };
        reading.split(text, lower);
        reading.link();
        SETS.iter().for_each(|(name, items)| reading.mark(set_bit(name.as_bytes()), items));
        reading
    }

    /// Lists the places of an item's words, or the beginnings of clauses for `^`.
    pub(crate) fn places(&self, item: &str) -> Vec<usize> {
        let mut places = Vec::new();
        for one in alternatives(item) {
            match one {
                [b'^'] => places.extend(self.places_where(|word| word.gap > Gap::Space)),
                [b'-' | b'A'..=b'Z', ..] => places.extend(self.places_where(|word| word.is(one))),
                _ => places.extend(self.places_of(one)),
            }
        }
        places
    }

    /// Returns the sentence of a word, and the word's place in it.
    pub(crate) fn sentence_at(&self, place: usize) -> (&[Word<'a>], usize) {
        let start = self.words[place].sentence;
        let length = self.words[place + 1..].iter().position(|word| word.sentence != start);
        let end = length.map_or(self.words.len(), |length| place + 1 + length);
        (&self.words[start..end], place - start)
    }

    fn split(&mut self, text: &str, lower: &'a str) {
        let quotations = Quotations::of(text);
        let (mut gap, mut at) = (Gap::Stop, 0);
        while let Some(mark) = lower[at..].chars().next() {
            if is_letter(mark) {
                let end = word_end(lower, at);
                self.push(lower, at..end, gap, quotations.hold(at));
                (gap, at) = (Gap::Space, end);
            } else {
                at += mark.len_utf8();
                gap = gap.max(gap_of(mark, &text[at..]));
            }
        }
    }

    fn push(&mut self, lower: &'a str, place: Range<usize>, gap: Gap, quoted: bool) {
        let Range { start, end } = place;
        let (first, second) = spelling::expand(&lower[place]);
        let sentence = match self.words.last() {
            Some(before) if gap < Gap::Stop && self.words.len() < before.sentence + SENTENCE_MAX => before.sentence,
            _ => self.words.len(),
        };
        let word = |text, gap| Word { text, start, end, gap, quoted, sentence, sets: 0, next: None };
        self.words.push(word(first, gap));
        if !second.is_empty() {
            self.words.push(word(second, Gap::Space));
        }
    }

    fn link(&mut self) {
        for (at, word) in self.words.iter_mut().enumerate().rev() {
            word.next = self.initials[initial(word.text.as_bytes())].replace(at);
        }
    }

    fn mark(&mut self, bit: u32, items: &str) {
        for place in self.places(items) {
            self.words[place].sets |= bit;
        }
    }

    fn places_where(&self, holds: impl Fn(&Word<'a>) -> bool) -> impl Iterator<Item = usize> {
        let words = self.words.iter().enumerate();
        words.filter(move |(_, word)| holds(word)).map(|(at, _)| at)
    }

    fn places_of(&self, text: &[u8]) -> impl Iterator<Item = usize> {
        let first = self.initials[initial(text)];
        let same_initial = std::iter::successors(first, |at| self.words[*at].next);
        same_initial.filter(move |at| self.words[*at].text.as_bytes() == text)
    }
}

impl Word<'_> {
    /// Tells whether a pattern's item names this word.
    pub(crate) fn is_one_of(&self, item: &str) -> bool {
        alternatives(item).any(|one| self.is(one))
    }

    fn is(&self, one: &[u8]) -> bool {
        match one {
            [b'A'..=b'Z', ..] => self.sets & set_bit(one) != 0,
            [b'-', ending @ ..] => self.text.as_bytes().ends_with(ending),
            _ => self.text.as_bytes() == one,
        }
    }
}

/// Splits an item. It works on bytes, because the lexicon is ASCII and this is the hot path.
fn alternatives(item: &str) -> impl Iterator<Item = &[u8]> {
    item.as_bytes().split(|byte| *byte == b'|')
}

/// Returns the bit of a set, which its initial determines.
fn set_bit(name: &[u8]) -> u32 {
    1 << initial(name)
}

/// Maps the first byte to a small number; different letters differ, whatever their case.
fn initial(text: &[u8]) -> usize {
    text.first().map_or(0, |byte| usize::from(*byte) % INITIALS)
}

/// Finds the end of a word. An apostrophe belongs to the word if a letter follows.
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

/// Tells whether a character is a letter, by a coarse rule: Unicode's tables would be larger than the rest of this
/// crate.
///
/// Anything that is neither ASCII nor a mark, symbol or emoji counts as a letter.
pub(crate) fn is_letter(mark: char) -> bool {
    let is_symbol = matches!(mark,
        '\u{80}'..='\u{bf}' | '\u{2000}'..='\u{2bff}' | '\u{3000}'..='\u{303f}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}')
        || mark >= '\u{1f000}';
    mark.is_ascii_alphanumeric() || !mark.is_ascii() && !is_symbol
}

pub(crate) fn is_apostrophe(mark: char) -> bool {
    matches!(mark, '\'' | '\u{2019}' | '\u{2018}' | '`')
}

/// Returns how strongly a mark separates two words. A point inside a number or an abbreviation does not.
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

/// Returns the gap of a line break: a pause if the next line goes on in lower case, else the end of a sentence.
fn line_gap(rest: &str) -> Gap {
    if rest.starts_with(|next: char| next.is_ascii_lowercase()) { Gap::Pause } else { Gap::Stop }
}
