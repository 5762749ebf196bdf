//! A sealed box that commits to its key, its nonce and its context.
//!
//! ```text
//! nonce          = 24 random bytes
//! k || c         = derive(domain, key, nonce, context..)    32 + 32 bytes
//! box            = nonce || c || XChaCha20-Poly1305(k, nonce, plaintext)
//! ```
//!
//! `c` is a commitment: no box opens under two keys, or under two contexts. So a reader may safely try several keys,
//! and finds the right one by comparing 32 bytes. Each box has its own `k`.
//!
//! Caller's duty: one domain for each kind of content. Not done here: hiding the length (see `pad`).

use rand_core::CryptoRng;
use subtle::ConstantTimeEq;
use zeroize::Zeroizing;

use super::aead::{NONCE_BYTES, TAG_BYTES, append_sealed, open};
use super::derive::derive;

const COMMITMENT_BYTES: usize = 32;
const PREFIX_BYTES: usize = NONCE_BYTES + COMMITMENT_BYTES;

/// Bytes by which a box is longer than its plaintext.
pub(crate) const OVERHEAD_BYTES: usize = PREFIX_BYTES + TAG_BYTES;

/// The key, nonce and commitment of one box.
pub(crate) struct BoxKey {
    nonce: [u8; NONCE_BYTES],
    derived: Zeroizing<[u8; 64]>,
}

impl BoxKey {
    /// Makes the key of a new box.
    pub(crate) fn make(rng: &mut impl CryptoRng, domain: &'static str, key: &[u8; 32], context: &[&[u8]]) -> Self {
        let mut nonce = [0; NONCE_BYTES];
        rng.fill_bytes(&mut nonce);
        Self::derive(nonce, domain, key, context)
    }

    /// Derives the key of an existing box; `None` if the box was not sealed under this key and context.
    pub(crate) fn matching(domain: &'static str, key: &[u8; 32], context: &[&[u8]], sealed: &[u8]) -> Option<Self> {
        let (nonce, rest) = sealed.split_first_chunk::<NONCE_BYTES>()?;
        let (commitment, _) = rest.split_first_chunk::<COMMITMENT_BYTES>()?;
        let derived = Self::derive(*nonce, domain, key, context);
        bool::from(derived.commitment().ct_eq(&commitment[..])).then_some(derived)
    }

    fn derive(nonce: [u8; NONCE_BYTES], domain: &'static str, key: &[u8; 32], context: &[&[u8]]) -> Self {
        let mut parts: Vec<&[u8]> = Vec::with_capacity(1 + context.len());
        parts.push(&nonce);
        parts.extend_from_slice(context);
        Self { nonce, derived: derive(domain, key, &parts) }
    }

    /// Returns the commitment to key, nonce and context.
    pub(crate) fn commitment(&self) -> &[u8] {
        &self.derived[32..]
    }

    fn key(&self) -> Zeroizing<[u8; 32]> {
        let mut key = Zeroizing::new([0; 32]);
        key.copy_from_slice(&self.derived[..32]);
        key
    }

    /// Seals the one plaintext of this box and appends the box.
    pub(crate) fn append_to(self, out: &mut Vec<u8>, plaintext: &[u8]) {
        out.reserve(OVERHEAD_BYTES + plaintext.len());
        out.extend_from_slice(&self.nonce);
        out.extend_from_slice(self.commitment());
        append_sealed(&self.key(), &self.nonce, plaintext, out);
    }

    /// Opens the box that this key matched.
    pub(crate) fn open(&self, sealed: &[u8]) -> Option<Vec<u8>> {
        open(&self.key(), &self.nonce, sealed.get(PREFIX_BYTES..)?)
    }
}

/// Seals in one step.
pub(crate) fn seal(
    rng: &mut impl CryptoRng,
    domain: &'static str,
    key: &[u8; 32],
    context: &[&[u8]],
    plaintext: &[u8],
) -> Vec<u8> {
    let mut out = Vec::new();
    BoxKey::make(rng, domain, key, context).append_to(&mut out, plaintext);
    out
}

/// Opens in one step; `None` if the key or the context is wrong or a byte changed.
pub(crate) fn unseal(
    domain: &'static str,
    key: &[u8; 32],
    context: &[&[u8]],
    sealed: &[u8],
) -> Option<Zeroizing<Vec<u8>>> {
    BoxKey::matching(domain, key, context, sealed)?.open(sealed).map(Zeroizing::new)
}
