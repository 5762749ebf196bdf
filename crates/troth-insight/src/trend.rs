//! The trend of a person's own ratings, always with an interval.
//!
//! The trend is the median of the slopes between all pairs of ratings, so a single bad day does not bend it (Theil
//! 1950, Sen 1968). The interval counts how many pairs could have the other order by chance (Kendall's S):
//!
//! ```text
//! N = n (n - 1) / 2 pairs      C = z sqrt(n (n - 1) (2 n + 5) / 18)
//! low  = the slope of rank (N - C) / 2        high = the slope of rank (N + C) / 2 + 1
//! ```
//!
//! Ranks are rounded to whole numbers, at both ends alike. Days without a rating count as time only.

/// Least number of ratings: two months of weekly ones. C assumes that S is nearly normal; with eight ratings the 90 %
/// interval still holds as often as it says (`tests/rates.rs`).
pub const TREND_RATINGS_MIN: usize = 8;
/// Least days from the first to the last rating: eight ratings in one week describe that week.
pub const TREND_DAYS_MIN: u32 = 28;

/// One rating on a scale of whole numbers.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct DayRated {
    /// The day, counted from any fixed one.
    pub day: u32,
    /// The rating.
    pub value: u8,
}

/// The probability of an interval under its model.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Level {
    /// 80 %, two-sided, for the rule about stalled trust.
    Eighty,
    /// 90 %, two-sided, for the screen, as for follow-through.
    Ninety,
}

impl Level {
    /// The normal deviate that leaves half of the remaining probability on each side.
    const fn deviate(self) -> f64 {
        match self {
            Self::Eighty => 1.281_551_565_545,
            Self::Ninety => 1.644_853_626_951,
        }
    }
}

/// The trend of ratings. It needs enough data, and always has an interval (care 27).
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Trend {
    per_day: [f64; 3],
    days: u32,
}

/// How much data is missing for a trend.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct TooFew {
    /// Number of missing ratings; 0 if only days are missing.
    pub ratings: usize,
}

impl Trend {
    /// Returns the trend of ratings, which are ordered, one a day.
    ///
    /// ```
    /// use troth_insight::{DayRated, Level, TooFew, Trend};
    ///
    /// let weekly: Vec<_> = (0..10_u8).map(|week| DayRated { day: 7 * u32::from(week), value: week / 2 }).collect();
    /// assert_eq!(Trend::of(&weekly[..5], Level::Ninety), Err(TooFew { ratings: 3 }));
    ///
    /// let [low, likeliest, high] = Trend::of(&weekly, Level::Ninety)?.over(7);
    /// assert!(0.0 < low && low <= likeliest && likeliest <= high);
    /// # Ok::<(), TooFew>(())
    /// ```
    ///
    /// # Errors
    /// [`TooFew`] for fewer than [`TREND_RATINGS_MIN`] ratings or fewer than [`TREND_DAYS_MIN`] days.
    pub fn of(ratings: &[DayRated], level: Level) -> Result<Self, TooFew> {
        let missing = TooFew { ratings: TREND_RATINGS_MIN.saturating_sub(ratings.len()) };
        let (Some(first), Some(last)) = (ratings.first(), ratings.last()) else { return Err(missing) };
        let days = last.day.saturating_sub(first.day);
        if missing.ratings > 0 || days < TREND_DAYS_MIN {
            return Err(missing);
        }
        let slopes = slopes(ratings);
        let low = low_rank(ratings.len(), slopes.len(), level);
        let at = |rank: usize| slopes.get(rank).copied();
        // Both ranks have the same distance from their end of the list.
        match (at(low), at(slopes.len().wrapping_sub(low + 1))) {
            (Some(lowest), Some(highest)) => Ok(Self { per_day: [lowest, middle(&slopes), highest], days }),
            _ => Err(missing),
        }
    }

    /// Returns the days from the first to the last rating.
    #[must_use]
    pub const fn days(&self) -> u32 {
        self.days
    }

    /// Returns the low end, the median and the high end of the change over so many days.
    #[must_use]
    pub fn over(&self, days: u32) -> [f64; 3] {
        self.per_day.map(|slope| slope * f64::from(days))
    }
}

/// Returns the slopes between all pairs in ascending order.
fn slopes(ratings: &[DayRated]) -> Vec<f64> {
    let mut slopes = Vec::new();
    for (at, later) in ratings.iter().enumerate() {
        for earlier in ratings.iter().take(at).filter(|earlier| earlier.day < later.day) {
            let rise = f64::from(later.value) - f64::from(earlier.value);
            slopes.push(rise / f64::from(later.day - earlier.day));
        }
    }
    slopes.sort_by(f64::total_cmp);
    slopes
}

/// The median of slopes, of which there is at least one.
fn middle(sorted: &[f64]) -> f64 {
    f64::midpoint(sorted[(sorted.len() - 1) / 2], sorted[sorted.len() / 2])
}

/// Returns the place, from 0, of the slope at the low end of the interval among `pairs` slopes.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a rank among a few thousand slopes")]
#[expect(clippy::cast_precision_loss, reason = "a few hundred ratings")]
fn low_rank(ratings: usize, pairs: usize, level: Level) -> usize {
    let n = ratings as f64;
    let c = level.deviate() * (n * (n - 1.0) * (2.0 * n + 5.0) / 18.0).sqrt();
    let rank = ((pairs as f64 - c) / 2.0).round();
    (rank as usize).saturating_sub(1)
}
