//! What is to be done at the relay, worked out from the record.
//!
//! The list of chores in local storage is the short way to know it. Where that can't be read, this is the long way: doing
//! an errand twice changes nothing at the relay. Mailboxes are seen to anyway (see `admission.rs`).

use crate::devices::own_stream;
use crate::relay::chores::{Chore, Chores};
use crate::space::Space;

impl Space {
    /// What this record asks for at the relay. What it can't tell is which invitations were taken back; those end by
    /// themselves.
    pub(crate) fn derive_chores(&self) -> Chores {
        let kit = self.keyring.recovery.as_ref();
        let old_kits = own_stream::recovery_targets(self.record.state().own).into_iter();
        let old_kits = old_kits.filter(|old| kit.is_none_or(|kit| kit.blob != old.blob));
        old_kits.map(|old| Chore::erase_kit(old.blob, old.write)).chain(kit.map(|_| Chore::PutKit)).collect()
    }
}
