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
//! ```
//! use troth_mirror::{Class, Mode, reflect};
//!
//! let draft = "I'm sorry if it hurt you. I will tell you where I am.";
//! let reflection = reflect(draft, Mode::Draft);
//! assert_eq!(reflection.notes[0].class, Class::Conditional);
//! assert_eq!(&draft[reflection.notes[0].at.clone()], "sorry if it");
//! assert!(reflection.cues.future_act);
//! ```
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
