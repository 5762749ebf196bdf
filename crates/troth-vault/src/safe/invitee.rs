//! The invitee's side of linking, one type for each state. `linking` draws the protocol.

use core::fmt;

use rand_core::CryptoRng;
use subtle::ConstantTimeEq;
use zeroize::Zeroizing;

use crate::codec::Malformed;
use crate::hazmat::committing_box::{seal, unseal};
use crate::hazmat::exchange::public_point;
use crate::hazmat::pad::{pad, unpad};
use crate::safe::error::{StateError, reading};
use crate::safe::invitation::{Invitation, Purpose};
use crate::safe::linking::{
    ANSWER_DOMAIN, APPROVAL_DOMAIN, Agreed, BUNDLE_MAX_BYTES, LinkError, LinkStep, OFFER_DOMAIN, REVEAL_DOMAIN,
    SAFETY_WORDS, Share, StateName, Values, WELCOME_DOMAIN, WORD_CHOICES, agreed_state, decode_state, derive_root,
    encode_state, open_message, strip,
};

/// The invitee has opened the link and has not answered. To decline, it simply stops here.
///
/// This state is never stored: after a reload, the link and message 0 make it again.
pub struct InviteeOffer {
    invitation: Invitation,
    their_point: [u8; 32],
    commitment: [u8; 32],
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
        let (commitment, bundle) = rest.split_first_chunk::<32>().ok_or(LinkError::Tampered)?;
        let bundle = bundle.to_vec();
        Ok(Self { invitation: invitation.clone(), their_point: *their_point, commitment: *commitment, bundle })
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
        let point = public_point(&secret);
        let points = [&self.their_point, &point];
        let root = derive_root(&self.invitation, &secret, &self.their_point, &self.commitment, points)?;
        let mut message = open_message(LinkStep::Answer);
        message.extend_from_slice(&point);
        message.extend(seal(rng, ANSWER_DOMAIN, &root, &[], &pad(&[&nonce[..], bundle].concat())));
        Ok(Invitee {
            invitation: self.invitation.clone(),
            root,
            commitment: self.commitment,
            points: [self.their_point, point],
            nonce,
            bundles: [self.bundle.clone(), bundle.to_vec()],
            message,
        })
    }
}

impl fmt::Debug for InviteeOffer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "InviteeOffer({:?})", self.invitation)
    }
}

/// The invitee has answered and waits for the inviter's nonce. It takes one message 2 and is used up by it.
pub struct Invitee {
    invitation: Invitation,
    root: Zeroizing<[u8; 32]>,
    commitment: [u8; 32],
    /// The inviter's, and its own.
    points: [[u8; 32]; 2],
    nonce: [u8; 32],
    /// The inviter's, and its own.
    bundles: [Vec<u8>; 2],
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
    pub fn receive2(self, message2: &[u8]) -> Result<InviteeComparing, LinkError> {
        let sealed = strip(message2, LinkStep::Reveal)?;
        let nonce = unseal(REVEAL_DOMAIN, &self.root, &[], sealed).ok_or(LinkError::Tampered)?;
        let nonce = nonce.as_slice().try_into().map_err(|_| LinkError::Tampered)?;
        let inviter = Share { point: &self.points[0], nonce, bundle: &self.bundles[0] };
        if !bool::from(inviter.commitment(&self.invitation)[..].ct_eq(&self.commitment[..])) {
            return Err(LinkError::Tampered);
        }
        let invitee = Share { point: &self.points[1], nonce: &self.nonce, bundle: &self.bundles[1] };
        let values = Values { invitation: &self.invitation, inviter, invitee };
        Ok(InviteeComparing(values.agree(&self.root, self.message, &self.bundles[0])))
    }

    /// Encodes the state, for the caller to seal.
    #[must_use]
    pub fn encode(&self) -> Zeroizing<Vec<u8>> {
        let [inviter, invitee] = &self.points;
        let secrets = [self.invitation.secret(), &*self.root, &self.commitment, inviter, invitee, &self.nonce];
        let purpose = [self.invitation.purpose().byte()];
        let blobs: [&[u8]; 4] = [&purpose, &self.bundles[0], &self.bundles[1], &self.message];
        encode_state(StateName::Invitee, &secrets, &blobs)
    }

    /// Reads what [`encode`](Self::encode) wrote.
    ///
    /// # Errors
    ///
    /// When the bytes are anything else.
    pub fn decode(bytes: &[u8]) -> Result<Self, StateError> {
        reading("linking", || {
            let (secrets, [purpose, theirs, own, message]) = decode_state::<6, 4>(StateName::Invitee, bytes)?;
            let purpose = purpose.first().copied().and_then(Purpose::from_byte).ok_or(Malformed)?;
            let [secret, root, commitment, inviter, invitee, nonce] = *secrets;
            Ok(Self {
                invitation: Invitation::from_parts(purpose, secret),
                root: Zeroizing::new(root),
                commitment,
                points: [inviter, invitee],
                nonce,
                bundles: [theirs, own],
                message,
            })
        })
    }
}

impl fmt::Debug for Invitee {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Invitee(..)")
    }
}

/// The invitee has the inviter's nonce and compares words.
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
pub struct InviteeApproved(Agreed);

agreed_state!(InviteeApproved);

impl InviteeApproved {
    /// Takes message 4 and returns the welcome's payload.
    ///
    /// # Errors
    ///
    /// See [`LinkError`].
    pub fn receive4(self, message4: &[u8]) -> Result<Zeroizing<Vec<u8>>, LinkError> {
        let padded = self.0.open(LinkStep::Welcome, WELCOME_DOMAIN, message4)?;
        unpad(&padded).map(|payload| Zeroizing::new(payload.to_vec())).ok_or(LinkError::Tampered)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests may panic")]

    use rand_chacha::ChaCha20Rng;
    use rand_chacha::rand_core::SeedableRng;

    use super::*;
    use crate::Inviter;

    /// A middle that made message 0 knows the root. With a nonce that it may choose at the end, it could try nonces until
    /// the words on both screens agree.
    #[test]
    fn a_nonce_that_was_not_committed_to_is_refused() {
        let rng = &mut ChaCha20Rng::seed_from_u64(6);
        let invitation = Invitation::make(rng, Purpose::Link);
        let middle = Inviter::start(rng, &invitation, b"the middle's bundle").unwrap();
        let invitee = InviteeOffer::open(&invitation, middle.message()).unwrap().accept(rng, b"bundle").unwrap();
        let (answer, waiting) = (invitee.message().to_vec(), invitee.encode());
        for nonce in 0..=u8::MAX {
            let mut chosen = open_message(LinkStep::Reveal);
            chosen.extend(seal(rng, REVEAL_DOMAIN, &invitee.root, &[], &[nonce; 32]));
            let refused = Invitee::decode(&waiting).unwrap().receive2(&chosen);
            assert_eq!(refused.err(), Some(LinkError::Tampered));
        }
        let reveal = middle.receive1(rng, &answer).unwrap();
        assert!(invitee.receive2(reveal.message()).is_ok(), "the committed one fits");
    }
}
