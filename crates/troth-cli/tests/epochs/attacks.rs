//! A partner or the thief of a device with a changed client: nobody stops a removal, splits the other's devices, or uses
//! up what the other needs.

use troth_app::{Intent, Message, SettingsIntent};
use troth_core::membership::{
    DeviceAdded, EPOCHS_BEFORE_MAX, EPOCHS_BY_ITSELF_MAX, EPOCHS_STARTED_MAX, KeyTold, MembershipEvent, Name, SealBytes,
};
use troth_core::{DeviceId, Event, Stream};
use troth_vault::EpochKey;

use crate::support::Server;
use crate::support::changed::{Receiver, keys_of, rng, sealed, write};
use crate::support::paths::{another_device, linked};
use crate::support::person::Person;
use crate::support::thief::{Thief, hold, records, sealing};
use crate::{look_all, no_banners, note, offer, offers, remove, server};

const BOTH: [Stream; 2] = [Stream::Own, Stream::Shared];

/// Ada's phone, Ben's phone, and Ada's tablet, which is stolen later.
fn three(server: &Server) -> [Person; 3] {
    let (mut ada, mut ben) = linked(server);
    let mut tablet = another_device(server, &mut ada, 3);
    look_all(&mut [&mut ada, &mut ben, &mut tablet], 3);
    [ada, ben, tablet]
}

/// Epochs that a device starts for these receivers, each with as many earlier ones as fit that nobody else knows.
fn epochs_for(person: &Person, stream: Stream, receivers: &[Receiver], count: usize, before: usize) -> Vec<Event> {
    let (keys, mut rng) = (keys_of(&Thief::of(person).keyring, stream), rng(7));
    let mut one = |_| {
        let before: Vec<_> = (0..before).map(|_| EpochKey::make(&mut rng)).collect();
        let epoch = EpochKey::make(&mut rng);
        sealed(&mut rng, &keys, &epoch, receivers, &before)
    };
    (0..count).map(&mut one).collect()
}

/// Checks that a removed device opens nothing that is written in either stream from now on, and all others do.
fn check_reads_no_more(thief: &Thief, ada: &mut Person, ben: &mut Person) {
    note(ada, "a page after");
    offer(ada, "an offer after");
    look_all(&mut [&mut *ada, &mut *ben], 4);
    offer(ben, "an answer after");
    look_all(&mut [&mut *ben, &mut *ada], 4);
    let disk = records(&ada.disk);
    let (stolen, kept) = (thief.reads(&disk), Thief::of(ada).reads(&disk));
    for words in ["a page after", "an offer after", "an answer after"] {
        assert!(hold(&kept, words), "the test would see {words:?}");
        assert!(!hold(&stolen, words), "{words:?}");
    }
    assert_eq!(sealing(ada)[1], sealing(ben)[1]);
    assert!(hold(&Thief::of(ben).reads(&records(&ben.disk)), "an offer after"));
}

#[test]
fn fifteen_entries_full_of_earlier_epochs_do_not_keep_a_stolen_tablet_reading() {
    let (_data, server) = server();
    let [mut ada, mut ben, mut tablet] = three(&server);
    for stream in BOTH {
        let receivers = [&ada, &ben, &tablet].map(Receiver::of);
        let filled = epochs_for(&tablet, stream, &receivers, 15, EPOCHS_BEFORE_MAX);
        write(&mut tablet, stream, &filled);
    }
    look_all(&mut [&mut tablet, &mut ada, &mut ben], 4);
    let thief = Thief::of(&tablet);
    remove(&mut ada, 3);
    check_reads_no_more(&thief, &mut ada, &mut ben);
}

#[test]
fn a_stolen_tablet_that_starts_all_epochs_there_can_be_is_shut_out_all_the_same() {
    let (_data, server) = server();
    let [mut ada, mut ben, mut tablet] = three(&server);
    for stream in BOTH {
        let receivers = [&ada, &ben, &tablet].map(Receiver::of);
        let all = epochs_for(&tablet, stream, &receivers, EPOCHS_STARTED_MAX + 5, 0);
        write(&mut tablet, stream, &all);
    }
    look_all(&mut [&mut tablet, &mut ada, &mut ben], 4);
    let thief = Thief::of(&tablet);
    remove(&mut ada, 3);
    check_reads_no_more(&thief, &mut ada, &mut ben);
}

