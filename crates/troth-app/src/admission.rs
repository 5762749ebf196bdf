//! Mailboxes at the relay: enrolling there, and which of this person's devices may use them.
//!
//! What this person's side of a mailbox should be follows from the own record: its active devices, and the key of its
//! current epoch. An errand at the relay brings the side to that state, whatever it finds: a mailbox that an empty relay
//! has forgotten is made anew, a device that was removed goes, one that was added is named. Nothing here touches the other
//! partner's side, and the relay would refuse it.

use std::collections::BTreeSet;

use std::collections::BTreeMap;

use minicbor::bytes::{ByteArray, ByteVec};
use minicbor::{Decode, Encode};
use troth_core::{DeviceId, PartnerId, Stream};
use troth_vault::{Admission, SharedKeys};
use troth_wire::limits::SIDE_MAX_DEVICES;
use troth_wire::{ErrorCode, MailboxId, SideView, SigningKey, WireError, WireMessage as _};

use crate::cbor;
use crate::devices::own_stream;
use crate::io::Io;
use crate::relay::Call;
use crate::relay::chores::Chore;
use crate::space::Space;
use crate::storage::rows::ADMITTED;
use crate::storage::unread::{Opening, Stored};

/// From what a side follows, as bytes to compare: the epoch whose key admits, if one does, and the devices. Empty where this
/// device can't say and only enrols. Every input compares it, so no key is derived for it.
type Wanted = Vec<u8>;

/// What this device has brought about at the relay.
#[derive(Default)]
pub(crate) struct Admitted {
    kept: Kept,
    /// What was wanted when the relay refused to enrol this device: asked again only once something else is wanted.
    refused: BTreeMap<MailboxId, Wanted>,
    /// What the errand under way is to bring about. It is fixed at the enrolment: while this device reads on, it can't say.
    asked: (Wanted, Option<SideView>),
}

/// The part that is stored.
#[derive(Default, Encode, Decode)]
struct Kept {
    /// Mailboxes with the last state that their side was brought to.
    #[n(0)]
    settled: BTreeMap<ByteArray<16>, ByteVec>,
    /// Devices that were removed although the record could not take the entry that says so.
    #[n(1)]
    expelled: Vec<ByteArray<32>>,
}

impl Admitted {
    /// Reads what is stored. Where it can't be read, every mailbox is looked at again, which changes nothing there.
    pub(crate) fn open(opening: &mut Opening<'_>) -> Self {
        match opening.read(ADMITTED, |bytes| minicbor::decode(bytes).ok()) {
            Stored::Read(kept) => Self { kept, ..Self::default() },
            Stored::Missing | Stored::Unreadable => Self::default(),
        }
    }

    fn settled(&self, mailbox: MailboxId) -> Option<&Wanted> {
        self.kept.settled.get(&ByteArray::from(mailbox.to_bytes())).map(|wanted| &**wanted)
    }

    /// Whether the relay has this mailbox as far as this device knows.
    pub(crate) fn knows(&self, mailbox: MailboxId) -> bool {
        self.settled(mailbox).is_some()
    }
}

/// Whether the relay lets this device use a mailbox.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Admits {
    Yes,
    No,
}

/// What is to be done after the relay answered an enrolment or a change of a side.
pub(crate) enum Next {
    /// Ask this as well.
    Ask(Call),
    /// The errand is done, and the mailbox can be used that could not be before.
    Opened,
    /// The errand is done.
    Done,
    /// The errand is over: the relay lets this device in no more.
    Refused,
    /// Ask again later.
    Later,
}

impl Space {
    /// Sees to it that every mailbox of this person's devices is made, and has their devices and no others.
    pub(crate) fn tend_admission(&mut self, io: &mut Io) {
        let wanted = self.wanted();
        let mailboxes = self.mailboxes().into_iter().filter(|mailbox| self.is_to_be_seen_to(*mailbox, &wanted));
        let chores: Vec<Chore> = mailboxes.map(Chore::admit).filter(|chore| !self.chores.contains(chore)).collect();
        if !chores.is_empty() {
            self.add_chores(io, &chores);
        }
    }

