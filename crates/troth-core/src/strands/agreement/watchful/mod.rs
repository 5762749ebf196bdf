//! Finds words that ask for surveillance: passwords, codes, live location, or looks into phones, messages and devices.
//!
//! The app tells the writer of a proposal what such a demand does, and its receiver that they may decline. Nothing is
//! stored, sent or blocked: this is a pure function of the words on screen.
//!
//! English only, and simple on purpose. A text is cut into clauses at punctuation and at words such as `but`. A cue
//! counts unless a no stands shortly before it in its clause (`no passwords`, `without reading messages`), or
//! something in the clause keeps it private. A few cues hold their own no: a phone *without* a code is open to be read.
//! A cleverly worded demand gets past it, and the receiver can still say "not yet".

mod cues;

use cues::{CUES, NO, TURNS};

use crate::kernel::text::WORDS_CHARS_MAX;

/// What a text asks for.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Surveillance {
    /// Passwords, codes and logins, or a phone without them.
    Codes,
    /// The partner's location, at any time.
    Location,
    /// Looks into a phone, messages or a device.
    Checks,
}

/// The most words between the two halves of a cue. With more between them they are unrelated.
const GAP_WORDS: usize = 6;
/// The most words between a negation and the cue that it negates.
const NO_REACHES_WORDS: usize = 6;

/// Words of the longest turn.
const TURN_WORDS_MAX: usize = 2;

/// A cue: one of the phrases `first`, and one of `then` within [`GAP_WORDS`] words after it, unless `then` is empty.
///
/// Phrases are separated by a comma and a blank.
struct Cue {
    watch: Surveillance,
    first: &'static str,
    then: &'static str,
    /// Phrases that make the cue harmless, anywhere in its clause.
    unless: &'static str,
    no: No,
}

/// The effect of a negation before a cue.
#[derive(Clone, Copy, PartialEq, Eq)]
enum No {
    /// It negates the cue.
    Silences,
    /// It is part of the cue.
    Belongs,
}

/// The kinds of surveillance that a text asks for, each once.
pub fn watchful(text: &str) -> Vec<Surveillance> {
    let clauses = clauses(text);
    let mut asked: Vec<Surveillance> = Vec::new();
    for cue in CUES {
        if !asked.contains(&cue.watch) && clauses.iter().any(|clause| cue.fires(clause)) {
            asked.push(cue.watch);
        }
    }
    asked
}

impl Cue {
    fn fires(&self, clause: &[String]) -> bool {
        let harmless = (0..clause.len()).any(|at| any(clause, at, self.unless).is_some());
        !harmless && (0..clause.len()).any(|at| self.fires_at(clause, at))
    }

    fn fires_at(&self, clause: &[String], at: usize) -> bool {
        let Some(end) = any(clause, at, self.first) else { return false };
        let follows =
            self.then.is_empty() || (end..=end + GAP_WORDS).any(|next| any(clause, next, self.then).is_some());
        let before = at.saturating_sub(NO_REACHES_WORDS)..at;
        let no = || before.clone().any(|before| any(clause, before, NO).is_some());
        follows && (self.no == No::Belongs || !no())
    }
}

/// The end of the longest of these phrases at this position, if there is one.
fn any(clause: &[String], at: usize, phrases: &str) -> Option<usize> {
    phrases.split(", ").filter_map(|phrase| stands(clause, at, phrase)).max()
}

/// The end of a phrase at this position, if it is there.
fn stands(clause: &[String], at: usize, phrase: &str) -> Option<usize> {
    let mut end = at;
    for word in phrase.split_whitespace() {
        if clause.get(end).map(String::as_str) != Some(word) {
            return None;
        }
        end += 1;
    }
    (end > at).then_some(end)
}

/// The clauses of a text as plain words, in lower case and without apostrophes.
fn clauses(text: &str) -> Vec<Vec<String>> {
    let heard = text.chars().filter(|char| !is_unheard(*char)).take(WORDS_CHARS_MAX);
    let text = heard.collect::<String>().to_lowercase();
    let mut clauses = Vec::new();
    for sentence in text.split(ends_a_clause) {
        let mut clause: Vec<String> = Vec::new();
        for word in sentence.split(|char: char| !char.is_alphanumeric()).filter(|word| !word.is_empty()) {
            clause.push(word.to_owned());
            let newest = clause.len().saturating_sub(TURN_WORDS_MAX)..clause.len();
            if let Some(turn) = newest.into_iter().find(|at| any(&clause, *at, TURNS).is_some()) {
                clause.truncate(turn);
                clauses.push(core::mem::take(&mut clause));
            }
        }
        clauses.push(clause);
    }
    clauses
}

fn ends_a_clause(char: char) -> bool {
    matches!(char, '.' | '!' | '?' | ';' | ':' | ',' | '\n' | '(' | ')' | '–' | '—')
}

/// Whether a character is dropped: an apostrophe, or an invisible character that would split a word.
fn is_unheard(char: char) -> bool {
    matches!(char, '\'' | '’' | '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}')
}
