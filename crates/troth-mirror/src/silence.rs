//! Where every rule is silent: after a negation, while mirroring, and where the writer retracts.

use std::ops::Range;

use crate::lexicon::{FRAME_ENDS, FRAMES, NEGATIONS, RETRACTIONS, TURNS};
use crate::pattern::{Found, any_holds_at, end_of_any};
use crate::reading::{Gap, Word};

/// Number of words that a negation reaches.
const REACH: usize = 9;

/// Tells whether a match is negated, part of reported words, or retracted.
pub(crate) fn covers(found: &Found<'_, '_>) -> bool {
    let Range { start, end } = found.words;
    is_negated(found)
        || is_mirrored(&found.sentence[..start])
        || end_of_any(RETRACTIONS, &found.sentence[end..]).is_some()
}

/// Tells whether a negation precedes the match. A negation reaches forward to the next pause or turn.
pub(crate) fn is_negated(found: &Found<'_, '_>) -> bool {
    let (sentence, start) = (found.sentence, found.words.start);
    let is_turn = |at| at < start && any_holds_at(TURNS, sentence, at);
    let same_clause = |at: &usize| sentence[at + 1].gap == Gap::Space && !is_turn(at + 1);
    let mut clause = (0..start).rev().take(REACH).take_while(same_clause);
    clause.any(|at| any_holds_at(NEGATIONS, sentence, at))
}

/// A frame ("you felt", "I said") reaches forward to the end of its sentence or to a "but".
fn is_mirrored(before: &[Word<'_>]) -> bool {
    let turn = (0..before.len()).rev().find(|at| any_holds_at(FRAME_ENDS, before, *at));
    end_of_any(FRAMES, &before[turn.unwrap_or(0)..]).is_some()
}