    fn is_to_be_seen_to(&self, mailbox: MailboxId, wanted: &Wanted) -> bool {
        let settled = self.admitted.settled(mailbox);
        // What this device can't say right now, while it reads on, leaves the side as it was.
        let is_done = settled.is_some_and(|settled| wanted.is_empty() || settled == wanted);
        !is_done && self.admitted.refused.get(&mailbox) != Some(wanted)
    }

    /// Whether the relay lets in, everywhere it will, exactly the devices that this person has now. While this device reads
    /// on, it can't say.
    pub(crate) fn has_settled_its_sides(&self) -> bool {
        let wanted = self.wanted();
        !wanted.is_empty() && !self.mailboxes().into_iter().any(|mailbox| self.is_to_be_seen_to(mailbox, &wanted))
    }

    /// The enrolment of this device in a mailbox; nothing for one in which this person has no side, or that this device is in
    /// and has nothing to say about.
    pub(crate) fn enrol_call(&mut self, mailbox: MailboxId, host: &str) -> Option<Call> {
        let wanted = self.wanted();
        if wanted.is_empty() && self.admitted.knows(mailbox) {
            // Nothing could come of it. It is asked again once this device can say what it wants.
            return None;
        }
        let Some(admission) = self.admission(mailbox) else {
            self.admitted.refused.insert(mailbox, wanted);
            return None;
        };
        // A key that a removed device may know admits nobody: the devices of the side name each other then.
        let verifier = (!self.is_key_known_outside()).then(|| admission.verifier());
        let side = SideView { generation: 0, verifier, devices: self.devices_to_admit() };
        self.admitted.asked = (wanted.clone(), (!wanted.is_empty()).then_some(side));
        Some(Call::enrol(mailbox, &admission.enrol(host, self.device.public().signing)))
    }

    /// Takes the relay's answer to the errand of a mailbox.
    pub(crate) fn admission_answered(&mut self, io: &mut Io, mailbox: MailboxId, body: &[u8]) -> Next {
        let (wanted, asked) = self.admitted.asked.clone();
        if body.is_empty() {
            // The answer to a change.
            return self.settle_as(io, mailbox, wanted);
        }
        let (Ok(view), Some(admission)) = (SideView::decode(body), self.admission(mailbox)) else { return Next::Later };
        if !self.admitted.knows(mailbox) && view.generation == 0 && view.devices == [self.device.public().signing] {
            // It was made anew, so the relay may have lost the recovery kit too.
            self.refresh_kit(io);
        }
        match asked {
            Some(side) if side.devices != view.devices || side.verifier != view.verifier => {
                let next = SideView { generation: view.generation.saturating_add(1), ..side };
                Next::Ask(Call::settle(mailbox, admission.side(), &next))
            }
            Some(_) | None => self.settle_as(io, mailbox, wanted),
        }
    }

    fn settle_as(&mut self, io: &mut Io, mailbox: MailboxId, wanted: Wanted) -> Next {
        let next = if self.admitted.knows(mailbox) { Next::Done } else { Next::Opened };
        self.admitted.refused.remove(&mailbox);
        if !wanted.is_empty() || !self.admitted.knows(mailbox) {
            self.admitted.kept.settled.insert(mailbox.to_bytes().into(), wanted.into());
            self.save_admitted(io);
        }
        next
    }

    /// The relay refused the errand of a mailbox.
    pub(crate) fn admission_refused(&mut self, mailbox: MailboxId, error: &WireError) -> Next {
        match error.code {
            // Another device changed the side meanwhile: look again at what it is now.
            ErrorCode::Taken => Next::Later,
            ErrorCode::NothingHere | ErrorCode::TooManyMembers | ErrorCode::Malformed | ErrorCode::BadSignature => {
                let wanted = self.wanted();
                self.admitted.refused.insert(mailbox, wanted);
                Next::Refused
            }
            _ => Next::Later,
        }
    }

