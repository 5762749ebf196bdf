//! Seals and their places. What the whole does between devices is tested in `troth-cli/tests/epochs/`.

use rand_chacha::ChaCha20Rng;
use rand_core::SeedableRng;
use troth_core::membership::SealBytes;
use troth_vault::{DeviceKeys, open_epoch, wrap_previous};

use super::sealed::context;
use super::*;

fn seeded() -> ChaCha20Rng {
    ChaCha20Rng::seed_from_u64(1)
}

#[test]
fn who_told_a_key_that_is_none_is_named_with_noise_and_keeps_nobody_else_from_theirs() {
    let rng = &mut seeded();
    let (keys, good) = (StreamKeys::make(rng), DeviceKeys::make(rng));
    let bad = (DeviceId([1; 16]), ReceivingKey::from_bytes(NO_KEY));
    let good_one = (DeviceId(good.id().to_bytes()), good.public().receiving);
    let both = seals(rng, &keys, keys.current(), &[bad, good_one]);
    assert_eq!(both.iter().map(|seal| seal.device).collect::<Vec<_>>(), [bad.0, good_one.0]);
    assert_eq!(both[0].sealed.as_bytes().len(), both[1].sealed.as_bytes().len());
    let opened = open_epoch(&good, both[1].sealed.as_bytes(), &context(&keys, good_one.0));
    assert_eq!(opened.as_ref(), Ok(keys.current()));
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
