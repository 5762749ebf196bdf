//! X25519 (RFC 7748), with a check that refuses points of low order.

use x25519_dalek::{PublicKey, StaticSecret};
use zeroize::Zeroizing;

/// Returns the public point of a secret.
pub(crate) fn public_point(secret: &[u8; 32]) -> [u8; 32] {
    PublicKey::from(&StaticSecret::from(*secret)).to_bytes()
}

/// Agrees on a secret; `None` for a point of low order, which gives the same result for every secret.
///
/// Caller's duty: never use the result as a key; derive one from it and from both public points.
pub(crate) fn agree(secret: &[u8; 32], their_point: &[u8; 32]) -> Option<Zeroizing<[u8; 32]>> {
    let shared = StaticSecret::from(*secret).diffie_hellman(&PublicKey::from(*their_point));
    shared.was_contributory().then(|| Zeroizing::new(shared.to_bytes()))
}
