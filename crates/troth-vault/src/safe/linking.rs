//! Linking: five messages through a drop box, four words read aloud, two approvals.
//!
//! ```text
//! inviter                                        drop box                       invitee
//! a, na random                                                                  b, nb random
//! m0 = 2 0 | box(invitation key, A | commitment | bundle a)  ->
//!                                                <-   m1 = 2 1 | B | box(root, nb | bundle b)
//! m2 = 2 2 | box(root, na)                                   ->
//!      both show the words; both approve
//!                                                <-   m3 = 2 3 | box(session, "")
//! m4 = 2 4 | box(session, payload)                           ->
//!
//! commitment = digest(purpose, invitation id, na, A, bundle a)
//! root       = derive(invitation key, X25519(a, b), commitment, A, B)
//! values     = purpose, invitation id, A, bundle a, na, B, nb, bundle b
//! words      = digest(values);   session = derive(root, values)
//! ```
//!
//! This is MANA IV (Laur and Nyberg, 2006), a message authentication by short strings: a commitment to one side's nonce
//! and message, the other side's nonce and message, then the nonce. The exchanged messages are the points and bundles.
//!
//! **Why the words hold.** An attacker who has seen the link can sit in the middle. The inviter's `na` is fixed by the
//! commitment before the invitee's `nb` exists, and is revealed only after the inviter has `m1`. So the attacker must
//! settle every value of each side before knowing that side's last random share. The words follow from these values
//! alone, and never from the bytes of a box, whose nonce its sender may choose as often as it likes. They agree by a
//! chance of one in 2^44, once per invitation, and two people see every failed try. Nothing secret is sealed before both
//! have approved; `m1` already hides the invitee's bundle from a holder of the link who has not taken the inviter's
//! place.
//!
//! **One answer per nonce.** Each state is used up by the message that it takes, and none can be cloned. The caller makes
//! the new state durable before its message leaves; otherwise a device that crashed in between would answer again with a
//! nonce that the attacker knows by then.
//!
//! Every key follows from the purpose and all values before it: a replayed, reordered, exchanged or changed message is
//! refused. A slot is written once, so each state stores its message and can send it again after a reload.

use rand_core::CryptoRng;
use thiserror::Error;
use zeroize::Zeroizing;

use crate::codec::{Malformed, Reader, Writer};
use crate::hazmat::committing_box::{seal, unseal};
use crate::hazmat::derive::{derive, digest};
use crate::hazmat::exchange::agree;
use crate::safe::error::{StateError, reading};
use crate::safe::invitation::Invitation;
use crate::words::{word, words_of};

pub(crate) const OFFER_DOMAIN: &str = "troth link offer v2";
pub(crate) const ANSWER_DOMAIN: &str = "troth link answer v2";
pub(crate) const REVEAL_DOMAIN: &str = "troth link reveal v2";
pub(crate) const APPROVAL_DOMAIN: &str = "troth link approval v2";
pub(crate) const WELCOME_DOMAIN: &str = "troth link welcome v2";
const COMMITMENT_DOMAIN: &str = "troth link commitment v2";
const ROOT_DOMAIN: &str = "troth link root v2";
const SESSION_DOMAIN: &str = "troth link session v2";
const WORDS_DOMAIN: &str = "troth link words v2";
const CHOICES_DOMAIN: &str = "troth link choices v2";

/// Safety words that both people compare: 44 bits.
pub const SAFETY_WORDS: usize = 4;

/// Words among which the third one is picked when an own device is added. Three wrong ones are few enough to read, and
/// who presses without looking at the other device is wrong three times in four.
pub const WORD_CHOICES: usize = 4;

/// The place of the word that is picked.
const PICKED: usize = 2;

/// Largest bundle in bytes: public keys and a few lines; the padded message stays below the relay's 16 KiB.
pub const BUNDLE_MAX_BYTES: usize = 8 * 1024;

/// Largest welcome in bytes: a keyring of two streams with all their epochs; stays below the relay's 16 KiB.
pub const WELCOME_MAX_BYTES: usize = 12 * 1024;

