//! What the mirror looks for, as tables.

mod agentless;
mod blame_shift;
mod conditional;
mod counter_but;
mod cues;
mod listener;
mod minimiser;
mod pressure;
mod sets;
mod silences;

pub(crate) use cues::{ACTS, EFFECTS, FIRST_PERSON, FUTURES};
pub(crate) use sets::SETS;
pub(crate) use silences::{FRAME_ENDS, FRAMES, NEGATIONS, RETRACTIONS, TURNS};

use crate::reflection::Class;

/// One family of wordings of one class. The patterns' language is that of `pattern.rs`.
#[derive(Debug)]
pub(crate) struct Rule {
    /// The family's name; its silent examples stand under it.
    name: &'static str,
    pub(crate) class: Class,
    /// One of these holds;
    pub(crate) on: &'static [&'static str],
    /// and one of these after it in the same sentence, if there are any;
    pub(crate) then: &'static [&'static str],
    /// and none of these anywhere in that sentence.
    pub(crate) unless: &'static [&'static str],
}

/// All rules, the gravest class first.
pub(crate) const RULES: [&[Rule]; 7] = [
    blame_shift::RULES,
    pressure::RULES,
    listener::RULES,
    conditional::RULES,
    counter_but::RULES,
    agentless::RULES,
    minimiser::RULES,
];

/// Lists every rule by its name, so that a test can hold silent examples against each (care 35).
pub fn rules() -> impl Iterator<Item = (&'static str, Class)> {
    RULES.into_iter().flatten().map(|rule| (rule.name, rule.class))
}
