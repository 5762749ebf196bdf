//! Acting for all devices of one person: what this one tells the others, and what it takes from them.

use troth_core::DeviceId;
use troth_vault::{DevicePublic, RecoveryTarget, SharedKeys};

use crate::devices::own_stream::{
    current, earlier, parted_streams, said_of_recovery, shared_streams, tell_device, tell_parted, tell_recovery,
    tell_shared,
};
use crate::io::Io;
use crate::message::Message;
use crate::space::Space;
use crate::storage::writes::Store;

impl Space {
    /// Writes a device's public keys down for the other own devices.
    pub(crate) fn tell_device(&mut self, io: &mut Io, device: DevicePublic) -> Result<(), Message> {
        self.command(io, tell_device(device)).map(|_| ())
    }

    /// Leaves the shared stream's keys for every other own device.
    pub(crate) fn share_with_own_devices(&mut self, io: &mut Io) -> Result<(), Message> {
        let Some(keys) = self.keyring.shared.clone() else { return Ok(()) };
        self.command(io, tell_shared(&keys)).map(|_| ())
    }

    /// Tells the other own devices of the recovery code that now holds, or that there is none.
    pub(crate) fn tell_recovery(&mut self, io: &mut Io) -> Result<(), Message> {
        let command = tell_recovery(self.keyring.recovery.as_ref());
        self.command(io, command).map(|_| ())
    }

    /// Takes the recovery code that another own device made or removed.
    ///
    /// A code counts only while its paper is among the own devices, where each of them tells it. Otherwise a device that
    /// was removed could leave a code behind that nobody was told of, and every later key would be sealed to it.
    pub(crate) fn take_recovery(&mut self, io: &mut Io) {
        let own = self.record.state().own;
        let is_told = |target: &RecoveryTarget| {
            let paper = DeviceId(target.device.id().to_bytes());
            own.members.is_active(paper) && self.record.papers().hold(own, paper)
        };
        let newest = said_of_recovery(own).filter(|recovery| recovery.as_ref().is_none_or(is_told));
        let Some(recovery) = newest.last() else { return };
        if recovery != self.keyring.recovery {
            self.keyring.recovery = recovery;
            self.save_keyring(io);
        }
    }

    /// Follows the other own devices: to the shared stream that counts now, and to the earlier ones.
    pub(crate) fn take_shared_keys(&mut self, io: &mut Io) -> Followed {
        let (next, earlier) = (self.next_shared(), earlier(self.record.state().own));
        let followed = match next {
            Some(keys) => {
                self.keyring.shared = Some(keys.clone());
                self.save_keyring(io);
                self.move_on(io, &keys);
                self.refresh_kit(io);
                Followed::ToAnother
            }
            None => Followed::Nowhere,
        };
        self.record.keep_earlier(earlier);
        followed
    }

    /// The shared stream that other own devices have gone on to, if this one has not. Never one that was begun before the
    /// one known here: a device that is still reading the own stream from its start must not go through all that was.
    fn next_shared(&self) -> Option<SharedKeys> {
        let own = self.record.state().own;
        let Some(known) = self.keyring.shared.as_ref().map(SharedKeys::stream) else { return current(own) };
        let later = shared_streams(own).into_iter().skip_while(|keys| keys.stream() != known).skip(1);
        let parted = parted_streams(own);
        // A linked device stays until somebody has left there: a thief with another own device can say that this person
        // has gone on.
        later.filter(|keys| !parted.contains(&keys.stream())).last().filter(|_| !self.is_linked())
    }

    /// Goes on to another shared stream. One that somebody had joined is kept to be read.
    pub(crate) fn move_on(&mut self, io: &mut Io, keys: &SharedKeys) {
        let Some(parted) = self.record.join_shared(keys) else { return };
        self.forget_drafts_for_two(&mut io.store);
        let own = self.record.state().own;
        let known = shared_streams(own).into_iter().find(|keys| keys.stream() == parted.stream());
        let is_told = parted_streams(own).contains(&parted.stream());
        // Epochs came to each device by entries of that record, which is opened by what stands here from io.now on.
        let has_more =
            known.is_none_or(|known| parted.keys().epochs().any(|epoch| known.keys().epoch(epoch.id()).is_none()));
        let all = has_more.then(|| tell_shared(&parted));
        let parted = (!is_told).then(|| tell_parted(parted.stream()));
        for command in [all, parted].into_iter().flatten() {
            // What the own stream can't take io.now, the next device that goes on says.
            let _said_later = self.command(io, command);
        }
    }

    /// What was being typed to somebody must not stand in a form that goes to somebody else.
    fn forget_drafts_for_two(&mut self, store: &mut Store) {
        let for_two: Vec<String> = self.drafts.keys().filter(|field| !is_private_field(field)).cloned().collect();
        for field in for_two {
            self.forget_draft(store, &field);
        }
    }
}

/// Whether this field is one of the private space.
fn is_private_field(field: &str) -> bool {
    PRIVATE_FIELDS.iter().any(|private| field.starts_with(private))
}

/// How fields are named whose words go to nobody: pages of the journal, notes of impact, and own ratings.
const PRIVATE_FIELDS: [&str; 3] = ["page-", "impact-", "rating-"];

/// What following the other own devices came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Followed {
    /// Another shared record counts now.
    ToAnother,
    /// All is as it was.
    Nowhere,
}
