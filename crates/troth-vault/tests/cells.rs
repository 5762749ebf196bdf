//! Sealed cells: both partners read, or neither does.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "tests may panic")]

mod support;

use rand_chacha::ChaCha20Rng;
use support::seeded;
use troth_vault::{
    ANSWER_MAX_BYTES, CELL_BYTES, Cell, CellError, CellSecret, OPENING_BYTES, make_opening, open_cell, reveal_own,
};

const ROUND: &[u8] = b"round 12";
const ANSWER: &[u8] = b"Talking on Sunday went well.";

/// A side of a round: an answer with its secret, or a blank.
struct Side {
    cell: Cell,
    secret: Option<CellSecret>,
}

fn side(rng: &mut ChaCha20Rng, answered: Answered) -> Side {
    match answered {
        Answered::Yes => {
            let (cell, secret) = Cell::make_answer(rng, ROUND, ANSWER).unwrap();
            Side { cell, secret: Some(secret) }
        }
        Answered::No => Side { cell: Cell::make_blank(rng), secret: None },
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Answered {
    Yes,
    No,
}

fn opening(rng: &mut ChaCha20Rng, from: &Side, to: &Side) -> Vec<u8> {
    make_opening(rng, ROUND, from.secret.as_ref(), &from.cell, &to.cell)
}

fn reads(reader: &Side, other: &Side, opening: &[u8]) -> Option<Vec<u8>> {
    open_cell(ROUND, reader.secret.as_ref()?, &reader.cell, &other.cell, opening)
}

#[test]
fn both_read_if_and_only_if_both_answered() {
    let rng = &mut seeded();
    for (a, b) in [
        (Answered::Yes, Answered::Yes),
        (Answered::Yes, Answered::No),
        (Answered::No, Answered::Yes),
        (Answered::No, Answered::No),
    ] {
        let (mine, yours) = (side(rng, a), side(rng, b));
        let (to_you, to_me) = (opening(rng, &mine, &yours), opening(rng, &yours, &mine));
        let expected = (a == Answered::Yes && b == Answered::Yes).then(|| ANSWER.to_vec());
        assert_eq!(reads(&mine, &yours, &to_me), expected);
        assert_eq!(reads(&yours, &mine, &to_you), expected);
    }
}

/// A partner who skipped tries all they have: a secret of another cell, the other's opening, both directions.
#[test]
fn a_partner_who_skipped_learns_nothing() {
    let rng = &mut seeded();
    let (skipped, answered) = (side(rng, Answered::No), side(rng, Answered::Yes));
    let to_skipped = opening(rng, &answered, &skipped);
    let (_, another) = Cell::make_answer(rng, ROUND, b"").unwrap();
    assert_eq!(open_cell(ROUND, &another, &skipped.cell, &answered.cell, &to_skipped), None);
    assert_eq!(open_cell(ROUND, &another, &answered.cell, &skipped.cell, &to_skipped), None);
    assert_eq!(reveal_own(ROUND, &another, &answered.cell), None);
}

/// Neither the length nor the distribution of bytes tells an answer from a blank.
#[test]
fn care_13_answers_and_blanks_look_alike() {
    let rng = &mut seeded();
    let (blank, short) = (side(rng, Answered::No), side(rng, Answered::Yes));
    let (long, _) = Cell::make_answer(rng, ROUND, &[b'x'; ANSWER_MAX_BYTES]).unwrap();
    for cell in [&blank.cell, &short.cell, &long] {
        assert_eq!(cell.encode().len(), CELL_BYTES);
        assert_eq!(cell.encode()[0], 1);
        assert!(cell.encode()[32] < 0x80, "both points are public keys");
    }
    assert_eq!(opening(rng, &blank, &short).len(), OPENING_BYTES);
    assert_eq!(opening(rng, &short, &blank).len(), OPENING_BYTES);
}

/// Both kinds draw the same amount of randomness for an opening, so even a shared generator tells nothing.
#[test]
fn answers_and_blanks_have_evenly_spread_bytes() {
    let rng = &mut seeded();
    for answered in [Answered::Yes, Answered::No] {
        let mut ones = 0_u32;
        for _ in 0..20 {
            ones += side(rng, answered).cell.encode()[1..].iter().map(|byte| byte.count_ones()).sum::<u32>();
        }
        let share = f64::from(ones) / (20.0 * 8.0 * (CELL_BYTES - 1) as f64);
        assert!((share - 0.5).abs() < 0.005, "{share}");
    }
}

#[test]
fn a_changed_cell_or_opening_opens_as_nothing() {
    let rng = &mut seeded();
    let (mine, yours) = (side(rng, Answered::Yes), side(rng, Answered::Yes));
    let to_me = opening(rng, &yours, &mine);
    for at in 0..OPENING_BYTES {
        let mut changed = to_me.clone();
        changed[at] ^= 1;
        assert_eq!(reads(&mine, &yours, &changed), None);
    }
    let bytes = yours.cell.encode();
    for at in 1..CELL_BYTES {
        let mut changed = bytes.clone();
        changed[at] ^= 1;
        let changed = Cell::decode(&changed).unwrap();
        let secret = mine.secret.as_ref().unwrap();
        assert_eq!(open_cell(ROUND, secret, &mine.cell, &changed, &to_me), None, "byte {at}");
        assert_eq!(reveal_own(ROUND, yours.secret.as_ref().unwrap(), &changed), None, "byte {at}");
    }
}

#[test]
fn a_cell_belongs_to_its_round_and_an_opening_to_its_pair() {
    let rng = &mut seeded();
    let (mine, yours, third) = (side(rng, Answered::Yes), side(rng, Answered::Yes), side(rng, Answered::Yes));
    let to_me = opening(rng, &yours, &mine);
    let secret = mine.secret.as_ref().unwrap();
    assert_eq!(open_cell(b"round 13", secret, &mine.cell, &yours.cell, &to_me), None);
    assert_eq!(reads(&third, &yours, &to_me), None);
    assert_eq!(reads(&mine, &third, &to_me), None);
    assert_eq!(reveal_own(b"round 13", secret, &mine.cell), None);
}

#[test]
fn the_author_reads_the_own_answer_and_keeps_the_secret_over_a_reload() {
    let rng = &mut seeded();
    let (mine, yours) = (side(rng, Answered::Yes), side(rng, Answered::Yes));
    let secret = CellSecret::decode(&mine.secret.as_ref().unwrap().encode()).unwrap();
    let cell = Cell::decode(&mine.cell.encode()).unwrap();
    assert_eq!(reveal_own(ROUND, &secret, &cell).as_deref(), Some(ANSWER));
    assert_eq!(
        reads(&yours, &mine, &make_opening(rng, ROUND, Some(&secret), &cell, &yours.cell)).as_deref(),
        Some(ANSWER)
    );
}

/// A partner posts a point of low order, which would make the wrapping key known to everyone.
#[test]
fn a_point_of_low_order_gets_noise() {
    let rng = &mut seeded();
    let mine = side(rng, Answered::Yes);
    let mut bytes = Cell::make_blank(rng).encode();
    bytes[1..33].fill(0);
    let evil = Cell::decode(&bytes).unwrap();
    let one = make_opening(rng, ROUND, mine.secret.as_ref(), &mine.cell, &evil);
    let two = make_opening(rng, ROUND, mine.secret.as_ref(), &mine.cell, &evil);
    assert_ne!(one, two, "noise is random; a wrapped key would repeat");
}

#[test]
fn what_is_not_a_cell_is_refused() {
    let rng = &mut seeded();
    let bytes = Cell::make_blank(rng).encode();
    for len in 0..CELL_BYTES {
        assert_eq!(Cell::decode(&bytes[..len]), Err(CellError::Malformed));
    }
    assert_eq!(Cell::decode(&[&bytes[..], &[0]].concat()), Err(CellError::Malformed));
    let mut newer = bytes;
    newer[0] = 2;
    assert_eq!(Cell::decode(&newer), Err(CellError::UnsupportedVersion));
    let too_large = Cell::make_answer(rng, ROUND, &[0; ANSWER_MAX_BYTES + 1]);
    assert!(matches!(too_large, Err(CellError::TooLarge)));
    assert!(Cell::make_answer(rng, ROUND, b"").is_ok(), "an empty answer is an answer");
}
