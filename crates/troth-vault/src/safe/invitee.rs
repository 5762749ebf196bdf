//! The invitee's side of linking, one type for each state. `linking` draws the protocol.

use core::fmt;

use rand_core::CryptoRng;
use subtle::ConstantTimeEq;
use zeroize::Zeroizing;

use crate::hazmat::committing_box::{seal, unseal};
use crate::hazmat::exchange::public_point;
use crate::hazmat::pad::{pad, unpad};
use crate::safe::error::{StateError, reading};
use crate::safe::invitation::Invitation;
use crate::safe::linking::{
    ANSWER_DOMAIN, APPROVAL_DOMAIN, Agreed, BUNDLE_MAX_BYTES, LinkError, LinkStep, OFFER_DOMAIN, REVEAL_DOMAIN,
    SAFETY_WORDS, StateName, Transcript, WELCOME_DOMAIN, agreed_state, commit_to, decode_state, derive_root,
    encode_state, first_transcript, next_transcript, open_message, strip,
};

/// The invitee has opened the link and has not answered. To decline, it simply stops here.
///
/// This state is never stored: after a reload, the link and message 0 make it again.
#[derive(Clone)]
pub struct InviteeOffer {
    invitation: Invitation,
    first: Transcript,
    their_point: [u8; 32],
    commit: [u8; 32],
    bundle: Vec<u8>,
}

impl InviteeOffer {
    /// Opens message 0.
    ///
    /// # Errors
    ///
    /// See [`LinkError`].
    pub fn open(invitation: &Invitation, message0: &[u8]) -> Result<Self, LinkError> {
        let sealed = strip(message0, LinkStep::Offer)?;
        let padded = unseal(OFFER_DOMAIN, &invitation.derive_key(), &[], sealed).ok_or(LinkError::Tampered)?;
        let content = unpad(&padded).ok_or(LinkError::Tampered)?;
        let (their_point, rest) = content.split_first_chunk::<32>().ok_or(LinkError::Tampered)?;
        let (commit, bundle) = rest.split_first_chunk::<32>().ok_or(LinkError::Tampered)?;
        Ok(Self {
            invitation: invitation.clone(),
            first: first_transcript(invitation, message0),
            their_point: *their_point,
            commit: *commit,
            bundle: bundle.to_vec(),
        })
    }

    /// Returns the inviter's bundle. It is trustworthy only once the words agree.
    #[must_use]
    pub fn bundle(&self) -> &[u8] {
        &self.bundle
    }

    /// Makes message 1. Only the inviter, or an attacker in its place, can read `bundle`.
    ///
    /// # Errors
    ///
    /// [`LinkError::TooLarge`] beyond [`BUNDLE_MAX_BYTES`]; [`LinkError::Tampered`] if the inviter's point is bad.
    pub fn accept(&self, rng: &mut impl CryptoRng, bundle: &[u8]) -> Result<Invitee, LinkError> {
        if bundle.len() > BUNDLE_MAX_BYTES {
            return Err(LinkError::TooLarge);
        }
        let (mut secret, mut nonce) = (Zeroizing::new([0; 32]), [0; 32]);
        rng.fill_bytes(&mut *secret);
        rng.fill_bytes(&mut nonce);
        let root = derive_root(&self.invitation, &secret, &self.their_point, &self.first)?;
        let point = public_point(&secret);
        let content = pad(&[&nonce[..], bundle].concat());
        let mut message = open_message(LinkStep::Answer);
        message.extend_from_slice(&point);
        message.extend(seal(rng, ANSWER_DOMAIN, &root, &[&self.first, &point], &content));
        let second = next_transcript(&self.first, &message);
        Ok(Invitee { root, second, commit: self.commit, bundle: self.bundle.clone(), message })
    }
}

impl fmt::Debug for InviteeOffer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "InviteeOffer({:?})", self.invitation)
    }
}

/// The invitee has answered and waits for the inviter's nonce.
#[derive(Clone)]
pub struct Invitee {
    root: Zeroizing<[u8; 32]>,
    second: Transcript,
    commit: [u8; 32],
    bundle: Vec<u8>,
    message: Vec<u8>,
}

impl Invitee {
    /// Returns message 1, for slot 1.
    #[must_use]
    pub fn message(&self) -> &[u8] {
        &self.message
    }

    /// Takes message 2, after which both sides can compare words.
    ///
    /// # Errors
    ///
    /// See [`LinkError`]; a nonce that breaks the commitment is [`LinkError::Tampered`].
    pub fn receive2(&self, message2: &[u8]) -> Result<InviteeComparing, LinkError> {
        let sealed = strip(message2, LinkStep::Reveal)?;
        let nonce = unseal(REVEAL_DOMAIN, &self.root, &[&self.second], sealed).ok_or(LinkError::Tampered)?;
        let nonce = nonce.as_slice().try_into().map_err(|_| LinkError::Tampered)?;
        if !bool::from(commit_to(nonce)[..].ct_eq(&self.commit[..])) {
            return Err(LinkError::Tampered);
        }
        let third = next_transcript(&self.second, message2);
        Ok(InviteeComparing(Agreed::derive(&self.root, third, &self.bundle, &self.message)))
    }

    /// Encodes the state, for the caller to seal.
    #[must_use]
    pub fn encode(&self) -> Zeroizing<Vec<u8>> {
        let secrets = [&*self.root, &self.second, &self.commit];
        encode_state(StateName::Invitee, &secrets, &[&self.bundle, &self.message])
    }

    /// Reads what [`encode`](Self::encode) wrote.
    ///
    /// # Errors
    ///
    /// When the bytes are anything else.
    pub fn decode(bytes: &[u8]) -> Result<Self, StateError> {
        reading("linking", || {
            let (secrets, [bundle, message]) = decode_state::<3, 2>(StateName::Invitee, bytes)?;
            Ok(Self { root: Zeroizing::new(secrets[0]), second: secrets[1], commit: secrets[2], bundle, message })
        })
    }
}

impl fmt::Debug for Invitee {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Invitee(..)")
    }
}

/// The invitee has the inviter's nonce and compares words.
#[derive(Clone)]
pub struct InviteeComparing(Agreed);

agreed_state!(InviteeComparing);

impl InviteeComparing {
    /// Makes message 3. The caller must first have the person's confirmation that the words agree.
    #[must_use]
    pub fn approve(&self, rng: &mut impl CryptoRng) -> InviteeApproved {
        let message = self.0.seal(rng, LinkStep::Approval, APPROVAL_DOMAIN, &[]);
        InviteeApproved(self.0.with_message(message))
    }
}

/// The invitee has approved in message 3 and waits for the welcome.
#[derive(Clone)]
pub struct InviteeApproved(Agreed);

agreed_state!(InviteeApproved);

impl InviteeApproved {
    /// Takes message 4 and returns the welcome's payload.
    ///
    /// # Errors
    ///
    /// See [`LinkError`].
    pub fn receive4(&self, message4: &[u8]) -> Result<Zeroizing<Vec<u8>>, LinkError> {
        let padded = self.0.open(LinkStep::Welcome, WELCOME_DOMAIN, message4)?;
        unpad(&padded).map(|payload| Zeroizing::new(payload.to_vec())).ok_or(LinkError::Tampered)
    }
}
