//! Check-ins: short rounds that both partners answer sealed, and that open for both at an hour of their plan.

mod answers;
mod decide;
mod events;
mod own;
mod round;
mod state;

pub use answers::{ANSWER_CHARS_MAX, Answer, Answers};
pub(crate) use decide::decide;
pub use decide::{AnswerGoes, CheckInCommand, PLANS_MAX};
pub use events::{
    CellPosted, CellSecretKept, CheckInEvent, OpeningPosted, PlanAccepted, PlanEnded, PlanProposed, Questions,
    RoundCalled, RoundId, WINDOW_HOURS_MAX, WindowHours,
};
pub use own::OwnCheckIns;
pub(crate) use round::RoundsSeen;
pub use round::{ROUNDS_LISTED_DAYS, RoundDuty, RoundStatus};
pub use state::{CALLS_PER_DAY_MAX, Call, CheckIns, Plan, PlanStanding};
