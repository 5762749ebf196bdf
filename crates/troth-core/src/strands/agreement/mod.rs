//! Agreements: rules that both partners consented to in exactly these words, with a day of review.
//!
//! The other partner answers a proposal with consent, with a change (a proposal that follows it), or with "not yet",
//! which closes the request for a while. An agreement holds until both consent to a version that follows it, until a
//! partner ends it, or, if it is a transparency agreement, until its last day.

mod decide;
mod difference;
mod events;
mod request;
mod review;
mod state;
mod watchful;

pub use decide::{AGREEMENT_PROPOSALS_OPEN_MAX, AgreementCommand};
pub use difference::{Piece, difference};
pub use events::{
    AgreementConsented, AgreementEnded, AgreementEvent, AgreementProposed, AgreementTakenBack, AgreementTerms,
    NOT_YET_DAYS, NOT_YET_DAYS_MAX, NotYetAdjusted, NotYetSaid, REVIEW_DAYS_MAX, ReviewConsented, ReviewHeld,
    TRANSPARENCY_DAYS_MAX, Transparency,
};
pub use request::NotYet;
pub use review::{AgreementReview, REVIEW_GRACE_DAYS};
pub use state::{AgreementProposal, AgreementStanding, Agreements};
pub use watchful::{Surveillance, watchful};

pub(crate) use decide::decide;
