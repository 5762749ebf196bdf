//! How far the word of a removed device about devices and keys goes: to what the relay had of it when the removal came.
//!
//! Such an entry may pretend not to know of the removal, and sort before it. No rule over the set of entries can tell: if
//! two devices remove each other, the set looks the same whichever of the two is stolen. The order in which a mailbox got
//! them does tell, and all devices read one mailbox in its order (decision 55). So the first removal counts, and with it
//! ends what its device says about devices and keys. Words are another matter (`late.rs`).
//!
//! What is kept of that is one number for each removed device, since positions begin anew with each start and whenever a
//! relay is put back to an older state.

use std::collections::BTreeMap;

use minicbor::bytes::ByteArray;
use minicbor::{Decode, Encode};
use troth_core::membership::{Members, MembershipEvent};
use troth_core::settings::SettingsEvent;
use troth_core::{DeviceId, Entry, EntryId, Event, Folded, Log, PartnerId};
use troth_sync::Engine;
use troth_vault::LocalKey;
use troth_wire::{RecordId, StreamId};

use crate::cbor;
use crate::io::Io;
use crate::storage::rows::BARS;
use crate::storage::unread::Opening;

/// The removed devices of all streams, and how far their word goes.
pub(super) struct Bars {
    bars: BTreeMap<(StreamId, DeviceId), Bar>,
    /// Whether something changed that storage does not have.
    unsaved: bool,
}

/// How far the word of a removed device goes.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Bar {
    /// The removal that came first.
    removal: EntryId,
    /// The device that wrote it, and its number there.
    by: (DeviceId, u64),
    /// The number of the removed device's last entry that came before the removal.
    seq: u64,
}

/// A bar as it stands in storage: stream, device, number, and the removal with its device and number.
#[derive(Encode, Decode)]
struct Stored(
    #[n(0)] ByteArray<{ StreamId::BYTES }>,
    #[n(1)] ByteArray<16>,
    #[n(2)] u64,
    #[n(3)] ByteArray<32>,
    #[n(4)] ByteArray<16>,
    #[n(5)] u64,
);

impl Bars {
    pub(super) fn read(opening: &mut Opening<'_>) -> Self {
        let decode = |bytes: &[u8]| minicbor::decode::<Vec<Stored>>(bytes).ok();
        // Where the row can't be read, each bar is set anew at what is here.
        let stored = opening.read(BARS, decode).value().into_iter().flatten();
        let bar = |Stored(stream, device, seq, removal, by, by_seq)| {
            let place = (StreamId::from_bytes(stream.into()), DeviceId(device.into()));
            (place, Bar { removal: EntryId(removal.into()), by: (DeviceId(by.into()), by_seq), seq })
        };
        Self { bars: stored.map(bar).collect(), unsaved: false }
    }

    /// No removed device.
    pub(super) fn nothing() -> Self {
        Self { bars: BTreeMap::new(), unsaved: false }
    }

    /// Keeps what changed, in the transaction of the entries that changed it.
    pub(super) fn save(&mut self, io: &mut Io, local: &LocalKey) {
        if std::mem::take(&mut self.unsaved) {
            let stored = |((stream, device), bar): (&(StreamId, DeviceId), &Bar)| {
                let (by, by_seq) = bar.by;
                Stored(stream.to_bytes().into(), device.0.into(), bar.seq, bar.removal.0.into(), by.0.into(), by_seq)
            };
            let stored: Vec<Stored> = self.bars.iter().map(stored).collect();
            io.put_sealed(local, BARS, &cbor::encode(&stored));
        }
    }

    /// Inserts new entries into their log, without what removed devices say about devices and keys.
    pub(super) fn insert<S: Folded>(
        &mut self,
        mailbox: &Order<'_>,
        log: &mut Log<S>,
        members: impl Fn(&S) -> &Members,
        mut news: Vec<Entry>,
    ) {
        news.retain(|entry| self.admits(mailbox, entry));
        let removals: Vec<_> = news.iter().filter_map(Removal::of).collect();
        log.insert_all(news);
        self.follow(mailbox, log, members, removals);
    }

