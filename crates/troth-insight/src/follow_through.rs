//! A person's own follow-through on promises, estimated for that person.
//!
//! theta ~ Beta(1 + sum w k, 1 + sum w (1 - k)) with w = 2^(-age / half-life): recent promises weigh
//! more, and old ones fade instead of counting against a person for ever (after Josang & Ismail 2002).

use crate::beta::Beta;

/// Days after which an outcome weighs half.
pub const HALF_LIFE_DAYS: f64 = 60.0;
/// Least weight for an estimate: five fresh outcomes.
pub const WEIGHT_MIN: f64 = 5.0;
/// The probability of the interval under the model.
pub const INTERVAL_LEVEL: f64 = 0.9;

/// One promise occurrence, as its maker reported it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct ReportedOutcome {
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

/// A person's own follow-through.
#[derive(Clone, Copy, PartialEq, Debug)]
pub enum FollowThrough {
    /// Too few outcomes for an estimate (care 27).
    TooEarly,
    /// An estimate with its interval.
    Estimated(Estimate),
}

/// An estimate. It always has an interval (care 27).
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Estimate {
    /// The mean, between 0 and 1.
    pub mean: f64,
    /// The lower end of the 90 % interval.
    pub low: f64,
    /// The upper end of the 90 % interval.
    pub high: f64,
}

/// Estimates a person's follow-through from their own reports.
///
/// The caller leaves disputed and released occurrences out; they are counted apart.
///
/// ```
/// use troth_insight::{FollowThrough, ReportedOutcome, Share, estimate};
///
/// let kept = ReportedOutcome { age_days: 0, share: Share::Whole };
/// assert_eq!(estimate(&[kept; 4]), FollowThrough::TooEarly);
///
/// let missed = ReportedOutcome { age_days: 120, share: Share::None }; // Two half-lives ago: a quarter of the weight.
/// let FollowThrough::Estimated(found) = estimate(&[kept, kept, kept, kept, kept, missed]) else {
///     panic!("enough outcomes");
/// };
/// assert!(found.low < found.mean && found.mean < found.high);
/// ```
pub fn estimate(outcomes: &[ReportedOutcome]) -> FollowThrough {
    let (kept, missed) = outcomes.iter().fold((0.0, 0.0), |(kept, missed), outcome| {
        let (weight, share) = (outcome.weight(), outcome.share.number());
        (kept + weight * share, missed + weight * (1.0 - share))
    });
    match Beta::after(kept, missed) {
        Some(beta) if kept + missed >= WEIGHT_MIN => FollowThrough::Estimated(Estimate::of(beta)),
        _ => FollowThrough::TooEarly,
    }
}

impl ReportedOutcome {
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
