//! Agreements: rules that both consented to, in exactly these words, with a day to look at them again.
//!
//! A proposal is answered by consent, by a change (a proposal that follows it), or by "not yet", which closes the
//! request for a while. What both consented to holds until a version that follows it is consented to, until either
//! ends it, or, for a transparency agreement, until its last day.

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
pub use watchful::{Watch, watchful};

pub(crate) use decide::decide;
