//! What is to be done at the relay, worked out from the record.
//!
//! The list of chores in local storage is the short way to know it. Where that can't be read, this is the long way: doing
//! an errand twice changes nothing at the relay, and a stolen device that was not taken out goes on reading.

use troth_core::DeviceId;
use troth_vault::Purpose;
use troth_wire::{MailboxId, SigningKey};

use crate::devices::own_stream;
use crate::linking::{Linking, Stage};
use crate::relay::chores::{Chore, Chores};
use crate::space::Space;

impl Space {
    /// Everything at the relay that this record and a linking in progress ask for, devices that were removed first. What
    /// it can't tell is which invitations were taken back; those end by themselves.
    pub(crate) fn derive_chores(&self, linking: Option<&Linking>) -> Chores {
        let removed = self.for_other_devices(Chore::remove_member, |known, active| known && !active);
        let added = self.for_other_devices(Chore::add_member, |_, active| active);
        let make = Chore::make_mailbox(self.keyring.own.mailbox());
        let kit = self.keyring.recovery.as_ref();
        let old_kits = own_stream::recovery_targets(self.record.state().own).into_iter();
        let old_kits = old_kits.filter(|old| kit.is_none_or(|kit| kit.blob != old.blob));
        let mut chores = Chores::from([make]);
        chores.extend(removed);
        chores.extend(self.welcome_chores(linking));
        chores.extend(added);
        chores.extend(old_kits.map(|old| Chore::erase_kit(old.blob, old.write)));
        chores.extend(kit.map(|_| Chore::PutKit));
        chores
    }

    /// One chore for each mailbox and each other own device of a kind: whether the record knows it, and whether it is active.
    fn for_other_devices(
        &self,
        chore: fn(MailboxId, SigningKey) -> Chore,
        which: fn(bool, bool) -> bool,
    ) -> Vec<Chore> {
        let own = self.record.state().own;
        let devices = own_stream::devices(own).into_iter().filter(|device| {
            let id = DeviceId(device.id().to_bytes());
            let known = own.members.known_devices().contains_key(&id);
            device.id() != self.device.id() && which(known, own.members.is_active(id))
        });
        let mailboxes = self.mailboxes();
        devices.flat_map(|device| mailboxes.iter().map(move |at| chore(*at, device.signing))).collect()
    }

    /// What a partner waits for who was let in and has not come yet.
    fn welcome_chores(&self, linking: Option<&Linking>) -> Vec<Chore> {
        let (Some(linking), Some(keys)) = (linking, &self.keyring.shared) else { return Vec::new() };
        match (&linking.stage, linking.purpose()) {
            (Stage::Welcoming { with, .. }, Purpose::Link) => {
                let at = keys.mailbox();
                vec![Chore::make_mailbox(at), Chore::add_member(at, with.device().signing)]
            }
            _ => Vec::new(),
        }
    }
}
