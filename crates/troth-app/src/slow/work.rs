//! Slow jobs that run off the main thread, and what each is for.

use std::collections::BTreeMap;

use crate::cbor;
use crate::effect::Effect;
use crate::io::Io;
use crate::slow::Job;
use crate::view::Busy;

/// What a slow job was for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum SlowPurpose {
    /// Setting a lock.
    Lock,
    /// Putting a new key behind the passphrase that was just given.
    LockAgain,
    Unlock,
    /// Trying the passphrase once more, before something that waits for it.
    Vouch,
    MakeRecovery,
    Recover,
}

/// The jobs that run.
#[derive(Default)]
pub(crate) struct SlowWork {
    pub(crate) running: BTreeMap<u64, SlowPurpose>,
    last_id: u64,
}

impl SlowWork {
    /// Has a job run off the main thread.
    pub(crate) fn run(&mut self, io: &mut Io, purpose: SlowPurpose, job: &Job) {
        self.last_id += 1;
        self.running.insert(self.last_id, purpose);
        io.effects.push(Effect::Derive { id: self.last_id, job: cbor::encode(job) });
    }

    /// Whether a job of this sort runs.
    pub(crate) fn is_running(&self, which: SlowPurpose) -> Busy {
        if self.running.values().any(|running| *running == which) { Busy::Yes } else { Busy::No }
    }
}
