//! What happened, as each of the two sees it, and the questions about it.

use troth_core::EntryId;
use troth_core::breach::BreachAnswer;

/// The names of a breach's kinds, in the order a form offers them.
pub const BREACH_KINDS: [&str; 7] = ["affair", "lie", "unkept-promise", "money", "relapse", "privacy", "other"];
/// The names of the wanted detail, in the order a form offers them.
pub const WANTED_DETAILS: [&str; 4] = ["headline", "outline", "full", "not-now"];

/// One breach.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BreachView {
    /// The entry that named it.
    pub id: EntryId,
    /// In one line.
    pub title: String,
    /// In the namer's own words; may be empty.
    pub words: String,
    /// On or about which day, `YYYY-MM-DD`; may be empty.
    pub when: String,
    /// The first day of the last month, `YYYY-MM-01`, if it went on from the month of `when` to another; else empty.
    pub until: String,
    /// One of [`BREACH_KINDS`].
    pub kind: &'static str,
    /// The entry with the present words, which an answer names.
    pub wording: EntryId,
    /// Whether the person looking named it.
    pub mine: bool,
    /// Whether the person looking is responsible for it.
    pub responsible: bool,
    /// Worded differently before (care 21).
    pub edited: bool,
    /// What it said before, the latest first, each with the day on which it was put in other words.
    pub earlier: Vec<SaidView>,
    /// Taken back by its namer.
    pub taken_back: bool,
    /// How the other sees it.
    pub otherwise: Option<SaidView>,
    /// What the partner who did not name it answered, unless they took it back.
    pub answer: Option<AnsweredView>,
    /// Every "complete to my knowledge", the latest first.
    pub completed: Vec<SaidView>,
    /// Questions, the latest first; those taken back are left out.
    pub questions: Vec<QuestionView>,
}

/// The answer to a breach.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AnsweredView {
    /// What they say.
    pub answer: BreachAnswer,
    /// The day, `YYYY-MM-DD`.
    pub date: String,
    /// The words were changed after it: it says nothing about the present ones (care 21).
    pub to_earlier_words: bool,
}

/// Words with their day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SaidView {
    /// The words; may be empty.
    pub words: String,
    /// The day, `YYYY-MM-DD`.
    pub date: String,
    /// Said differently before (care 21).
    pub edited: bool,
}

/// One parked question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QuestionView {
    /// The entry that parked it.
    pub id: EntryId,
    /// The question.
    pub words: String,
    /// One of [`WANTED_DETAILS`].
    pub detail: &'static str,
    /// The answer.
    pub answer: Option<SaidView>,
    /// The wish to answer with a professional present.
    pub help: Option<(EntryId, HelpState)>,
}

/// Where the wish to answer with a professional present stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HelpState {
    /// Not answered.
    Open,
    /// Agreed.
    Agreed,
    /// Rather in writing.
    Declined,
}
