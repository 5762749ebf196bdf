//! Nobody writes in a device's name: neither the thief of another device of that person, nor the partner.

use rand_chacha::ChaCha20Rng;
use rand_chacha::rand_core::SeedableRng;
use tempfile::TempDir;
use troth_app::view::Bond;
use troth_app::{Intent, PrivateIntent, PromiseForm, PromiseIntent, SettingsIntent, Table};
use troth_core::Event;
use troth_core::membership::{Left, MembershipEvent};
use troth_vault::{
    ChainLink, DeviceKeys, OpenedEntry, PersonalKey, RecordHeader, StreamKeys, dangerous_seal_linked, open_entry,
};
use troth_wire::{DeviceId, SealedRecord, WireMessage as _};

use crate::support::Server;
use crate::support::paths::{linked, look_both, promise, second_device};
use crate::support::person::Person;
use crate::support::thief::{Thief, records};

/// More records than it takes until one has a smaller id than another.
const TRIES_MAX: usize = 10_000;

/// Ada's phone and tablet, and Ben's phone; each has written.
struct Three {
    _data: TempDir,
    _server: Server,
    phone: Person,
    tablet: Person,
    ben: Person,
}

impl Three {
    fn make() -> Self {
        let data = TempDir::new().unwrap();
        let server = Server::start(data.path(), &[]);
        let (mut phone, ben) = linked(&server);
        let tablet = second_device(&server, &mut phone);
        let mut all = Self { _data: data, _server: server, phone, tablet, ben };
        offer(&mut all.phone, "by the phone");
        note(&mut all.phone, "a page of the phone");
        offer(&mut all.tablet, "by the tablet");
        all.look();
        assert_eq!(all.promises(), [2, 2, 2]);
        all
    }

    fn look(&mut self) {
        for _ in 0..4 {
            for person in [&mut self.phone, &mut self.tablet, &mut self.ben] {
                person.look();
            }
        }
    }

    /// How many promises each device shows.
    fn promises(&self) -> [usize; 3] {
        [&self.phone, &self.tablet, &self.ben].map(promises)
    }
}

fn promises(person: &Person) -> usize {
    let promises = person.inside().promises;
    promises.mine.len() + promises.theirs.len()
}

fn offer(person: &mut Person, deed: &str) {
    let form = PromiseForm { deed: deed.to_owned(), ..promise(&person.inside().today) };
    person.does(Intent::Promise(PromiseIntent::Offer(form)));
}

fn note(person: &mut Person, text: &str) {
    person.does(Intent::Private(PrivateIntent::Write { text: text.to_owned() }));
}

fn banners(person: &Person) -> Vec<&'static str> {
    person.view().banners.into_iter().map(|banner| banner.message.id).collect()
}

fn remove_tablet(phone: &mut Person) {
    let devices = phone.inside().settings.devices;
    let key = devices.into_iter().find(|device| device.name.label == "Device 3").unwrap().key;
    phone.does(Intent::Settings(SettingsIntent::RemoveDevice { key }));
}

/// A client that has all keys of the device that it runs on, and writes in the name of another.
struct ChangedClient {
    rng: ChaCha20Rng,
    keys: StreamKeys,
    personal: PersonalKey,
    /// What it makes keys of when it has none.
    own: DeviceKeys,
}

impl ChangedClient {
    /// With the keys of the shared stream.
    fn of(person: &Person) -> Self {
        let keyring = Thief::of(person).keyring;
        Self::with(keyring.shared.unwrap().keys().clone(), keyring.personal)
    }

    /// With the keys of the own stream.
    fn of_own_stream(person: &Person) -> Self {
        let keyring = Thief::of(person).keyring;
        Self::with(keyring.own, keyring.personal)
    }

    fn with(keys: StreamKeys, personal: PersonalKey) -> Self {
        let mut rng = ChaCha20Rng::seed_from_u64(7);
        let own = DeviceKeys::make(&mut rng);
        Self { rng, keys, personal, own }
    }

    /// The newest entry of a device, as somebody holds it.
    fn newest(&self, holder: &Person, device: DeviceId) -> OpenedEntry {
        let opened = records(&holder.disk).into_iter().filter_map(|record| open_entry(&self.keys, &record).ok());
        opened.filter(|entry| entry.header.device == device).max_by_key(|entry| entry.header.seq).unwrap()
    }