    /// The relay says that it has no such mailbox for this device.
    pub(crate) fn mailbox_is_missing(&mut self, mailbox: MailboxId) {
        self.admitted.kept.settled.remove(&ByteArray::from(mailbox.to_bytes()));
    }

    /// Notes what is told on the screen: whether the relay lets this device into the mailbox of either record. One that was
    /// never let into the own one waits for that.
    pub(crate) fn note_reach(&mut self, mailbox: MailboxId, admits: Admits) {
        if mailbox == self.keyring.own.mailbox() {
            let was_in = self.record.state().own.members.holder(self.me().device).is_some();
            self.taken_out = admits == Admits::No && was_in;
        } else if self.keyring.shared.as_ref().map(SharedKeys::mailbox) == Some(mailbox) {
            self.shut_out = admits == Admits::No;
        }
    }

    /// Has a device go at the relay although the record could not take its removal.
    pub(crate) fn expel(&mut self, io: &mut Io, device: DeviceId) {
        let Some(signing) = own_stream::signing_of(self.record.state().own, device) else { return };
        let signing = ByteArray::from(signing.to_bytes());
        if !self.admitted.kept.expelled.contains(&signing) {
            self.admitted.kept.expelled.push(signing);
            self.save_admitted(io);
        }
    }

    fn save_admitted(&self, io: &mut Io) {
        io.put_sealed(&self.local, ADMITTED, &cbor::encode(&self.admitted.kept));
    }

    fn admission(&self, mailbox: MailboxId) -> Option<Admission> {
        let (own, partner) = (&self.keyring.own, &self.keyring.partner);
        if mailbox == own.mailbox() {
            return Some(Admission::derive_own(own));
        }
        let earlier = own_stream::earlier(self.record.state().own);
        let mut shared = self.keyring.shared.iter().chain(&earlier);
        Admission::derive_shared(own, shared.find(|keys| keys.mailbox() == mailbox)?, partner)
    }

    /// What this person's sides should follow from. Nothing as long as this device has not read the own record, or is not
    /// among the devices there: it might show out others that it doesn't know.
    fn wanted(&self) -> Wanted {
        let own = self.record.state().own;
        if !self.record.is_read(Stream::Own) || !own.members.is_active(self.me().device) {
            return Wanted::new();
        }
        let epoch = (!self.is_key_known_outside()).then(|| self.keyring.own.current().id().0);
        let epoch = epoch.into_iter().flatten();
        epoch.chain(self.devices_to_admit().into_iter().flat_map(SigningKey::to_bytes)).collect()
    }

    fn is_key_known_outside(&self) -> bool {
        let has_expelled = !self.admitted.kept.expelled.is_empty();
        let stays = || self.own_signing_keys().any(|signing| self.is_expelled(&signing));
        self.own_epoch_is_known_outside() || (has_expelled && stays())
    }

    fn is_expelled(&self, signing: &SigningKey) -> bool {
        self.admitted.kept.expelled.contains(&signing.to_bytes().into())
    }

    /// The signing keys of the devices that the own record counts as this person's.
    fn own_signing_keys(&self) -> impl Iterator<Item = SigningKey> {
        let own = self.record.state().own;
        let active = own_stream::devices(own).into_iter().filter(|device| {
            let id = DeviceId(device.id().to_bytes());
            own.members.is_active(id) && own.members.holder(id) == Some(PartnerId(self.keyring.partner))
        });
        active.map(|device| device.signing)
    }

    fn devices_to_admit(&self) -> Vec<SigningKey> {
        let here = self.device.public().signing;
        let others = self.own_signing_keys().filter(|signing| *signing != here && !self.is_expelled(signing));
        // Each once before they are counted: a thief may have told the same key many times, to take the places of others.
        let others: BTreeSet<SigningKey> = others.collect();
        let mut all: Vec<SigningKey> = others.into_iter().take(SIDE_MAX_DEVICES - 1).chain([here]).collect();
        all.sort_unstable();
        all
    }
}