    /// Whether an entry of a stream that is being read back goes in at once. One that is beyond a bar waits until the order
    /// of the mailbox is here again.
    pub(super) fn lets_in(&self, stream: StreamId, entry: &Entry) -> bool {
        self.allows(stream, entry)
    }

    /// Ends reading a stream back: its log holds all but what waited, and the order of its mailbox is here again.
    pub(super) fn take_back<S: Folded>(
        &mut self,
        mailbox: &Order<'_>,
        log: &mut Log<S>,
        members: impl Fn(&S) -> &Members,
        mut waiting: Vec<Entry>,
    ) {
        waiting.retain(|entry| self.admits(mailbox, entry));
        log.insert_all(waiting);
        let removals: Vec<_> = log.entries().iter().filter_map(Removal::of).collect();
        self.follow(mailbox, log, members, removals);
    }

    /// Lets removals that are in the log now end what their devices say.
    fn follow<S: Folded>(
        &mut self,
        mailbox: &Order<'_>,
        log: &mut Log<S>,
        members: impl Fn(&S) -> &Members,
        mut removals: Vec<Removal>,
    ) {
        if removals.is_empty() {
            return;
        }
        // Those that the relay doesn't have yet come last.
        removals.sort_by_key(|removal| mailbox.position(removal.id).unwrap_or(u64::MAX));
        let of = chains_of(&removals, log.entries());
        let before = self.bars.clone();
        for removal in removals {
            let chain = of.get(&removal.device).map_or(&[][..], Vec::as_slice);
            self.end_by(mailbox, chain, members(log.state()), &removal);
        }
        let barred = |entry: &&Entry| !self.allows(mailbox.stream, entry);
        let mut barred: Vec<Entry> = log.entries().iter().filter(barred).cloned().collect();
        log.retain(|entry| self.allows(mailbox.stream, entry));
        // A removal that is void, since its author had been removed before, ends nothing.
        let is_here = |device: &DeviceId| members(log.state()).is_active(*device);
        self.bars.retain(|(stream, device), _| *stream != mailbox.stream || !is_here(device));
        barred.retain(|entry| self.allows(mailbox.stream, entry));
        if !barred.is_empty() {
            log.insert_all(barred);
        }
        self.unsaved |= self.bars != before;
    }

    /// Whether a new entry counts. One that the relay had before the removal does, although it comes later to this device.
    fn admits(&mut self, mailbox: &Order<'_>, entry: &Entry) -> bool {
        let Some(bar) = self.bars.get_mut(&(mailbox.stream, entry.header.device)) else { return true };
        if entry.header.seq > bar.seq && mailbox.is_before(entry.header.id, bar.removal) {
            bar.seq = entry.header.seq;
            self.unsaved = true;
        }
        self.allows(mailbox.stream, entry)
    }

    fn allows(&self, stream: StreamId, entry: &Entry) -> bool {
        !self.is_beyond(stream, (entry.header.device, entry.header.seq)) || !is_about_devices_or_keys(&entry.event)
    }

    /// Sets the bar of a removed device, if this removal counts and none came before.
    fn end_by(&mut self, mailbox: &Order<'_>, chain: &[(EntryId, u64)], members: &Members, removal: &Removal) {
        let place = (mailbox.stream, removal.device);
        let known = self.bars.get(&place);
        let is_late = known.is_some_and(|bar| !mailbox.is_before(removal.id, bar.removal));
        if is_late || !removal.is_by_its_owner(members) || self.is_beyond(mailbox.stream, removal.by) {
            return;
        }
        let came = chain.iter().filter(|(id, _)| mailbox.came_by(*id, removal.id));
        let seq = came.map(|(_, seq)| *seq).max().unwrap_or(0);
        self.bars.insert(place, Bar { removal: removal.id, by: removal.by, seq });
        // What the removed device removed after that stands no longer.
        let streams = self.bars.iter().filter(|((stream, _), _)| *stream == mailbox.stream);
        let lifted = streams.filter(|(_, bar)| self.is_beyond(mailbox.stream, bar.by)).map(|(place, _)| *place);
        for place in lifted.collect::<Vec<_>>() {
            self.bars.remove(&place);
        }
    }

