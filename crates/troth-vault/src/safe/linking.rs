//! Linking: five messages through a drop box, four words read aloud, two approvals.
//!
//! ```text
//! inviter                                   drop box                     invitee
//! a, na random                                                           b, nb random
//! m0 = 1 0 | box(invitation key, A | H(na) | bundle)      ->
//!                                           <-   m1 = 1 1 | B | box(root, nb | bundle)
//! m2 = 1 2 | box(root, na)                                ->
//!      both show words(t2); both approve
//!                                           <-   m3 = 1 3 | box(session, "")
//! m4 = 1 4 | box(session, payload)                        ->
//!
//! root    = derive(invitation key, X25519(a, b), t0)
//! session = derive(root, t2)
//! t0      = digest(purpose, invitation id, m0);   t1 = digest(t0, m1);   t2 = digest(t1, m2)
//! ```
//!
//! **Why the words hold.** An attacker who has seen the link can sit in the middle. The inviter's `na` is fixed by
//! `H(na)` before the invitee's `nb` exists, and is revealed only after the inviter has `m1`. So the attacker must
//! settle each side's transcript before knowing that side's last random share. The words agree by a chance of one in
//! 2^44, once per invitation, and two people see every failed try. Nothing secret is sealed before both have approved;
//! `m1` already hides the invitee's bundle from a holder of the link who has not taken the inviter's place.
//!
//! Every message is bound to its step, to the purpose and to all messages before it: a replayed, reordered, exchanged
//! or changed message is refused. A slot is written once, so each state stores its message and can send it again after
//! a reload.

use rand_core::CryptoRng;
use thiserror::Error;
use zeroize::Zeroizing;

use crate::codec::{Malformed, Reader, Writer};
use crate::hazmat::committing_box::{seal, unseal};
use crate::hazmat::derive::{derive, digest};
use crate::hazmat::exchange::agree;
use crate::safe::error::{StateError, reading};
use crate::safe::invitation::Invitation;
use crate::words::words_of;

pub(crate) const OFFER_DOMAIN: &str = "troth link offer v1";
pub(crate) const ANSWER_DOMAIN: &str = "troth link answer v1";
pub(crate) const REVEAL_DOMAIN: &str = "troth link reveal v1";
pub(crate) const APPROVAL_DOMAIN: &str = "troth link approval v1";
pub(crate) const WELCOME_DOMAIN: &str = "troth link welcome v1";
const COMMIT_DOMAIN: &str = "troth link commit v1";
const ROOT_DOMAIN: &str = "troth link root v1";
const SESSION_DOMAIN: &str = "troth link session v1";
const TRANSCRIPT_DOMAIN: &str = "troth link transcript v1";
const WORDS_DOMAIN: &str = "troth link words v1";

/// Safety words that both people compare: 44 bits.
pub const SAFETY_WORDS: usize = 4;

/// Largest bundle in bytes: public keys and a few lines; the padded message stays below the relay's 16 KiB.
pub const BUNDLE_MAX_BYTES: usize = 8 * 1024;

/// Largest welcome in bytes: a keyring of two streams with all their epochs; stays below the relay's 16 KiB.
pub const WELCOME_MAX_BYTES: usize = 12 * 1024;

const LINK_VERSION: u8 = 1;
const STATE_VERSION: u64 = 1;

/// Why a linking message was refused. The state does not change: the right message still fits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum LinkError {
    /// The message was changed, or belongs to another invitation or another run of this one.
    #[error("this message doesn't belong to this invitation")]
    Tampered,
    /// The message belongs to another step.
    #[error("this message belongs to another step")]
    WrongStep,
    /// A newer version wrote the message.
    #[error("the other side uses another version; update both")]
    UnsupportedVersion,
    /// The bundle or welcome exceeds its limit.
    #[error("this is more than an invitation can carry")]
    TooLarge,
}

/// The number of a message in the protocol.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum LinkStep {
    Offer = 0,
    Answer = 1,
    Reveal = 2,
    Approval = 3,
    Welcome = 4,
}

/// A hash over all messages so far.
pub(crate) type Transcript = [u8; 32];

/// Begins a message with its version and step.
pub(crate) fn open_message(step: LinkStep) -> Vec<u8> {
    vec![LINK_VERSION, step as u8]
}

/// Removes the version and step bytes, and checks them.
pub(crate) fn strip(message: &[u8], step: LinkStep) -> Result<&[u8], LinkError> {
    match message.split_first_chunk::<2>() {
        Some(([LINK_VERSION, found], rest)) if *found == step as u8 => Ok(rest),
        Some(([LINK_VERSION, found], _)) if *found <= LinkStep::Welcome as u8 => Err(LinkError::WrongStep),
        Some(([LINK_VERSION, _], _)) | None => Err(LinkError::Tampered),
        Some(_) => Err(LinkError::UnsupportedVersion),
    }
}

pub(crate) fn first_transcript(invitation: &Invitation, message0: &[u8]) -> Transcript {
    let purpose = [invitation.purpose().byte()];
    digest(TRANSCRIPT_DOMAIN, &[&purpose, invitation.id().as_bytes(), message0])
}

pub(crate) fn next_transcript(before: &Transcript, message: &[u8]) -> Transcript {
    digest(TRANSCRIPT_DOMAIN, &[before, message])
}

pub(crate) fn commit_to(nonce: &[u8; 32]) -> [u8; 32] {
    digest(COMMIT_DOMAIN, &[nonce])
}

