//! A device that was removed, with a changed client and somebody who still pushes for it: it undoes no removal.

use tempfile::TempDir;
use troth_app::view::Bond;
use troth_app::{Intent, PrivateIntent, PromiseForm, PromiseIntent, SettingsIntent, Table};
use troth_core::membership::{DeviceAdded, DeviceRemoved, KeyTold, MembershipEvent, Name, SealBytes};
use troth_core::{DeviceId, Event, Stream};
use troth_vault::DeviceKeys;
use troth_wire::{SealedRecord, WireMessage as _};

use crate::support::Server;
use crate::support::changed::{id_of, keys_of, rng, write};
use crate::support::forger::slip_in;
use crate::support::paths::{another_device, linked, promise};
use crate::support::person::Person;
use crate::support::thief::{Thief, hold, records, sealing};

/// The shared one first: what the tablet's own app makes of a word in the own stream would come before it.
const BOTH: [Stream; 2] = [Stream::Shared, Stream::Own];

/// Ada's phone and laptop, her tablet, which is stolen and stays offline, and Ben's phone.
struct Four {
    _data: TempDir,
    server: Server,
    phone: Person,
    laptop: Person,
    tablet: Person,
    ben: Person,
}

impl Four {
    fn make() -> Self {
        let data = TempDir::new().unwrap();
        let server = Server::start(data.path(), &[]);
        let (mut phone, ben) = linked(&server);
        let tablet = another_device(&server, &mut phone, 3);
        let laptop = another_device(&server, &mut phone, 4);
        let mut all = Self { _data: data, server, phone, laptop, tablet, ben };
        for _ in 0..3 {
            all.look(1);
            all.tablet.look();
        }
        all
    }

    /// The phone removes the tablet, after words that the tablet has not read.
    fn after_the_removal() -> Self {
        let mut all = Self::make();
        note(&mut all.phone, "a page before");
        offer(&mut all.phone, "an offer before");
        let key = all.key_of("Device 3");
        all.phone.does(Intent::Settings(SettingsIntent::RemoveDevice { key }));
        all.look(3);
        all
    }

    /// How the phone names a device.
    fn key_of(&self, label: &str) -> String {
        let devices = self.phone.inside().settings.devices;
        devices.into_iter().find(|device| device.name.label == label).unwrap().key
    }

    fn look(&mut self, times: usize) {
        for _ in 0..times {
            for person in [&mut self.phone, &mut self.laptop, &mut self.ben] {
                person.look();
            }
        }
    }

    /// What the tablet writes without having read of its removal reaches the relay through somebody else's device.
    fn write_and_push(&mut self, stream: Stream, events: &[Event]) {
        let before = records(&self.tablet.disk);
        write(&mut self.tablet, stream, events);
        let mailbox = keys_of(&Thief::of(&self.tablet).keyring, stream).mailbox();
        let by_whom = if stream == Stream::Shared { &mut self.ben } else { &mut self.laptop };
        for record in unsent(&self.tablet).into_iter().filter(|record| !before.contains(record)) {
            slip_in(by_whom, mailbox, &record);
        }
        self.look(4);
        let held = [&self.phone, &self.laptop].map(|person| records(&person.disk)).concat();
        let news = records(&self.tablet.disk).into_iter().filter(|record| !before.contains(record));
        let arrived = news.map(|record| held.iter().any(|held| held.id() == record.id())).collect::<Vec<_>>();
        assert!(arrived.len() >= events.len() && arrived.iter().all(|arrived| *arrived), "what it wrote arrived");
    }

    fn devices(&self) -> [usize; 2] {
        [&self.phone, &self.laptop].map(|person| person.inside().settings.devices.len())
    }

