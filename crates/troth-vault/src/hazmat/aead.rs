//! XChaCha20-Poly1305 without associated data (draft-irtf-cfrg-xchacha-03).
//!
//! ```text
//! sealed = XChaCha20-Poly1305(key, nonce, plaintext)        length = plaintext + 16
//! ```
//!
//! Callers bind context by deriving the key from it. Unlike associated data, that also commits to the context.
//! The AEAD does not commit to its key: a caller that needs a commitment uses `committing_box` or adds one.

use chacha20poly1305::aead::inout::InOutBuf;
use chacha20poly1305::aead::{AeadInOut, KeyInit};
use chacha20poly1305::{Key, Tag, XChaCha20Poly1305, XNonce};

/// Bytes of a nonce.
pub(crate) const NONCE_BYTES: usize = 24;

/// Bytes by which a ciphertext is longer than its plaintext.
pub(crate) const TAG_BYTES: usize = 16;

const ZERO_NONCE: [u8; NONCE_BYTES] = [0; NONCE_BYTES];

/// Seals under a key that is used once. The nonce is zero, so a second use would break the cipher.
pub(crate) fn seal_once(key: &[u8; 32], plaintext: &[u8]) -> Vec<u8> {
    let mut sealed = Vec::with_capacity(plaintext.len() + TAG_BYTES);
    append_sealed(key, &ZERO_NONCE, plaintext, &mut sealed);
    sealed
}

/// Opens what [`seal_once`] sealed; `None` if the key is wrong or a byte changed.
pub(crate) fn open_once(key: &[u8; 32], sealed: &[u8]) -> Option<Vec<u8>> {
    open(key, &ZERO_NONCE, sealed)
}

/// Appends ciphertext and tag. The caller must never repeat a pair of key and nonce.
pub(crate) fn append_sealed(key: &[u8; 32], nonce: &[u8; NONCE_BYTES], plaintext: &[u8], out: &mut Vec<u8>) {
    let start = out.len();
    out.extend_from_slice(plaintext);
    let sealed = XChaCha20Poly1305::new(&Key::from(*key)).encrypt_inout_detached(
        &XNonce::from(*nonce),
        &[],
        InOutBuf::from(&mut out[start..]),
    );
    #[expect(clippy::expect_used, reason = "fails beyond 256 GiB only, and every caller has a limit in kilobytes")]
    let tag = sealed.expect("a plaintext of a few kilobytes");
    out.extend_from_slice(&tag);
}

/// Opens ciphertext and tag; `None` if the key or the nonce is wrong or a byte changed.
pub(crate) fn open(key: &[u8; 32], nonce: &[u8; NONCE_BYTES], sealed: &[u8]) -> Option<Vec<u8>> {
    let (ciphertext, tag) = sealed.split_last_chunk::<TAG_BYTES>()?;
    let mut plaintext = ciphertext.to_vec();
    XChaCha20Poly1305::new(&Key::from(*key))
        .decrypt_inout_detached(&XNonce::from(*nonce), &[], InOutBuf::from(&mut plaintext[..]), &Tag::from(*tag))
        .ok()?;
    Some(plaintext)
}