#[test]
fn a_partner_who_starts_63_epochs_and_more_leaves_the_other_theirs() {
    let (_data, server) = server();
    let [mut ada, mut ben, tablet] = three(&server);
    let receivers = [&ada, &ben, &tablet].map(Receiver::of);
    let all = epochs_for(&ben, Stream::Shared, &receivers, 2 * EPOCHS_STARTED_MAX + 5, 0);
    write(&mut ben, Stream::Shared, &all);
    look_all(&mut [&mut ben, &mut ada], 4);
    let thief = Thief::of(&tablet);
    remove(&mut ada, 3);
    check_reads_no_more(&thief, &mut ada, &mut ben);
}

#[test]
fn a_partner_who_names_the_removed_device_again_and_again_makes_no_epoch_of_the_others_unclean() {
    let (_data, server) = server();
    let [mut ada, mut ben, tablet] = three(&server);
    let (thief, named) = (Thief::of(&tablet), Receiver::noise(&tablet));
    remove(&mut ada, 3);
    look_all(&mut [&mut ada, &mut ben], 3);
    let before = sealing(&ada)[1];
    for round in 0..3 {
        let (keys, mut rng) = (keys_of(&Thief::of(&ben).keyring, Stream::Shared), rng(round));
        let current = keys.current().clone();
        let extended = sealed(&mut rng, &keys, &current, &[named], &[]);
        write(&mut ben, Stream::Shared, &[extended]);
        look_all(&mut [&mut ben, &mut ada], 3);
    }
    assert_eq!(sealing(&ada)[1], before, "no other epoch is due");
    check_reads_no_more(&thief, &mut ada, &mut ben);
}

#[test]
fn an_epoch_that_is_noise_for_one_device_is_passed_on_by_another_and_told() {
    let (_data, server) = server();
    let [mut ada, mut ben, mut tablet] = three(&server);
    let receivers = [Receiver::of(&ada), Receiver::of(&ben), Receiver::noise(&tablet)];
    let split = epochs_for(&ben, Stream::Shared, &receivers, 1, 0);
    write(&mut ben, Stream::Shared, &split);
    look_all(&mut [&mut ben, &mut ada, &mut tablet], 2);
    offer(&mut ada, "under the epoch of noise");
    look_all(&mut [&mut ada, &mut ben, &mut tablet], 6);
    assert_eq!((offers(&tablet), offers(&ben)), (1, 1), "the tablet reads it");
    assert_eq!(sealing(&tablet)[1], sealing(&ada)[1]);
    tablet.reload();
    assert_eq!(offers(&tablet), 1);
    let told = Message::plain("banner-key-theirs");
    for person in [&ada, &tablet] {
        assert!(person.view().banners.iter().any(|banner| banner.message == told), "each own device tells it");
    }
    no_banners(&ben);
    ada.does(Intent::CloseBanner("banner-key-theirs"));
    assert!(!ada.view().banners.iter().any(|banner| banner.message == told));
    let count = records(&ada.disk).len();
    look_all(&mut [&mut ben, &mut ada, &mut tablet], 3);
    assert_eq!(records(&ada.disk).len(), count, "and then there is nothing more to say");
}

#[test]
fn a_partner_who_shuts_out_a_device_splits_nobody() {
    let (_data, server) = server();
    let [mut ada, mut ben, mut tablet] = three(&server);
    let receivers = [Receiver::of(&ada), Receiver::of(&ben)];
    let split = epochs_for(&ben, Stream::Shared, &receivers, 1, 0);
    write(&mut ben, Stream::Shared, &split);
    look_all(&mut [&mut ben, &mut ada], 2);
    offer(&mut ada, "from the phone");
    offer(&mut ben, "from the partner");
    look_all(&mut [&mut ada, &mut ben, &mut tablet], 5);
    assert_eq!(offers(&tablet), 2, "the tablet reads it");
    assert_eq!(sealing(&tablet)[1], sealing(&ada)[1]);
    no_banners(&tablet);
}

/// Every epoch of the other then seems to shut out a device.
#[test]
fn a_partner_who_tells_a_key_that_is_none_stops_no_removal() {
    for key in [vec![0; 32], vec![1; 31]] {
        let (_data, server) = server();
        let [mut ada, mut ben, tablet] = three(&server);
        let device = DeviceId([0xbe; 16]);
        let label = Name::new("device").unwrap();
        let told = KeyTold { device, receiving: SealBytes::new(&key).unwrap() };
        let added = MembershipEvent::DeviceAdded(DeviceAdded { device, label });
        write(&mut ben, Stream::Shared, &[added.into(), MembershipEvent::KeyTold(told).into()]);
        look_all(&mut [&mut ben, &mut ada], 3);
        let thief = Thief::of(&tablet);
        remove(&mut ada, 3);
        check_reads_no_more(&thief, &mut ada, &mut ben);
        let count = records(&ada.disk).len();
        look_all(&mut [&mut ben, &mut ada], 3);
        assert_eq!(records(&ada.disk).len(), count, "nobody passes it on again and again");
    }
}

