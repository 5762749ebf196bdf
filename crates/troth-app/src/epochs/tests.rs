//! Seals and their places. What the whole does between devices is tested in `troth-cli/tests/epochs/`.

use rand_chacha::ChaCha20Rng;
use rand_core::SeedableRng;
use troth_vault::DeviceKeys;

use super::*;

fn seeded() -> ChaCha20Rng {
    ChaCha20Rng::seed_from_u64(1)
}

#[test]
fn to_a_key_that_is_none_nothing_is_sealed_however_often_it_is_tried() {
    let rng = &mut seeded();
    let (keys, good) = (StreamKeys::make(rng), DeviceKeys::make(rng));
    let bad = (DeviceId([1; 16]), ReceivingKey::from_bytes([0; 32]));
    assert_eq!(seals(rng, &keys, keys.current(), &[bad]), [], "so it is not passed on again and again");
    let good = (DeviceId(good.id().to_bytes()), good.public().receiving);
    let both = seals(rng, &keys, keys.current(), &[bad, good]);
    assert_eq!(both.iter().map(|seal| seal.device).collect::<Vec<_>>(), [good.0], "and keeps nobody else from theirs");
}

#[test]
fn empty_places_look_like_taken_ones() {
    let rng = &mut seeded();
    let (keys, older) = (StreamKeys::make(rng), EpochKey::make(rng));
    let device = DeviceKeys::make(rng);
    let receiver = (DeviceId(device.id().to_bytes()), device.public().receiving);
    for (devices, places) in [(1, 8), (8, 8), (9, 16), (16, 16), (17, 16)] {
        let sealed = seals(rng, &keys, keys.current(), &vec![receiver; devices]);
        let filled = filled_seals(rng, sealed);
        assert_eq!(filled.len(), places);
        assert!(filled.iter().all(|seal| seal.sealed.as_bytes().len() == filled[0].sealed.as_bytes().len()));
    }
    let before = EpochBefore {
        epoch: core(&older),
        wrapped: SealBytes::new(&wrap_previous(rng, keys.current(), &older)).unwrap_or_else(|| unreachable!()),
    };
    for (epochs, places) in [(0, 2), (1, 2), (2, 2), (3, 8), (8, 8)] {
        let filled = filled_before(rng, vec![before.clone(); epochs]);
        assert_eq!(filled.len(), places);
        assert!(filled.iter().all(|one| one.wrapped.as_bytes().len() == before.wrapped.as_bytes().len()));
    }
}

#[test]
fn an_epoch_under_another_name_is_not_taken() {
    let rng = &mut seeded();
    let (mut keys, epoch) = (StreamKeys::make(rng), EpochKey::make(rng));
    add(&mut keys, EpochId([7; 16]), || Some(epoch.clone()));
    assert_eq!(keys.epochs().count(), 1);
    add(&mut keys, core(&epoch), || Some(epoch.clone()));
    add(&mut keys, core(&epoch), || unreachable!("it is there"));
    assert_eq!(keys.epochs().count(), 2);
    assert_ne!(keys.current(), &epoch, "for reading only");
}
