//! The state of membership, folded from the log.
//!
//! Entries that a device wrote before it knew of an end stay, however late they arrive:
//!
//! - **Leaving** voids only later entries of the device on which the partner left. The partner's other devices could
//!   not know of it, so their entries stay. Nothing undoes it (`leaves.rs`).
//! - **Removing a device** voids its entries that lie both beyond the last one that the removing device had seen and
//!   after the removal in the log.
//!
//! What an attacker can do with that: a stolen device that is cut off from the space can write entries that pretend not
//! to know of its removal, as long as their Lamport numbers, which rise with each entry, do not exceed the removal's.
//! They would count as its owner's. Three things bound it: the device must have lagged behind, the relay accepts
//! nothing more from a removed device, and the key of the next epoch never reaches it.
//!
//! Who the partners are is no matter of the log: the link fixes each person and the device that they join from. An entry
//! counts as a partner's if that partner holds its device and tagged it.

use std::collections::{BTreeMap, BTreeSet};

use super::changes::{DeviceChange, DeviceChanged};
use super::epochs::Epochs;
use super::events::{
    ContentMissing, DeviceAdded, DeviceRemoved, ForkDecided, KeyTold, MISSING_MAX, MembershipEvent, Name, PartnerJoined,
};
use super::leaves::Leaves;
use super::rest::{RequestedRest, Resting, Rests};
use crate::kernel::anomaly::AnomalyKind;
use crate::kernel::header::{Actor, Header, Signed};
use crate::kernel::ids::{DeviceId, EntryId, PartnerId};
use crate::kernel::time::{CivilDate, WallTime};

/// The most devices of a partner at a time: five in use, the paper of the recovery code, and room for a recovery while
/// lost devices are still listed.
pub const DEVICES_MAX: usize = 8;

/// A place in a stream: a person, and the device that they join from.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Seat {
    /// The person.
    pub partner: PartnerId,
    /// The device whose join counts. Their other devices are added by it.
    pub device: DeviceId,
}

/// Whether two partners share this space.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Link {
    /// Only one partner has joined.
    Alone,
    /// Both partners have joined.
    Linked,
    /// A partner left, and the space is closed. The value says neither who nor why (care 18).
    Unlinked,
}

/// A partner.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Partner {
    /// The name that they go by.
    pub name: Name,
    /// The name with which they joined.
    pub joined_as: Name,
    /// When they joined, by their own clock.
    pub joined: WallTime,
    /// Their devices that are not removed.
    pub devices: BTreeMap<DeviceId, Device>,
    /// Their devices that were there at this place of the log, whatever an entry after it says.
    here: BTreeSet<DeviceId>,
}

impl Partner {
    /// Whether another device may be added at this place of the log.
    pub(super) fn has_room(&self) -> bool {
        self.here.len() < DEVICES_MAX
    }
}

/// A device of a partner.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Device {
    /// Its label, as its owner typed it.
    pub label: Name,
    /// When it was added.
    pub added: WallTime,
}

/// The point after which entries of a removed device are void.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
struct CutOff {
    last_seq: u64,
    /// The entry with that number that is the device's.
    last: Option<EntryId>,
    /// Lamport number of the removal.
    lamport: u64,
}

impl CutOff {
    /// Whether an entry lies both beyond what the removing device had seen and after the removal.
    fn voids(self, header: &Header) -> bool {
        header.seq > self.last_seq && header.lamport > self.lamport
    }
}

