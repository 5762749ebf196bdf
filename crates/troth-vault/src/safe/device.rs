//! The keys of one device.

use core::fmt;

use ed25519_dalek::{Signature, Signer, VerifyingKey};
use rand_core::CryptoRng;
use troth_wire::{DeviceId, SigningKey};
use zeroize::Zeroizing;

use crate::codec::{Malformed, Reader, Writer};
use crate::hazmat::derive::{derive, digest};
use crate::hazmat::exchange::public_point;
use crate::safe::error::{StateError, reading};
use crate::secret::secret;

const DEVICE_ID_DOMAIN: &str = "troth device id v1";
const CHAIN_SECRET_DOMAIN: &str = "troth chain secret v2";
const STATE_VERSION: u64 = 1;

/// The X25519 public key to which epoch keys are sealed for a device.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ReceivingKey([u8; 32]);

impl ReceivingKey {
    /// Wraps bytes as they are.
    #[must_use]
    pub const fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// Returns the bytes.
    #[must_use]
    pub const fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }
}

/// The public keys of a device.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DevicePublic {
    /// The relay identifies the device by this key.
    pub signing: SigningKey,
    /// Epoch keys are sealed to this key.
    pub receiving: ReceivingKey,
}

impl DevicePublic {
    /// Returns the id: the first 16 bytes of a digest over both keys.
    #[must_use]
    pub fn id(&self) -> DeviceId {
        DeviceId::from_bytes(digest(DEVICE_ID_DOMAIN, &[self.signing.as_bytes(), self.receiving.as_bytes()]))
    }
}

secret! {
    /// The seed of an Ed25519 key.
    pub(crate) SigningSeed
}

secret! {
    /// The secret half of a [`ReceivingKey`].
    pub(crate) ReceivingSecret
}

/// The secret keys of one device: Ed25519 for requests to the relay and to open its chains, X25519 to receive epoch keys.
#[derive(Clone)]
pub struct DeviceKeys {
    signing: SigningSeed,
    receiving: ReceivingSecret,
    /// The secret of this device's chains, derived from the receiving secret once: every entry needs it.
    chain: Zeroizing<[u8; 32]>,
    /// Derived once: two multiplications on the curve, and every input asks who this device is.
    public: DevicePublic,
    /// Derived once from `public`.
    id: DeviceId,
}

impl DeviceKeys {
    /// Makes the keys of a new device.
    #[must_use]
    pub fn make(rng: &mut impl CryptoRng) -> Self {
        Self::from_secrets(SigningSeed::make(rng), ReceivingSecret::make(rng))
    }

    pub(crate) fn from_seeds(signing: [u8; 32], receiving: [u8; 32]) -> Self {
        Self::from_secrets(SigningSeed::from_bytes(signing), ReceivingSecret::from_bytes(receiving))
    }

    fn from_secrets(signing: SigningSeed, receiving: ReceivingSecret) -> Self {
        let public = DevicePublic {
            signing: SigningKey::from_bytes(signer(&signing).verifying_key().to_bytes()),
            receiving: ReceivingKey(public_point(receiving.bytes())),
        };
        let chain = derive(CHAIN_SECRET_DOMAIN, receiving.bytes(), &[]);
        Self { signing, receiving, chain, public, id: public.id() }
    }

    /// Returns the public keys of this device.
    #[must_use]
    pub fn public(&self) -> DevicePublic {
        self.public
    }

    /// Returns the id of this device.
    #[must_use]
    pub fn id(&self) -> DeviceId {
        self.id
    }

    /// Signs a statement to the relay (RFC 8032, Ed25519).
    ///
    /// The caller signs domain-separated statements only, and never anything that a partner wrote (care 23).
    #[must_use]
    pub fn sign(&self, statement: &[u8]) -> [u8; 64] {
        signer(&self.signing).sign(statement).to_bytes()
    }

    pub(crate) fn receiving_secret(&self) -> &[u8; 32] {
        self.receiving.bytes()
    }

    pub(crate) fn chain_secret(&self) -> &[u8; 32] {
        &self.chain
    }

    /// Encodes the secrets. The caller seals them under its [`LocalKey`](crate::LocalKey).
    #[must_use]
    pub fn encode(&self) -> Zeroizing<Vec<u8>> {
        let writer = Writer::for_secrets().map(3).uint(0).uint(STATE_VERSION);
        writer.uint(1).bytes(self.signing.bytes()).uint(2).bytes(self.receiving.bytes()).finish_secret()
    }

    /// Reads what [`encode`](Self::encode) wrote.
    ///
    /// # Errors
    ///
    /// When the bytes are anything else.
    pub fn decode(bytes: &[u8]) -> Result<Self, StateError> {
        reading("device keys", || Self::read(&mut Reader::new(bytes)))
    }

    fn read(from: &mut Reader<'_>) -> Result<Self, Malformed> {
        from.map(3)?;
        from.expect(0)?.expect(STATE_VERSION)?;
        let signing = from.expect(1)?.fixed()?;
        let receiving = from.expect(2)?.fixed()?;
        from.end()?;
        Ok(Self::from_seeds(signing, receiving))
    }
}

/// Tells whether a device signed a statement. Keys and signatures with a second form are refused.
pub(crate) fn verifies(signing: &SigningKey, statement: &[u8], signature: &[u8; 64]) -> bool {
    let key = VerifyingKey::from_bytes(signing.as_bytes());
    key.is_ok_and(|key| key.verify_strict(statement, &Signature::from_bytes(signature)).is_ok())
}

pub(crate) fn signer(seed: &SigningSeed) -> ed25519_dalek::SigningKey {
    ed25519_dalek::SigningKey::from_bytes(seed.bytes())
}

/// The other fields follow from these two.
impl PartialEq for DeviceKeys {
    fn eq(&self, other: &Self) -> bool {
        self.signing == other.signing && self.receiving == other.receiving
    }
}

impl Eq for DeviceKeys {}

impl fmt::Debug for DeviceKeys {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "DeviceKeys({:?}, ..)", self.id())
    }
}
