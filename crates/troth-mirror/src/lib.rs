//! The language mirror: a lexicon that reads a draft and asks at most two questions. Pure.
//!
//! [`reflect`] is a function of its text and its mode only. It keeps nothing, sends nothing, forbids nothing and grades
//! nothing (care 34). It returns the *class* of each finding and its *place*; the question that a person reads is a
//! message of the shell. Begin with [`reflect`] and [`Class`].
//!
//! A wrong question to somebody who is trying hurts more than a missed one. So every rule is silent when in doubt:
//! inside quotes, after a negation, and while the writer repeats the partner's words. README.md gives the hit rates,
//! measured on sentences that were not used to build the lexicon (care 35).
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
pub use reflection::{Class, Cues, MirrorAnswer, Mode, NOTES_MAX, Note, reflect};
