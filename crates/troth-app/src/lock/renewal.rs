//! A new storage key: everything moves to a new storage under it, and the old storage goes with all its files.
//!
//! ```text
//! set, change, remove the lock; an outdated storage  --> wanted
//! nothing is being written                           --> Effect::Renew; writes wait
//! Input::Renewed                                     --> the new key counts, waiting writes are sealed anew
//! ```
//!
//! A browser leaves deleted and overwritten rows in its files for an unknown time. A copy of these files holds the open
//! key of before a lock was set, and every passphrase that was changed opens the key it was set for. So each change of
//! the lock leaves the old key worthless instead of hiding it.

use rand_chacha::ChaCha20Rng;
use rand_core::{Rng, SeedableRng};
use troth_vault::LocalKey;

use crate::app::App;
use crate::effect::{Effect, Row, StoragePlace, StoreFault, Table};
use crate::io::Io;
use crate::lock::{key_row, open_key_row};
use crate::message::Message;
use crate::slow::work::SlowPurpose;
use crate::storage::rows::KEY;
use crate::storage::unread;
use crate::view::Busy;

/// How the rows of the old storage become those of the new one; [`Effect::Renew`] carries it to the shell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Renewal {
    keys: Option<KeyChange>,
    /// The storage key behind the passphrase, where a lock is set.
    lock: Option<Vec<u8>>,
    /// Nonces grow from it.
    seed: [u8; 32],
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct KeyChange {
    from: LocalKey,
    to: LocalKey,
}

impl Renewal {
    /// Turns every row of the old storage into one of the new storage.
    ///
    /// Records are sealed under epoch keys and stay as they are. A sealed row that the old key doesn't open stays too.
    #[must_use]
    pub fn apply(&self, rows: Vec<Row>) -> Vec<Row> {
        let Some(keys) = &self.keys else { return rows };
        let mut rng = ChaCha20Rng::from_seed(self.seed);
        let key = self.lock.as_ref().map_or_else(|| open_key_row(&keys.to), |lock| key_row(lock));
        let kept = rows.into_iter().filter(|row| (row.table, row.key.as_slice()) != (Table::Plain, KEY));
        let renewed = kept.map(|row| match row.table {
            Table::Sealed => Row { value: keys.reseal(&mut rng, &row.key, row.value), ..row },
            Table::Plain | Table::Records | Table::Outbox => row,
        });
        let key = Row { table: Table::Plain, key: KEY.to_vec(), value: key };
        renewed.chain([key]).collect()
    }
}

impl KeyChange {
    /// Seals a value of the table `sealed` under the new key; what the old key doesn't open stays as it is.
    fn reseal(&self, rng: &mut ChaCha20Rng, key: &[u8], value: Vec<u8>) -> Vec<u8> {
        let context = unread::sealed_context(key);
        self.from.open(context, &value).map_or(value, |opened| self.to.seal(rng, context, &opened))
    }
}

/// A new storage that is asked for.
struct Wanted {
    /// The new key; without one the rows move as they are.
    to: Option<LocalKey>,
    lock: Option<Vec<u8>>,
    why: Why,
}

/// What a new storage is for, which decides what the person is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Why {
    LockSet,
    LockRemoved,
    /// An earlier version made the storage.
    Outdated,
}

/// The new storage that is asked for, and the one that the shell is making.
#[derive(Default)]
pub(crate) struct Renewing {
    wanted: Option<Wanted>,
    running: Option<(Renewal, Why)>,
}

impl Renewing {
    /// Whether a change of the lock is under way.
    pub(crate) fn is_busy(&self) -> Busy {
        let whys = [self.wanted.as_ref().map(|wanted| wanted.why), self.running.as_ref().map(|(_, why)| *why)];
        if whys.into_iter().flatten().any(|why| why != Why::Outdated) { Busy::Yes } else { Busy::No }
    }
}

impl App {
    /// Whether a lock is being set, changed or removed.
    pub(crate) fn lock_is_busy(&self) -> Busy {
        match self.slow.is_running(SlowPurpose::Lock) {
            Busy::Yes => Busy::Yes,
            Busy::No => self.renewing.is_busy(),
        }
    }

    /// A new key stands behind a passphrase: everything moves under it.
    pub(crate) fn lock_made(&mut self, lock: Vec<u8>, key: &[u8], why: Why) {
        let Ok(key) = key.try_into().map(LocalKey::dangerous_from_bytes) else { return };
        if self.local.is_some() {
            return self.want_new_key(key, Some(lock), why);
        }
        // Nothing is sealed yet: the first key is never open.
        self.io.store.put(Table::Plain, KEY, key_row(&lock));
        self.lock.form = Some(lock);
        self.local = Some(key);
        self.ui.done = Some(Message::plain("done-lock-set"));
    }

    /// Asks for a new storage under a new key, behind a passphrase if there is a `lock`.
    pub(crate) fn want_new_key(&mut self, to: LocalKey, lock: Option<Vec<u8>>, why: Why) {
        self.renewing.wanted = Some(Wanted { to: Some(to), lock, why });
    }

    /// Moves what an earlier version of the shell stored. A closed lock waits until it is opened, and what can't be read
    /// stays where it is.
    pub(crate) fn leave_outdated_storage(&mut self, place: StoragePlace) {
        if place == StoragePlace::Current || self.damaged.is_some() {
            return;
        }
        if self.lock.closed.is_some() {
            self.lock.is_outdated = true;
            return;
        }
        let to = self.local.is_some().then(|| LocalKey::make(&mut self.io.rng));
        self.renewing.wanted = Some(Wanted { to, lock: None, why: Why::Outdated });
    }

    /// Begins the move once nothing is being written or read, so that nothing falls between the two storages.
    pub(crate) fn begin_renewal(&mut self) {
        if self.renewing.running.is_some() || !self.io.store.is_idle() || self.has_more_to_open() {
            return;
        }
        let Some(Wanted { to, lock, why }) = self.renewing.wanted.take() else { return };
        let mut seed = [0; 32];
        self.io.rng.fill_bytes(&mut seed);
        let keys = self.local.clone().zip(to).map(|(from, to)| KeyChange { from, to });
        let renewal = Renewal { keys, lock, seed };
        self.io.store.hold();
        self.io.effects.push(Effect::Renew(renewal.clone()));
        self.renewing.running = Some((renewal, why));
    }

    /// The new storage counts, or the old one goes on.
    pub(crate) fn renewed(&mut self, result: Result<(), StoreFault>) {
        let Some((renewal, why)) = self.renewing.running.take() else { return };
        if result.is_ok() {
            self.use_new_key(renewal);
        }
        self.io.store.release();
        match (result, why) {
            (_, Why::Outdated) => {}
            (Ok(()), Why::LockSet) => self.ui.done = Some(Message::plain("done-lock-set")),
            (Ok(()), Why::LockRemoved) => self.ui.done = Some(Message::plain("done-lock-removed")),
            (Err(_), Why::LockSet | Why::LockRemoved) => self.ui.problem = Some(Message::plain("problem-lock-same")),
        }
    }

    fn use_new_key(&mut self, renewal: Renewal) {
        let Some(keys) = renewal.keys else { return };
        let Io { rng, store, .. } = &mut self.io;
        store.reseal(|key, value| keys.reseal(rng, key, value));
        if let Some(space) = &mut self.space {
            space.local = keys.to.clone();
        }
        self.local = Some(keys.to);
        self.lock.form = renewal.lock;
    }
}
