//! The mirror's answer: notes and cues.

use std::ops::Range;

use crate::lexicon::{ACTS, EFFECTS, FIRST_PERSON, FUTURES, LexiconRule, RULES};
use crate::pattern::{Found, end_of_any, find};
use crate::reading::Reading;
use crate::silence;

/// Most notes on one text; more would read like a correction.
pub const NOTES_MAX: usize = 2;

/// The kind of text.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Mode {
    /// A part of an accountability statement.
    Draft,
    /// A reply in a dialogue while the partner has the floor.
    Listening,
}

/// The subject of a note, the gravest first.
///
/// First come those that put weight on the partner (blame, pressure, denied feelings), then those that take weight off
/// the writer.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Class {
    /// It makes the partner the cause: "you made me", "because you".
    BlameShift,
    /// It hurries the partner: "get over it", "I already apologised".
    Pressure,
    /// It denies what the partner feels: "calm down", "that never happened".
    Listener,
    /// It ties the apology to an "if", or to how the partner took it.
    Conditional,
    /// An apology or admission that a "but" takes back.
    CounterBut,
    /// It names no agent: "mistakes were made".
    Agentless,
    /// It makes the act small: "just", "only", "at least".
    Minimiser,
}

/// One place to look at again. The shell turns it into a question.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Note {
    /// Its subject.
    pub class: Class,
    /// The bytes of the matched words; both ends are character boundaries.
    pub at: Range<usize>,
}

/// What a statement already holds. Each cue is shown as done, and nothing adds them up.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub struct Cues {
    /// The writer speaks for themselves: "I".
    pub first_person: bool,
    /// An act of the writer: "I lied".
    pub past_act: bool,
    /// Its effect on the partner: "you felt", "hurt you".
    pub effect: bool,
    /// A future act of the writer: "I will".
    pub future_act: bool,
}

/// The mirror's answer to one text.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct MirrorAnswer {
    /// At most [`NOTES_MAX`], one for each class, the gravest first.
    pub notes: Vec<Note>,
    /// The cues that the text already holds.
    pub cues: Cues,
}

/// Reads a text and returns its notes and cues. Total: any text has an answer.
pub fn reflect(text: &str, mode: Mode) -> MirrorAnswer {
    let lower = text.to_ascii_lowercase();
    let reading = Reading::of(text, &lower);
    let mut notes = Vec::new();
    rules_of(mode).filter_map(|rule| rule.note(&reading)).for_each(|note| keep(&mut notes, note));
    notes.truncate(NOTES_MAX);
    MirrorAnswer { notes, cues: Cues::of(&reading) }
}

fn rules_of(mode: Mode) -> impl Iterator<Item = &'static LexiconRule> {
    RULES.into_iter().flatten().filter(move |rule| rule.class.is_for(mode))
}

/// Keeps the earliest note of each class. Of overlapping notes it keeps the graver, which came first.
fn keep(notes: &mut Vec<Note>, note: Note) {
    let overlaps = |known: &Note| known.at.start < note.at.end && note.at.start < known.at.end;
    if notes.iter().any(|known| known.class != note.class && overlaps(known)) {
        return;
    }
    match notes.iter_mut().find(|known| known.class == note.class) {
        Some(known) if known.at.start <= note.at.start => {}
        Some(known) => *known = note,
        None => notes.push(note),
    }
}

impl Class {
    /// A listener is asked only about words that put weight on the partner, and may well say "just" or "but".
    fn is_for(self, mode: Mode) -> bool {
        match mode {
            Mode::Draft => self != Self::Listener,
            Mode::Listening => self <= Self::Listener,
        }
    }
}

impl LexiconRule {
    /// Finds the first place where the rule applies.
    fn note(&self, reading: &Reading<'_>) -> Option<Note> {
        let mut at: Option<Range<usize>> = None;
        for found in find(self.on, reading) {
            let is_earlier = at.as_ref().is_none_or(|first| found.bytes().start < first.start);
            if let Some(found) = Some(found).filter(|_| is_earlier).and_then(|found| self.follow(found)) {
                at = if self.speaks(&found) { Some(found.bytes()) } else { at };
            }
        }
        at.map(|at| Note { class: self.class, at })
    }

    /// Extends a match by the pattern that must follow in the same sentence, if the rule has one.
    fn follow<'r, 'a>(&self, mut found: Found<'r, 'a>) -> Option<Found<'r, 'a>> {
        if !self.then.is_empty() {
            found.words.end += end_of_any(self.then, &found.sentence[found.words.end..])?;
        }
        Some(found)
    }

    fn speaks(&self, found: &Found<'_, '_>) -> bool {
        !silence::covers(found) && end_of_any(self.unless, found.sentence).is_none()
    }
}

impl Cues {
    fn of(reading: &Reading<'_>) -> Self {
        Self {
            first_person: is_said(FIRST_PERSON, reading),
            past_act: is_said(ACTS, reading),
            effect: is_said(EFFECTS, reading),
            future_act: is_said(FUTURES, reading),
        }
    }
}

/// Tells whether one of the patterns matches, unquoted and not negated. A report of the partner's words counts here.
fn is_said(patterns: &[&str], reading: &Reading<'_>) -> bool {
    find(patterns, reading).iter().any(|found| !silence::is_negated(found))
}