pub(crate) fn derive_root(
    invitation: &Invitation,
    secret: &[u8; 32],
    their_point: &[u8; 32],
    first: &Transcript,
) -> Result<Zeroizing<[u8; 32]>, LinkError> {
    let shared = agree(secret, their_point).ok_or(LinkError::Tampered)?;
    Ok(derive(ROOT_DOMAIN, &invitation.derive_key(), &[&*shared, first]))
}

/// What each side holds once the words can be compared.
#[derive(Clone)]
pub(crate) struct Agreed {
    key: Zeroizing<[u8; 32]>,
    transcript: Transcript,
    pub(crate) bundle: Vec<u8>,
    pub(crate) message: Vec<u8>,
}

impl Agreed {
    /// Derives the session from the root and the transcript of messages 0 to 2.
    pub(crate) fn derive(root: &[u8; 32], transcript: Transcript, bundle: &[u8], message: &[u8]) -> Self {
        let key = derive(SESSION_DOMAIN, root, &[&transcript]);
        Self { key, transcript, bundle: bundle.to_vec(), message: message.to_vec() }
    }

    pub(crate) fn with_message(&self, message: Vec<u8>) -> Self {
        Self { message, ..self.clone() }
    }

    pub(crate) fn words(&self) -> [&'static str; SAFETY_WORDS] {
        words_of(&digest(WORDS_DOMAIN, &[&self.transcript]))
    }

    pub(crate) fn seal(
        &self,
        rng: &mut impl CryptoRng,
        step: LinkStep,
        domain: &'static str,
        content: &[u8],
    ) -> Vec<u8> {
        let mut message = open_message(step);
        message.extend(seal(rng, domain, &self.key, &[&self.transcript], content));
        message
    }

    pub(crate) fn open(
        &self,
        step: LinkStep,
        domain: &'static str,
        message: &[u8],
    ) -> Result<Zeroizing<Vec<u8>>, LinkError> {
        let sealed = strip(message, step)?;
        unseal(domain, &self.key, &[&self.transcript], sealed).ok_or(LinkError::Tampered)
    }

    pub(crate) fn encode(&self, name: StateName) -> Zeroizing<Vec<u8>> {
        encode_state(name, &[&self.key, &self.transcript], &[&self.bundle, &self.message])
    }

    pub(crate) fn decode(name: StateName, bytes: &[u8]) -> Result<Self, StateError> {
        reading("linking", || {
            let (secrets, [bundle, message]) = decode_state(name, bytes)?;
            let [key, transcript] = *secrets;
            Ok(Self { key: Zeroizing::new(key), transcript, bundle, message })
        })
    }
}

/// Implements the common methods of a state around [`Agreed`].
macro_rules! agreed_state {
    ($state:ident) => {
        impl $state {
            /// Returns the words to compare, aloud or face to face.
            #[must_use]
            pub fn words(&self) -> [&'static str; SAFETY_WORDS] {
                self.0.words()
            }

            /// Returns the other side's bundle. It is trustworthy only once the words agree.
            #[must_use]
            pub fn bundle(&self) -> &[u8] {
                &self.0.bundle
            }

            /// Returns the last own message, for its slot, and again after a reload.
            #[must_use]
            pub fn message(&self) -> &[u8] {
                &self.0.message
            }

            /// Encodes the state, for the caller to seal.
            #[must_use]
            pub fn encode(&self) -> Zeroizing<Vec<u8>> {
                self.0.encode(StateName::$state)
            }

            /// Reads what [`encode`](Self::encode) wrote.
            ///
            /// # Errors
            ///
            /// When the bytes are anything else.
            pub fn decode(bytes: &[u8]) -> Result<Self, StateError> {
                Agreed::decode(StateName::$state, bytes).map(Self)
            }
        }

        impl core::fmt::Debug for $state {
            fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
                f.write_str(concat!(stringify!($state), "(..)"))
            }
        }
    };
}

pub(crate) use agreed_state;

/// Writes a stored state: its name, its secrets, its bytes.
pub(crate) fn encode_state(name: StateName, secrets: &[&[u8; 32]], blobs: &[&[u8]]) -> Zeroizing<Vec<u8>> {
    let to = Writer::for_secrets().array(2 + secrets.len() + blobs.len()).uint(STATE_VERSION).uint(name as u64);
    let to = secrets.iter().fold(to, |to, secret| to.bytes(&secret[..]));
    blobs.iter().fold(to, |to, blob| to.bytes(blob)).finish_secret()
}

/// The secrets and the other bytes of a stored state.
type StateParts<const S: usize, const B: usize> = (Zeroizing<[[u8; 32]; S]>, [Vec<u8>; B]);

/// Reads a stored state.
pub(crate) fn decode_state<const S: usize, const B: usize>(
    name: StateName,
    bytes: &[u8],
) -> Result<StateParts<S, B>, Malformed> {
    let mut from = Reader::new(bytes);
    if from.array(2 + S + B)? != 2 + S + B {
        return Err(Malformed);
    }
    from.expect(STATE_VERSION)?.expect(name as u64)?;
    let mut secrets = Zeroizing::new([[0; 32]; S]);
    for secret in secrets.iter_mut() {
        *secret = from.fixed()?;
    }
    let mut blobs = [const { Vec::new() }; B];
    for blob in &mut blobs {
        *blob = from.bytes()?.to_vec();
    }
    from.end()?;
    Ok((secrets, blobs))
}

/// The names of stored states.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum StateName {
    Inviter = 0,
    InviterComparing = 1,
    InviterConfirmed = 2,
    Invitee = 3,
    InviteeComparing = 4,
    InviteeApproved = 5,
}
