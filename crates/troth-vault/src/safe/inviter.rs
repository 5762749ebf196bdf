//! The inviter's side of linking, one type for each state. `linking` draws the protocol.

use core::fmt;

use rand_core::CryptoRng;
use zeroize::Zeroizing;

use crate::codec::Malformed;
use crate::hazmat::committing_box::{seal, unseal};
use crate::hazmat::exchange::public_point;
use crate::hazmat::pad::{pad, unpad};
use crate::safe::error::{StateError, reading};
use crate::safe::invitation::{Invitation, Purpose};
use crate::safe::linking::{
    ANSWER_DOMAIN, APPROVAL_DOMAIN, Agreed, BUNDLE_MAX_BYTES, LinkError, LinkStep, OFFER_DOMAIN, REVEAL_DOMAIN,
    SAFETY_WORDS, Share, StateName, Values, WELCOME_DOMAIN, WELCOME_MAX_BYTES, WORD_CHOICES, agreed_state,
    decode_state, derive_root, encode_state, open_message, strip,
};
use crate::secret::secret;

secret! {
    /// One side's share of the exchange, used once.
    pub(crate) Ephemeral
}

/// The inviter has made message 0 and waits for an answer.
///
/// The whole run, with each message carried to the other side by hand:
///
/// ```
/// use rand_chacha::{ChaCha20Rng, rand_core::SeedableRng};
/// use troth_vault::{Invitation, Inviter, InviteeOffer, Purpose};
///
/// let mut rng = ChaCha20Rng::seed_from_u64(1); // A seed for the example; a device uses the system's randomness.
/// let invitation = Invitation::make(&mut rng, Purpose::Link);
/// let inviter = Inviter::start(&mut rng, &invitation, b"the inviter's public keys")?;
///
/// // The link reaches the invitee by any way at all, so an attacker may have read it.
/// let opened = Invitation::from_fragment(&invitation.fragment())?;
/// let offer = InviteeOffer::open(&opened, inviter.message())?;
/// let invitee = offer.accept(&mut rng, b"the invitee's public keys")?;
/// let inviter = inviter.receive1(&mut rng, invitee.message())?;
/// let invitee = invitee.receive2(inviter.message())?;
///
/// // Both partners read the four safety words aloud. They differ if an attacker sits in the middle.
/// assert_eq!(inviter.words(), invitee.words());
///
/// let approved = invitee.approve(&mut rng);
/// let confirmed = inviter.receive3(approved.message())?;
/// let welcome = confirmed.approve(&mut rng, b"the keys of the shared stream")?;
/// assert_eq!(approved.receive4(&welcome)?.as_slice(), b"the keys of the shared stream");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// It answers one message 1 and no other: it is used up by the first, and can't be cloned. A caller who stores it stores
/// the next state over it before the answer leaves.
pub struct Inviter {
    invitation: Invitation,
    ephemeral: Ephemeral,
    nonce: Ephemeral,
    bundle: Vec<u8>,
    message: Vec<u8>,
}

impl Inviter {
    /// Makes message 0. Anyone with the link can read `bundle` (public keys, and what the invitee is shown).
    ///
    /// # Errors
    ///
    /// [`LinkError::TooLarge`] beyond [`BUNDLE_MAX_BYTES`].
    pub fn start(rng: &mut impl CryptoRng, invitation: &Invitation, bundle: &[u8]) -> Result<Self, LinkError> {
        if bundle.len() > BUNDLE_MAX_BYTES {
            return Err(LinkError::TooLarge);
        }
        let (ephemeral, nonce) = (Ephemeral::make(rng), Ephemeral::make(rng));
        let point = public_point(ephemeral.bytes());
        let commitment = Share { point: &point, nonce: nonce.bytes(), bundle }.commitment(invitation);
        let content = pad(&[&point[..], &commitment, bundle].concat());
        let mut message = open_message(LinkStep::Offer);
        message.extend(seal(rng, OFFER_DOMAIN, &invitation.derive_key(), &[], &content));
        Ok(Self { invitation: invitation.clone(), ephemeral, nonce, bundle: bundle.to_vec(), message })
    }

    /// Returns the invitation.
    #[must_use]
    pub fn invitation(&self) -> &Invitation {
        &self.invitation
    }

