//! Keys at rest, on paper and under a lock.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "tests may panic")]

mod support;

use support::seeded;
use troth_vault::{
    DeviceKeys, EPOCHS_MAX, EpochError, EpochKey, Keyring, LocalKey, LockError, PersonalKey, RecoveryCode,
    RecoveryCodeError, RecoveryError, RecoveryKeys, RecoveryTarget, Seat, SeatError, SharedKeys, StateFault,
    StreamKeys, open_epoch, open_recovery_kit, seal_epoch_to, seal_recovery_kit, seal_under_passphrase, unlock,
    unwrap_previous, wrap_previous,
};
use troth_wire::{DeviceId, SigningKey};

fn seat(byte: u8) -> Seat {
    Seat {
        partner: [byte; 16],
        device: DeviceId::from_bytes([byte; 16]),
        root: SigningKey::from_bytes([byte + 100; 32]),
    }
}

fn keyring(rng: &mut rand_chacha::ChaCha20Rng, recovery: Option<&RecoveryKeys>) -> Keyring {
    Keyring {
        partner: [5; 16],
        personal: PersonalKey::make(rng),
        founder: DeviceId::from_bytes([5; 16]),
        own: StreamKeys::make(rng),
        shared: Some(SharedKeys::make(rng, [seat(5), seat(6)]).unwrap()),
        recovery: recovery.map(RecoveryKeys::target),
    }
}

#[test]
fn device_keys_survive_storage_and_name_the_device() {
    let rng = &mut seeded();
    let keys = DeviceKeys::make(rng);
    let again = DeviceKeys::decode(&keys.encode()).unwrap();
    assert_eq!(again, keys);
    assert_eq!(again.id(), keys.public().id());
    assert_ne!(DeviceKeys::make(rng).id(), keys.id());
    assert_eq!(keys.sign(b"statement"), again.sign(b"statement"));
    assert!(DeviceKeys::decode(&keys.encode()[1..]).is_err());
}

#[test]
fn an_epoch_opens_for_its_device_and_context_only() {
    let rng = &mut seeded();
    let (device, other, epoch) = (DeviceKeys::make(rng), DeviceKeys::make(rng), EpochKey::make(rng));
    let sealed = seal_epoch_to(rng, &device.public().receiving, &epoch, b"stream").unwrap();
    assert_eq!(open_epoch(&device, &sealed, b"stream"), Ok(epoch));
    assert_eq!(open_epoch(&other, &sealed, b"stream"), Err(EpochError::NotForUs));
    assert_eq!(open_epoch(&device, &sealed, b"other stream"), Err(EpochError::NotForUs));
    for at in 0..sealed.len() {
        let mut changed = sealed.clone();
        changed[at] ^= 1;
        assert_eq!(open_epoch(&device, &changed, b"stream"), Err(EpochError::NotForUs), "byte {at}");
        assert_eq!(open_epoch(&device, &sealed[..at], b"stream"), Err(EpochError::NotForUs), "cut at {at}");
    }
}

#[test]
fn each_epoch_opens_the_one_before() {
    let rng = &mut seeded();
    let (old, new) = (EpochKey::make(rng), EpochKey::make(rng));
    let wrapped = wrap_previous(rng, &new, &old);
    assert_eq!(unwrap_previous(&new, &wrapped), Ok(old.clone()));
    assert_eq!(unwrap_previous(&old, &wrapped), Err(EpochError::NotForUs));
    for at in 0..wrapped.len() {
        let mut changed = wrapped.clone();
        changed[at] ^= 1;
        assert_eq!(unwrap_previous(&new, &changed), Err(EpochError::NotForUs), "byte {at}");
    }
    assert_ne!(old.id(), new.id());
}

