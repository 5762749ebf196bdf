//! Breaches: naming them, seeing them differently, parked questions and their answers.

mod decide;
mod events;
mod state;

pub(crate) use decide::decide;
pub use decide::{BREACHES_OPEN_MAX, QUESTIONS_OPEN_MAX};
pub use events::{
    BreachAnswer, BreachAnswered, BreachEvent, BreachKind, BreachNamed, BreachReworded, BreachSeenOtherwise,
    BreachTakenBack, CompleteSaid, HelpAgreed, HelpDeclined, HelpProposed, QuestionAnswered, QuestionDetailed,
    QuestionParked, QuestionTakenBack, WantedDetail,
};
pub use state::{Breach, Breaches, Completed, GivenAnswer, HelpAnswer, Question};
