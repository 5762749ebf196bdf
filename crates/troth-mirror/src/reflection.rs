//! What the mirror gives back.

use std::ops::Range;

use crate::lexicon::{ACTS, EFFECTS, FIRST_PERSON, FUTURES, RULES, Rule};
use crate::pattern::{Found, end_of_any, find};
use crate::reading::Reading;
use crate::silence;

/// The most notes that are given on one text; more would read like a correction.
pub const NOTES_MAX: usize = 2;

/// What is being written.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Mode {
    /// A part of an accountability statement.
    Draft,
    /// A reply in a dialogue, while the other has the floor.
    Listening,
}

/// What a note is about, the gravest first.
///
/// First what puts weight on the other (blame, pressure, denying what they feel), then what takes weight off
/// oneself.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Class {
    /// The other is made the cause: "you made me", "because you".
    BlameShift,
    /// The other is hurried: "get over it", "I already apologised".
    Pressure,
    /// What the other feels is denied: "calm down", "that never happened".
    Listener,
    /// The apology hangs on an if, or on how the other took it.
    Conditional,
    /// An apology or admission that a "but" takes back.
    CounterBut,
    /// Nobody did it: "mistakes were made".
    Agentless,
    /// It is made small: "just", "only", "at least".
    Minimiser,
}

/// One place to look at again, which the shell words as a question.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Note {
    /// What it is about.
    pub class: Class,
    /// The bytes of the words that fired; both ends are character boundaries.
    pub at: Range<usize>,
}

/// What a statement already holds, each shown as done; nothing adds them up.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub struct Cues {
    /// Somebody speaks for themselves: "I".
    pub first_person: bool,
    /// Something they did: "I lied".
    pub past_act: bool,
    /// What it did to the other: "you felt", "hurt you".
    pub effect: bool,
    /// Something they will do: "I will".
    pub future_act: bool,
}

/// What the mirror shows of one text.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct Reflection {
    /// At most [`NOTES_MAX`], one a class, the gravest first.
    pub notes: Vec<Note>,
    /// What is there already.
    pub cues: Cues,
}

/// Reads a text and says what it holds. Total: any text has an answer.
pub fn reflect(text: &str, mode: Mode) -> Reflection {
    let lower = text.to_ascii_lowercase();
    let reading = Reading::of(text, &lower);
    let mut notes = Vec::new();
    rules_of(mode).filter_map(|rule| rule.note(&reading)).for_each(|note| keep(&mut notes, note));
    notes.truncate(NOTES_MAX);
    Reflection { notes, cues: Cues::of(&reading) }
}

fn rules_of(mode: Mode) -> impl Iterator<Item = &'static Rule> {
    RULES.into_iter().flatten().filter(move |rule| rule.class.is_for(mode))
}

/// Keeps one note a class, the earlier; and one a passage, the graver, which came first.
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
    /// Who listens is asked about what weighs on the other, and may well say "just" or "but".
    fn is_for(self, mode: Mode) -> bool {
        match mode {
            Mode::Draft => self != Self::Listener,
            Mode::Listening => self <= Self::Listener,
        }
    }
}

impl Rule {
    /// Finds the first place that the rule is about.
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

    /// Extends what was found by what has to follow in the same sentence, if anything has to.
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

/// Says whether one of the patterns holds unquoted and undenied. What the other said about it counts here.
fn is_said(patterns: &str, reading: &Reading<'_>) -> bool {
    find(patterns, reading).iter().any(|found| !silence::is_negated(found))
}