#[test]
fn a_stream_orders_its_epochs_and_keeps_to_its_limit() {
    let rng = &mut seeded();
    let mut keys = StreamKeys::make(rng);
    let first = keys.current().clone();
    let (second, history) = (EpochKey::make(rng), EpochKey::make(rng));
    keys.add_older(history.clone()).unwrap();
    assert_eq!(keys.epochs().collect::<Vec<_>>(), [&first, &history], "for reading only");
    keys.make_current(second.clone()).unwrap();
    keys.add_older(first.clone()).unwrap();
    assert_eq!(keys.epochs().collect::<Vec<_>>(), [&second, &history, &first]);
    keys.make_current(first.clone()).unwrap();
    assert_eq!(keys.epochs().collect::<Vec<_>>(), [&first, &second, &history]);
    keys.make_current(history.clone()).unwrap();
    assert_eq!(keys.epochs().collect::<Vec<_>>(), [&history, &second, &first]);
    assert_eq!(keys.first().epochs().collect::<Vec<_>>(), [&first], "the first stays the first");
    assert_eq!((keys.epoch(second.id()), keys.epoch(EpochKey::make(rng).id())), (Some(&second), None));
    keys.make_current(first.clone()).unwrap();
    assert_eq!(StreamKeys::decode(&keys.encode()), Ok(keys.clone()));
    for _ in 3..EPOCHS_MAX {
        keys.make_current(EpochKey::make(rng)).unwrap();
    }
    assert_eq!(keys.make_current(EpochKey::make(rng)), Err(EpochError::TooMany));
    assert_eq!(keys.add_older(EpochKey::make(rng)), Err(EpochError::TooMany));
    assert_eq!(keys.make_current(first.clone()), Ok(()), "going back to a known one needs no room");
    assert_eq!((keys.epochs().count(), keys.has_room()), (EPOCHS_MAX, false));
    for kept in [first.id(), keys.current().id(), EpochKey::make(rng).id()] {
        keys.forget(kept);
        assert!(!keys.has_room(), "the first and the current one stay");
    }
    keys.forget(second.id());
    assert_eq!((keys.has_room(), keys.epoch(second.id())), (true, None));
    assert_eq!(keys.add_older(second), Ok(()));
    assert_eq!(StreamKeys::decode(&keys.encode()), Ok(keys));
}

#[test]
fn a_keyring_survives_storage() {
    let rng = &mut seeded();
    let recovery = RecoveryCode::make(rng).derive().unwrap();
    let mut keyring = keyring(rng, Some(&recovery));
    keyring.own.make_current(EpochKey::make(rng)).unwrap();
    let bytes = keyring.encode();
    assert_eq!(Keyring::decode(&bytes), Ok(keyring.clone()));
    for len in 0..bytes.len() {
        assert!(Keyring::decode(&bytes[..len]).is_err());
    }
    keyring.shared = None;
    keyring.recovery = None;
    assert_eq!(Keyring::decode(&keyring.encode()), Ok(keyring));
}

/// No release wrote it, and it knew no seats.
#[test]
fn a_keyring_of_the_trial_version_is_told_from_a_damaged_one() {
    let vectors = include_str!("../../../docs/vectors/v1.json");
    let vectors: serde_json::Value = serde_json::from_str(vectors).unwrap();
    let first = vectors["keyring"].as_str().unwrap().strip_prefix("x:").unwrap();
    let first = data_encoding::HEXLOWER.decode(first.as_bytes()).unwrap();
    assert_eq!(Keyring::decode(&first).map_err(|error| error.fault), Err(StateFault::TrialVersion));
    let mut damaged = keyring(&mut seeded(), None).encode().to_vec();
    damaged.pop();
    assert_eq!(Keyring::decode(&damaged).map_err(|error| error.fault), Err(StateFault::Damaged));
}

/// Somebody who hands keys over could otherwise name another person's seat in the same record.
#[test]
fn a_shared_stream_has_the_seats_that_its_id_names_and_no_others() {
    let rng = &mut seeded();
    let keys = SharedKeys::make(rng, [seat(1), seat(2)]).unwrap();
    let bytes = keys.encode();
    assert_eq!(SharedKeys::decode(&bytes), Ok(keys.clone()));
    let place = |byte: u8| bytes.windows(16).position(|part| part == [byte; 16]).unwrap();
    let root = |byte: u8| bytes.windows(32).position(|part| part == [byte; 32]).unwrap();
    let mailbox = bytes.windows(16).position(|part| part == keys.mailbox().as_bytes()).unwrap();
    for at in [place(1), place(1) + 17, place(2), place(2) + 17, root(101), root(102), mailbox, 3] {
        let mut changed = bytes.to_vec();
        changed[at] ^= 1;
        assert!(SharedKeys::decode(&changed).is_err(), "byte {at}");
    }
    for len in 0..bytes.len() {
        assert!(SharedKeys::decode(&bytes[..len]).is_err());
    }
    let same_device = Seat { partner: [2; 16], ..seat(1) };
    let same_person = Seat { partner: [1; 16], ..seat(2) };
    for other in [seat(1), same_device, same_person] {
        assert_eq!(SharedKeys::make(rng, [seat(1), other]), Err(SeatError));
    }
    assert_eq!(keys.with_keys(StreamKeys::make(rng)), keys, "keys of another stream change nothing");
}

