//! BLAKE3 in its key derivation mode: one function for keys, commitments, tags, ids and transcripts.
//!
//! ```text
//! derive(domain, key, p1, p2, ..) = BLAKE3.derive_key(domain, key || len(p1) || p1 || len(p2) || p2 ..)[0..N]
//! digest(domain, p1, p2, ..)      = BLAKE3.derive_key(domain,        len(p1) || p1 || len(p2) || p2 ..)[0..N]
//! ```
//!
//! `len` is eight bytes, little endian, so two different lists of parts never hash the same bytes. A domain string is
//! used in one place, with one list of parts; docs/format.md lists them all. The output has any length (an extendable
//! output): a caller that needs two keys takes the first and the second half of one output.
//!
//! A tag is an output compared in constant time. With a 32-byte key in front, BLAKE3 in this mode is a PRF. With 32
//! bytes of output it is also collision resistant, and the commitments rest on that.

use core::hint::black_box;
use std::sync::OnceLock;

use blake3::Hasher;
use blake3::hazmat::{ContextKey, HasherExt, hash_derive_key_context};
use zeroize::{Zeroize, Zeroizing};

/// A domain string that every entry needs: hashing it is half the work of a derivation, and is done once.
pub(crate) struct HotDomain {
    name: &'static str,
    context: OnceLock<ContextKey>,
}

impl HotDomain {
    pub(crate) const fn new(name: &'static str) -> Self {
        Self { name, context: OnceLock::new() }
    }

    fn hasher(&self) -> Hasher {
        Hasher::new_from_context_key(self.context.get_or_init(|| hash_derive_key_context(self.name)))
    }

    /// As [`derive`].
    pub(crate) fn derive<const N: usize>(&self, key: &[u8; 32], parts: &[&[u8]]) -> Zeroizing<[u8; N]> {
        let mut hasher = self.hasher();
        hasher.update(key);
        Zeroizing::new(finish(hasher, parts))
    }

    /// As [`digest`].
    pub(crate) fn digest<const N: usize>(&self, parts: &[&[u8]]) -> [u8; N] {
        finish(self.hasher(), parts)
    }
}

/// Derives `N` bytes from a key.
pub(crate) fn derive<const N: usize>(domain: &'static str, key: &[u8; 32], parts: &[&[u8]]) -> Zeroizing<[u8; N]> {
    let mut hasher = Hasher::new_derive_key(domain);
    hasher.update(key);
    Zeroizing::new(finish(hasher, parts))
}

/// Derives `N` public bytes from public parts.
pub(crate) fn digest<const N: usize>(domain: &'static str, parts: &[&[u8]]) -> [u8; N] {
    finish(Hasher::new_derive_key(domain), parts)
}

fn finish<const N: usize>(mut hasher: Hasher, parts: &[&[u8]]) -> [u8; N] {
    for part in parts {
        hasher.update(&(part.len() as u64).to_le_bytes());
        hasher.update(part);
    }
    let mut out = [0; N];
    let mut reader = hasher.finalize_xof();
    reader.fill(&mut out);
    reader.zeroize();
    wipe(&mut hasher);
    out
}

/// Overwrites the block buffer, which may still hold the key.
///
/// `Hasher::zeroize` would also wipe 1.7 KB of chaining values byte by byte, which took half the time of opening an
/// entry. Those are hashes of whole kilobytes and never a key.
fn wipe(hasher: &mut Hasher) {
    black_box(hasher.reset());
}
