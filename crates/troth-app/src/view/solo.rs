//! Pages for oneself: what one partner wrote alone, in the forms of the programme.

use troth_core::EntryId;
use troth_core::solo::SoloKind;

use super::{BoundaryView, BreachView, EstimateView, GoalView, PromiseView};
use crate::intent::Whose;

/// The pages of the room that is open.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SoloView {
    /// The pages, the latest first.
    pub pages: Vec<SoloPageView>,
    /// How promises to oneself go, with its interval; kept apart from promises to the partner.
    pub estimate: Option<EstimateView>,
}

/// One page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SoloPageView {
    /// The entry that first wrote it.
    pub id: EntryId,
    /// The entry that holds these words: what is shared is named by it.
    pub wording: EntryId,
    /// Which of the seven forms it has.
    pub kind: SoloKind,
    /// When it was first written, `YYYY-MM-DD`.
    pub date: String,
    /// Worded differently before (care 21).
    pub edited: bool,
    /// When words of it were shared last, `YYYY-MM-DD`; empty if never.
    pub shared: String,
    /// What it says.
    pub words: SoloWords,
    /// Whether it can be shared now.
    pub sharing: SoloSharing,
}

/// What a page says. Where the shared room has a view of the same, it is that view, so that both are drawn alike.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SoloWords {
    /// The parts of taking responsibility, in the order of [`super::PARTS`]; an empty one is not written yet.
    Statement([String; 5]),
    /// A plan for hard days.
    HardDays([String; 3]),
    /// A promise to oneself, with its days.
    Promise(Box<PromiseView>),
    /// A goal.
    Goal(Box<GoalView>),
    /// What happened, and who is responsible, if its author says so.
    Breach(Box<BreachView>, Option<Whose>),
    /// A boundary.
    Boundary(Box<BoundaryView>),
    /// What I want to know.
    Question {
        /// The question.
        words: String,
        /// One of [`super::WANTED_DETAILS`].
        detail: &'static str,
    },
}

/// Whether a page can be shared now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SoloSharing {
    /// There is nobody to share it with.
    Alone,
    /// Something is missing that the shared entry needs.
    NotWhole,
    /// Its author left open who is responsible, which the shared entry says.
    ResponsibleOpen,
    /// It was written before this person linked anew: it may be about somebody else.
    OfEarlierLink,
    /// Exactly these words were shared.
    Shared,
    /// Now.
    Ready,
}