    fn is_beyond(&self, stream: StreamId, (device, seq): (DeviceId, u64)) -> bool {
        self.bars.get(&(stream, device)).is_some_and(|bar| seq > bar.seq)
    }
}

/// What a log holds of the devices that these entries remove, so that it is gone through once.
fn chains_of(removals: &[Removal], entries: &[Entry]) -> BTreeMap<DeviceId, Vec<(EntryId, u64)>> {
    let mut chains: BTreeMap<_, Vec<_>> = removals.iter().map(|removal| (removal.device, Vec::new())).collect();
    for header in entries.iter().map(|entry| &entry.header) {
        if let Some(chain) = chains.get_mut(&header.device) {
            chain.push((header.id, header.seq));
        }
    }
    chains
}

/// The order in which the mailbox of a stream got its entries, as far as this device knows.
pub(super) struct Order<'a> {
    pub(super) engine: &'a Engine,
    pub(super) stream: StreamId,
}

impl Order<'_> {
    /// `None` for an entry that waits here to be sent.
    fn position(&self, id: EntryId) -> Option<u64> {
        self.engine.position(&self.stream, &RecordId::from_bytes(id.0))
    }

    /// Whether the relay had an entry before another one for certain.
    fn is_before(&self, entry: EntryId, other: EntryId) -> bool {
        match (self.position(entry), self.position(other)) {
            (Some(entry), Some(other)) => entry < other,
            (Some(_), None) => true,
            (None, _) => false,
        }
    }

    /// Whether the relay may have had an entry before another one: what was here at the last start was.
    fn came_by(&self, entry: EntryId, other: EntryId) -> bool {
        match (self.position(entry), self.position(other)) {
            (Some(entry), Some(other)) => entry <= other,
            (Some(_), None) => true,
            (None, _) => false,
        }
    }
}

/// An entry that removes a device.
struct Removal {
    id: EntryId,
    /// The device that wrote it, and its number there.
    by: (DeviceId, u64),
    tag: Option<PartnerId>,
    device: DeviceId,
}

impl Removal {
    fn of(entry: &Entry) -> Option<Self> {
        let Event::Membership(MembershipEvent::DeviceRemoved(removed)) = &entry.event else { return None };
        let header = &entry.header;
        Some(Self { id: header.id, by: (header.device, header.seq), tag: header.by, device: removed.device })
    }

    /// Whether the person who holds the removed device wrote it, on a device of theirs.
    fn is_by_its_owner(&self, members: &Members) -> bool {
        let holder = members.holder(self.device);
        holder.is_some() && self.tag == holder && members.holder(self.by.0) == holder
    }
}

/// Whether an entry decides which devices there are, what they can read, or which of their words count.
fn is_about_devices_or_keys(event: &Event) -> bool {
    match event {
        Event::Membership(event) => match event {
            MembershipEvent::DeviceAdded(_) | MembershipEvent::DeviceRemoved(_) | MembershipEvent::KeyTold(_) => true,
            MembershipEvent::EpochSealed(_) | MembershipEvent::EpochUnopened(_) => true,
            MembershipEvent::ForkDecided(_) => true,
            // Nobody is held: a removed device still leaves.
            MembershipEvent::Left(_) | MembershipEvent::PartnerJoined(_) | MembershipEvent::NameChanged(_) => false,
            MembershipEvent::RestTaken(_) | MembershipEvent::RestEnded(_) => false,
            MembershipEvent::ContentMissing(_) => false,
        },
        Event::Settings(event) => matches!(event, SettingsEvent::KeysKept(_) | SettingsEvent::DeviceNamed(_)),
        Event::Journal(_) | Event::Rating(_) | Event::CheckIn(_) | Event::Impact(_) | Event::Dialogue(_) => false,
        Event::Closeness(_) | Event::Promise(_) | Event::Accountability(_) | Event::Boundary(_) => false,
        Event::Agreement(_) | Event::Setback(_) | Event::Breach(_) | Event::Horizon(_) => false,
        Event::Solo(_) => false,
        Event::Unknown { .. } | Event::Erased { .. } => false,
    }
}
