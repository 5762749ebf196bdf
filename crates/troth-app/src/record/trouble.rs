//! What the record says about itself that a person should know.

use std::collections::BTreeSet;

use troth_core::Actor;
use troth_sync::{Flaw, MayWrite, Waiting};

use super::Record;

/// What a person should know, strongest last.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Trouble {
    /// Entries wait for others, or for a key, that has not arrived yet.
    Waiting,
    /// Entries of a trial version stand aside.
    TrialVersion,
    /// What a device of the other wrote waits until they have decided between copies of it.
    TheirFork,
    /// Entries that this version can't open stand aside.
    SetAside,
    /// Copies of another device of one's own wrote in one place, and one has to decide.
    OwnFork,
    /// Somebody wrote in the name of this very device. It doesn't count.
    Forged,
    /// This device's storage was put back to an earlier state: it may not write any more.
    RestoredChain,
}

/// Why a record stands aside for good.
const OTHER_FLAWS: [Flaw; 4] = [Flaw::Tampered, Flaw::Malformed, Flaw::OtherStream, Flaw::UnsupportedVersion];

impl Record {
    /// Whether this device may not write: its storage was put back, or copied.
    pub(crate) fn is_stopped(&self) -> bool {
        let mut views = self.current_streams().filter_map(|stream| self.engine.view(&stream, 0));
        views.any(|view| view.may_write == MayWrite::RestoredChain)
    }

    /// The most serious thing to tell, if any.
    pub(crate) fn trouble(&self, me: &Actor, now_ms: u64) -> Option<Trouble> {
        // Of an earlier record nothing is told: an earlier partner must not be able to raise an alarm from there.
        let views = self.current_streams().filter_map(|stream| Some((stream, self.engine.view(&stream, now_ms)?)));
        let troubles = views.flat_map(|(stream, view)| {
            let restored = view.may_write == MayWrite::RestoredChain;
            let is_here = |device: &troth_wire::DeviceId| device.to_bytes() == me.device.0;
            let forked_here = self.engine.is_forked(&stream, troth_wire::DeviceId::from_bytes(me.device.0));
            let forked = self.engine.forked_devices(&stream).into_iter().filter(|device| !is_here(device));
            let forks: Vec<bool> = forked.map(|device| self.holder(stream, device) == Some(me.partner)).collect();
            let has = |flaws: &[Flaw]| view.quarantined.iter().any(|record| flaws.contains(&record.flaw));
            let found = [
                (waits_for_others(&view.waiting), Trouble::Waiting),
                (has(&[Flaw::NoKey]), Trouble::Waiting),
                (forks.contains(&false), Trouble::TheirFork),
                (forks.contains(&true), Trouble::OwnFork),
                (has(&[Flaw::TrialVersion]), Trouble::TrialVersion),
                (has(&OTHER_FLAWS), Trouble::SetAside),
                (forked_here, Trouble::Forged),
                (restored, Trouble::RestoredChain),
            ];
            found.into_iter().filter(|(there, _)| *there).map(|(_, trouble)| trouble)
        });
        troubles.max()
    }
}

/// Whether entries wait for others that are not here. One that waits because of its place in a chain is told by its fork,
/// if it is told at all.
pub(super) fn waits_for_others(waiting: &[Waiting]) -> bool {
    let here: BTreeSet<_> = waiting.iter().map(|one| one.id).collect();
    waiting.iter().flat_map(|one| &one.missing).any(|missing| !here.contains(missing))
}
