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
        Self(set_seed().unwrap_or(usual))
    }

    /// Returns seeds for `cases` cases of one test, or only the one in `TROTH_SEED`.
    pub fn cases(cases: u64) -> impl Iterator<Item = Self> {
        let range = set_seed().map_or(0..cases, |seed| seed..seed.saturating_add(1));
        range.map(Self)
    }

    /// Returns dice with this seed.
    pub fn dice(self) -> Dice {
        Dice { seed: self, rng: ChaCha12Rng::seed_from_u64(self.0) }
    }
}

/// The seed in `TROTH_SEED`, if there is one.
fn set_seed() -> Option<u64> {
    let text = env::var_os(SEED_VARIABLE)?;
    Some(read_seed(&text.to_string_lossy()))
}

#[expect(clippy::expect_used, reason = "a test that ran with other seeds than it was told to would show nothing")]
fn read_seed(text: &str) -> u64 {
    text.parse().expect("TROTH_SEED is a number")
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
        (self.rng.next_u64() % (sides.max(1) as u64)) as usize
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

#[cfg(test)]
mod tests {
    use super::read_seed;

    #[test]
    fn a_seed_is_read() {
        assert_eq!(read_seed("17"), 17);
    }

    #[test]
    #[should_panic(expected = "TROTH_SEED is a number")]
    fn a_mistyped_seed_is_told() {
        read_seed("17x");
    }
}