    /// Returns message 0, for slot 0.
    #[must_use]
    pub fn message(&self) -> &[u8] {
        &self.message
    }

    /// Takes message 1, after which both sides can compare words.
    ///
    /// # Errors
    ///
    /// See [`LinkError`].
    pub fn receive1(self, rng: &mut impl CryptoRng, message1: &[u8]) -> Result<InviterComparing, LinkError> {
        let rest = strip(message1, LinkStep::Answer)?;
        let (their_point, sealed) = rest.split_first_chunk::<32>().ok_or(LinkError::Tampered)?;
        let point = public_point(self.ephemeral.bytes());
        let inviter = Share { point: &point, nonce: self.nonce.bytes(), bundle: &self.bundle };
        let commitment = inviter.commitment(&self.invitation);
        let points = [&point, their_point];
        let root = derive_root(&self.invitation, self.ephemeral.bytes(), their_point, &commitment, points)?;
        let padded = unseal(ANSWER_DOMAIN, &root, &[], sealed).ok_or(LinkError::Tampered)?;
        let content = unpad(&padded).ok_or(LinkError::Tampered)?;
        let (their_nonce, bundle) = content.split_first_chunk::<32>().ok_or(LinkError::Tampered)?;
        let invitee = Share { point: their_point, nonce: their_nonce, bundle };
        let mut message = open_message(LinkStep::Reveal);
        message.extend(seal(rng, REVEAL_DOMAIN, &root, &[], self.nonce.bytes()));
        let values = Values { invitation: &self.invitation, inviter, invitee };
        Ok(InviterComparing(values.agree(&root, message, bundle)))
    }

    /// Encodes the state, for the caller to seal.
    #[must_use]
    pub fn encode(&self) -> Zeroizing<Vec<u8>> {
        let secrets = [self.invitation.secret(), self.ephemeral.bytes(), self.nonce.bytes()];
        encode_state(StateName::Inviter, &secrets, &[&[self.invitation.purpose().byte()], &self.bundle, &self.message])
    }

    /// Reads what [`encode`](Self::encode) wrote.
    ///
    /// # Errors
    ///
    /// When the bytes are anything else.
    pub fn decode(bytes: &[u8]) -> Result<Self, StateError> {
        reading("invitation", || {
            let (secrets, [purpose, bundle, message]) = decode_state::<3, 3>(StateName::Inviter, bytes)?;
            let purpose = purpose.first().copied().and_then(Purpose::from_byte).ok_or(Malformed)?;
            let [secret, ephemeral, nonce] = *secrets;
            let invitation = Invitation::from_parts(purpose, secret);
            let (ephemeral, nonce) = (Ephemeral::from_bytes(ephemeral), Ephemeral::from_bytes(nonce));
            Ok(Self { invitation, ephemeral, nonce, bundle, message })
        })
    }
}

impl fmt::Debug for Inviter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Inviter({:?})", self.invitation)
    }
}

/// The inviter has the answer, has revealed its nonce in message 2, and compares words.
pub struct InviterComparing(Agreed);

agreed_state!(InviterComparing);

impl InviterComparing {
    /// Takes message 3: the invitee has approved.
    ///
    /// # Errors
    ///
    /// See [`LinkError`].
    pub fn receive3(self, message3: &[u8]) -> Result<InviterConfirmed, LinkError> {
        let approval = self.0.open(LinkStep::Approval, APPROVAL_DOMAIN, message3)?;
        if approval.is_empty() { Ok(InviterConfirmed(self.0)) } else { Err(LinkError::Tampered) }
    }
}

/// The invitee has approved; the inviter's own approval is missing.
pub struct InviterConfirmed(Agreed);

agreed_state!(InviterConfirmed);

impl InviterConfirmed {
    /// Makes message 4, for slot 4. The caller must first have the person's confirmation that the words agree.
    ///
    /// # Errors
    ///
    /// [`LinkError::TooLarge`] beyond [`WELCOME_MAX_BYTES`].
    pub fn approve(&self, rng: &mut impl CryptoRng, payload: &[u8]) -> Result<Vec<u8>, LinkError> {
        if payload.len() > WELCOME_MAX_BYTES {
            return Err(LinkError::TooLarge);
        }
        Ok(self.0.seal(rng, LinkStep::Welcome, WELCOME_DOMAIN, &Zeroizing::new(pad(payload))))
    }
}
