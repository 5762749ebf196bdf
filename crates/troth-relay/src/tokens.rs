//! Session tokens: a device and an expiry, authenticated by a secret of this process. Nothing is stored.
//!
//! `token = signing key (32) || expiry in unix minutes (8, big endian) || BLAKE3 keyed(secret, the first 40 bytes)`.
//! A token cannot be revoked before its hour is over. It only identifies the device: every request checks the members
//! of its mailbox.

use troth_wire::{SigningKey, Token};

const CLAIM_BYTES: usize = 32 + 8;
const TOKEN_BYTES: usize = CLAIM_BYTES + 32;

/// The content of a valid token.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct SessionClaim {
    pub(crate) signing: SigningKey,
    pub(crate) expires_unix_minutes: u64,
}

/// Makes and checks tokens.
pub(crate) struct Tokens {
    key: [u8; 32],
}

impl Tokens {
    pub(crate) fn new(secret: &[u8; 32]) -> Self {
        Self { key: blake3::derive_key("troth relay session token v1", secret) }
    }

    /// Makes the token for a claim.
    pub(crate) fn issue(&self, claim: &SessionClaim) -> Vec<u8> {
        let mut token = Vec::with_capacity(TOKEN_BYTES);
        token.extend_from_slice(claim.signing.as_bytes());
        token.extend_from_slice(&claim.expires_unix_minutes.to_be_bytes());
        let mac = blake3::keyed_hash(&self.key, &token);
        token.extend_from_slice(mac.as_bytes());
        token
    }

    /// Returns the claim of a token that this process made and that has not expired.
    pub(crate) fn check(&self, token: &Token, now_unix_minutes: u64) -> Option<SessionClaim> {
        let (said, mac) = token.as_bytes().split_at_checked(CLAIM_BYTES)?;
        let mac: [u8; 32] = mac.try_into().ok()?;
        // The comparison of two BLAKE3 hashes takes constant time.
        if blake3::keyed_hash(&self.key, said) != blake3::Hash::from_bytes(mac) {
            return None;
        }
        let (signing, expires) = said.split_at_checked(SigningKey::BYTES)?;
        let expires_unix_minutes = u64::from_be_bytes(expires.try_into().ok()?);
        let signing = SigningKey::try_from(signing).ok()?;
        (now_unix_minutes < expires_unix_minutes).then_some(SessionClaim { signing, expires_unix_minutes })
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, reason = "tests may panic")]

    use super::*;

    fn claim() -> SessionClaim {
        SessionClaim { signing: SigningKey::from_bytes([7; 32]), expires_unix_minutes: 100 }
    }

    #[test]
    fn a_token_says_what_it_was_made_for_until_it_runs_out() {
        let tokens = Tokens::new(&[1; 32]);
        let token = Token::new(tokens.issue(&claim())).unwrap();
        assert_eq!(tokens.check(&token, 99), Some(claim()));
        assert_eq!(tokens.check(&token, 100), None);
        assert_eq!(Tokens::new(&[2; 32]).check(&token, 99), None);
    }

    #[test]
    fn every_flipped_or_missing_byte_is_refused() {
        let tokens = Tokens::new(&[1; 32]);
        let good = tokens.issue(&claim());
        for at in 0..good.len() {
            let mut forged = good.clone();
            forged[at] ^= 1;
            assert_eq!(tokens.check(&Token::new(forged).unwrap(), 0), None, "byte {at}");
            assert_eq!(tokens.check(&Token::new(good[..at].to_vec()).unwrap(), 0), None, "length {at}");
        }
    }
}
