//! The beta distribution: the knowledge of a rate after some successes and failures.

use statrs::function::beta::checked_beta_reg;

/// Halvings in the search for a quantile; 2^-60 is far below any difference on screen.
const HALVINGS: u32 = 60;

/// Beta(a, b) with both shapes at least 1: a flat prior plus observations.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Beta {
    a: f64,
    b: f64,
}

impl Beta {
    /// Returns the flat prior Beta(1, 1) updated by `successes` and `failures`. Both may be fractions.
    ///
    /// `None` if either is negative or not finite.
    pub fn after(successes: f64, failures: f64) -> Option<Self> {
        let counts = |number: f64| number.is_finite() && number >= 0.0;
        (counts(successes) && counts(failures)).then_some(Self { a: 1.0 + successes, b: 1.0 + failures })
    }

    /// Returns the mean, between 0 and 1.
    pub fn mean(self) -> f64 {
        self.a / (self.a + self.b)
    }

    /// Returns the value below which the rate lies with probability `p`, between 0 and 1.
    ///
    /// Bisects the regularised incomplete beta function, which is monotonic. Slower than Newton's method, and always
    /// converges.
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
        #[expect(
            clippy::expect_used,
            reason = "fails for shapes below 0 and rates beyond 0 to 1; a made-up rate would be shown"
        )]
        checked_beta_reg(self.a, self.b, x).expect("shapes of at least 1, and a rate between 0 and 1")
    }
}
