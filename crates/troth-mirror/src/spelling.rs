//! Expands contractions and hasty spellings, so that the lexicon needs only one form of each.

use crate::reading::is_apostrophe;

/// Spellings without an apostrophe, and the two words that they stand for.
const HASTY: &[(&str, &str, &str)] = &[
    ("im", "i", "am"),
    ("ive", "i", "have"),
    ("u", "you", ""),
    ("ur", "your", ""),
    ("r", "are", ""),
    ("youre", "you", "are"),
    ("youve", "you", "have"),
    ("its", "it", "is"),
    ("thats", "that", "is"),
    ("theres", "there", "is"),
    ("whats", "what", "is"),
    ("lets", "let", "us"),
    ("cannot", "can", "not"),
    ("cant", "can", "not"),
    ("wont", "will", "not"),
    ("gonna", "going", "to"),
    ("gotta", "got", "to"),
    ("wanna", "want", "to"),
    ("cos", "because", ""),
    ("coz", "because", ""),
    ("cuz", "because", ""),
    ("bc", "because", ""),
    ("til", "until", ""),
    ("apologize", "apologise", ""),
    ("apologized", "apologised", ""),
    ("apologizing", "apologising", ""),
    ("anybody", "anyone", ""),
    ("everybody", "everyone", ""),
    ("somebody", "someone", ""),
    ("nobody", "no", "one"),
];

/// Words that can precede "nt" without its apostrophe.
const AUXILIARIES: &[&str] =
    &["do", "did", "does", "is", "was", "were", "are", "have", "had", "has", "would", "could", "should"];

/// After these, 's is "is"; after any other word it is a possessive and is dropped.
const SHORT_OF_IS: &[&str] =
    &["it", "that", "what", "there", "here", "who", "he", "she", "this", "where", "how", "everyone", "nothing", "one"];

/// Splits a lower-case word into the one or two words that it stands for; the second may be empty.
pub(crate) fn expand(word: &str) -> (&str, &str) {
    match word.split_once(is_apostrophe) {
        Some((stem, ending)) => contraction(word, stem, ending),
        None => hasty(word),
    }
}

fn contraction<'a>(word: &'a str, stem: &'a str, ending: &'a str) -> (&'a str, &'a str) {
    match (stem, ending) {
        ("won", "t") => ("will", "not"),
        ("can", "t") => ("can", "not"),
        ("ain", "t") => ("is", "not"),
        ("let", "s") => ("let", "us"),
        (_, "t") => (stem.strip_suffix('n').unwrap_or(stem), "not"),
        (_, "m") => (stem, "am"),
        (_, "re") => (stem, "are"),
        (_, "ll") => (stem, "will"),
        (_, "ve") => (stem, "have"),
        (_, "d") => (stem, "would"),
        (_, "s") => (stem, if SHORT_OF_IS.contains(&stem) { "is" } else { "" }),
        _ => (word, ""),
    }
}

fn hasty(word: &str) -> (&str, &str) {
    if let Some((_, first, second)) = HASTY.iter().find(|(spelling, ..)| *spelling == word) {
        return (first, second);
    }
    match word.strip_suffix("nt") {
        Some(stem) if AUXILIARIES.contains(&stem) => (stem, "not"),
        _ => (word, ""),
    }
}