#[test]
fn stream_keys_and_recovery_keys_survive_the_way_to_another_place() {
    let rng = &mut seeded();
    let (stream, recovery) = (StreamKeys::make(rng), RecoveryCode::make(rng).derive().unwrap());
    assert_eq!(StreamKeys::decode(&stream.encode()), Ok(stream.clone()));
    assert_eq!(RecoveryKeys::decode(&recovery.encode()), Ok(recovery.clone()));
    for len in 0..stream.encode().len() {
        assert!(StreamKeys::decode(&stream.encode()[..len]).is_err());
    }
    for len in 0..recovery.encode().len() {
        assert!(RecoveryKeys::decode(&recovery.encode()[..len]).is_err());
    }
}

#[test]
fn the_largest_keyring_fits_a_welcome() {
    let rng = &mut seeded();
    let mut keyring = keyring(rng, None);
    let mut shared = keyring.shared.as_ref().unwrap().keys().clone();
    for keys in [&mut keyring.own, &mut shared] {
        while keys.make_current(EpochKey::make(rng)).is_ok() {}
    }
    keyring.shared = keyring.shared.map(|known| known.with_keys(shared));
    assert!(keyring.encode().len() <= troth_vault::WELCOME_MAX_BYTES);
}

#[test]
fn whoever_keeps_the_kit_up_to_date_cannot_open_it() {
    let rng = &mut seeded();
    let (keys, thief) = (RecoveryCode::make(rng).derive().unwrap(), DeviceKeys::make(rng));
    let keyring = keyring(rng, Some(&keys));
    let kit = seal_recovery_kit(rng, &keys.target(), &keyring.encode()).unwrap();
    // A device that was removed has all of the target, and keys of its own.
    let RecoveryTarget { blob, write, kit: key, .. } = keyring.recovery.clone().unwrap();
    let without_the_words = RecoveryKeys { blob, write, kit: key, device: thief };
    assert_eq!(open_recovery_kit(&without_the_words, &kit), Err(RecoveryError::WrongCode));
    assert!(open_recovery_kit(&keys, &kit).is_ok());
}

#[test]
fn nine_words_bring_everything_back() {
    let rng = &mut seeded();
    let code = RecoveryCode::make(rng);
    let keys = code.derive().unwrap();
    let keyring = keyring(rng, Some(&keys));
    let kit = seal_recovery_kit(rng, &keys.target(), &keyring.encode()).unwrap();
    let written_down = code.words().join(" ");
    let again = RecoveryCode::parse(&written_down).unwrap().derive().unwrap();
    assert_eq!(again, keys);
    assert_eq!(Keyring::decode(&open_recovery_kit(&again, &kit).unwrap()), Ok(keyring));
    for at in 0..kit.len() {
        let mut changed = kit.clone();
        changed[at] ^= 1;
        assert!(open_recovery_kit(&keys, &changed).is_err(), "byte {at}");
    }
    let other = RecoveryCode::make(rng).derive().unwrap();
    assert_eq!(open_recovery_kit(&other, &kit), Err(RecoveryError::WrongCode));
    assert_eq!(RecoveryTarget::decode(&keys.target().encode()), Ok(keys.target()));
    let epoch = EpochKey::make(rng);
    let sealed = seal_epoch_to(rng, &keys.device.public().receiving, &epoch, b"").unwrap();
    assert_eq!(open_epoch(&again.device, &sealed, b""), Ok(epoch), "the paper device receives epochs");
}

#[test]
fn a_code_is_read_as_people_write_it() {
    let code = RecoveryCode::make(&mut seeded());
    let words = code.words();
    let numbered: String = words.iter().enumerate().map(|(at, word)| format!("{}. {word}\n", at + 1)).collect();
    let shouted = words.join("  -  ").to_uppercase();
    let short: Vec<&str> = words.iter().map(|word| &word[..word.len().min(4)]).collect();
    for text in [words.join(" "), numbered, shouted, short.join(","), format!("  {}\t\n", words.join("\n"))] {
        assert_eq!(RecoveryCode::parse(&text), Ok(code.clone()), "{text}");
    }
}

