//! What one person's devices tell each other through the own stream, so that whichever is at hand can act for all.

use minicbor::bytes::{ByteArray, ByteVec};
use minicbor::{Decode, Encode};
use rand_core::CryptoRng;
use troth_core::{Command, DeviceId, KeyBytes, OwnState, SettingsCommand};
use troth_vault::{DevicePublic, Keyring, ReceivingKey, RecoveryTarget, StreamKeys};
use troth_wire::SigningKey;

use crate::chore::Chore;
use crate::effect::Now;
use crate::message::Message;
use crate::space::Space;
use crate::store::Store;

/// One piece of it.
#[derive(Encode, Decode)]
enum Kept {
    /// An own device's public keys: the relay lets it in by the first, later keys are sealed to the second.
    #[n(0)]
    Device(#[n(0)] ByteArray<32>, #[n(1)] ByteArray<32>),
    /// The shared stream's keys.
    #[n(1)]
    Shared(#[n(0)] ByteVec),
    /// The whole keyring, from which only the recovery code counts. No longer written: epochs that are to come don't
    /// belong into an entry.
    #[n(2)]
    Recovery(#[n(0)] ByteVec),
    /// The recovery code that holds now, or that there is none.
    #[n(3)]
    Target(#[n(0)] Option<ByteVec>),
}

/// Own devices' public keys, as far as they are known here.
pub(crate) fn devices(own: &OwnState) -> Vec<DevicePublic> {
    let devices = kept(own).filter_map(|kept| match kept {
        Kept::Device(signing, receiving) => Some(DevicePublic {
            signing: SigningKey::from_bytes(signing.into()),
            receiving: ReceivingKey::from_bytes(receiving.into()),
        }),
        Kept::Shared(_) | Kept::Recovery(_) | Kept::Target(_) => None,
    });
    devices.collect()
}

/// The signing key of one own device.
pub(crate) fn signing_of(own: &OwnState, device: DeviceId) -> Option<SigningKey> {
    devices(own).into_iter().find(|known| known.id().to_bytes() == device.0).map(|known| known.signing)
}

/// The shared stream's keys that an own device left for the others; the newest.
pub(crate) fn shared(own: &OwnState) -> Option<StreamKeys> {
    let keys = kept(own).filter_map(|kept| match kept {
        Kept::Shared(bytes) => StreamKeys::decode(&bytes).ok(),
        Kept::Device(..) | Kept::Recovery(_) | Kept::Target(_) => None,
    });
    keys.last()
}

/// Tells the other own devices of a device.
pub(crate) fn tell_device(device: DevicePublic) -> Option<Command> {
    command(&Kept::Device(device.signing.to_bytes().into(), (*device.receiving.as_bytes()).into()))
}

/// Leaves the shared stream's keys for the other own devices.
pub(crate) fn tell_shared(keys: &StreamKeys) -> Option<Command> {
    command(&Kept::Shared(keys.encode().to_vec().into()))
}

fn command(kept: &Kept) -> Option<Command> {
    let bytes = minicbor::to_vec(kept).ok()?;
    KeyBytes::new(&bytes).map(|keys| Command::Settings(SettingsCommand::KeepKeys(keys)))
}

fn kept(own: &OwnState) -> impl Iterator<Item = Kept> {
    own.settings.keys.iter().filter_map(|keys| minicbor::decode(keys.as_bytes()).ok())
}

impl Space {
    /// Writes a device's public keys down for the other own devices.
    pub(crate) fn tell_device(
        &mut self,
        rng: &mut impl CryptoRng,
        store: &mut Store,
        now: Now,
        device: DevicePublic,
    ) -> Result<(), Message> {
        let Some(command) = tell_device(device) else { return Ok(()) };
        self.command(rng, store, now, command).map(|_| ())
    }

    /// Lets every other own device into the shared mailbox, and leaves its keys for them.
    pub(crate) fn share_with_own_devices(
        &mut self,
        rng: &mut impl CryptoRng,
        store: &mut Store,
        now: Now,
    ) -> Result<(), Message> {
        let Some(keys) = self.keyring.shared.clone() else { return Ok(()) };
        let own = self.record.state().own;
        let here = self.device.public().signing;
        let others = devices(own)
            .into_iter()
            .filter(|device| device.signing != here && own.members.holder(DeviceId(device.id().to_bytes())).is_some());
        let chores: Vec<Chore> = others.map(|device| Chore::add_member(keys.mailbox(), device.signing)).collect();
        self.add_chores(rng, store, &chores);
        let Some(command) = tell_shared(&keys) else { return Ok(()) };
        self.command(rng, store, now, command).map(|_| ())
    }

    /// Tells the other own devices of the recovery code that now holds, or that there is none.
    pub(crate) fn tell_recovery(
        &mut self,
        rng: &mut impl CryptoRng,
        store: &mut Store,
        now: Now,
    ) -> Result<(), Message> {
        let target = self.keyring.recovery.as_ref().map(|target| target.encode().to_vec().into());
        let Some(command) = command(&Kept::Target(target)) else { return Ok(()) };
        self.command(rng, store, now, command).map(|_| ())
    }

    /// Takes the recovery code that another own device made or removed.
    pub(crate) fn take_recovery(&mut self, rng: &mut impl CryptoRng, store: &mut Store) {
        let newest = kept(self.record.state().own).filter_map(|kept| match kept {
            Kept::Recovery(bytes) => Keyring::decode(&bytes).ok().map(|keyring| keyring.recovery),
            Kept::Target(None) => Some(None),
            Kept::Target(Some(bytes)) => RecoveryTarget::decode(&bytes).ok().map(Some),
            Kept::Device(..) | Kept::Shared(_) => None,
        });
        let Some(recovery) = newest.last() else { return };
        if recovery != self.keyring.recovery {
            self.keyring.recovery = recovery;
            self.save_keyring(rng, store);
        }
    }

    /// Takes the shared stream's keys that another own device left.
    pub(crate) fn take_shared_keys(&mut self, rng: &mut impl CryptoRng, store: &mut Store) {
        if self.has_partner() {
            return;
        }
        let known = self.keyring.shared.as_ref().map(StreamKeys::stream);
        if let Some(keys) = shared(self.record.state().own).filter(|keys| Some(keys.stream()) != known) {
            self.keyring.shared = Some(keys.clone());
            self.save_keyring(rng, store);
            self.record.join_shared(keys);
            self.refresh_kit(rng, store);
        }
    }
}