const LINK_VERSION: u8 = 2;
/// The version of trial builds. No release wrote it, and its words could be chosen by an attacker in the middle.
const TRIAL_VERSION: u8 = 1;
const STATE_VERSION: u64 = 2;

/// Why a linking message was refused. The state that took it is used up: there is one try for each invitation.
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
    /// A trial version wrote the message, whose words prove nothing.
    #[error("the other side uses a trial version; update it")]
    TrialVersion,
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
        Some(([TRIAL_VERSION, _], _)) => Err(LinkError::TrialVersion),
        Some(_) => Err(LinkError::UnsupportedVersion),
    }
}

/// Everything that the words of a run rest on.
pub(crate) struct Values<'a> {
    pub(crate) invitation: &'a Invitation,
    pub(crate) inviter: Share<'a>,
    pub(crate) invitee: Share<'a>,
}

/// What one side brings to a run.
pub(crate) struct Share<'a> {
    pub(crate) point: &'a [u8; 32],
    pub(crate) nonce: &'a [u8; 32],
    pub(crate) bundle: &'a [u8],
}

impl Share<'_> {
    /// Commits to all that the inviter brings.
    pub(crate) fn commitment(&self, invitation: &Invitation) -> [u8; 32] {
        let (purpose, id) = ([invitation.purpose().byte()], invitation.id());
        let parts: [&[u8]; 5] = [&purpose, id.as_bytes(), self.nonce, self.point, self.bundle];
        digest(COMMITMENT_DOMAIN, &parts)
    }
}

impl Values<'_> {
    /// Derives the session and the words, from these values and nothing else.
    pub(crate) fn agree(&self, root: &[u8; 32], message: Vec<u8>, bundle: &[u8]) -> Agreed {
        let (purpose, id) = ([self.invitation.purpose().byte()], self.invitation.id());
        let (one, two) = (&self.inviter, &self.invitee);
        let parts: [&[u8]; 8] =
            [&purpose, id.as_bytes(), one.point, one.bundle, one.nonce, two.point, two.nonce, two.bundle];
        let (key, said) = (derive(SESSION_DOMAIN, root, &parts), digest(WORDS_DOMAIN, &parts));
        Agreed { key, said, bundle: bundle.to_vec(), message }
    }
}

/// Derives the key of messages 1 and 2. `points` are the inviter's and the invitee's, `theirs` is one of them.
pub(crate) fn derive_root(
    invitation: &Invitation,
    secret: &[u8; 32],
    theirs: &[u8; 32],
    commitment: &[u8; 32],
    points: [&[u8; 32]; 2],
) -> Result<Zeroizing<[u8; 32]>, LinkError> {
    let shared = agree(secret, theirs).ok_or(LinkError::Tampered)?;
    Ok(derive(ROOT_DOMAIN, &invitation.derive_key(), &[&*shared, commitment, points[0], points[1]]))
}

/// What each side holds once the words can be compared.
#[derive(Clone)]
pub(crate) struct Agreed {
    key: Zeroizing<[u8; 32]>,
    /// The digest of which the words are the front.
    said: [u8; 32],
    pub(crate) bundle: Vec<u8>,
    pub(crate) message: Vec<u8>,
}

impl Agreed {
    pub(crate) fn with_message(&self, message: Vec<u8>) -> Self {
        Self { message, ..self.clone() }
    }

    pub(crate) fn words(&self) -> [&'static str; SAFETY_WORDS] {
        words_of(&self.said)
    }

