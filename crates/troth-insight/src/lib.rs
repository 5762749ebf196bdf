//! Statistics of the programme: one's own follow-through, the trend of own ratings, and the rules that suggest help. Pure.
//!
//! There is no number without an interval here, and none from too little data: the types don't allow
//! either (care 27). All of it is about the person who asks, for that person (care 15, 28); callers
//! get their input from functions of the core that answer for the acting partner only.
//!
//! The core holds no floating-point number, so what is estimated is estimated here, from whole numbers and days.

mod beta;
mod follow_through;
mod help;
mod rough_patch;
mod trend;

pub use beta::Beta;
pub use follow_through::{
    Estimate, FollowThrough, HALF_LIFE_DAYS, INTERVAL_LEVEL, Outcome, Share, WEIGHT_MIN, estimate,
};
pub use help::{
    COPING_LIMIT, Overwhelmed, PROMPT_EVERY_DAYS, PROMPT_STANDS_DAYS, STALLED_BELOW, STALLED_CHECKS_DAYS, STALLED_DAYS,
    STALLED_FRESH_DAYS, STALLED_RATINGS, STALLED_RISE, STALLED_SPAN_DAYS_MAX, STALLED_WEEK_DAYS, Stalled, TALKS,
    TALKS_BROKEN_MIN, TALKS_DAYS_MIN, TALKS_FRESH_DAYS, Talk, TalksBreakDown, WEEK_DAYS, WEEK_DAYS_MAX, Went,
    overwhelmed, stalled, stalled_at, talks_break_down,
};
pub use rough_patch::{BASELINE_DAYS, LAMBDA, LIMIT, ROUGH_DAYS, RoughPatch, SPREAD_MIN, WATCHED_DAYS, rough_patch};
pub use trend::{DayRated, Level, TREND_DAYS_MIN, TREND_RATINGS_MIN, TooFew, Trend};
