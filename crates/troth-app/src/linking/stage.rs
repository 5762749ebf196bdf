//! How far a linking is, what it asks of the relay next, and what each answer makes of it.

use minicbor::bytes::ByteVec;
use minicbor::{Decode, Encode};
use rand_core::CryptoRng;
use troth_vault::{
    Invitation, Invitee, InviteeApproved, InviteeComparing, InviteeOffer, Inviter, InviterComparing, InviterConfirmed,
    LinkError, Purpose,
};
use troth_wire::ErrorCode;

use super::Bundle;
use crate::cbor;
use crate::message::Message;
use crate::relay::{Call, Reply};

/// Whether the person here has said that the words match.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Yes {
    Said,
    NotYet,
}

/// How far a linking is.
pub(crate) enum Stage {
    /// Inviter: waiting for slot 1.
    Inviting(Inviter),
    /// Inviter: words on screen, waiting for slot 3.
    Comparing(InviterComparing, Yes),
    /// Inviter: the other said yes; waiting for the person here.
    Confirmed(InviterConfirmed, Yes),
    /// Inviter: the welcome is on its way into slot 4.
    Welcoming { words: [String; 4], with: Bundle, message: Vec<u8> },
    /// Invited: reading slot 0.
    Reading,
    /// Invited: slot 0 is read, and who invites; waiting for the person.
    Offered(InviteeOffer, Bundle),
    /// Invited: waiting for slot 2.
    Accepted(Invitee),
    /// Invited: words on screen.
    InvitedComparing(InviteeComparing),
    /// Invited: yes said, waiting for slot 4.
    InvitedApproved(InviteeApproved),
    /// Over without a link.
    Failed(Message),
}

/// A request that belongs to a linking.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Errand {
    /// Putting a message into this slot.
    Put(u8),
    /// Reading this slot.
    Read(u8),
    /// Looking whether the invitation still exists.
    Alive,
}

/// What an answer leads to, beyond a new stage.
#[derive(Debug)]
pub(crate) enum LinkProgress {
    /// Nothing more.
    Stay,
    /// The stage moved on: keep it, draw it, go on asking.
    Moved,
    /// Invited: the welcome's payload arrived, from this device.
    Welcomed(Vec<u8>, Option<Box<Bundle>>),
    /// Inviter: the welcome lies in its slot.
    Delivered,
}

/// Own latest message with its slot, and the slot whose message is waited for.
struct Slots {
    own: Option<(u8, Vec<u8>)>,
    awaited: Option<u8>,
}

/// A linking in progress.
pub(crate) struct Linking {
    pub(crate) invitation: Invitation,
    pub(crate) stage: Stage,
    /// The last day on which the invitation works, `YYYY-MM-DD`; only the inviter knows.
    pub(crate) until: String,
    /// The slot whose message is known to lie at the relay.
    posted: Option<u8>,
}

impl Linking {
    pub(crate) fn new(invitation: Invitation, stage: Stage, until: String) -> Self {
        Self { invitation, stage, until, posted: None }
    }

    /// What to ask the relay now.
    pub(crate) fn next_call(&self) -> Option<(Call, Errand)> {
        let id = self.invitation.id();
        let Slots { own, awaited } = self.slots()?;
        match own {
            Some((0, message)) if self.posted != Some(0) => Some((Call::make_invitation(id, message), Errand::Put(0))),
            Some((slot, message)) if self.posted != Some(slot) => {
                Some((Call::answer_invitation(id, slot, message), Errand::Put(slot)))
            }
            _ => awaited.map(|slot| (Call::read_invitation(id, slot), Errand::Read(slot))),
        }
    }

    /// Own latest message with its slot, and the slot waited for.
    fn slots(&self) -> Option<Slots> {
        let slots = |own, awaited| Some(Slots { own, awaited });
        match &self.stage {
            Stage::Inviting(state) => slots(Some((0, state.message().to_vec())), Some(1)),
            Stage::Comparing(state, _) => slots(Some((2, state.message().to_vec())), Some(3)),
            Stage::Welcoming { message, .. } => slots(Some((4, message.clone())), None),
            Stage::Reading => slots(None, Some(0)),
            Stage::Accepted(state) => slots(Some((1, state.message().to_vec())), Some(2)),
            Stage::InvitedApproved(state) => slots(Some((3, state.message().to_vec())), Some(4)),
            Stage::Confirmed(..) | Stage::Offered(..) | Stage::InvitedComparing(_) | Stage::Failed(_) => None,
        }
    }

    /// Whether own latest message is known to lie at the relay.
    pub(crate) fn is_at_relay(&self) -> bool {
        self.posted.is_some()
    }

