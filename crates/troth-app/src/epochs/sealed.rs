//! What stands in an entry that carries an epoch: seals, wrapped epochs, and noise in the empty places.

use rand_core::CryptoRng;
use troth_core::membership::{DEVICES_MAX, EPOCHS_BEFORE_MAX, EpochBefore, EpochSeal, SEALS_MAX, SealBytes};
use troth_core::{DeviceId, EpochId};
use troth_vault::{EpochKey, ReceivingKey, StreamKeys, seal_epoch_to, wrap_previous};

/// Bytes of an epoch sealed to a device, and so of what stands in an empty place.
const SEAL_BYTES: usize = 80;
/// The same for one wrapped under the next.
const WRAPPED_BYTES: usize = 104;

/// Places for devices: as many as one person may have, or as two may. No other number shows in a size.
const PLACES: [usize; 2] = [DEVICES_MAX, SEALS_MAX];
/// Places for epochs before: the one that came before and one of the same moment, or as many as there can be. An epoch that
/// is passed on brings none and looks the same.
const PLACES_BEFORE: [usize; 2] = [2, EPOCHS_BEFORE_MAX];

/// A device, and the key to which an epoch is sealed for it.
pub(super) type Receiver = (DeviceId, ReceivingKey);

/// A key, or an epoch that was sealed or wrapped, as an entry holds it.
#[expect(clippy::expect_used, reason = "each has one of three lengths, all of them far below the bound")]
pub(super) fn seal_bytes(bytes: &[u8]) -> SealBytes {
    SealBytes::new(bytes).expect("short bytes")
}

/// Wraps epochs under one that brings them along.
pub(super) fn wrapped(rng: &mut impl CryptoRng, under: &EpochKey, epochs: &[&EpochKey]) -> Vec<EpochBefore> {
    let mut wrap = |epoch: &&EpochKey| {
        let wrapped = seal_bytes(&wrap_previous(rng, under, epoch));
        EpochBefore { epoch: core(epoch), wrapped }
    };
    epochs.iter().map(&mut wrap).collect()
}

/// Fills the empty places for epochs before with random bytes.
pub(super) fn filled_before(rng: &mut impl CryptoRng, mut before: Vec<EpochBefore>) -> Vec<EpochBefore> {
    let [few, all] = PLACES_BEFORE;
    let places = if before.len() <= few { few } else { all };
    while before.len() < places {
        let (epoch, wrapped) = (EpochId(random(rng)), seal_bytes(&random::<WRAPPED_BYTES>(rng)));
        before.push(EpochBefore { epoch, wrapped });
    }
    before
}

fn random<const BYTES: usize>(rng: &mut impl CryptoRng) -> [u8; BYTES] {
    let mut bytes = [0; BYTES];
    rng.fill_bytes(&mut bytes);
    bytes
}

/// Seals an epoch to devices. One whose key is none is named with noise: nothing can be sealed to it, and a partner who
/// told such a key must not make the epoch one that shuts out a device.
pub(super) fn seals(
    rng: &mut impl CryptoRng,
    keys: &StreamKeys,
    epoch: &EpochKey,
    receivers: &[Receiver],
) -> Vec<EpochSeal> {
    let mut seal = |(device, receiving): &Receiver| {
        let sealed = seal_epoch_to(rng, receiving, epoch, &context(keys, *device));
        let sealed = sealed.map_or_else(|_no_key| seal_bytes(&random::<SEAL_BYTES>(rng)), |sealed| seal_bytes(&sealed));
        EpochSeal { device: *device, sealed }
    };
    receivers.iter().take(SEALS_MAX).map(&mut seal).collect()
}

/// Fills the empty places for devices with random bytes.
pub(super) fn filled_seals(rng: &mut impl CryptoRng, mut seals: Vec<EpochSeal>) -> Vec<EpochSeal> {
    let [of_one, of_two] = PLACES;
    let places = if seals.len() <= of_one { of_one } else { of_two };
    while seals.len() < places {
        let (device, sealed) = (DeviceId(random(rng)), seal_bytes(&random::<SEAL_BYTES>(rng)));
        seals.push(EpochSeal { device, sealed });
    }
    seals
}

pub(super) fn core(epoch: &EpochKey) -> EpochId {
    EpochId(epoch.id().0)
}

pub(super) fn vault(epoch: EpochId) -> troth_vault::EpochId {
    troth_vault::EpochId(epoch.0)
}

/// What a seal is bound to: the stream and the device.
pub(super) fn context(keys: &StreamKeys, device: DeviceId) -> [u8; 32] {
    let mut context = [0; 32];
    let (stream, of_device) = context.split_at_mut(16);
    stream.copy_from_slice(keys.stream().as_bytes());
    of_device.copy_from_slice(&device.0);
    context
}
