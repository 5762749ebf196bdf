//! Argon2id (RFC 9106): derives keys from recovery words and passphrases.
//!
//! ```text
//! stretch(passphrase, salt) = Argon2id(m = 65,536 KiB, t = 3, p = 1, version 0x13, 32 bytes)
//! ```
//!
//! The parameters are RFC 9106's second recommendation, except for p: a browser has one thread. One run takes 64 MiB
//! and, in a browser, a third of a second; the caller runs it off the main thread.

use argon2::{Algorithm, Argon2, Params, Version};
use zeroize::Zeroizing;

/// Memory in KiB.
pub(crate) const MEMORY_KIB: u32 = 64 * 1024;

/// Passes over the memory.
pub(crate) const PASSES: u32 = 3;

/// Lanes.
pub(crate) const LANES: u32 = 1;

/// Stretches a passphrase into a key; `None` if 64 MiB of memory cannot be allocated.
pub(crate) fn stretch(passphrase: &[u8], salt: &[u8]) -> Option<Zeroizing<[u8; 32]>> {
    #[expect(clippy::expect_used, reason = "three constants, which every test that stretches proves valid")]
    let params = Params::new(MEMORY_KIB, PASSES, LANES, Some(32)).expect("valid parameters");
    let mut key = Zeroizing::new([0; 32]);
    // Salts have 16 bytes or more and passphrases less than 4 GiB, so memory is all that can be missing.
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params).hash_password_into(passphrase, salt, &mut *key).ok()?;
    Some(key)
}
