//! HPKE in base mode (RFC 9180): sealing to a receiving key.
//!
//! ```text
//! suite  = DHKEM(X25519, HKDF-SHA256), HKDF-SHA256, ChaCha20Poly1305
//! sealed = enc (32) || ct (plaintext + 16)       info = domain, aad = context
//! ```
//!
//! A standard with published vectors is preferred to an own construction; its crate shares curve, hash and AEAD with
//! the rest of the vault. Base mode does not authenticate the sender: anyone with the public key can seal to it. So the
//! caller authenticates the sender elsewhere (an epoch key arrives in an entry whose author is authenticated).

use hpke::aead::ChaCha20Poly1305;
use hpke::kdf::HkdfSha256;
use hpke::kem::X25519HkdfSha256;
use hpke::{Deserializable, Kem, OpModeR, OpModeS, Serializable, single_shot_open, single_shot_seal_with_rng};
use rand_core::CryptoRng;
use zeroize::Zeroizing;

type PrivateKey = <X25519HkdfSha256 as Kem>::PrivateKey;
type PublicKey = <X25519HkdfSha256 as Kem>::PublicKey;
type EncappedKey = <X25519HkdfSha256 as Kem>::EncappedKey;

const ENC_BYTES: usize = 32;

/// Bytes by which a sealed message is longer than its plaintext: the encapsulated key and the tag.
pub(crate) const SEAL_OVERHEAD_BYTES: usize = ENC_BYTES + 16;

/// Seals to a receiving key; `None` when the key is a point of low order.
pub(crate) fn seal_to(
    rng: &mut impl CryptoRng,
    receiver: &[u8; 32],
    domain: &'static str,
    context: &[u8],
    plaintext: &[u8],
) -> Option<Vec<u8>> {
    let receiver = PublicKey::from_bytes(receiver).ok()?;
    let (enc, ciphertext) = single_shot_seal_with_rng::<ChaCha20Poly1305, HkdfSha256, X25519HkdfSha256>(
        &OpModeS::Base,
        &receiver,
        domain.as_bytes(),
        plaintext,
        context,
        rng,
    )
    .ok()?;
    let mut sealed = enc.to_bytes().to_vec();
    sealed.extend_from_slice(&ciphertext);
    Some(sealed)
}

/// Opens what was sealed to the public key of `secret`; `None` if key or context is wrong or a byte changed.
pub(crate) fn open_from(
    secret: &[u8; 32],
    domain: &'static str,
    context: &[u8],
    sealed: &[u8],
) -> Option<Zeroizing<Vec<u8>>> {
    let (enc, ciphertext) = sealed.split_at_checked(ENC_BYTES)?;
    let plaintext = single_shot_open::<ChaCha20Poly1305, HkdfSha256, X25519HkdfSha256>(
        &OpModeR::Base,
        &PrivateKey::from_bytes(secret).ok()?,
        &EncappedKey::from_bytes(enc).ok()?,
        domain.as_bytes(),
        ciphertext,
        context,
    )
    .ok()?;
    Some(Zeroizing::new(plaintext))
}
