//! What the record says about itself that a person should know.

use troth_core::PartnerId;
use troth_sync::{Flaw, MayWrite};

use super::Record;

/// What a person should know, strongest last.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Trouble {
    /// Entries wait for others, or for a key, that has not arrived yet.
    Waiting,
    /// What a device of the other wrote waits until they have decided between copies of it.
    TheirFork,
    /// Entries that this version can't open stand aside.
    SetAside,
    /// Copies of a device of one's own wrote in one place, and one has to decide.
    OwnFork,
    /// This device's storage was put back to an earlier state: it may not write any more.
    RestoredChain,
}

impl Record {
    /// Whether this device may not write: its storage was put back, or copied.
    pub(crate) fn is_stopped(&self) -> bool {
        let mut views = self.current_streams().filter_map(|stream| self.engine.view(&stream, 0));
        views.any(|view| view.may_write == MayWrite::RestoredChain)
    }

    /// The most serious thing to tell, if any.
    pub(crate) fn trouble(&self, me: PartnerId, now_ms: u64) -> Option<Trouble> {
        // Of an earlier record nothing is told: an earlier partner must not be able to raise an alarm from there.
        let views = self.current_streams().filter_map(|stream| Some((stream, self.engine.view(&stream, now_ms)?)));
        let troubles = views.flat_map(|(stream, view)| {
            let restored = view.may_write == MayWrite::RestoredChain;
            let forks = self.engine.open_forks(&stream);
            let forks: Vec<bool> = forks.iter().map(|fork| self.holder(stream, fork) == Some(me)).collect();
            let found = [
                (!view.waiting.is_empty() && forks.is_empty(), Trouble::Waiting),
                (view.quarantined.iter().any(|record| record.flaw == Flaw::NoKey), Trouble::Waiting),
                (forks.contains(&false), Trouble::TheirFork),
                (forks.contains(&true), Trouble::OwnFork),
                (view.quarantined.iter().any(|record| record.flaw != Flaw::NoKey), Trouble::SetAside),
                (restored, Trouble::RestoredChain),
            ];
            found.into_iter().filter(|(there, _)| *there).map(|(_, trouble)| trouble)
        });
        troubles.max()
    }
}
