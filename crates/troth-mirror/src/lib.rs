//! The language mirror: a lexicon that reads a draft and asks at most two questions. Pure.
//!
//! [`reflect`] is a function of its text and its mode, and of nothing else: it keeps nothing, sends nothing,
//! forbids nothing and grades nothing (care 34). It names the *class* of what it found and *where*; the
//! question that a person reads is a message of the shell.
//!
//! A wrong question to somebody who is trying hurts more than a missed one, so every rule prefers silence:
//! inside quotes, after a negation, and while what the other said is mirrored. README.md says how often it is
//! right, as measured on sentences that it was not made from (care 35).
//!
//! English only. Another language needs its own lexicon, from a native speaker's sentences.

mod lexicon;
mod pattern;
mod quotation;
mod reading;
mod reflection;
mod silence;
mod spelling;

pub use lexicon::rules;
pub use reflection::{Class, Cues, Mode, NOTES_MAX, Note, Reflection, reflect};
