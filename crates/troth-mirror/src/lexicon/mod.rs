//! The mirror's rules, as tables of patterns.

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

/// One family of wordings of one class, in the pattern language of `pattern.rs`.
#[derive(Debug)]
pub(crate) struct LexiconRule {
    /// The family's name; its silent examples are filed under it.
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
pub(crate) const RULES: [&[LexiconRule]; 7] = [
    blame_shift::RULES,
    pressure::RULES,
    listener::RULES,
    conditional::RULES,
    counter_but::RULES,
    agentless::RULES,
    minimiser::RULES,
];

/// Lists every rule by name, so that a test can check silent examples of each (care 35).
pub fn rules() -> impl Iterator<Item = (&'static str, Class)> {
    RULES.into_iter().flatten().map(|rule| (rule.name, rule.class))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::{ACTS, EFFECTS, FIRST_PERSON, FRAME_ENDS, FRAMES, FUTURES, NEGATIONS, RETRACTIONS, RULES, SETS, TURNS};

    fn indexed() -> impl Iterator<Item = &'static str> {
        let rules = RULES.into_iter().flatten().map(|rule| rule.on);
        rules.chain([ACTS, EFFECTS, FIRST_PERSON, FUTURES]).flatten().copied()
    }

    fn all() -> impl Iterator<Item = &'static str> {
        let rules = RULES.into_iter().flatten().flat_map(|rule| [rule.then, rule.unless]);
        rules.chain([FRAMES, FRAME_ENDS, NEGATIONS, RETRACTIONS, TURNS]).flatten().copied().chain(indexed())
    }

    #[test]
    fn sets_are_known_by_their_initials() {
        let initials: BTreeSet<_> = SETS.iter().map(|(name, _)| name.chars().next()).collect();
        assert_eq!(initials.len(), SETS.len());
    }

    #[test]
    fn a_set_holds_only_sets_before_it() {
        for (at, (name, items)) in SETS.iter().enumerate() {
            for item in items.split('|').filter(|item| item.starts_with(|mark: char| mark.is_ascii_uppercase())) {
                assert!(SETS[..at].iter().any(|(known, _)| *known == item), "{item} in {name}");
            }
        }
    }

    #[test]
    fn patterns_name_known_sets_and_hold_no_empty_item() {
        for pattern in all() {
            for item in pattern.split(' ').flat_map(|item| item.trim_start_matches(['?', '!']).split('|')) {
                let is_set = item.starts_with(|mark: char| mark.is_ascii_uppercase());
                let is_known = !is_set || SETS.iter().any(|(name, _)| *name == item);
                assert!(!item.is_empty() && item.is_ascii() && is_known, "{item:?} in {pattern:?}");
            }
        }
    }

    #[test]
    fn an_indexed_pattern_begins_with_a_word_a_set_or_a_clause() {
        for pattern in indexed() {
            assert!(!pattern.starts_with(['?', '!', '~', '$']), "{pattern:?}");
        }
    }

    #[test]
    fn the_gravest_class_comes_first() {
        assert!(RULES.into_iter().flatten().is_sorted_by_key(|rule| rule.class));
    }
}