    fn seal(&mut self, header: &RecordHeader, link: &ChainLink, event: &Event) -> SealedRecord {
        let header = RecordHeader { kind: event.kind(), ..header.clone() };
        let body = event.encode_body();
        dangerous_seal_linked(&mut self.rng, &self.keys, &self.personal, link, &header, &body).unwrap()
    }

    /// A second entry at the number of the newest, with the key that it showed.
    fn beside(&mut self, newest: &OpenedEntry, event: &Event) -> SealedRecord {
        self.seal(&newest.header, &newest.link, event)
    }

    /// The same, made again and again until it sorts before the newest by its id.
    fn beside_and_before(&mut self, newest: &OpenedEntry, event: &Event) -> SealedRecord {
        let mut tries = (0..TRIES_MAX).map(|_| self.beside(newest, event));
        tries.find(|record| record.id() < newest.id).expect("half of all ids are smaller than most")
    }

    /// The next entry after the newest, with a key of its own making.
    fn after(&mut self, newest: &OpenedEntry, event: &Event) -> SealedRecord {
        let RecordHeader { seq, lamport, .. } = newest.header;
        let header = RecordHeader {
            seq: seq + 1,
            prev: Some(newest.id),
            deps: Vec::new(),
            lamport: lamport + 1,
            ..newest.header.clone()
        };
        let link = ChainLink::derive(&self.own, self.keys.stream(), seq + 1).unwrap();
        self.seal(&header, &link, event)
    }
}

/// Puts a record among those that a device has still to send, and opens the page anew.
fn slip_in(person: &mut Person, keys: &StreamKeys, record: &SealedRecord) {
    let key = [keys.mailbox().as_bytes().as_slice(), record.id().as_bytes()].concat();
    let value = [[0; 10].as_slice(), &record.encode()].concat();
    person.disk.0.insert((Table::Records, key.clone()), value);
    person.disk.0.insert((Table::Outbox, key), Vec::new());
    person.reload();
}

/// An offer that stands in somebody's record, to be written once more in another's name.
fn an_offer(client: &ChangedClient, holder: &Person) -> Event {
    let opened = records(&holder.disk).into_iter().filter_map(|record| open_entry(&client.keys, &record).ok());
    let events = opened.filter_map(|entry| match entry.body {
        troth_vault::Body::Present(body) => Some(Event::decode(entry.header.kind, &body)),
        troth_vault::Body::Absent => None,
    });
    events.into_iter().find(|event| matches!(event, Event::Promise(_))).unwrap()
}

#[test]
fn the_thief_of_one_device_stops_no_other_and_speaks_for_none() {
    let mut all = Three::make();
    let phone = Thief::of(&all.phone).device.id();
    let mut client = ChangedClient::of(&all.tablet);
    let event = an_offer(&client, &all.tablet);
    let newest = client.newest(&all.tablet, phone);
    let mut own = ChangedClient::of_own_stream(&all.tablet);
    let page = own.newest(&all.tablet, phone);
    let forged = [client.beside(&newest, &event), client.after(&newest, &event)];
    let pages = [own.beside(&page, &event), own.after(&page, &event)];
    for record in &forged {
        slip_in(&mut all.tablet, &client.keys, record);
    }
    for record in &pages {
        slip_in(&mut all.tablet, &own.keys, record);
    }
    all.look();
    for person in [&all.phone, &all.ben] {
        let held: Vec<_> = records(&person.disk).iter().map(SealedRecord::id).collect();
        assert!(forged.iter().all(|record| held.contains(&record.id())), "the forged records arrived");
    }
    assert_eq!(banners(&all.phone), ["banner-forged"]);
    assert_eq!([promises(&all.phone), promises(&all.ben)], [2, 2], "they say nothing");

    offer(&mut all.phone, "the phone goes on");
    note(&mut all.phone, "another page");
    all.look();
    assert_eq!([promises(&all.phone), promises(&all.ben)], [3, 3]);
    assert_eq!(all.phone.inside().private.pages.len(), 2);
    assert_eq!(banners(&all.ben), [""; 0], "the device went on, so nothing waits");

    remove_tablet(&mut all.phone);
    offer(&mut all.phone, "after the removal");
    all.phone.reload();
    look_both(&mut all.phone, &mut all.ben, 4);
    assert_eq!([promises(&all.phone), promises(&all.ben)], [4, 4]);
    assert_eq!(all.phone.inside().settings.fingerprint, all.ben.inside().settings.fingerprint);
}