    /// Whether the relay is to be asked again and again.
    pub(crate) fn is_waiting(&self) -> bool {
        self.slots().is_some()
    }

    /// Whether both sides have answered, so that two people look at their screens now.
    pub(crate) const fn has_both(&self) -> bool {
        !matches!(self.stage, Stage::Inviting(_) | Stage::Reading | Stage::Offered(..) | Stage::Failed(_))
    }

    /// Takes the relay's answer to `errand`.
    pub(crate) fn answered(&mut self, rng: &mut impl CryptoRng, errand: Errand, reply: Reply) -> LinkProgress {
        match (errand, reply) {
            (_, Reply::Unreachable) => LinkProgress::Stay,
            (Errand::Put(slot), Reply::Done(_)) => {
                self.posted = Some(slot);
                if slot == 4 { LinkProgress::Delivered } else { LinkProgress::Moved }
            }
            (Errand::Read(slot), Reply::Done(message)) => self.received(rng, slot, &message),
            (Errand::Alive, Reply::Done(_)) => LinkProgress::Stay,
            (Errand::Read(0) | Errand::Put(_) | Errand::Alive, Reply::Refused(error)) => self.refused(error.code),
            (Errand::Read(_), Reply::Refused(_)) => LinkProgress::Stay,
        }
    }

    /// The invited side asks from time to time whether there is still something to wait for.
    pub(crate) fn alive_call(&self) -> Option<(Call, Errand)> {
        let waits = matches!(self.stage, Stage::Accepted(_) | Stage::InvitedApproved(_));
        waits.then(|| (Call::read_invitation(self.invitation.id(), 0), Errand::Alive))
    }

    fn refused(&mut self, code: ErrorCode) -> LinkProgress {
        match code {
            ErrorCode::Taken => self.fail("link-used"),
            ErrorCode::NothingHere => self.fail("link-gone"),
            _ => LinkProgress::Stay,
        }
    }

    /// Ends the linking with a message that says what to do.
    pub(crate) fn fail(&mut self, message: &'static str) -> LinkProgress {
        self.stage = Stage::Failed(Message::plain(message));
        LinkProgress::Moved
    }

    fn received(&mut self, rng: &mut impl CryptoRng, slot: u8, message: &[u8]) -> LinkProgress {
        match self.advance(rng, slot, message) {
            Ok(step) => step,
            Err(LinkError::UnsupportedVersion) => self.fail("link-newer"),
            Err(LinkError::TrialVersion) => self.fail("link-trial"),
            Err(_) => self.fail("link-broken"),
        }
    }

    /// A state is used up by the message that it takes: where that doesn't fit, the linking is over.
    fn advance(&mut self, rng: &mut impl CryptoRng, slot: u8, message: &[u8]) -> Result<LinkProgress, LinkError> {
        let stage = std::mem::replace(&mut self.stage, Stage::Failed(Message::plain("link-broken")));
        self.stage = match (stage, slot) {
            (Stage::Reading, 0) => {
                let offer = InviteeOffer::open(&self.invitation, message)?;
                let Some(from) = Bundle::decode(offer.bundle()) else { return Ok(self.fail("link-broken")) };
                Stage::Offered(offer, from)
            }
            (Stage::Inviting(state), 1) => Stage::Comparing(state.receive1(rng, message)?, Yes::NotYet),
            (Stage::Accepted(state), 2) => Stage::InvitedComparing(state.receive2(message)?),
            (Stage::Comparing(state, yes), 3) => Stage::Confirmed(state.receive3(message)?, yes),
            (Stage::InvitedApproved(state), 4) => {
                let from = Bundle::decode(state.bundle());
                return Ok(LinkProgress::Welcomed(state.receive4(message)?.to_vec(), from.map(Box::new)));
            }
            (stage, _) => {
                self.stage = stage;
                return Ok(LinkProgress::Stay);
            }
        };
        Ok(LinkProgress::Moved)
    }