/// An epoch that no device of Ada's can open seems clean.
#[test]
fn an_epoch_of_noise_for_all_of_the_others_devices_keeps_no_removed_one_reading() {
    let (_data, server) = server();
    let [mut ada, mut ben, tablet] = three(&server);
    let noise = [Receiver::noise(&ada), Receiver::of(&ben)];
    let split = epochs_for(&ben, Stream::Shared, &noise, 1, 0);
    write(&mut ben, Stream::Shared, &split);
    look_all(&mut [&mut ben, &mut ada], 3);
    let thief = Thief::of(&tablet);
    remove(&mut ada, 3);
    note(&mut ada, "a page after");
    offer(&mut ada, "an offer after");
    look_all(&mut [&mut ada, &mut ben], 4);
    let disk = records(&ada.disk);
    for words in ["a page after", "an offer after"] {
        assert!(hold(&Thief::of(&ada).reads(&disk), words) && !hold(&thief.reads(&disk), words), "{words:?}");
    }
    assert!(hold(&Thief::of(&ben).reads(&records(&ben.disk)), "an offer after"));
}

/// A thief passes every new epoch on to a device that was removed before, so the phone starts another each time.
#[test]
fn a_stolen_tablet_that_gives_every_epoch_away_uses_up_no_removal() {
    let (_data, server) = server();
    let [mut ada, mut ben, mut tablet] = three(&server);
    let lost = another_device(&server, &mut ada, 4);
    look_all(&mut [&mut ada, &mut ben, &mut tablet], 3);
    let given = Receiver::noise(&lost);
    remove(&mut ada, 4);
    for round in 0..EPOCHS_BY_ITSELF_MAX as u64 + 3 {
        look_all(&mut [&mut ada, &mut tablet], 2);
        let (keys, mut rng) = (keys_of(&Thief::of(&tablet).keyring, Stream::Own), rng(round));
        let current = keys.current().clone();
        let away = sealed(&mut rng, &keys, &current, &[given], &[]);
        write(&mut tablet, Stream::Own, &[away]);
    }
    look_all(&mut [&mut tablet, &mut ada, &mut ben], 3);
    assert!(ada.view().banners.iter().any(|banner| banner.message.id == "banner-keys-full"), "it is told loudly");
    let thief = Thief::of(&tablet);
    remove(&mut ada, 3);
    assert!(!ada.view().banners.iter().any(|banner| banner.message.id == "banner-keys-full"));
    check_reads_no_more(&thief, &mut ada, &mut ben);
}

#[test]
fn a_removal_whose_keys_cannot_change_is_told_and_shuts_the_device_out_all_the_same() {
    let (_data, server) = server();
    let [mut ada, mut ben, mut tablet] = three(&server);
    let mut lost = another_device(&server, &mut ada, 4);
    look_all(&mut [&mut ada, &mut ben, &mut tablet, &mut lost], 3);
    let receivers = [&ada, &tablet, &lost].map(Receiver::of);
    let all = epochs_for(&tablet, Stream::Own, &receivers, EPOCHS_STARTED_MAX, 0);
    write(&mut tablet, Stream::Own, &all);
    look_all(&mut [&mut tablet, &mut ada, &mut lost], 4);
    let key = ada.inside().settings.devices.iter().find(|one| one.name.label == "Device 4").unwrap().key.clone();
    ada.say(Intent::Settings(SettingsIntent::RemoveDevice { key }));
    assert_eq!(ada.view().problem, Some(Message::plain("problem-keys-full")));
    look_all(&mut [&mut ada, &mut lost, &mut ben], 4);
    let shows = |person: &Person, id: &str| person.view().banners.iter().any(|banner| banner.message.id == id);
    assert!(shows(&ada, "banner-keys-full") && shows(&lost, "banner-taken-out"));
    // The thief's device holds up the change until it is removed as well.
    let thieves = [&tablet, &lost].map(Thief::of);
    remove(&mut ada, 3);
    assert!(!shows(&ada, "banner-keys-full"));
    let [by_tablet, by_lost] = &thieves;
    check_reads_no_more(by_tablet, &mut ada, &mut ben);
    let stolen = by_lost.reads(&records(&ada.disk));
    assert!(["a page after", "an offer after", "an answer after"].iter().all(|words| !hold(&stolen, words)));
}