#[test]
fn a_wrong_word_is_named_with_its_place_and_a_suggestion() {
    let words = ["ability"; 9];
    let check = |words: &[&str]| RecoveryCode::parse(&words.join(" "));
    assert_eq!(check(&words[..8]), Err(RecoveryCodeError::WordCount { found: 8 }));
    assert_eq!(check(&[words[0]; 10]), Err(RecoveryCodeError::WordCount { found: 10 }));
    assert_eq!(check(&[]), Err(RecoveryCodeError::WordCount { found: 0 }));
    let mut misspelt = words;
    misspelt[6] = "lantrn";
    let error = check(&misspelt).unwrap_err();
    assert_eq!(error, RecoveryCodeError::UnknownWord { position: 7, suggestion: "lantern" });
    assert_eq!(error.to_string(), "word 7 isn't in the list; did you mean \"lantern\"?");
    misspelt[6] = "Übung";
    assert!(matches!(check(&misspelt), Err(RecoveryCodeError::UnknownWord { position: 7, .. })));
}

#[test]
fn local_storage_opens_under_its_key_and_place_only() {
    let rng = &mut seeded();
    let key = LocalKey::make(rng);
    let sealed = key.seal(rng, b"draft 1", b"not yet");
    assert_eq!(key.open(b"draft 1", &sealed).unwrap().as_slice(), b"not yet");
    assert_eq!(key.open(b"draft 2", &sealed), Err(LockError::Tampered));
    assert_eq!(LocalKey::make(rng).open(b"draft 1", &sealed), Err(LockError::Tampered));
    for at in 0..sealed.len() {
        let mut changed = sealed.clone();
        changed[at] ^= 1;
        assert_eq!(key.open(b"draft 1", &changed), Err(LockError::Tampered), "byte {at}");
        assert_eq!(key.open(b"draft 1", &sealed[..at]), Err(LockError::Tampered), "cut at {at}");
    }
    assert_eq!(LocalKey::dangerous_from_bytes(*key.dangerous_bytes()), key);
}

#[test]
fn a_lock_opens_with_its_passphrase_only() {
    let rng = &mut seeded();
    let key = LocalKey::make(rng);
    let lock = seal_under_passphrase(rng, "quiet morning", &key).unwrap();
    assert_eq!(unlock("quiet morning", &lock), Ok(key));
    assert_eq!(unlock("quiet evening", &lock), Err(LockError::WrongPassphrase));
    for at in [13, 28, 29, 60, 90, lock.len() - 1] {
        let mut changed = lock.clone();
        changed[at] ^= 1;
        assert_eq!(unlock("quiet morning", &changed), Err(LockError::WrongPassphrase), "byte {at}");
    }
}

#[test]
fn other_lock_parameters_are_refused_before_any_work() {
    let rng = &mut seeded();
    let key = LocalKey::make(rng);
    let lock = seal_under_passphrase(rng, "quiet morning", &key).unwrap();
    for at in 0..13 {
        let mut changed = lock.clone();
        changed[at] ^= 1;
        assert_eq!(unlock("quiet morning", &changed), Err(LockError::UnsupportedLock), "byte {at}");
    }
    assert_eq!(unlock("quiet morning", &lock[..28]), Err(LockError::UnsupportedLock));
}

/// No secret shows its bytes in `Debug`: neither as hex nor as a list of numbers.
#[test]
fn debug_prints_no_key_bytes() {
    let rng = &mut seeded();
    let secret = [0xa7; 32];
    let code = RecoveryCode::make(rng);
    let keys = code.derive().unwrap();
    let texts = [
        format!("{:?}", LocalKey::dangerous_from_bytes(secret)),
        format!("{:?}", EpochKey::make(rng)),
        format!("{:?}", PersonalKey::make(rng)),
    ];
    assert_eq!(texts, ["LocalKey(..)", "EpochKey(..)", "PersonalKey(..)"]);
    let keyring = keyring(rng, Some(&keys));
    let all = format!("{keyring:?} {code:?} {:?} {:?}", DeviceKeys::make(rng), keys.target().kit);
    assert!(code.words().iter().all(|word| !all.contains(word)));
    for (at, window) in keyring.encode().windows(4).enumerate() {
        let hex = data_encoding::HEXLOWER.encode(window);
        let list = format!("{}, {}, {}, {}", window[0], window[1], window[2], window[3]);
        assert!(!all.contains(&hex) && !all.contains(&list), "bytes from {at} of the keyring");
    }
}
