//! Records that have ended: nothing more is read of them, and nothing watched. What is unsent is still told.

use troth_core::Log;
use troth_core::SharedState;
use troth_core::membership::Link;
use troth_sync::Asked;
use troth_vault::LocalKey;
use troth_wire::StreamId;

use super::Record;
use crate::io::Io;

impl Record {
    /// Takes no more part in records of which this device knows the end.
    pub(crate) fn part_from_the_ended(&mut self, io: &mut Io, local: &LocalKey) {
        for stream in self.ended().collect::<Vec<_>>() {
            let writes = self.engine.part_from(&stream);
            if !writes.is_empty() {
                self.keep(io, local, writes);
            }
        }
    }

    /// Whether something written in the record that ended last has not reached the relay: the leave, above all.
    pub(crate) fn has_unsent_of_the_ended(&self) -> bool {
        self.last_ended().is_some_and(|stream| self.engine.has_unsent(&stream))
    }

    /// The requests that tell it.
    pub(crate) fn next_farewells(&mut self, now_ms: u64) -> Vec<Asked> {
        self.last_ended().map_or_else(Vec::new, |stream| self.engine.next_requests_of(&stream, now_ms))
    }

    pub(crate) fn next_farewell_wake_ms(&self, now_ms: u64) -> Option<u64> {
        self.engine.next_wake_of(&self.last_ended()?, now_ms)
    }

    /// Whether this device has yet to read the own stream for the first time.
    pub(crate) fn is_new(&self) -> bool {
        self.engine.is_new_to(&self.own_stream)
    }

    /// Ends all waits: what was held back may be asked now.
    pub(crate) fn try_again(&mut self) {
        self.engine.set_reachable(troth_sync::Reachable::No);
        self.engine.set_reachable(troth_sync::Reachable::Yes);
    }

    fn last_ended(&self) -> Option<StreamId> {
        self.shared.as_ref().filter(|(_, log)| is_over(log)).map(|(stream, _)| *stream)
    }

    fn ended(&self) -> impl Iterator<Item = StreamId> + '_ {
        self.shared.iter().chain(&self.earlier).filter(|(_, log)| is_over(log)).map(|(stream, _)| *stream)
    }
}

fn is_over(log: &Log<SharedState>) -> bool {
    log.state().members.link() == Link::Unlinked
}
