//! Seeded randomness for the tests beside this folder.

use rand_chacha::ChaCha20Rng;
use rand_chacha::rand_core::SeedableRng;

/// The seed of every test here; a failing test prints it.
const SEED: u64 = 20_261_123;

#[expect(clippy::print_stdout, reason = "a failing test shows its seed")]
pub(crate) fn seeded() -> ChaCha20Rng {
    println!("seed {SEED}");
    ChaCha20Rng::seed_from_u64(SEED)
}
