//! Pages for oneself: seven forms of the programme that one partner fills in alone, in the own stream.
//!
//! ```text
//! statement   a draft of taking responsibility        boundary   a boundary in draft
//! hard days   a plan for hard days                    question   what I want to know, before it is parked
//! promise     a promise to oneself, with its outcomes
//! goal        a goal of one's own
//! breach      naming what happened
//! ```
//!
//! The seven share their events, because they differ in their words only: a page is written, changed, erased, and
//! shared by choice. Sharing makes the ordinary entry of the shared stream from exactly these words; the page stays.

mod decide;
mod events;
mod occurrence;
mod state;

pub use decide::SoloCommand;
pub(crate) use decide::decide;
pub use events::{
    BreachDraft, QuestionDraft, Responsible, SoloBody, SoloChanged, SoloErased, SoloEvent, SoloKind, SoloOutcome,
    SoloShared, SoloTold, SoloWritten, StatementDraft,
};
pub use occurrence::SoloOccurrence;
pub use state::{SoloPage, SoloPages};