    /// Checks that the phone and the laptop are in use, read and write, and that nobody else reads what they write.
    fn check_that_the_removal_stands(&mut self, others: &[&Thief]) {
        for round in 0..2 {
            assert_eq!(self.devices(), [2, 2]);
            let [page, deed] = ["a page", "an offer"].map(|what| format!("{what} after, {round}"));
            note(&mut self.phone, &page);
            offer(&mut self.laptop, &deed);
            self.look(4);
            assert_eq!(sealing(&self.phone), sealing(&self.laptop));
            assert_eq!(sealing(&self.phone)[1], sealing(&self.ben)[1]);
            let disk = records(&self.phone.disk);
            let kept = Thief::of(&self.laptop).reads(&disk);
            for words in [&page, &deed] {
                assert!(hold(&kept, words), "{words:?}");
                assert!(others.iter().all(|thief| !hold(&thief.reads(&disk), words)), "{words:?}");
            }
            let promises = [&self.phone, &self.laptop, &self.ben].map(|person| {
                assert_eq!(person.inside().bond, Bond::Linked);
                let promises = person.inside().promises;
                promises.mine.len() + promises.theirs.len()
            });
            assert_eq!(promises, [2 + round; 3], "no word is void");
            for person in [&mut self.phone, &mut self.laptop, &mut self.ben] {
                person.reload();
            }
        }
    }
}

fn note(person: &mut Person, text: &str) {
    person.does(Intent::Private(PrivateIntent::Write { text: text.to_owned() }));
}

fn offer(person: &mut Person, deed: &str) {
    let form = PromiseForm { deed: deed.to_owned(), ..promise(&person.inside().today) };
    person.does(Intent::Promise(PromiseIntent::Offer(form)));
}

fn unsent(person: &Person) -> Vec<SealedRecord> {
    let rows = person.disk.0.keys().filter(|(table, _)| *table == Table::Outbox);
    let records = rows.filter_map(|(_, key)| person.disk.0.get(&(Table::Records, key.clone())));
    records.map(|value| SealedRecord::decode(&value[10..]).unwrap()).collect()
}

fn removed(device: DeviceId) -> Event {
    MembershipEvent::DeviceRemoved(DeviceRemoved { device, last_seq: 0, last: None }).into()
}

#[test]
fn a_removed_device_removes_nobody_however_early_it_says_so() {
    let mut all = Four::after_the_removal();
    let thief = Thief::of(&all.tablet);
    let [phone, laptop] = [id_of(&all.phone), id_of(&all.laptop)];
    for stream in BOTH {
        all.write_and_push(stream, &[removed(phone), removed(laptop)]);
    }
    all.check_that_the_removal_stands(&[&thief]);
}

#[test]
fn a_removed_device_lets_no_other_in_however_early_it_says_so() {
    let mut all = Four::after_the_removal();
    let thief = Thief::of(&all.tablet);
    let fresh = DeviceKeys::make(&mut rng(9));
    let (public, keyring) = (fresh.public(), Thief::of(&all.tablet).keyring);
    let device = DeviceId(public.id().to_bytes());
    let added = DeviceAdded { device, label: Name::new("Device 9").unwrap() };
    let told = KeyTold { device, receiving: SealBytes::new(public.receiving.as_bytes()).unwrap() };
    let [added, told] = [MembershipEvent::DeviceAdded(added), MembershipEvent::KeyTold(told)].map(Event::from);
    all.write_and_push(Stream::Own, std::slice::from_ref(&added));
    all.write_and_push(Stream::Shared, &[added, told]);
    all.check_that_the_removal_stands(&[&thief, &Thief { device: fresh, keyring }]);
}

/// The tablet wrote before the phone did: what came first to the relay counts, on each device alike.
#[test]
fn what_came_before_the_removal_counts_on_each_device() {
    let mut all = Four::after_the_removal();
    let mut third = another_device(&all.server, &mut all.phone, 5);
    all.look(3);
    third.look();
    let key = all.key_of("Device 5");
    all.phone.set_online(false);
    all.phone.does(Intent::Settings(SettingsIntent::RemoveDevice { key }));
    let laptop = third.inside().settings.devices.into_iter().find(|one| one.name.label == "Device 4").unwrap().key;
    third.does(Intent::Settings(SettingsIntent::RemoveDevice { key: laptop }));
    third.look();
    all.phone.set_online(true);
    for _ in 0..2 {
        all.look(4);
        assert_eq!(all.phone.inside().settings.devices.len(), 1, "both removals count");
        assert!(all.laptop.view().banners.iter().any(|banner| banner.message.id == "banner-taken-out"));
        all.phone.reload();
        all.ben.reload();
    }
    assert_eq!(sealing(&all.phone)[1], sealing(&all.ben)[1]);
}

