//! Whose device it is where both streams say something of it: the tags of its own entries decide.
//!
//! A partner with a changed client may claim a device of the other's in the shared record, and the thief of a device may
//! claim one of the partner's in the own stream. Only the device itself writes into its chain, and it tags as its owner.
//!
//! Which devices wrote as one's own is kept: a device may have written in the shared record alone, and the entries that
//! somebody forged in its name are read with it at the next start.

use std::collections::BTreeMap;

use minicbor::bytes::ByteArray;
use troth_core::membership::{Members, MembershipEvent};
use troth_core::{DeviceId, Entry, Event, Log, PartnerId, SharedState};
use troth_sync::Authorship;
use troth_vault::LocalKey;
use troth_wire::StreamId;

use crate::cbor;
use crate::io::Io;
use crate::storage::rows::WROTE;
use crate::storage::unread::Opening;

/// What devices wrote as, and the claims that count for nothing.
#[derive(Default)]
pub(super) struct Whose {
    wrote: BTreeMap<DeviceId, Authorship>,
    left_out: Vec<(StreamId, Entry)>,
    /// Whether a device wrote as one's own of which storage does not know.
    unsaved: bool,
}

impl Whose {
    pub(super) fn read(opening: &mut Opening<'_>) -> Self {
        let decode = |bytes: &[u8]| minicbor::decode::<Vec<ByteArray<16>>>(bytes).ok();
        // Where the row can't be read, the records tell once they are open.
        let stored = opening.read(WROTE, decode).value().into_iter().flatten();
        let wrote = stored.map(|device| (DeviceId(device.into()), Authorship::Own)).collect();
        Self { wrote, ..Self::default() }
    }

    /// Keeps which devices wrote as one's own, in the transaction of the entries that told.
    pub(super) fn save(&mut self, io: &mut Io, local: &LocalKey) {
        if std::mem::take(&mut self.unsaved) {
            let own = self.wrote.iter().filter(|(_, authorship)| **authorship == Authorship::Own);
            let own: Vec<ByteArray<16>> = own.map(|(device, _)| device.0.into()).collect();
            io.put_sealed(local, WROTE, &cbor::encode(&own));
        }
    }

    /// Notes under whose tags devices wrote; returns whether that says something new.
    pub(super) fn look_at(&mut self, delivered: &[(troth_wire::DeviceId, Authorship)]) -> bool {
        let mut is_news = false;
        for (device, authorship) in delivered {
            let device = DeviceId(device.to_bytes());
            // Of what leads a chain nobody else makes one's own tag, so it outweighs any other.
            if self.wrote.get(&device).is_none_or(|known| *known == Authorship::Other && known != authorship) {
                self.wrote.insert(device, *authorship);
                self.unsaved |= *authorship == Authorship::Own;
                is_news = true;
            }
        }
        is_news
    }

    pub(super) fn wrote_as_own(&self, device: DeviceId) -> bool {
        self.wrote.get(&device) == Some(&Authorship::Own)
    }

    /// Leaves out false claims of devices; returns the rest of the news, with what was left out before and is none any more.
    pub(super) fn sort_out(
        &mut self,
        mine: &Members,
        me: PartnerId,
        (stream, log): (StreamId, &mut Log<SharedState>),
        mut news: Vec<Entry>,
        looks_again: bool,
    ) -> Vec<Entry> {
        let wrote = &self.wrote;
        let claims = |entry: &Entry| is_false_claim(wrote, mine, me, entry);
        if looks_again {
            let left_out = std::mem::take(&mut self.left_out);
            let is_back = |(of, entry): &(StreamId, Entry)| *of == stream && !claims(entry);
            let (back, still): (Vec<_>, Vec<_>) = left_out.into_iter().partition(is_back);
            self.left_out = still;
            news.extend(back.into_iter().map(|(_, entry)| entry));
            self.left_out.extend(log.entries().iter().filter(|entry| claims(entry)).map(|one| (stream, one.clone())));
            log.retain(|entry| !claims(entry));
        }
        let (left_out, news): (Vec<_>, Vec<_>) = news.into_iter().partition(|entry| claims(entry));
        self.left_out.extend(left_out.into_iter().map(|entry| (stream, entry)));
        news
    }
}

/// Whether an entry says something of a device as its owner's that is not. Where the device has written nothing yet, one's
/// own stream says whether it is one's own.
fn is_false_claim(wrote: &BTreeMap<DeviceId, Authorship>, mine: &Members, me: PartnerId, entry: &Entry) -> bool {
    let device = match &entry.event {
        Event::Membership(MembershipEvent::DeviceAdded(added)) => added.device,
        Event::Membership(MembershipEvent::DeviceRemoved(removed)) => removed.device,
        Event::Membership(MembershipEvent::KeyTold(told)) => told.device,
        _ => return false,
    };
    let is_by_me = entry.header.by == Some(me);
    match wrote.get(&device) {
        Some(Authorship::Own) => !is_by_me,
        Some(Authorship::Other) => is_by_me,
        None => !is_by_me && mine.holder(device).is_some(),
    }
}
