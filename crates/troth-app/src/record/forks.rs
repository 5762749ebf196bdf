//! Copies of one device that wrote in one place: what each holds, and what their owners decided.

use troth_core::{Actor, DeviceId, EntryId, PartnerId, Stream};
use troth_sync::{ForkStatus, Known, StoreWrite};
use troth_vault::LocalKey;
use troth_wire::{RecordId, StreamId};

use super::Record;
use crate::io::Io;
use crate::place::forks::{Copy, Fork};

impl Record {
    /// Whose device it is that has copies.
    pub(super) fn holder(&self, stream: StreamId, device: troth_wire::DeviceId) -> Option<PartnerId> {
        self.members(stream).holder(DeviceId(device.to_bytes()))
    }

    /// Copies of other devices of one's own that wrote in one place, while one has not decided between them.
    pub(crate) fn own_forks(&self, me: &Actor) -> Vec<Fork> {
        let mut forks = Vec::new();
        for (stream, name) in self.current_streams().zip([Stream::Own, Stream::Shared]) {
            for fork in self.engine.open_forks(&stream) {
                if self.holder(stream, fork.fork.device) == Some(me.partner)
                    && fork.fork.device.to_bytes() != me.device.0
                {
                    forks.push(self.fork(name, fork));
                }
            }
        }
        forks
    }

    fn fork(&self, stream: Stream, fork: ForkStatus) -> Fork {
        let device = DeviceId(fork.fork.device.to_bytes());
        let mut copies = Vec::new();
        for (head, branch) in fork.fork.branches.iter().zip(fork.branches) {
            let mut entries = Vec::new();
            for one in branch {
                entries.extend(match one.withheld {
                    Some(withheld) => Some(self.entry_of(withheld)),
                    None => self.entry(stream, EntryId(one.id.to_bytes())).cloned(),
                });
            }
            copies.push(Copy { head: EntryId(head.to_bytes()), entries });
        }
        Fork { stream, device, copies }
    }

    /// Tells the engine what owners decided; what was withheld until then may hold further decisions.
    pub(super) fn tell_decisions(&mut self, io: &mut Io, local: &LocalKey) {
        let writes = self.tell_ends();
        self.keep(io, local, writes);
        while let Some((stream, keep)) = self.next_decision() {
            self.decisions.insert(keep);
            let outcome = self.engine.resolve_fork(&stream, RecordId::from_bytes(keep.0));
            self.keep(io, local, outcome.writes);
            self.fold(outcome.delivered);
        }
    }

    /// Tells the engine which entries removals name as the last of their devices. One that has not come yet is told
    /// again.
    pub(super) fn tell_ends(&mut self) -> Vec<StoreWrite> {
        let mut writes = Vec::new();
        for stream in self.current_streams() {
            let lasts: Vec<_> = self.members(stream).last_entries().filter(|last| !self.ended.contains(last)).collect();
            for last in lasts {
                let (known, outcome) = self.engine.end_chain(&stream, RecordId::from_bytes(last.0));
                if known == Known::Here {
                    self.ended.insert(last);
                }
                writes.extend(outcome.writes);
                self.fold(outcome.delivered);
            }
        }
        writes
    }

    fn next_decision(&self) -> Option<(StreamId, EntryId)> {
        self.current_streams().find_map(|stream| {
            let mut decisions = self.members(stream).fork_decisions().iter();
            Some((stream, *decisions.find(|keep| !self.decisions.contains(keep))?))
        })
    }

    /// Remarks which entries a copy wrote that does not count.
    pub(super) fn mark_copies(&mut self) {
        let mut copies = Vec::new();
        for stream in self.current_streams() {
            copies.extend(self.engine.beside(&stream).iter().map(|id| EntryId(id.to_bytes())));
        }
        self.remarks.mark_copies(&copies);
    }
}
