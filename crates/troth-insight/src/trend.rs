//! The trend of own ratings: how a rating moved, with the interval that goes with it.
//!
//! Slopes are taken between all pairs of ratings and the middle one holds, so that no single bad day bends it (Theil
//! 1950, Sen 1968). The interval counts how many pairs could lie the other way round by chance (Kendall's S):
//!
//! ```text
//! N = n (n - 1) / 2 pairs      C = z sqrt(n (n - 1) (2 n + 5) / 18)
//! low  = the slope of rank (N - C) / 2        high = the slope of rank (N + C) / 2 + 1
//! ```
//!
//! Ranks are whole: the nearest one is taken, at both ends alike. Days without a rating count as time and as nothing else.

/// Ratings below which nothing is said: two months of weekly ones. C rests on S being nearly normal, and with eight the
/// 90 % interval still holds as often as it says (`tests/rates.rs`).
pub const TREND_RATINGS_MIN: usize = 8;
/// Days from the first to the last rating below which nothing is said: eight ratings of one week tell of that week.
pub const TREND_DAYS_MIN: u32 = 28;

/// One rating, as given on a scale of whole numbers.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct DayRated {
    /// The day, counted from any fixed one.
    pub day: u32,
    /// What was given.
    pub value: u8,
}

/// How surely an interval holds, as far as its model does.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Level {
    /// 80 %, two-sided: what the rule about stalling asks for.
    Eighty,
    /// 90 %, two-sided: what is shown, as for follow-through.
    Ninety,
}

impl Level {
    /// The normal deviate that leaves half of the rest on either side.
    const fn deviate(self) -> f64 {
        match self {
            Self::Eighty => 1.281_551_565_545,
            Self::Ninety => 1.644_853_626_951,
        }
    }
}

/// How a rating moved over its days. There is none from too little, and none without its interval (care 27).
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Trend {
    per_day: [f64; 3],
    days: u32,
}

/// What is missing before anything can be said.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct TooFew {
    /// Ratings; 0 when only days are.
    pub ratings: usize,
}

impl Trend {
    /// The trend of ratings of different days, in the order of their days.
    ///
    /// # Errors
    /// When there are fewer than [`TREND_RATINGS_MIN`] or they lie within [`TREND_DAYS_MIN`] days.
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
        // The ranks lie as far from the lowest slope as from the highest.
        match (at(low), at(slopes.len().wrapping_sub(low + 1))) {
            (Some(lowest), Some(highest)) => Ok(Self { per_day: [lowest, middle(&slopes), highest], days }),
            _ => Err(missing),
        }
    }

    /// Days from the first to the last rating.
    #[must_use]
    pub const fn days(&self) -> u32 {
        self.days
    }

    /// The lowest, the likeliest and the highest that it moved over so many days.
    #[must_use]
    pub fn over(&self, days: u32) -> [f64; 3] {
        self.per_day.map(|slope| slope * f64::from(days))
    }
}

/// The slopes between all pairs, the lowest first.
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

fn middle(sorted: &[f64]) -> f64 {
    let at = |place: usize| sorted.get(place).copied().unwrap_or_default();
    f64::midpoint(at((sorted.len().saturating_sub(1)) / 2), at(sorted.len() / 2))
}

/// The place, from 0, of the slope at the low end of the interval among `pairs` of them.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a rank among a few thousand slopes")]
#[expect(clippy::cast_precision_loss, reason = "a few hundred ratings")]
fn low_rank(ratings: usize, pairs: usize, level: Level) -> usize {
    let n = ratings as f64;
    let c = level.deviate() * (n * (n - 1.0) * (2.0 * n + 5.0) / 18.0).sqrt();
    let rank = ((pairs as f64 - c) / 2.0).round();
    (rank as usize).saturating_sub(1)
}
