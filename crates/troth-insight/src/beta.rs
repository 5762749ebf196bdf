//! The beta distribution: what is known of a rate after some successes and failures.

use statrs::function::beta::checked_beta_reg;

/// Halvings of the search for a quantile; 2^-60 is far below any difference that is shown.
const HALVINGS: u32 = 60;

/// Beta(a, b) with both shapes at least 1: a flat start plus what was observed.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Beta {
    a: f64,
    b: f64,
}

impl Beta {
    /// A flat start, Beta(1, 1), after `successes` and `failures`; both may be fractions, neither negative.
    ///
    /// None when either isn't a finite number of at least 0.
    pub fn after(successes: f64, failures: f64) -> Option<Self> {
        let counts = |number: f64| number.is_finite() && number >= 0.0;
        (counts(successes) && counts(failures)).then_some(Self { a: 1.0 + successes, b: 1.0 + failures })
    }

    /// The mean, between 0 and 1.
    pub fn mean(self) -> f64 {
        self.a / (self.a + self.b)
    }

    /// The value below which the rate lies with probability `p`, between 0 and 1.
    ///
    /// Halves the interval on the regularised incomplete beta function, which rises without a break.
    /// Slower than Newton's method and, unlike it, unable to run away.
    pub fn quantile(self, p: f64) -> f64 {
        let (mut low, mut high) = (0.0, 1.0);
        for _ in 0..HALVINGS {
            let middle = f64::midpoint(low, high);
            if self.below(middle) < p {
                low = middle;
            } else {
                high = middle;
            }
        }
        f64::midpoint(low, high)
    }

    fn below(self, x: f64) -> f64 {
        checked_beta_reg(self.a, self.b, x).unwrap_or(x)
    }
}
