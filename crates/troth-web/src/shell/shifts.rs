//! Three presses of Shift, the way to Hide without finding a button (care 9).

/// Longest time for the three presses, in milliseconds: slow enough for stiff hands, too fast for ordinary typing.
const WITHIN_MS: f64 = 1_500.0;

/// Counts consecutive presses of Shift without another key between.
#[derive(Debug, Default)]
pub(super) struct Shifts {
    earlier: [Option<f64>; 2],
}

/// A key press.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Press {
    /// Shift went down. Auto-repeat of a held key does not count.
    Shift,
    /// Any other key went down.
    Other,
}

impl Shifts {
    /// Records a press at a time in milliseconds; returns whether it was the third Shift in time.
    pub(super) fn third(&mut self, press: Press, at_ms: f64) -> bool {
        if press == Press::Other {
            self.earlier = [None; 2];
            return false;
        }
        let [first, second] = self.earlier;
        self.earlier = [second, Some(at_ms)];
        first.is_some_and(|first| at_ms - first <= WITHIN_MS)
    }
}

#[cfg(test)]
mod tests {
    use super::{Press, Shifts};

    fn check(presses: &[(Press, f64)], expected: bool) {
        let mut shifts = Shifts::default();
        let fired = presses.iter().any(|(press, at_ms)| shifts.third(*press, *at_ms));
        assert_eq!(fired, expected, "{presses:?}");
    }

    #[test]
    fn care_09_shift_three_times_hides() {
        use Press::{Other, Shift};
        check(&[(Shift, 0.0), (Shift, 500.0), (Shift, 1_500.0)], true);
        check(&[(Shift, 0.0), (Shift, 500.0), (Shift, 1_501.0)], false);
        check(&[(Shift, 0.0), (Shift, 500.0)], false);
        check(&[(Shift, 0.0), (Shift, 1_400.0), (Shift, 1_600.0), (Shift, 1_700.0)], true);
        check(&[(Shift, 0.0), (Shift, 100.0), (Other, 150.0), (Shift, 200.0)], false);
    }
}