    /// The third word among three others, in an order that the session draws. An attacker in the middle can't choose
    /// among sessions, so nothing has to be stored to show the same four after a reload.
    pub(crate) fn choices(&self) -> [&'static str; WORD_CHOICES] {
        let drawn = derive::<DRAWN_BYTES>(CHOICES_DOMAIN, &self.key, &[]);
        let (pairs, _) = drawn.as_chunks::<2>();
        let mut numbers = pairs.iter().map(|pair| u16::from_le_bytes(*pair));
        let place = numbers.next().map_or(0, |number| usize::from(number) % WORD_CHOICES);
        let words = self.words();
        let mut others: Vec<&'static str> = Vec::with_capacity(WORD_CHOICES);
        for mut number in numbers {
            while words.contains(&word(number)) || others.contains(&word(number)) {
                number = number.wrapping_add(1);
            }
            others.push(word(number));
        }
        others.insert(place, words[PICKED]);
        core::array::from_fn(|at| others[at])
    }

    pub(crate) fn seal(
        &self,
        rng: &mut impl CryptoRng,
        step: LinkStep,
        domain: &'static str,
        content: &[u8],
    ) -> Vec<u8> {
        let mut message = open_message(step);
        message.extend(seal(rng, domain, &self.key, &[], content));
        message
    }

    pub(crate) fn open(
        &self,
        step: LinkStep,
        domain: &'static str,
        message: &[u8],
    ) -> Result<Zeroizing<Vec<u8>>, LinkError> {
        unseal(domain, &self.key, &[], strip(message, step)?).ok_or(LinkError::Tampered)
    }

    pub(crate) fn encode(&self, name: StateName) -> Zeroizing<Vec<u8>> {
        encode_state(name, &[&self.key, &self.said], &[&self.bundle, &self.message])
    }

    pub(crate) fn decode(name: StateName, bytes: &[u8]) -> Result<Self, StateError> {
        reading("linking", || {
            let (secrets, [bundle, message]) = decode_state(name, bytes)?;
            let [key, said] = *secrets;
            Ok(Self { key: Zeroizing::new(key), said, bundle, message })
        })
    }
}

/// One number for the place of the third word, and one for each word beside it.
const DRAWN_BYTES: usize = 2 * WORD_CHOICES;

/// Implements the common methods of a state around [`Agreed`].
macro_rules! agreed_state {
    ($state:ident) => {
        impl $state {
            /// Returns the words to compare, aloud or face to face.
            #[must_use]
            pub fn words(&self) -> [&'static str; SAFETY_WORDS] {
                self.0.words()
            }

            /// Returns the third word among [`WORD_CHOICES`], always the same four in the same order.
            ///
            /// The side that lets an own device in shows these, and the person picks the one that stands third on the
            /// other device. A wrong pick ends the invitation.
            #[must_use]
            pub fn third_word_choices(&self) -> [&'static str; WORD_CHOICES] {
                self.0.choices()
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

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests may panic")]

    use rand_chacha::ChaCha20Rng;
    use rand_chacha::rand_core::SeedableRng;

    use super::*;
    use crate::hazmat::pad::{pad, unpad};
    use crate::{Inviter, Purpose};

    /// With such a point the agreed secret is zero for every secret, so somebody with the link knows the root without
    /// having one.
    #[test]
    fn a_point_of_low_order_is_refused_though_the_answer_is_sealed_as_it_should_be() {
        let rng = &mut ChaCha20Rng::seed_from_u64(7);
        let invitation = Invitation::make(rng, Purpose::Link);
        let inviter = Inviter::start(rng, &invitation, b"bundle").unwrap();
        let offer = strip(inviter.message(), LinkStep::Offer).unwrap();
        let padded = unseal(OFFER_DOMAIN, &invitation.derive_key(), &[], offer).unwrap();
        let offered = unpad(&padded).unwrap();
        let ((point, rest), low) = (offered.split_first_chunk::<32>().unwrap(), [0; 32]);
        let parts: [&[u8]; 4] = [&[0; 32], &rest[..32], point, &low];
        let root = derive(ROOT_DOMAIN, &invitation.derive_key(), &parts);
        let mut answer = open_message(LinkStep::Answer);
        answer.extend_from_slice(&low);
        answer.extend(seal(rng, ANSWER_DOMAIN, &root, &[], &pad(&[7; 40])));
        assert_eq!(inviter.receive1(rng, &answer).err(), Some(LinkError::Tampered));
    }
}