    /// The four words and who they are compared with, while there are any.
    pub(crate) fn words(&self) -> Option<([String; 4], Option<Bundle>)> {
        let owned = |words: [&'static str; 4]| words.map(str::to_owned);
        match &self.stage {
            Stage::Comparing(state, _) => Some((owned(state.words()), Bundle::decode(state.bundle()))),
            Stage::Confirmed(state, _) => Some((owned(state.words()), Bundle::decode(state.bundle()))),
            Stage::Welcoming { words, with, .. } => Some((words.clone(), Some(with.clone()))),
            Stage::InvitedComparing(state) => Some((owned(state.words()), Bundle::decode(state.bundle()))),
            Stage::InvitedApproved(state) => Some((owned(state.words()), Bundle::decode(state.bundle()))),
            _ => None,
        }
    }

    /// The words to pick the third one from: on the device that lets an own device in, before its person has picked.
    pub(crate) fn choices(&self) -> Option<[String; 4]> {
        let choices = match &self.stage {
            _ if self.purpose() != Purpose::AddDevice => None,
            Stage::Comparing(state, Yes::NotYet) => Some(state.third_word_choices()),
            Stage::Confirmed(state, Yes::NotYet) => Some(state.third_word_choices()),
            _ => None,
        };
        choices.map(|words| words.map(str::to_owned))
    }

    /// Bytes for sealed local storage; nothing for what can simply be read again.
    pub(crate) fn encode(&self) -> Option<Vec<u8>> {
        let state = match &self.stage {
            Stage::Inviting(state) => Kept::Inviting(state.encode().to_vec().into()),
            Stage::Comparing(state, yes) => Kept::Comparing(state.encode().to_vec().into(), *yes == Yes::Said),
            Stage::Confirmed(state, yes) => Kept::Confirmed(state.encode().to_vec().into(), *yes == Yes::Said),
            Stage::Welcoming { words, with, message } => {
                Kept::Welcoming(words.clone(), Box::new(with.clone()), message.clone().into())
            }
            Stage::Accepted(state) => Kept::Accepted(state.encode().to_vec().into()),
            Stage::InvitedComparing(state) => Kept::InvitedComparing(state.encode().to_vec().into()),
            Stage::InvitedApproved(state) => Kept::InvitedApproved(state.encode().to_vec().into()),
            Stage::Reading | Stage::Offered(..) => Kept::Opened,
            Stage::Failed(_) => return None,
        };
        let fragment = self.invitation.fragment().to_string();
        Some(cbor::encode(&KeptLinking { fragment, until: self.until.clone(), state }))
    }

    /// Reads [`Self::encode`].
    pub(crate) fn decode(bytes: &[u8]) -> Option<Self> {
        let kept: KeptLinking = minicbor::decode(bytes).ok()?;
        let invitation = Invitation::from_fragment(&kept.fragment).ok()?;
        let yes = |said| if said { Yes::Said } else { Yes::NotYet };
        let stage = match kept.state {
            Kept::Inviting(bytes) => Stage::Inviting(Inviter::decode(&bytes).ok()?),
            Kept::Comparing(bytes, said) => Stage::Comparing(InviterComparing::decode(&bytes).ok()?, yes(said)),
            Kept::Confirmed(bytes, said) => Stage::Confirmed(InviterConfirmed::decode(&bytes).ok()?, yes(said)),
            Kept::Welcoming(words, with, message) => Stage::Welcoming { words, with: *with, message: message.into() },
            Kept::Accepted(bytes) => Stage::Accepted(Invitee::decode(&bytes).ok()?),
            Kept::InvitedComparing(bytes) => Stage::InvitedComparing(InviteeComparing::decode(&bytes).ok()?),
            Kept::InvitedApproved(bytes) => Stage::InvitedApproved(InviteeApproved::decode(&bytes).ok()?),
            Kept::Opened => Stage::Reading,
        };
        Some(Self::new(invitation, stage, kept.until))
    }

    /// Whether the invitation was opened here and neither accepted nor put away.
    pub(crate) fn is_unanswered(&self) -> bool {
        matches!(self.stage, Stage::Reading | Stage::Offered(..))
    }

    /// Whether this side made the invitation.
    pub(crate) fn is_by_inviter(&self) -> bool {
        matches!(self.stage, Stage::Inviting(_) | Stage::Comparing(..) | Stage::Confirmed(..) | Stage::Welcoming { .. })
    }

    pub(crate) fn purpose(&self) -> Purpose {
        self.invitation.purpose()
    }
}

#[derive(Encode, Decode)]
#[cbor(map)]
struct KeptLinking {
    #[n(0)]
    fragment: String,
    #[n(1)]
    until: String,
    #[n(2)]
    state: Kept,
}

#[derive(Encode, Decode)]
enum Kept {
    #[n(0)]
    Inviting(#[n(0)] ByteVec),
    #[n(1)]
    Comparing(#[n(0)] ByteVec, #[n(1)] bool),
    #[n(2)]
    Confirmed(#[n(0)] ByteVec, #[n(1)] bool),
    #[n(3)]
    Welcoming(#[n(0)] [String; 4], #[n(1)] Box<Bundle>, #[n(2)] ByteVec),
    #[n(4)]
    Accepted(#[n(0)] ByteVec),
    #[n(5)]
    InvitedComparing(#[n(0)] ByteVec),
    #[n(6)]
    InvitedApproved(#[n(0)] ByteVec),
    #[n(7)]
    Opened,
}
