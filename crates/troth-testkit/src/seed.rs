//! Reproducible randomness.

use std::env;
use std::thread;

use rand_chacha::ChaCha12Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};

/// The variable that sets the seed.
const SEED_VARIABLE: &str = "TROTH_SEED";

/// The seed of a random test.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Seed(pub u64);

impl Seed {
    /// Returns the seed in `TROTH_SEED`, or `usual`.
    pub fn from_env_or(usual: u64) -> Self {
        let set = env::var(SEED_VARIABLE).ok().and_then(|text| text.parse().ok());
        Self(set.unwrap_or(usual))
    }

    /// Returns seeds for `cases` cases of one test, or only the one in `TROTH_SEED`.
    pub fn cases(cases: u64) -> impl Iterator<Item = Self> {
        let set = env::var(SEED_VARIABLE).ok().and_then(|text| text.parse().ok());
        let range = set.map_or(0..cases, |seed| seed..seed.saturating_add(1));
        range.map(Self)
    }

    /// Returns dice with this seed.
    pub fn dice(self) -> Dice {
        Dice { seed: self, rng: ChaCha12Rng::seed_from_u64(self.0) }
    }
}

/// Seeded randomness. Prints its seed when the test that holds it panics.
#[derive(Debug)]
pub struct Dice {
    seed: Seed,
    rng: ChaCha12Rng,
}

impl Dice {
    /// Returns the generator itself, for functions that need one.
    pub fn rng(&mut self) -> &mut ChaCha12Rng {
        &mut self.rng
    }

    /// Returns a number below `sides`; 0 if `sides` is 0.
    pub fn below(&mut self, sides: usize) -> usize {
        let sides = u64::try_from(sides).unwrap_or(u64::MAX).max(1);
        usize::try_from(self.rng.next_u64() % sides).unwrap_or(0)
    }

    /// Returns `true` once in `sides` throws on average.
    pub fn one_in(&mut self, sides: usize) -> bool {
        self.below(sides) == 0
    }

    /// Returns one of `choices`, if there are any.
    pub fn pick<'a, T>(&mut self, choices: &'a [T]) -> Option<&'a T> {
        let place = self.below(choices.len());
        choices.get(place)
    }

    /// Returns random bytes.
    pub fn bytes<const N: usize>(&mut self) -> [u8; N] {
        let mut bytes = [0; N];
        self.rng.fill_bytes(&mut bytes);
        bytes
    }

    /// Brings `items` into a random order.
    pub fn shuffle<T>(&mut self, items: &mut [T]) {
        for last in (1..items.len()).rev() {
            items.swap(last, self.below(last + 1));
        }
    }
}

impl Drop for Dice {
    #[expect(clippy::print_stderr, reason = "a failing random test must say how to run it again")]
    fn drop(&mut self) {
        if thread::panicking() {
            eprintln!("this case runs again with {SEED_VARIABLE}={}", self.seed.0);
        }
    }
}
