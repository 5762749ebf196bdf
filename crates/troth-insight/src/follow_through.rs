//! One's own follow-through on promises, estimated for oneself.
//!
//! theta ~ Beta(1 + sum w k, 1 + sum w (1 - k)) with w = 2^(-age / half-life): recent promises weigh
//! more, and old ones fade instead of being held against anybody (after Josang & Ismail 2002).

use crate::beta::Beta;

/// Days after which an outcome weighs half.
pub const HALF_LIFE_DAYS: f64 = 60.0;
/// The weight below which nothing is shown: five fresh outcomes.
pub const WEIGHT_MIN: f64 = 5.0;
/// The probability that the interval holds, as far as the model does.
pub const INTERVAL_LEVEL: f64 = 0.9;

/// One promise occurrence as its maker told it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Outcome {
    /// Days since it was due.
    pub age_days: u32,
    /// How much of it was kept.
    pub share: Share,
}

/// How much of a promise was kept.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Share {
    /// Missed without notice.
    None,
    /// Kept in part.
    Half,
    /// Kept, or moved before it was due with an alternative.
    Whole,
}

/// What can be said about one's own follow-through.
#[derive(Clone, Copy, PartialEq, Debug)]
pub enum FollowThrough {
    /// Too little to say anything (care 27).
    TooEarly,
    /// An estimate with its interval.
    Estimated(Estimate),
}

/// An estimate; there is none without its interval (care 27).
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Estimate {
    /// The mean, between 0 and 1.
    pub mean: f64,
    /// The lower end of the 90 % interval.
    pub low: f64,
    /// The upper end of the 90 % interval.
    pub high: f64,
}

/// Estimates one's own follow-through from what one told.
///
/// Disputed and released occurrences don't belong in `outcomes`; they are counted apart.
pub fn estimate(outcomes: &[Outcome]) -> FollowThrough {
    let (kept, missed) = outcomes.iter().fold((0.0, 0.0), |(kept, missed), outcome| {
        let (weight, share) = (outcome.weight(), outcome.share.number());
        (kept + weight * share, missed + weight * (1.0 - share))
    });
    match Beta::after(kept, missed) {
        Some(beta) if kept + missed >= WEIGHT_MIN => FollowThrough::Estimated(Estimate::of(beta)),
        _ => FollowThrough::TooEarly,
    }
}

impl Outcome {
    fn weight(self) -> f64 {
        (-f64::from(self.age_days) / HALF_LIFE_DAYS).exp2()
    }
}

impl Share {
    fn number(self) -> f64 {
        match self {
            Self::None => 0.0,
            Self::Half => 0.5,
            Self::Whole => 1.0,
        }
    }
}

impl Estimate {
    fn of(beta: Beta) -> Self {
        let tail = (1.0 - INTERVAL_LEVEL) / 2.0;
        Self { mean: beta.mean(), low: beta.quantile(tail), high: beta.quantile(1.0 - tail) }
    }
}
