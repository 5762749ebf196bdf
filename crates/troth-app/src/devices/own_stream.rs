//! What one person's devices tell each other through the own stream, so that whichever is at hand can act for all.

use minicbor::bytes::{ByteArray, ByteVec};
use minicbor::{Decode, Encode};
use troth_core::settings::{KeyBytes, SettingsCommand};
use troth_core::{Command, DeviceId, OwnState, PartnerId, State, WallTime};
use troth_vault::{DevicePublic, ReceivingKey, RecoveryTarget, SharedKeys};
use troth_wire::{SigningKey, StreamId};

use crate::cbor;

/// One piece of it.
#[derive(Encode, Decode)]
enum Kept {
    /// An own device's public keys: the relay lets it in by the first, later keys are sealed to the second.
    #[n(0)]
    Device(#[n(0)] ByteArray<32>, #[n(1)] ByteArray<32>),
    /// The shared stream's keys, with both seats. (Number 2 was a keyring of trial builds.)
    #[n(1)]
    Shared(#[n(0)] ByteVec),
    /// The recovery code that holds now, or that there is none.
    #[n(3)]
    Target(#[n(0)] Option<ByteVec>),
    /// A shared stream that this person has gone on from: it is kept to be read, and is never the current one again.
    #[n(8)]
    Parted(#[n(0)] ByteArray<16>),
}

/// Own devices' public keys, as far as they are known here.
pub(crate) fn devices(own: &OwnState) -> Vec<DevicePublic> {
    let devices = kept(own).filter_map(|kept| match kept {
        Kept::Device(signing, receiving) => Some(DevicePublic {
            signing: SigningKey::from_bytes(signing.into()),
            receiving: ReceivingKey::from_bytes(receiving.into()),
        }),
        Kept::Shared(_) | Kept::Target(_) | Kept::Parted(_) => None,
    });
    devices.collect()
}

/// The signing key of one own device.
pub(crate) fn signing_of(own: &OwnState, device: DeviceId) -> Option<SigningKey> {
    devices(own).into_iter().find(|known| known.id().to_bytes() == device.0).map(|known| known.signing)
}

/// The shared streams' keys that own devices left for the others: each stream where it was first named, with all epochs
/// that were left of it.
pub(crate) fn shared_streams(own: &OwnState) -> Vec<SharedKeys> {
    let mut streams: Vec<SharedKeys> = Vec::new();
    for keys in kept(own).filter_map(|kept| match kept {
        Kept::Shared(bytes) => SharedKeys::decode(&bytes).ok(),
        Kept::Device(..) | Kept::Target(_) | Kept::Parted(_) => None,
    }) {
        match streams.iter_mut().find(|known| known.stream() == keys.stream()) {
            Some(known) => merge(known, &keys),
            None => streams.push(keys),
        }
    }
    streams
}

fn merge(known: &mut SharedKeys, left: &SharedKeys) {
    let mut keys = known.keys().clone();
    for epoch in left.keys().epochs() {
        if keys.epoch(epoch.id()).is_none() {
            // A stream that holds all epochs it can hold takes no more.
            let _full = keys.add_older(epoch.clone());
        }
    }
    *known = known.with_keys(keys);
}

/// The streams that this person has gone on from.
pub(crate) fn parted_streams(own: &OwnState) -> Vec<StreamId> {
    let parted = kept(own).filter_map(|kept| match kept {
        Kept::Parted(stream) => Some(StreamId::from_bytes(stream.into())),
        Kept::Device(..) | Kept::Target(_) | Kept::Shared(_) => None,
    });
    parted.collect()
}

/// The shared stream that counts now: the last one that somebody began and nobody has gone on from.
pub(crate) fn current(own: &OwnState) -> Option<SharedKeys> {
    let parted = parted_streams(own);
    shared_streams(own).into_iter().rev().find(|keys| !parted.contains(&keys.stream()))
}

/// The keys of earlier shared streams, in the order in which they were begun. An invitation that came to nothing is not
/// among them: its receiver must not be able to write there afterwards and be read.
pub(crate) fn earlier(own: &OwnState) -> Vec<SharedKeys> {
    let parted = parted_streams(own);
    shared_streams(own).into_iter().filter(|keys| parted.contains(&keys.stream())).collect()
}

/// Whether something in the own stream was written before this person joined the record that counts now, having gone on
/// from an earlier one. It may be about somebody else, so nothing offers to share it.
pub(crate) fn is_of_an_earlier_link(state: &State<'_>, me: PartnerId, written: WallTime) -> bool {
    let joined = state.shared.and_then(|shared| shared.members.partner(me)).map(|me| me.joined);
    !parted_streams(state.own).is_empty() && joined.is_some_and(|joined| written.unix_ms < joined.unix_ms)
}

/// Tells the other own devices of a device.
pub(crate) fn tell_device(device: DevicePublic) -> Command {
    command(&Kept::Device(device.signing.to_bytes().into(), (*device.receiving.as_bytes()).into()))
}

/// Leaves the shared stream's keys for the other own devices.
pub(crate) fn tell_shared(keys: &SharedKeys) -> Command {
    command(&Kept::Shared(keys.encode().to_vec().into()))
}

/// Says which recovery code holds from now on, or that there is none.
pub(crate) fn tell_recovery(target: Option<&RecoveryTarget>) -> Command {
    command(&Kept::Target(target.map(|target| target.encode().to_vec().into())))
}

/// The device to whose key a recovery code belongs, where these keys tell of a code.
pub(crate) fn paper_in(keys: &KeyBytes) -> Option<DeviceId> {
    let target = target(&minicbor::decode(keys.as_bytes()).ok()?)??;
    Some(DeviceId(target.device.id().to_bytes()))
}

/// Every recovery code that own devices told of, those that were replaced too.
pub(crate) fn recovery_targets(own: &OwnState) -> Vec<RecoveryTarget> {
    kept(own).filter_map(|kept| target(&kept).flatten()).collect()
}

/// What own devices said about the recovery code, in order: which one holds, or that there is none.
pub(crate) fn said_of_recovery(own: &OwnState) -> impl Iterator<Item = Option<RecoveryTarget>> {
    kept(own).filter_map(|kept| target(&kept))
}

/// Says that this person has gone on from a shared stream.
pub(crate) fn tell_parted(stream: StreamId) -> Command {
    command(&Kept::Parted(stream.to_bytes().into()))
}

/// What a piece says about the recovery code: which one holds, or that there is none.
fn target(kept: &Kept) -> Option<Option<RecoveryTarget>> {
    match kept {
        Kept::Target(None) => Some(None),
        Kept::Target(Some(bytes)) => RecoveryTarget::decode(bytes).ok().map(Some),
        Kept::Device(..) | Kept::Shared(_) | Kept::Parted(_) => None,
    }
}

#[expect(clippy::expect_used, reason = "as many epochs as a stream can hold fit, which a test below holds")]
fn command(kept: &Kept) -> Command {
    let keys = KeyBytes::new(&cbor::encode(kept)).expect("keys fit into an entry");
    Command::Settings(SettingsCommand::KeepKeys(keys))
}

fn kept(own: &OwnState) -> impl Iterator<Item = Kept> {
    own.settings.keys.iter().filter_map(|keys| minicbor::decode(keys.as_bytes()).ok())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests may panic")]

    use rand_chacha::ChaCha20Rng;
    use rand_core::SeedableRng;
    use troth_core::membership::{MembershipCommand, Name};
    use troth_vault::{
        DeviceKeys, EPOCHS_MAX, EpochKey, Keyring, LocalKey, PersonalKey, RecoveryCode, Seat, StreamKeys,
        seal_recovery_kit,
    };

    use super::*;
    use crate::io::Io;
    use crate::space::Space;

    const NOW: crate::Now = crate::Now { unix_ms: 1_780_000_000_000, offset_minutes: 60 };

    #[test]
    fn as_many_epochs_as_a_stream_can_hold_fit_into_an_entry_and_twice_into_a_recovery_kit() {
        let mut rng = ChaCha20Rng::from_seed([5; 32]);
        let seat = |byte| {
            let (device, root) = (troth_wire::DeviceId::from_bytes([byte; 16]), SigningKey::from_bytes([byte; 32]));
            Seat { partner: [byte; 16], device, root }
        };
        let shared = SharedKeys::make(&mut rng, [seat(1), seat(2)]).unwrap();
        let mut own = shared.keys().clone();
        while own.add_older(EpochKey::make(&mut rng)).is_ok() {}
        assert_eq!(own.epochs().count(), EPOCHS_MAX);
        let full = shared.with_keys(own.clone());
        assert!(matches!(tell_shared(&full), Command::Settings(SettingsCommand::KeepKeys(_))));

        let (personal, recovery) =
            (PersonalKey::make(&mut rng), RecoveryCode::make(&mut rng).derive().unwrap().target());
        let (founder, shared) = (seat(1).device, Some(full));
        let keyring = Keyring { partner: [1; 16], personal, founder, own, shared, recovery: Some(recovery.clone()) };
        assert!(seal_recovery_kit(&mut rng, &recovery, &keyring.encode()).is_ok());
    }

    #[test]
    fn a_recovery_code_whose_paper_nobody_was_told_of_is_none() {
        let (mut rng, mut io) = (ChaCha20Rng::from_seed([3; 32]), Io::new([4; 32], NOW));
        let (local, device) = (LocalKey::make(&mut rng), DeviceKeys::make(&mut rng));
        let (personal, own) = (PersonalKey::make(&mut rng), StreamKeys::make(&mut rng));
        let keyring = Keyring { partner: [1; 16], personal, founder: device.id(), own, shared: None, recovery: None };
        let mut space = Space::make(&mut io, local, device, keyring);
        let label = Name::new("Android").unwrap();
        let start = MembershipCommand::Start { name: Name::new("Ada").unwrap(), label: label.clone() };
        space.command(&mut io, Command::Membership(start)).unwrap();

        let keys = RecoveryCode::make(&mut rng).derive().unwrap();
        let tell = tell_recovery(Some(&keys.target()));
        space.command(&mut io, tell).unwrap();
        space.take_recovery(&mut io);
        assert_eq!(space.keyring.recovery, None, "no device that was told has this key");

        let device = DeviceId(keys.device.id().to_bytes());
        let add = MembershipCommand::AddDevice { device, label };
        space.command(&mut io, Command::Membership(add)).unwrap();
        space.take_recovery(&mut io);
        assert_eq!(space.keyring.recovery, Some(keys.target()));
    }
}