#[test]
fn care_18_nobody_leaves_in_the_name_of_another_device() {
    let mut all = Three::make();
    let phone = Thief::of(&all.phone).device.id();
    let mut client = ChangedClient::of(&all.tablet);
    let newest = client.newest(&all.tablet, phone);
    let left = Event::Membership(MembershipEvent::Left(Left {}));
    for record in [client.beside(&newest, &left), client.after(&newest, &left)] {
        slip_in(&mut all.tablet, &client.keys, &record);
    }
    all.look();
    assert_eq!((all.phone.inside().bond, all.ben.inside().bond), (Bond::Linked, Bond::Linked));
}

/// Before the removal and in the name of the removed device: its keys that are out, and tags of noise.
#[test]
fn the_partner_does_not_speak_as_a_removed_device() {
    let mut all = Three::make();
    let tablet = Thief::of(&all.tablet).device.id();
    remove_tablet(&mut all.phone);
    all.phone.look();
    all.ben.look();
    let mut client = ChangedClient::of(&all.ben);
    client.personal = PersonalKey::make(&mut client.rng);
    let event = an_offer(&client, &all.ben);
    let newest = client.newest(&all.ben, tablet);
    let forged = [client.beside(&newest, &event), client.after(&newest, &event)];
    for record in &forged {
        slip_in(&mut all.ben, &client.keys, record);
    }
    for _ in 0..2 {
        look_both(&mut all.ben, &mut all.phone, 4);
        let held: Vec<_> = records(&all.phone.disk).iter().map(SealedRecord::id).collect();
        assert!(forged.iter().all(|record| held.contains(&record.id())), "the forged records arrived");
        assert_eq!(all.phone.inside().promises.mine.len(), 2, "only what the tablet wrote");
        all.phone.reload();
    }
}

/// What the story says beside an offer, on somebody's device.
fn remarks(person: &Person, deed: &str) -> Vec<&'static str> {
    let lines = person.inside().story.lines.into_iter().filter(|line| line.words.contains(deed));
    lines.flat_map(|line| line.remarks).map(|remark| remark.id).collect()
}

/// What was refused for its tag is stored, and opened again at each start. Own devices have to be known by then: where no
/// order of arrival tells, the forged entry comes first by its id, and a removal would name it as the device's last.
#[test]
fn what_was_refused_in_an_own_devices_name_is_refused_again_when_the_record_is_read_back() {
    let mut all = Three::make();
    let tablet = Thief::of(&all.tablet).device.id();
    let mut client = ChangedClient::of(&all.ben);
    client.personal = PersonalKey::make(&mut client.rng);
    let event = an_offer(&client, &all.ben);
    let newest = client.newest(&all.ben, tablet);
    let forged = client.beside_and_before(&newest, &event);
    slip_in(&mut all.ben, &client.keys, &forged);
    look_both(&mut all.ben, &mut all.phone, 4);
    assert!(records(&all.phone.disk).iter().any(|record| record.id() == forged.id()), "the forged record arrived");

    // The relay answers when all is open. What the tablet writes meanwhile goes on from the true entry.
    all.phone.slow_network = Some(Vec::new());
    all.phone.reload_by_hand();
    while all.phone.open_a_step() {
        let shown = if all.phone.inside().bond == Bond::Opening { 0 } else { 2 };
        assert_eq!(promises(&all.phone), shown, "a part is never shown as if it were all");
    }
    remove_tablet(&mut all.phone);
    offer(&mut all.tablet, "on the train");
    all.tablet.look();
    all.phone.settle_network();
    all.phone.open_all();
    for _ in 0..2 {
        look_both(&mut all.phone, &mut all.ben, 4);
        let said = ["by the tablet", "on the train"].map(|deed| remarks(&all.phone, deed));
        assert_eq!((promises(&all.phone), said), (3, [vec![], vec!["remark-unproven"]]));
        all.phone.reload();
    }
}
