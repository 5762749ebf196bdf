//! Check-ins: the plan, the round that is on, and rounds that opened.

use super::RepeatView;
use troth_core::EntryId;

/// The check-ins place.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CheckInsView {
    /// The agreed plan.
    pub plan: Option<PlanView>,
    /// A proposal on the table, and whether the viewer is to answer it.
    pub proposal: Option<(PlanView, super::WhoseTurn)>,
    /// The rounds that can be answered or wait, newest first.
    pub current: Vec<RoundView>,
    /// Rounds that opened, newest first.
    pub opened: Vec<RoundView>,
    /// Whether older ones opened that nobody asked for yet.
    pub more: bool,
    /// When the next planned round opens: date and time.
    pub next: Option<(String, String)>,
}

/// When check-ins happen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlanView {
    /// Exactly what is agreed to or ended.
    pub id: EntryId,
    /// How often.
    pub repeat: RepeatView,
    /// When a round begins, `HH:MM`.
    pub time: String,
    /// When the answers open, `HH:MM`.
    pub reads_time: String,
    /// How many days after the round began that is.
    pub reads_days_later: u32,
}

/// One round.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RoundView {
    /// Names the round.
    pub key: String,
    /// Its date, `YYYY-MM-DD`.
    pub date: String,
    /// Which questions it asks.
    pub questions: QuestionsKind,
    /// How far it is.
    pub phase: RoundPhase,
    /// Until when a planned round is answered: date and time. One that was started for now has no such hour.
    pub until: Option<(String, String)>,
    /// When the answers to a planned round open: date and time.
    pub reads_at: Option<(String, String)>,
    /// One's own answers, once sealed.
    pub mine: Option<AnswersView>,
    /// The partner's answers, only when both are in.
    pub theirs: Option<AnswersView>,
}

/// The questions of a round; the shell has their words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum QuestionsKind {
    /// Three short lines.
    Daily,
    /// What went well, what was hard, one wish.
    Weekly,
}

/// How far a round is. Nothing here tells whether the other answered (care 13).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RoundPhase {
    /// One's own answer can be given.
    ToAnswer,
    /// One's own answer is sealed, and waits for its hour or for the other's.
    Sealed,
    /// Both read.
    Opened,
    /// The time is over.
    Ended,
}

/// Answers in the order of the questions; empty where nothing was said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AnswersView {
    /// The lines.
    pub lines: Vec<String>,
}
