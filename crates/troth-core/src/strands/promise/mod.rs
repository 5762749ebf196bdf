//! Promises: something that one partner will do, once or repeatedly, and how each occurrence went.

mod decide;
mod events;
mod occurrence;
mod state;

pub(crate) use decide::decide;
pub use decide::{DECLINED_RESTS_DAYS, OPEN_OFFERS_MAX, PromiseCommand, Telling};
pub use events::{
    Accepted, AlternativeAccepted, AlternativeDeclined, Category, Countered, Declined, Due, Kept, Missed, Offered,
    PartlyKept, PromiseEvent, Rearranged, ReceiverTold, ReceiverWord, Released, SeenDifferently, Terms, Withdrawn,
};
pub use occurrence::{
    Credit, FOLLOW_THROUGH_DAYS, FollowThroughFacts, Happened, OCCURRENCES_MAX, OPEN_PROMISES_ADVISED,
    OccurrenceStatus, Told,
};
pub use state::{AlternativeAnswer, NoticeGiven, Outcome, Promises, Proposal, Standing};
