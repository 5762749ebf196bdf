//! Chain keys: who may add to a device's chain of entries, without a signature over what it says.
//!
//! ```text
//! chain secret  = derive(receiving secret)                                   of a device, in memory only
//! k_n           = derive[16](chain secret, stream, n)                        the key of entry number n
//! c_n           = digest[16](device id, k_(n+1))                             entry n commits to the key of the next
//! entry n       reveals k_n and c_n
//! entry 1       also holds both public keys and a signature over stream, device, k_1 and c_1
//! ```
//!
//! A reader compares k_n with c_(n-1) of the entry that it follows. So nobody but the device can write a number that
//! the device has not reached. Somebody who holds the epoch key can write a second entry at a number whose key is out;
//! docs/sync.md says what becomes of it.
//!
//! **Caller's duty.** One device has one chain in a stream: two entries of one number reveal one key.
//!
//! **Left out on purpose.** The key is bound to a number and not to what the entry says. Once it is out, every holder of
//! the epoch key could have made that entry, and another one. The signature says only that the device opened a chain in
//! that stream. So neither proves to a third party what somebody wrote (care 23).

use core::fmt;

use subtle::ConstantTimeEq;
use troth_wire::{DeviceId, SigningKey, StreamId};

use crate::codec::Malformed;
use crate::hazmat::derive::{HotDomain, digest};
use crate::safe::device::{DeviceKeys, DevicePublic, ReceivingKey, verifies};

static KEY_DOMAIN: HotDomain = HotDomain::new("troth chain key v2");
static COMMITMENT_DOMAIN: HotDomain = HotDomain::new("troth chain commitment v2");
const OPENING_DOMAIN: &str = "troth chain opening v2";

/// Number of the first entry of a chain.
pub const CHAIN_FIRST_SEQ: u64 = 1;

/// Bytes of an encoded opening: two public keys and a signature.
pub(crate) const CHAIN_OPENING_BYTES: usize = 32 + 32 + 64;

/// The key of one number in a device's chain. It is public once an entry with that number is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct ChainKey([u8; 16]);

/// What an entry says about the key of the next entry in its chain.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct ChainCommitment([u8; 16]);

/// The proof in a chain's first entry that its device opened the chain.
#[derive(Clone, PartialEq, Eq)]
pub struct ChainOpening {
    public: DevicePublic,
    signature: [u8; 64],
}

/// What an entry reveals and promises as a link of its device's chain.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChainLink {
    /// The key of its number.
    pub key: ChainKey,
    /// The commitment to the key of the next number.
    pub next: ChainCommitment,
    /// Present in the first entry of a chain, and only there.
    pub opening: Option<Box<ChainOpening>>,
}

impl ChainKey {
    /// Wraps bytes as they are.
    #[must_use]
    pub const fn from_bytes(bytes: [u8; 16]) -> Self {
        Self(bytes)
    }

    /// Returns the bytes.
    #[must_use]
    pub const fn as_bytes(&self) -> &[u8; 16] {
        &self.0
    }

    /// Returns the commitment that an entry of `device` before this key's number must hold.
    #[must_use]
    pub fn commitment(&self, device: DeviceId) -> ChainCommitment {
        ChainCommitment(COMMITMENT_DOMAIN.digest(&[device.as_bytes(), &self.0]))
    }
}

impl ChainCommitment {
    /// Wraps bytes as they are.
    #[must_use]
    pub const fn from_bytes(bytes: [u8; 16]) -> Self {
        Self(bytes)
    }

    /// Returns the bytes.
    #[must_use]
    pub const fn as_bytes(&self) -> &[u8; 16] {
        &self.0
    }
}

