//! Seeded randomness that prints its seed when a test fails.

use rand_chacha::ChaCha8Rng;
use rand_core::{Rng, SeedableRng};

pub struct Chance {
    seed: u64,
    pub rng: ChaCha8Rng,
}

impl Chance {
    pub fn from_seed(seed: u64) -> Self {
        Self { seed, rng: ChaCha8Rng::seed_from_u64(seed) }
    }

    /// The first so many seeds, the number of them that `TROTH_SEEDS` says, or the one that `TROTH_SEED` names.
    pub fn seeds(count: u64) -> Vec<u64> {
        let number = |name| std::env::var(name).ok().map(|text: String| text.parse::<u64>().unwrap());
        match (number("TROTH_SEED"), number("TROTH_SEEDS")) {
            (Some(seed), _) => vec![seed],
            (None, many) => (0..many.unwrap_or(count)).collect(),
        }
    }

    /// A number from 0 to `bound - 1`.
    pub fn below(&mut self, bound: usize) -> usize {
        usize::try_from(self.rng.next_u64() % bound as u64).unwrap()
    }

    pub fn one_in(&mut self, odds: usize) -> bool {
        self.below(odds) == 0
    }
}

impl Drop for Chance {
    #[expect(clippy::print_stderr, reason = "a failing random test tells its seed")]
    fn drop(&mut self) {
        if std::thread::panicking() {
            eprintln!("seed {}", self.seed);
        }
    }
}
