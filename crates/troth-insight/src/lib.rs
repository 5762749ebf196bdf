//! Statistics of the programme: the promise estimate and its interval. Pure.
//!
//! There is no number without an interval here, and none from too little data: the types don't allow
//! either (care 27). What is estimated is one's own follow-through, for oneself (care 15, 28); callers
//! get their input from a function of the core that answers for the acting partner only.

mod beta;
mod follow_through;

pub use beta::Beta;
pub use follow_through::{
    Estimate, FollowThrough, HALF_LIFE_DAYS, INTERVAL_LEVEL, Outcome, Share, WEIGHT_MIN, estimate,
};
