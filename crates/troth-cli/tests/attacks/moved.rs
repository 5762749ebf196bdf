//! The thief of a device that isn't removed yet hands on keys of a record of their own.

use tempfile::TempDir;
use troth_app::view::Bond;
use troth_app::{Intent, PromiseIntent};
use troth_core::settings::{KeyBytes, KeysKept, SettingsEvent};
use troth_core::{Event, Stream};
use troth_vault::{Seat, SharedKeys};
use troth_wire::{DeviceId, SigningKey};

use crate::support::Server;
use crate::support::changed::{keys_of, rng, write};
use crate::support::paths::{linked, look_both, promise, second_device};
use crate::support::person::Person;
use crate::support::thief::Thief;

/// What the app writes down for the other own devices: a number that says what it is, and bytes.
fn kept(number: u8, bytes: &[u8]) -> Event {
    let length = u16::try_from(bytes.len()).unwrap().to_be_bytes();
    let head = if bytes.len() < 24 { vec![0x40 | length[1]] } else { vec![0x59, length[0], length[1]] };
    let all = [&[0x82, number, 0x81], head.as_slice(), bytes].concat();
    SettingsEvent::KeysKept(KeysKept { keys: KeyBytes::new(&all).unwrap() }).into()
}

fn offers(person: &Person) -> [usize; 2] {
    let promises = person.inside().promises;
    [promises.mine.len(), promises.theirs.len()]
}

#[test]
fn a_stolen_device_moves_no_linked_device_to_another_record() {
    let data = TempDir::new().unwrap();
    let server = Server::start(data.path(), &[]);
    let (mut phone, mut ben) = linked(&server);
    let mut tablet = second_device(&server, &mut phone);
    look_both(&mut phone, &mut tablet, 3);
    let keyring = Thief::of(&tablet).keyring;
    let seat =
        |partner, device| Seat { partner, device: DeviceId::from_bytes(device), root: SigningKey::from_bytes([7; 32]) };
    let root = SigningKey::from_bytes([6; 32]);
    let here = Seat { partner: keyring.partner, device: Thief::of(&phone).device.id(), root };
    let other = SharedKeys::make(&mut rng(3), [here, seat([9; 16], [8; 16])]).unwrap();
    let shared = keys_of(&keyring, Stream::Shared).stream();
    write(&mut tablet, Stream::Own, &[kept(8, shared.as_bytes()), kept(1, &other.encode())]);
    tablet.look();
    for _ in 0..2 {
        look_both(&mut phone, &mut ben, 3);
        let counts = Thief::of(&phone).keyring.shared.unwrap().stream();
        assert_eq!((counts, phone.inside().bond), (shared, Bond::Linked));
        assert_eq!(phone.inside().partner.as_deref(), Some("Ben"));
        phone.reload();
    }
    let offer = promise(&phone.inside().today);
    phone.does(Intent::Promise(PromiseIntent::Offer(offer)));
    look_both(&mut phone, &mut ben, 3);
    assert_eq!((offers(&phone), offers(&ben)), ([1, 0], [0, 1]));
}
