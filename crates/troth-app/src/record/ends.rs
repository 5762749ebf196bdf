//! What came to somebody after they had left: the record stays open for what was said before its author could know.
//!
//! The causal order tells, and no clock: an entry belongs to the record as somebody left it when their leaving builds on
//! it. Whether its author knew of the end can't be told, since a changed client may leave out what it knew.

use std::collections::BTreeSet;

use troth_core::membership::{Link, MembershipEvent};
use troth_core::{Entry, EntryId, Event, Log, PartnerId, SharedState};
use troth_sync::Engine;
use troth_wire::{RecordId, StreamId};

use crate::remark::Remarks;

/// Marks the entries of a record that has ended which came after that.
pub(super) fn mark(engine: &Engine, stream: &StreamId, log: &Log<SharedState>, remarks: &mut Remarks) {
    let shared = log.state();
    if shared.members.link() != Link::Unlinked {
        return;
    }
    let partners = shared.members.partners().keys().map(|partner| leavings(log, *partner));
    let left_with: Vec<_> = partners.filter(|ids| !ids.is_empty()).map(|ids| engine.below(stream, ids)).collect();
    let is_after = |id: EntryId| left_with.iter().any(|known| !known.contains(&record(id)));
    remarks.mark_ends(log.entries().iter().map(|entry| entry.header.id), is_after);
}

/// The entries by which a partner left; on several devices that could not know of each other, there are several.
fn leavings(log: &Log<SharedState>, partner: PartnerId) -> Vec<RecordId> {
    let shared = log.state();
    let void: BTreeSet<EntryId> = shared.anomalies.kept().iter().map(|anomaly| anomaly.entry).collect();
    let leaves = |entry: &&Entry| {
        matches!(entry.event, Event::Membership(MembershipEvent::Left(_)))
            && shared.members.holder(entry.header.device) == Some(partner)
            && !void.contains(&entry.header.id)
    };
    log.entries().iter().filter(leaves).map(|entry| record(entry.header.id)).collect()
}

const fn record(id: EntryId) -> RecordId {
    RecordId::from_bytes(id.0)
}