/// A device that reads the removal and what came after it in one page, and one that reads all from the start.
#[test]
fn who_reads_the_removal_late_or_from_the_start_takes_no_later_word_of_the_removed_device() {
    let mut all = Four::after_the_removal();
    let mut late = another_device(&all.server, &mut all.phone, 5);
    all.look(3);
    late.look();
    let mut stolen = another_device(&all.server, &mut all.phone, 6);
    all.look(3);
    stolen.look();
    late.set_online(false);
    let key = all.key_of("Device 6");
    all.phone.does(Intent::Settings(SettingsIntent::RemoveDevice { key }));
    all.look(3);
    all.tablet = stolen;
    let phone = id_of(&all.phone);
    for stream in BOTH {
        all.write_and_push(stream, &[removed(phone)]);
    }
    late.set_online(true);
    late.look();
    let mut fresh = another_device(&all.server, &mut all.phone, 7);
    for _ in 0..2 {
        all.look(2);
        for person in [&mut late, &mut fresh] {
            person.look();
            assert_eq!(person.inside().settings.devices.len(), 4);
            assert!(!person.view().banners.iter().any(|banner| banner.message.id == "banner-taken-out"));
            person.reload();
        }
        assert_eq!(all.devices(), [4, 4]);
    }
    assert_eq!(sealing(&late), sealing(&all.phone));
    assert_eq!(sealing(&fresh), sealing(&all.phone));
}

#[test]
fn of_two_that_remove_each_other_the_first_at_the_relay_stays_for_everybody() {
    let mut all = Four::make();
    all.phone.set_online(false);
    let key = all.key_of("Device 3");
    all.phone.does(Intent::Settings(SettingsIntent::RemoveDevice { key }));
    let devices = all.tablet.inside().settings.devices;
    let key = devices.into_iter().find(|device| device.name.label == "Device 1").unwrap().key;
    all.tablet.does(Intent::Settings(SettingsIntent::RemoveDevice { key }));
    all.tablet.look();
    all.phone.set_online(true);
    for _ in 0..2 {
        all.look(4);
        all.tablet.look();
        assert!(all.phone.view().banners.iter().any(|banner| banner.message.id == "banner-taken-out"));
        for person in [&all.laptop, &all.tablet] {
            assert_eq!(person.inside().settings.devices.len(), 2);
            assert!(!person.view().banners.iter().any(|banner| banner.message.id == "banner-taken-out"));
        }
        for person in [&mut all.phone, &mut all.laptop, &mut all.tablet, &mut all.ben] {
            person.reload();
        }
    }
    assert_eq!(sealing(&all.laptop), sealing(&all.tablet));
}

/// The laptop had removed the phone before, and says so later: then the phone's removal of the tablet is void.
#[test]
fn a_removal_that_is_void_ends_nothing() {
    let mut all = Four::make();
    all.laptop.set_online(false);
    let devices = all.laptop.inside().settings.devices;
    let key = devices.into_iter().find(|device| device.name.label == "Device 1").unwrap().key;
    all.laptop.does(Intent::Settings(SettingsIntent::RemoveDevice { key }));
    note(&mut all.phone, "a page before");
    offer(&mut all.phone, "an offer before");
    let key = all.key_of("Device 3");
    all.phone.does(Intent::Settings(SettingsIntent::RemoveDevice { key }));
    all.phone.look();
    all.laptop.set_online(true);
    all.look(4);
    assert_eq!(all.laptop.inside().settings.devices.len(), 2, "the laptop and the tablet");
    let added = DeviceAdded { device: DeviceId([9; 16]), label: Name::new("Device 9").unwrap() };
    all.write_and_push(Stream::Own, &[MembershipEvent::DeviceAdded(added).into()]);
    for _ in 0..2 {
        assert_eq!(all.laptop.inside().settings.devices.len(), 3, "the tablet still lets others in");
        all.laptop.reload();
        all.look(1);
    }
}
