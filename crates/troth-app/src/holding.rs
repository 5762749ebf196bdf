//! Answers to planned check-ins and marks of hands that wait on this device for the hour at which all devices post.
//!
//! They are in no stream until then, also not in the own one: its mailbox lies at the same relay, and an entry at the
//! moment of an answer would say that there is one. So a device that is lost before the hour takes its answer with it.
//! Each waits in a sealed row of one size.

use std::collections::BTreeMap;

use minicbor::{Decode, Encode};
use rand_chacha::ChaCha20Rng;
use rand_core::{Rng, SeedableRng};
use troth_core::check_in::RoundId;
use troth_core::closeness::HAND_CARDS;
use troth_core::sealed::{CellBytes, GATHERING_MINUTES, SecretBytes};
use troth_core::{EntryId, Held};
use troth_vault::{Cell, CellSecret, reveal_own};

use crate::cbor;
use crate::storage::rows::{HELD_HAND, HELD_ROUND};
use crate::storage::unread::Opening;

const MINUTE_MS: u64 = 60_000;

/// An answer that waits: its cell and the secret of that.
#[derive(Clone, Encode, Decode)]
pub(crate) struct HeldAnswer {
    #[n(0)]
    pub(crate) cell: CellBytes,
    #[n(1)]
    pub(crate) secret: SecretBytes,
}

/// Which cards of a hand are liked, by place.
pub(crate) type Liked = [bool; HAND_CARDS];

/// What waits on this device.
pub(crate) struct Holding {
    answers: BTreeMap<RoundId, HeldAnswer>,
    marks: BTreeMap<EntryId, Liked>,
    /// The names of both, for the core.
    names: Held,
    /// From it follow the moments at which this device posts. It is drawn anew at each start, and nothing that waits has
    /// a part in it.
    seed: [u8; 32],
}

/// A row to be put, or to be deleted where there is no value.
pub(crate) type HeldRow = (Vec<u8>, Option<Vec<u8>>);

impl HeldAnswer {
    /// The answer in clear, for its author's own screen.
    pub(crate) fn reveal(&self, round: RoundId) -> Option<Vec<u8>> {
        let cell = Cell::decode(self.cell.as_bytes()).ok()?;
        let secret = CellSecret::decode(self.secret.as_bytes()).ok()?;
        reveal_own(&round.context(), &secret, &cell)
    }
}

impl Holding {
    /// Nothing waits.
    pub(crate) fn nothing(seed: u64) -> Self {
        let seed = ChaCha20Rng::seed_from_u64(seed).get_seed();
        Self { answers: BTreeMap::new(), marks: BTreeMap::new(), names: Held::nothing(), seed }
    }

    /// Reads what waited at the last close.
    pub(crate) fn open(opening: &mut Opening<'_>, seed: u64) -> Self {
        let mut holding = Self::nothing(seed);
        for (name, answer) in opening.read_under(HELD_ROUND, |bytes| minicbor::decode::<HeldAnswer>(bytes).ok()) {
            if let Ok(round) = minicbor::decode(&name) {
                holding.keep_answer(round, answer);
            }
        }
        for (name, liked) in opening.read_under(HELD_HAND, liked_of) {
            if let Ok(hand) = name.try_into() {
                holding.keep_marks(EntryId(hand), liked);
            }
        }
        holding
    }

    /// What the core has to know of it.
    pub(crate) fn names(&self) -> &Held {
        &self.names
    }

    /// The answer to a round that waits here.
    pub(crate) fn answer(&self, round: RoundId) -> Option<&HeldAnswer> {
        self.answers.get(&round)
    }

    /// The marks of a hand that wait here.
    pub(crate) fn marks(&self, hand: EntryId) -> Option<Liked> {
        self.marks.get(&hand).copied()
    }

    /// Lets an answer wait. Returns its row.
    pub(crate) fn keep_answer(&mut self, round: RoundId, answer: HeldAnswer) -> HeldRow {
        let row = (round_row(round), Some(cbor::encode(&answer)));
        self.answers.insert(round, answer);
        self.names.rounds.insert(round);
        row
    }

    /// Lets marks wait. Returns their row.
    pub(crate) fn keep_marks(&mut self, hand: EntryId, liked: Liked) -> HeldRow {
        self.marks.insert(hand, liked);
        self.names.hands.insert(hand);
        (hand_row(hand), Some(liked.map(u8::from).to_vec()))
    }

    /// Forgets what waits no more. Returns the rows to delete.
    pub(crate) fn keep_only(&mut self, still: Held) -> Vec<HeldRow> {
        let rounds = self.names.rounds.difference(&still.rounds).map(|round| (round_row(*round), None));
        let hands = self.names.hands.difference(&still.hands).map(|hand| (hand_row(*hand), None));
        let rows = rounds.chain(hands).collect();
        self.answers.retain(|round, _| still.rounds.contains(round));
        self.marks.retain(|hand, _| still.hands.contains(hand));
        self.names = still;
        rows
    }

    /// The moment at which this device posts for a round or hand that opens at `opens_at`, both in unix milliseconds: one
    /// of the last minutes before, by lot. It follows from the seed and the name alone.
    pub(crate) fn posts_at(&self, name: &[u8], opens_at: i64) -> i64 {
        let mut seed = self.seed;
        for (at, byte) in name.iter().enumerate() {
            seed[at % 32] = seed[at % 32].rotate_left(3) ^ byte;
        }
        let span = u64::from(GATHERING_MINUTES) * MINUTE_MS;
        let before = 1 + ChaCha20Rng::from_seed(seed).next_u64() % span;
        opens_at.saturating_sub(before.cast_signed())
    }
}

fn round_row(round: RoundId) -> Vec<u8> {
    [HELD_ROUND, &round.context()].concat()
}

fn hand_row(hand: EntryId) -> Vec<u8> {
    [HELD_HAND, &hand.0].concat()
}

fn liked_of(bytes: &[u8]) -> Option<Liked> {
    let places: [u8; HAND_CARDS] = bytes.try_into().ok()?;
    places.iter().all(|place| *place <= 1).then(|| places.map(|place| place == 1))
}
