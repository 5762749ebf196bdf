//! Accountability: statements in five parts, the hurt partner's answers, and perspective after "heard".

mod decide;
mod events;
mod state;

pub use decide::STATEMENTS_OPEN_MAX;
pub(crate) use decide::decide;
pub use events::{
    AccountabilityEvent, HeardTakenBack, PerspectiveShared, StatementHeard, StatementLacks, StatementMade,
    StatementPart, StatementParts,
};
pub use state::{Lack, Statement, Statements};
