//! Check-ins: scheduled short rounds that both answer sealed and that open for both at once.

mod answers;
mod decide;
mod events;
mod round;
mod state;

pub use answers::{ANSWER_CHARS_MAX, Answer, Answers};
pub(crate) use decide::decide;
pub use decide::{CheckInCommand, PLANS_MAX};
pub use events::{
    CELL_BYTES_MAX, CellBytes, CellPosted, CellSecretKept, CheckInEvent, OPENING_BYTES_MAX, OpeningBytes,
    OpeningPosted, PlanAccepted, PlanEnded, PlanProposed, Questions, RoundCalled, RoundId, SECRET_BYTES_MAX,
    SecretBytes, WINDOW_HOURS_MAX, WindowHours,
};
pub use round::{BLANKS_OWED_DAYS, DUTIES_MAX, OpeningTry, ROUNDS_LISTED_DAYS, RoundDuty, RoundView, Stage};
pub(crate) use round::{duties, open_rounds, rounds};
pub use state::{CALLS_PER_DAY_MAX, Call, CheckIns, Plan, PlanStanding, PostedCell};
