//! What changed from one wording to the next.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "tests may panic")]

use troth_core::agreement::{Piece, difference};
use troth_testkit::Seed;

/// Writes a difference as `kept[-struck-]{+added+}`.
fn written(before: &str, after: &str) -> String {
    let piece = |piece: &Piece| match piece {
        Piece::Kept(words) => words.clone(),
        Piece::Struck(words) => format!("[-{words}-]"),
        Piece::Added(words) => format!("{{+{words}+}}"),
    };
    difference(before, after).iter().map(piece).collect()
}

#[test]
fn words_that_went_and_came_are_marked_and_the_rest_is_kept() {
    let check = |before, after, expected| assert_eq!(written(before, after), expected);
    check("", "", "");
    check("dinner on Fridays", "dinner on Fridays", "dinner on Fridays");
    check("dinner on Fridays", "dinner on Sundays", "dinner on [-Fridays -]{+Sundays+}");
    check("", "now", "{+now+}");
    check("then", "", "[-then-]");
    check("we eat at six", "we cook and eat at seven", "we {+cook and +}eat at [-six -]{+seven+}");
    check("we eat at six now", "we eat at six", "we eat at six [-now-]");
    check("one\ntwo", "one\ntwo\nthree", "one\ntwo\n{+three+}");
}

#[test]
fn both_texts_can_be_read_from_the_pieces() {
    for seed in Seed::cases(500) {
        let mut dice = seed.dice();
        let mut text = |most: usize| -> String {
            let words: Vec<&str> = (0..dice.below(most)).map(|_| ["a", "b", "c", "d\n"][dice.below(4)]).collect();
            words.join(" ")
        };
        let (before, after) = (text(12), text(12));
        let pieces = difference(&before, &after);
        let of = |skip: fn(&Piece) -> bool| {
            let words = pieces.iter().filter(|piece| !skip(piece)).map(|piece| match piece {
                Piece::Kept(words) | Piece::Struck(words) | Piece::Added(words) => words.as_str(),
            });
            words.collect::<String>()
        };
        let plain = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
        assert_eq!(plain(&of(|piece| matches!(piece, Piece::Struck(_)))), plain(&after));
        assert_eq!(plain(&of(|piece| matches!(piece, Piece::Added(_)))), plain(&before));
    }
}

#[test]
fn long_texts_stay_within_bounds() {
    let (before, after) = ("a b ".repeat(900), "c a ".repeat(900));
    let pieces = difference(&before, &after);
    assert!(matches!(&pieces[..], [Piece::Struck(_), Piece::Added(_)]), "{} pieces", pieces.len());
}
