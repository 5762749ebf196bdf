//! Devices are lost and removed at random, online and offline, while everybody writes.

use std::collections::BTreeSet;

use crate::support::Server;
use crate::support::paths::{another_device, linked, promise};
use crate::support::person::Person;
use crate::support::thief::{Thief, epochs, hold, records, sealing};
use crate::{no_banners, offer, server};
use troth_app::{Intent, PromiseForm, PromiseIntent, SettingsIntent};
use troth_testkit::{Dice, Seed};

/// Runs of the random test. `TROTH_SEEDS` is ignored, since each run takes a second and a server.
const COURSES: u64 = 6;
/// Steps of a run, including looks at the relay.
const STEPS: usize = 40;

#[test]
fn any_course_of_removals_ends_with_one_epoch_that_no_removed_device_knows() {
    let (mut courses, mut losses) = (0, 0);
    for seed in Seed::cases(COURSES) {
        let (_data, server) = server();
        let mut dice = seed.dice();
        let mut people = five_devices(&server);
        for step in 0..STEPS {
            let at = dice.below(people.len());
            match dice.below(8) {
                0 => people[at].set_online(false),
                1 | 2 => people[at].set_online(true),
                3 => people[at].look(),
                4 | 5 => offer_if_possible(&mut people[at], &format!("step {step}")),
                6 => people[at].reload(),
                _ => lose_one(&mut people[at], &mut dice),
            }
        }
        for person in &mut people {
            person.set_online(true);
        }
        for _ in 0..8 {
            people.iter_mut().for_each(Person::look);
        }
        let lost = lost(&people);
        check_course(people, &lost);
        (courses, losses) = (courses + 1, losses + lost.len());
    }
    assert!(courses < COURSES || losses > 4, "few devices were lost: {losses}");
}

/// Ada on three devices, Ben on two.
fn five_devices(server: &Server) -> Vec<Person> {
    let (mut ada, mut ben) = linked(server);
    let mut more = vec![another_device(server, &mut ada, 3), another_device(server, &mut ada, 4)];
    more.push(another_device(server, &mut ben, 5));
    let mut people = vec![ada, ben];
    people.append(&mut more);
    for _ in 0..3 {
        people.iter_mut().for_each(Person::look);
    }
    people
}

/// Offers a promise if the device may write; a removed device may not.
fn offer_if_possible(person: &mut Person, deed: &str) {
    let form = PromiseForm { deed: deed.to_owned(), ..promise(&person.inside().today) };
    person.say(Intent::Promise(PromiseIntent::Offer(form)));
}

/// Removes another device of the same person, except their first one. A removed device may try.
fn lose_one(person: &mut Person, dice: &mut Dice) {
    let others = person.inside().settings.devices.into_iter().filter(|device| !device.name.this);
    let others: Vec<_> =
        others.filter(|device| !["Device 1", "Device 2"].contains(&device.name.label.as_str())).collect();
    let Some(device) = dice.pick(&others) else { return };
    person.say(Intent::Settings(SettingsIntent::RemoveDevice { key: device.key.clone() }));
}

/// Returns the devices that their owners' first devices no longer list: a removed device cannot remove another.
fn lost(people: &[Person]) -> BTreeSet<usize> {
    let listed = people[..2].iter().flat_map(|person| person.inside().settings.devices);
    let listed: BTreeSet<_> = listed.map(|device| device.name.label).collect();
    (0..people.len()).filter(|at| !listed.contains(&format!("Device {}", at + 1))).collect()
}

fn check_course(mut people: Vec<Person>, lost: &BTreeSet<usize>) {
    let kept: Vec<_> = (0..people.len()).filter(|at| !lost.contains(at)).collect();
    let seals = |people: &[Person]| kept.iter().map(|at| sealing(&people[*at])[1]).collect::<BTreeSet<_>>();
    assert_eq!(seals(&people).len(), 1, "all seal alike, {lost:?} lost");
    assert_eq!(epochs(&people[0])[1] > 1, !lost.is_empty(), "an epoch for a removal, and none without");
    for at in [0, 1] {
        offer(&mut people[at], "after all of it");
    }
    for _ in 0..3 {
        people.iter_mut().for_each(Person::look);
    }
    let disk = records(&people[0].disk);
    let prints = kept.iter().map(|at| people[*at].inside().settings.fingerprint);
    assert_eq!(prints.collect::<BTreeSet<_>>().len(), 1, "all hold the same");
    for at in kept {
        no_banners(&people[at]);
        assert!(hold(&Thief::of(&people[at]).reads(&disk), "after all of it"));
    }
    for at in lost {
        assert!(!hold(&Thief::of(&people[*at]).reads(&disk), "after all of it"), "device {at} reads on");
    }
}
