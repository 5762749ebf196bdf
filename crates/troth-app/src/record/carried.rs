//! Epochs that travel in entries, as the engine hands them over: before they have a place, if need be.

use troth_core::membership::{EPOCH_SEALED_KIND, EpochSealed, MembershipEvent};
use troth_core::{DeviceId, Event, Stream};
use troth_sync::{Authorship, Carrier, Delivered, Flaw};
use troth_vault::{Body, StreamKeys};

use super::Record;
use super::trouble::waits_for_others;
use crate::epochs::STREAMS;

/// Whether the remover of the device that wrote something had seen it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum News {
    /// It is by a device that is here, or was when it was seen.
    OfAMember,
    /// It came after the device was removed, or crossed with that.
    OfARemovedDevice,
}

/// Who wrote an entry in which an epoch travels, as far as that shows before the entry has a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Origin {
    pub(crate) by: Authorship,
    pub(crate) news: News,
}

/// An entry in which an epoch travels, and who says to have written it.
pub(super) struct Carried {
    pub(super) stream: Stream,
    device: DeviceId,
    seq: u64,
    by: Authorship,
    sealed: EpochSealed,
}

impl Record {
    /// Takes new epoch keys of a stream; what waited for them is opened again.
    pub(crate) fn set_keys(&mut self, keys: StreamKeys) {
        self.engine.set_keys(keys);
    }

    /// Whether entries in which epochs travel came, or took their place, since this was asked last.
    pub(crate) fn take_news_of_epochs(&mut self) -> bool {
        std::mem::take(&mut self.news_of_epochs)
    }

    /// The entries of a stream in which epochs travel, whether they have a place yet or not, and where they come from.
    pub(crate) fn carried(&self, stream: Stream) -> impl Iterator<Item = (Origin, &EpochSealed)> {
        let state = self.state();
        let members = match stream {
            Stream::Own => Some(&state.own.members),
            Stream::Shared => state.shared.map(|shared| &shared.members),
        };
        let origin = move |one: &Carried| {
            let removed = members.is_some_and(|all| all.is_news_of_a_removed_device(one.device, one.seq));
            Origin { by: one.by, news: if removed { News::OfARemovedDevice } else { News::OfAMember } }
        };
        self.carried.iter().filter(move |one| one.stream == stream).map(move |one| (origin(one), &one.sealed))
    }

    /// Whether everything that the relay has of a stream is here, opened and in its place. What waits because of its place
    /// in a chain doesn't count: its owner may leave it so.
    pub(crate) fn is_complete(&self, stream: Stream) -> bool {
        let Some(stream) = self.stream_id(stream) else { return false };
        self.engine.is_caught_up(&stream)
            && self.engine.view(&stream, 0).is_some_and(|view| {
                !waits_for_others(&view.waiting) && view.quarantined.iter().all(|record| record.flaw != Flaw::NoKey)
            })
    }

    /// Whether a stream was read to its end.
    pub(crate) fn is_read(&self, stream: Stream) -> bool {
        self.stream_id(stream).is_some_and(|stream| self.engine.is_caught_up(&stream))
    }

    /// What this device sealed itself brings it no news.
    pub(super) fn note_own_epoch(&mut self, entry: &Delivered, stream: Stream) {
        let Body::Present(body) = &entry.body else { return };
        if let Event::Membership(MembershipEvent::EpochSealed(sealed)) = Event::decode(entry.header.kind, body) {
            let (device, seq) = (DeviceId(entry.header.device.to_bytes()), entry.header.seq);
            self.carried.push(Carried { stream, device, seq, by: Authorship::Own, sealed });
        }
    }

    /// Takes note that entries with epochs took their place: what could not be held before may be held now.
    pub(super) fn note_placed(&mut self, delivered: &[Delivered]) {
        self.news_of_epochs |= delivered.iter().any(|one| one.header.kind == EPOCH_SEALED_KIND);
    }

    pub(super) fn note_carriers(&mut self, carriers: Vec<Carrier>) {
        for Carrier { stream, device, seq, authorship: by, body } in carriers {
            // An earlier record starts no epochs any more, and says nothing about those of the one that counts.
            let Some(stream) = STREAMS.into_iter().find(|known| self.stream_id(*known) == Some(stream)) else {
                continue;
            };
            let event = Event::decode(EPOCH_SEALED_KIND, &body);
            if let Event::Membership(MembershipEvent::EpochSealed(sealed)) = event {
                self.carried.push(Carried { stream, device: DeviceId(device.to_bytes()), seq, by, sealed });
                self.news_of_epochs = true;
            }
        }
    }
}
