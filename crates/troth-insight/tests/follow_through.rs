//! The promise estimate against reference values and the rules of care.md.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests may panic")]

use troth_insight::{Beta, Estimate, FollowThrough, ReportedOutcome, Share, estimate};

/// Beta quantiles at 5, 50 and 95 %, from `scipy.stats.beta.ppf`; shapes, then the three quantiles.
const REFERENCE: [(f64, f64, [f64; 3]); 7] = [
    (6.0, 1.0, [0.606_962_231_003, 0.890_898_718_140, 0.991_487_555_389]),
    (5.0, 2.0, [0.418_196_590_748, 0.735_550_016_704, 0.937_150_108_292]),
    (9.0, 3.0, [0.529_913_200_721, 0.764_214_473_364, 0.921_179_954_334]),
    (1.5, 6.25, [0.026_736_900_899, 0.166_672_689_485, 0.452_849_555_154]),
    (40.5, 2.75, [0.866_657_885_538, 0.943_063_989_486, 0.983_405_144_129]),
    (120.25, 80.5, [0.541_671_716_537, 0.599_333_153_551, 0.655_211_305_765]),
    (500.0, 500.0, [0.474_003_673_730, 0.500_000_000_000, 0.525_996_326_270]),
];

#[test]
fn care_28_quantiles_match_the_reference() {
    for (a, b, expected) in REFERENCE {
        let beta = Beta::after(a - 1.0, b - 1.0).unwrap();
        for (p, expected) in [0.05, 0.5, 0.95].into_iter().zip(expected) {
            let found = beta.quantile(p);
            assert!((found - expected).abs() < 1e-6, "Beta({a}, {b}) at {p}: {found}, expected {expected}");
        }
    }
}

fn outcomes(kept: usize, missed: usize, age_days: u32) -> Vec<ReportedOutcome> {
    let of = |share, times| std::iter::repeat_n(ReportedOutcome { age_days, share }, times);
    of(Share::Whole, kept).chain(of(Share::None, missed)).collect()
}

fn shown(outcomes: &[ReportedOutcome]) -> Estimate {
    match estimate(outcomes) {
        FollowThrough::Estimated(estimate) => estimate,
        FollowThrough::TooEarly => panic!("nothing is shown"),
    }
}

fn check_percent(kept: usize, missed: usize, expected: [f64; 3]) {
    let found = shown(&outcomes(kept, missed, 0));
    let percent = [found.mean, found.low, found.high].map(|share| (share * 100.0).round());
    assert_eq!(percent, expected, "{kept} kept, {missed} missed");
}

#[test]
fn care_28_undiscounted_checks() {
    check_percent(5, 0, [86.0, 61.0, 99.0]);
    check_percent(4, 1, [71.0, 42.0, 94.0]);
    check_percent(8, 2, [75.0, 53.0, 92.0]);
}

#[test]
fn care_27_nothing_shows_below_its_minimum() {
    assert_eq!(estimate(&[]), FollowThrough::TooEarly);
    assert_eq!(estimate(&outcomes(4, 0, 0)), FollowThrough::TooEarly);
    assert_eq!(estimate(&outcomes(5, 0, 1)), FollowThrough::TooEarly, "five that have aged weigh less than five");
    assert_eq!(estimate(&outcomes(9, 0, 60)), FollowThrough::TooEarly, "nine at the half-life weigh four and a half");
    assert!(matches!(estimate(&outcomes(10, 0, 60)), FollowThrough::Estimated(_)));
}

#[test]
fn older_outcomes_fade() {
    let recent = [outcomes(8, 0, 0), outcomes(0, 8, 120)].concat();
    let expected = (1.0 + 8.0) / (2.0 + 8.0 + 2.0);
    assert!((shown(&recent).mean - expected).abs() < 1e-12);
}

#[test]
fn care_29_moved_in_time_counts_as_kept_and_part_as_half() {
    let half = vec![ReportedOutcome { age_days: 0, share: Share::Half }; 6];
    assert!((shown(&half).mean - 0.5).abs() < 1e-12);
    assert!(shown(&outcomes(6, 0, 0)).mean > 0.8);
}

#[test]
fn extremes_stay_within_bounds() {
    for (kept, missed) in [(10_000, 0), (0, 10_000), (5_000, 5_000)] {
        let Estimate { mean, low, high } = shown(&outcomes(kept, missed, 0));
        assert!(0.0 <= low && low < mean && mean < high && high <= 1.0);
    }
    assert_eq!(estimate(&outcomes(100, 0, u32::MAX)), FollowThrough::TooEarly);
    assert!(Beta::after(-1.0, 0.0).is_none() && Beta::after(f64::NAN, 0.0).is_none());
}