/// The partners of a stream, their devices and their rest.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Members {
    seats: Vec<Seat>,
    partners: BTreeMap<PartnerId, Partner>,
    /// The partner of every device, removed ones included.
    pub(super) authors: BTreeMap<DeviceId, PartnerId>,
    /// The same devices with their labels.
    known: BTreeMap<DeviceId, Device>,
    /// Additions and removals, in the order of the log.
    changes: Vec<DeviceChange>,
    /// The cut-offs of devices that any entry of the log removes, known from the start of the fold.
    cut_offs: BTreeMap<DeviceId, CutOff>,
    leaves: Leaves,
    /// The latest day of each partner's entries, by their own clock.
    reached: BTreeMap<PartnerId, CivilDate>,
    rests: Rests,
    /// The entries that owners of copied devices chose.
    fork_decisions: BTreeSet<EntryId>,
    /// The entries whose content is withheld from a device, as the device told last.
    missing: BTreeMap<DeviceId, Vec<EntryId>>,
    pub(super) epochs: Epochs,
}

impl Members {
    /// The state before the first entry: only cut-offs, because a removal changes what earlier entries mean.
    pub(crate) fn before<'a>(seats: &[Seat], events: impl Iterator<Item = (&'a Header, &'a MembershipEvent)>) -> Self {
        let mut scout = Self::empty(seats);
        for (header, event) in events {
            scout.scout(header, event);
        }
        Self { cut_offs: scout.cut_offs, ..Self::empty(seats) }
    }

    pub(crate) fn empty(seats: &[Seat]) -> Self {
        Self {
            seats: seats.to_vec(),
            partners: BTreeMap::new(),
            authors: BTreeMap::new(),
            known: BTreeMap::new(),
            changes: Vec::new(),
            cut_offs: BTreeMap::new(),
            leaves: Leaves::default(),
            reached: BTreeMap::new(),
            rests: Rests::default(),
            fork_decisions: BTreeSet::new(),
            missing: BTreeMap::new(),
            epochs: Epochs::default(),
        }
    }

    /// The partners, by id.
    pub fn partners(&self) -> &BTreeMap<PartnerId, Partner> {
        &self.partners
    }

    /// A partner by id.
    pub fn partner(&self, partner: PartnerId) -> Option<&Partner> {
        self.partners.get(&partner)
    }

    /// The other partner, if both have joined.
    pub fn other(&self, partner: PartnerId) -> Option<PartnerId> {
        self.partners.keys().copied().find(|other| *other != partner)
    }

    /// The partner who holds or held a device.
    pub fn holder(&self, device: DeviceId) -> Option<PartnerId> {
        self.authors.get(&device).copied()
    }

    /// Every device with its label, removed ones included.
    pub fn known_devices(&self) -> &BTreeMap<DeviceId, Device> {
        &self.known
    }

    /// Additions and removals of devices, in the order of the log. A partner's first device is no change.
    pub fn device_changes(&self) -> &[DeviceChange] {
        &self.changes
    }

    /// Whether a partner holds the device, and it is not removed.
    pub fn is_active(&self, device: DeviceId) -> bool {
        self.partners.values().any(|partner| partner.devices.contains_key(&device))
    }

    /// Whether the actor may join: the link named that person and that device.
    pub(crate) fn has_seat(&self, actor: &Actor) -> bool {
        self.seats.contains(&Seat { partner: actor.partner, device: actor.device })
    }

    /// Whether two partners share this space.
    pub fn link(&self) -> Link {
        match (self.leaves.is_closed(), self.partners.len() == 2) {
            (true, _) => Link::Unlinked,
            (false, true) => Link::Linked,
            (false, false) => Link::Alone,
        }
    }

    /// The day on which the second partner joined, by that partner's calendar.
    pub fn linked_on(&self) -> Option<CivilDate> {
        let both = self.partners.len() == 2;
        self.partners.values().map(|partner| partner.joined.date()).max().filter(|_| both)
    }

    /// The branches of forked chains that owners chose. Of two decisions about one fork, both hold.
    pub fn fork_decisions(&self) -> &BTreeSet<EntryId> {
        &self.fork_decisions
    }

    /// The entries whose content is withheld from a device, as it told last.
    pub fn told_missing(&self, device: DeviceId) -> &[EntryId] {
        self.missing.get(&device).map_or(&[], Vec::as_slice)
    }

    /// The active devices from which content is withheld, as they told last.
    pub fn lacking_content(&self) -> impl Iterator<Item = DeviceId> {
        self.active_devices().filter(|device| !self.told_missing(*device).is_empty())
    }

    /// Whether the programme rests on `date`, and at least until when.
    pub fn resting(&self, date: CivilDate) -> Option<Resting> {
        self.rests.on(date)
    }

    /// Whether a request of the actor covers `date`. Only the actor's own screen may show it, so that they can end it.
    pub fn asked_to_rest(&self, own: &Actor, date: CivilDate) -> bool {
        self.rests.asked_by(own.partner, date)
    }

    /// Whether `date` lies in a rest that was known before that day began.
    pub(crate) fn rests_whole(&self, date: CivilDate) -> bool {
        self.rests.covers_whole(date)
    }

    /// The author of an entry, or why the entry is void.
    pub(crate) fn author(&self, header: &Header) -> Result<PartnerId, AnomalyKind> {
        if self.cut_offs.get(&header.device).is_some_and(|cut| cut.voids(header)) {
            return Err(AnomalyKind::DeviceWasRemoved);
        }
        let author = self.speaker(header)?;
        if self.leaves.voids(header) { Err(AnomalyKind::AuthorHadLeft) } else { Ok(author) }
    }

    /// The partner who holds the device of an entry, if that partner tagged it.
    fn speaker(&self, header: &Header) -> Result<PartnerId, AnomalyKind> {
        let holder = self.holder(header.device).ok_or(AnomalyKind::UnknownAuthor)?;
        if header.by == Some(holder) { Ok(holder) } else { Err(AnomalyKind::ForeignTag) }
    }

    /// Remembers the latest day of an author's entries.
    pub(crate) fn note_day(&mut self, signed: Signed<'_>) {
        let date = signed.header.written.date();
        let reached = self.reached.entry(signed.author).or_insert(date);
        *reached = date.max(*reached);
    }

    /// The devices of both partners that are not removed.
    pub fn active_devices(&self) -> impl Iterator<Item = DeviceId> {
        self.partners.values().flat_map(|partner| partner.devices.keys().copied())
    }

    /// Whether a device wrote entry number `seq` after what the removing device had seen of it.
    pub(super) fn is_beyond_cut(&self, device: DeviceId, seq: u64) -> bool {
        self.cut_offs.get(&device).is_some_and(|cut| seq > cut.last_seq)
    }

    /// Whether any device was removed.
    pub fn has_removed(&self) -> bool {
        !self.cut_offs.is_empty()
    }

    /// The last entries of removed devices, as the removals name them.
    pub fn last_entries(&self) -> impl Iterator<Item = EntryId> {
        self.cut_offs.values().filter_map(|cut| cut.last)
    }

    /// The devices that any entry of the log removes.
    pub(super) fn removed(&self) -> BTreeSet<DeviceId> {
        self.cut_offs.keys().copied().collect()
    }

    pub(crate) fn fold(&mut self, header: &Header, event: &MembershipEvent) -> Result<(), AnomalyKind> {
        match event {
            MembershipEvent::PartnerJoined(joined) => return self.join(header, joined),
            MembershipEvent::Left(_) => return self.leaves.leave(header),
            MembershipEvent::DeviceAdded(added) => self.leaves.note_added(header, added.device),
            MembershipEvent::DeviceRemoved(_)
            | MembershipEvent::NameChanged(_)
            | MembershipEvent::RestTaken(_)
            | MembershipEvent::RestEnded(_)
            | MembershipEvent::KeyTold(_)
            | MembershipEvent::EpochSealed(_)
            | MembershipEvent::ForkDecided(_)
            | MembershipEvent::EpochUnopened(_)
            | MembershipEvent::ContentMissing(_) => {}
        }
        let author = self.author(header)?;
        let signed = Signed { header, author };
        self.note_day(signed);
        match event {
            MembershipEvent::PartnerJoined(_) | MembershipEvent::Left(_) => Ok(()),
            MembershipEvent::DeviceAdded(added) => self.add_device(signed, added),
            MembershipEvent::DeviceRemoved(removed) => {
                self.check_own(signed, removed.device)?;
                self.partner_mut(author)?.here.remove(&removed.device);
                self.note_change(header, DeviceChanged::Removed, removed.device);
                Ok(())
            }
            MembershipEvent::ForkDecided(ForkDecided { device, keep }) => {
                self.check_keys(signed)?;
                self.check_own(signed, *device)?;
                self.fork_decisions.insert(*keep);
                Ok(())
            }
            MembershipEvent::ContentMissing(ContentMissing { entries }) => {
                self.missing.insert(header.device, entries.iter().take(MISSING_MAX).copied().collect());
                Ok(())
            }
            MembershipEvent::NameChanged(changed) => {
                self.partner_mut(author)?.name = changed.name.clone();
                Ok(())
            }
            MembershipEvent::RestTaken(rest) => {
                let from = header.written.date();
                let known_on = self.reached.get(&author).copied().unwrap_or(from);
                self.rests.take(author, RequestedRest { from, known_on, until: rest.until });
                Ok(())
            }
            MembershipEvent::RestEnded(_) => {
                self.rests.end(author, header.written.date());
                Ok(())
            }
            MembershipEvent::KeyTold(told) => self.tell_key(signed, told),
            MembershipEvent::EpochSealed(sealed) => self.seal_epoch(signed, sealed),
            MembershipEvent::EpochUnopened(missed) => self.miss_epoch(signed, missed),
        }
    }

    /// Collects cut-offs only. A removal holds unless its author device was removed earlier. Two devices that remove
    /// each other at the same time are both removed here; the app lets only the one in that the mailbox had first.
    fn scout(&mut self, header: &Header, event: &MembershipEvent) {
        if self.cut_offs.get(&header.device).is_some_and(|cut| cut.voids(header)) {
            return;
        }
        match event {
            MembershipEvent::PartnerJoined(joined) => drop(self.join(header, joined)),
            MembershipEvent::DeviceAdded(added) => {
                if let Ok(author) = self.speaker(header)
                    && !self.is_of_a_seat(added.device)
                {
                    self.authors.entry(added.device).or_insert(author);
                }
            }
            MembershipEvent::DeviceRemoved(removed)
                if self.speaker(header).is_ok_and(|by| self.holder(removed.device) == Some(by)) =>
            {
                let DeviceRemoved { device, last_seq, last } = *removed;
                let cut = self.cut_offs.entry(device).or_insert(CutOff { last_seq, last, lamport: header.lamport });
                if last_seq < cut.last_seq {
                    (cut.last_seq, cut.last) = (last_seq, last);
                }
            }
            MembershipEvent::DeviceRemoved(_) | MembershipEvent::NameChanged(_) | MembershipEvent::Left(_) => {}
            MembershipEvent::RestTaken(_) | MembershipEvent::RestEnded(_) | MembershipEvent::KeyTold(_) => {}
            MembershipEvent::EpochSealed(_) | MembershipEvent::ForkDecided(_) | MembershipEvent::EpochUnopened(_) => {}
            MembershipEvent::ContentMissing(_) => {}
        }
    }

    /// Whether a device belongs to a seat, and so to no partner who adds it.
    fn is_of_a_seat(&self, device: DeviceId) -> bool {
        self.seats.iter().any(|seat| seat.device == device)
    }

    fn partner_mut(&mut self, partner: PartnerId) -> Result<&mut Partner, AnomalyKind> {
        self.partners.get_mut(&partner).ok_or(AnomalyKind::NothingThere)
    }

    fn join(&mut self, header: &Header, joined: &PartnerJoined) -> Result<(), AnomalyKind> {
        let seat = Seat { partner: joined.partner, device: header.device };
        if !self.seats.contains(&seat) || header.by != Some(joined.partner) {
            return Err(AnomalyKind::NoSeat);
        }
        if self.partners.contains_key(&joined.partner) {
            return Err(AnomalyKind::AlreadyHere);
        }
        let device = Device { label: joined.label.clone(), added: header.written };
        let kept = !self.cut_offs.contains_key(&header.device);
        self.known.insert(header.device, device.clone());
        let devices = kept.then_some((header.device, device)).into_iter().collect();
        let here = BTreeSet::from([header.device]);
        let (name, joined_as) = (joined.name.clone(), joined.name.clone());
        let partner = Partner { name, joined_as, joined: header.written, devices, here };
        self.partners.insert(joined.partner, partner);
        self.authors.insert(header.device, joined.partner);
        self.leaves.note_seat(header.device, joined.partner);
        self.start_rests();
        Ok(())
    }

    fn start_rests(&mut self) {
        let mut both = self.partners.keys().copied();
        if let (Some(one), Some(two), Some(linked)) = (both.next(), both.next(), self.linked_on()) {
            self.rests.start([one, two], linked);
        }
    }

    fn add_device(&mut self, signed: Signed<'_>, added: &DeviceAdded) -> Result<(), AnomalyKind> {
        if self.authors.contains_key(&added.device) || self.is_of_a_seat(added.device) {
            return Err(AnomalyKind::AlreadyHere);
        }
        let kept = !self.cut_offs.contains_key(&added.device);
        let partner = self.partner_mut(signed.author)?;
        // At its own place in the log: a device that there was no room for takes no place that a later removal frees.
        if !partner.has_room() {
            return Err(AnomalyKind::TooManyDevices);
        }
        partner.here.insert(added.device);
        let device = Device { label: added.label.clone(), added: signed.header.written };
        if kept {
            partner.devices.insert(added.device, device.clone());
        }
        self.known.insert(added.device, device);
        self.authors.insert(added.device, signed.author);
        self.note_change(signed.header, DeviceChanged::Added, added.device);
        Ok(())
    }

    /// Notes a change once. Two devices of a partner may remove a third at the same time; the first in the log counts.
    fn note_change(&mut self, header: &Header, what: DeviceChanged, device: DeviceId) {
        if !self.changes.iter().any(|known| known.what == what && known.device == device) {
            self.changes.push(DeviceChange { what, device, by: header.device, written: header.written });
        }
    }

    fn tell_key(&mut self, signed: Signed<'_>, told: &KeyTold) -> Result<(), AnomalyKind> {
        self.check_keys(signed)?;
        match self.holder(told.device) {
            Some(holder) if holder == signed.author => self.epochs.tell(told),
            Some(_) => Err(AnomalyKind::NotTheirs),
            None => Err(AnomalyKind::NothingThere),
        }
    }

    /// Voids entries about keys and copies that a removed device wrote and the removing device had not seen. A
    /// stolen device may pretend not to know of its removal: some of its words may stand (see above), these never do.
    pub(super) fn check_keys(&self, signed: Signed<'_>) -> Result<(), AnomalyKind> {
        let news = self.is_beyond_cut(signed.header.device, signed.header.seq);
        if news { Err(AnomalyKind::DeviceWasRemoved) } else { Ok(()) }
    }

    /// Checks that the author owns the device. The cut-off of a removal was collected before the fold; this only
    /// decides whether the entry took effect.
    fn check_own(&self, signed: Signed<'_>, device: DeviceId) -> Result<(), AnomalyKind> {
        match self.holder(device) {
            Some(holder) if holder == signed.author => Ok(()),
            Some(_) => Err(AnomalyKind::NotTheirs),
            None => Err(AnomalyKind::NothingThere),
        }
    }
}
