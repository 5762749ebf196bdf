//! What every part of the app needs that acts: randomness, the moment, storage, and what the shell is asked for.

use rand_chacha::ChaCha20Rng;
use rand_core::SeedableRng;
use troth_vault::LocalKey;

use crate::effect::{Effect, Now};
use crate::storage::writes::Store;

/// The way out of the app: whatever it reads of the world or does to it passes here.
pub(crate) struct Io {
    /// Everything random grows from one seed of the browser.
    pub(crate) rng: ChaCha20Rng,
    /// The moment of the input that is being handled.
    pub(crate) now: Now,
    pub(crate) store: Store,
    /// What the shell has to do, in order.
    pub(crate) effects: Vec<Effect>,
}

impl Io {
    pub(crate) fn new(seed: [u8; 32], now: Now) -> Self {
        Self { rng: ChaCha20Rng::from_seed(seed), now, store: Store::default(), effects: Vec::new() }
    }

    /// Seals a value under the storage key and puts it into its row.
    pub(crate) fn put_sealed(&mut self, local: &LocalKey, key: &[u8], plaintext: &[u8]) {
        self.store.put_sealed(&mut self.rng, local, key, plaintext);
    }

    /// Sends what was written as one transaction, unless another one is under way.
    pub(crate) fn flush(&mut self) {
        self.store.flush(self.now.unix_ms, &mut self.effects);
    }

    /// The same without waiting for what is under way: nobody will be here for a later turn.
    pub(crate) fn flush_last(&mut self) {
        self.store.flush_last(&mut self.effects);
    }
}