impl ChainLink {
    /// Makes the link of entry number `seq`; `None` if there is no such number or none after it.
    #[must_use]
    pub fn derive(keys: &DeviceKeys, stream: StreamId, seq: u64) -> Option<Self> {
        let after = seq.checked_add(1).filter(|_| seq >= CHAIN_FIRST_SEQ)?;
        let (key, device) = (chain_key(keys, stream, seq), keys.id());
        let next = chain_key(keys, stream, after).commitment(device);
        let open = || {
            let signature = keys.sign(&statement(stream, device, key, next));
            Box::new(ChainOpening { public: keys.public(), signature })
        };
        Some(Self { key, next, opening: (seq == CHAIN_FIRST_SEQ).then(open) })
    }

    /// Tells whether this link follows one of `device` that holds `before`.
    #[must_use]
    pub fn continues(&self, device: DeviceId, before: &ChainCommitment) -> bool {
        self.key.commitment(device).0[..].ct_eq(&before.0[..]).into()
    }

    /// Tells whether this link begins the chain of `device` in `stream`: the device's own keys say so.
    #[must_use]
    pub fn opens(&self, stream: StreamId, device: DeviceId) -> bool {
        self.opening.as_ref().is_some_and(|opening| {
            let said = statement(stream, device, self.key, self.next);
            opening.public.id() == device && verifies(&opening.public.signing, &said, &opening.signature)
        })
    }
}

impl ChainOpening {
    pub(crate) fn encode(&self) -> [u8; CHAIN_OPENING_BYTES] {
        let mut bytes = [0; CHAIN_OPENING_BYTES];
        bytes[..32].copy_from_slice(self.public.signing.as_bytes());
        bytes[32..64].copy_from_slice(self.public.receiving.as_bytes());
        bytes[64..].copy_from_slice(&self.signature);
        bytes
    }

    pub(crate) fn decode(bytes: &[u8; CHAIN_OPENING_BYTES]) -> Result<Self, Malformed> {
        let (signing, rest) = bytes.split_first_chunk::<32>().ok_or(Malformed)?;
        let (receiving, rest) = rest.split_first_chunk::<32>().ok_or(Malformed)?;
        let public =
            DevicePublic { signing: SigningKey::from_bytes(*signing), receiving: ReceivingKey::from_bytes(*receiving) };
        Ok(Self { public, signature: rest.try_into().map_err(|_| Malformed)? })
    }
}

impl fmt::Debug for ChainOpening {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "ChainOpening({:?}, ..)", self.public.id())
    }
}

fn chain_key(keys: &DeviceKeys, stream: StreamId, seq: u64) -> ChainKey {
    ChainKey(*KEY_DOMAIN.derive(keys.chain_secret(), &[stream.as_bytes(), &seq.to_le_bytes()]))
}

fn statement(stream: StreamId, device: DeviceId, key: ChainKey, next: ChainCommitment) -> [u8; 32] {
    digest(OPENING_DOMAIN, &[stream.as_bytes(), device.as_bytes(), &key.0, &next.0])
}

#[cfg(test)]
mod tests {
    use rand_chacha::ChaCha20Rng;
    use rand_chacha::rand_core::SeedableRng;

    use super::*;

    /// An attacker signs with own keys what only the victim's device may say.
    #[test]
    fn nobody_opens_the_chain_of_a_device_with_other_keys_than_its_own() {
        let rng = &mut ChaCha20Rng::seed_from_u64(1);
        let (victim, attacker) = (DeviceKeys::make(rng), DeviceKeys::make(rng));
        let stream = StreamId::from_bytes([7; 16]);
        let key = chain_key(&attacker, stream, CHAIN_FIRST_SEQ);
        let next = chain_key(&attacker, stream, CHAIN_FIRST_SEQ + 1).commitment(victim.id());
        let signature = attacker.sign(&statement(stream, victim.id(), key, next));
        let opens = |public: DevicePublic| {
            let opening = Some(Box::new(ChainOpening { public, signature }));
            ChainLink { key, next, opening }.opens(stream, victim.id())
        };
        assert!(!opens(attacker.public()), "the keys are not those of the device");
        assert!(!opens(victim.public()), "the signature is not the device's");
        let mixed = DevicePublic { signing: attacker.public().signing, receiving: victim.public().receiving };
        assert!(!opens(mixed));
    }
}
