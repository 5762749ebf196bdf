//! Statistics of the programme: follow-through on promises, trends of ratings, and rules that suggest help. Pure.
//!
//! Every number comes with an interval, and none comes from too little data: the types allow neither (care 27). All of
//! it is about the person who asks, and for that person only (care 15, 28): callers take their input from functions of
//! the core that answer for the acting partner. This crate never compares partners and keeps nothing.
//!
//! The core holds no floating-point number, so estimates are made here, from whole numbers and days. Begin with
//! [`estimate`], [`Trend::of`] and [`rough_patch`].

mod beta;
mod follow_through;
mod help;
mod rough_patch;
mod trend;

pub use beta::Beta;
pub use follow_through::{
    Estimate, FollowThrough, HALF_LIFE_DAYS, INTERVAL_LEVEL, ReportedOutcome, Share, WEIGHT_MIN, estimate,
};
pub use help::{
    COPING_LIMIT, Overwhelmed, PROMPT_EVERY_DAYS, PROMPT_STANDS_DAYS, STALLED_BELOW, STALLED_CHECKS_DAYS, STALLED_DAYS,
    STALLED_FRESH_DAYS, STALLED_RATINGS, STALLED_RISE, STALLED_SPAN_DAYS_MAX, STALLED_WEEK_DAYS, Stalled, TALKS,
    TALKS_BROKEN_MIN, TALKS_DAYS_MIN, TALKS_FRESH_DAYS, Talk, TalksBreakDown, WEEK_DAYS, WEEK_DAYS_MAX, Went,
    overwhelmed, stalled, stalled_at, talks_break_down,
};
pub use rough_patch::{BASELINE_DAYS, LAMBDA, LIMIT, ROUGH_DAYS, RoughPatch, SPREAD_MIN, WATCHED_DAYS, rough_patch};
pub use trend::{DayRated, Level, TREND_DAYS_MIN, TREND_RATINGS_MIN, TooFew, Trend};
