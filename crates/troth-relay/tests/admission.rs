//! Who may use a mailbox: making it, enrolling, settling a side, and what neither a stranger nor the other side can do.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "tests may panic")]

mod support;

use support::http::{Device, Reply, TestKeys, record, records_path, test_key};
use support::{DAY_MS, TestRelay};
use troth_wire::{Cursor, ErrorCode, MailboxSide, SideView, SigningKey, WireMessage};

fn enrolled(device: &mut Device, keys: &TestKeys, side: MailboxSide) -> SideView {
    device.enrol(keys, side).message()
}

fn sorted(mut devices: Vec<SigningKey>) -> Vec<SigningKey> {
    devices.sort_unstable();
    devices
}

fn view(generation: u64, verifier: Option<SigningKey>, devices: &[&Device]) -> SideView {
    SideView { generation, verifier, devices: sorted(devices.iter().map(|device| device.signing()).collect()) }
}

fn code(reply: &Reply) -> ErrorCode {
    reply.error().code
}

/// The same mailbox after the first side moved on to another key.
fn moved_on(keys: &TestKeys) -> TestKeys {
    let mut next = keys.clone();
    next.admission[0] = test_key(9, 9);
    next
}

#[test]
fn a_mailbox_is_not_there_for_strangers() {
    let relay = TestRelay::start();
    let (mut ann, mut eve) = (relay.device(1), relay.device(2));
    let (keys, others) = (TestKeys::private(1), TestKeys::private(2));
    enrolled(&mut ann, &keys, MailboxSide::First);
    ann.pushed(keys.mailbox(), vec![record(1, 10)]);
    let absent = eve.pull(TestKeys::private(3).mailbox(), Cursor::START);
    let path = format!("/v1/mailboxes/{}", keys.mailbox());
    let with_other_roots = others.request(MailboxSide::First, &relay.address.to_string(), eve.signing()).encode();
    let settle = view(1, None, &[&eve]).encode();
    for (method, path, body) in [
        ("POST", path.clone(), with_other_roots),
        ("DELETE", path.clone(), Vec::new()),
        ("PUT", format!("{path}/sides/0"), settle.clone()),
        ("PUT", format!("{path}/sides/1"), settle.clone()),
        ("PUT", format!("{path}/sides/2"), settle),
        ("GET", records_path(keys.mailbox()), Vec::new()),
    ] {
        let reply = eve.request(method, &path, &body);
        assert_eq!((reply.status, &reply.body), (404, &absent.body), "{method} {path}");
    }
    assert_eq!(code(&eve.push(keys.mailbox(), vec![record(2, 10)])), ErrorCode::NothingHere);
    assert_eq!(ann.pull_all(keys.mailbox()).len(), 1);
}

#[test]
fn a_stranger_who_knows_an_id_cannot_make_the_mailbox_before_its_owners() {
    let relay = TestRelay::start();
    let (mut eve, mut ann) = (relay.device(2), relay.device(1));
    let (keys, hers) = (TestKeys::private(1), TestKeys::private(2));
    let path = format!("/v1/mailboxes/{}", keys.mailbox());
    let host = relay.address.to_string();
    let own = hers.request(MailboxSide::First, &host, eve.signing());
    // Roots of her own give another id, and for the right ones she has no key.
    assert_eq!(code(&eve.request("POST", &path, &own.encode())), ErrorCode::NothingHere);
    let right = keys.request(MailboxSide::First, &host, eve.signing());
    let forged = troth_wire::EnrolRequest { by_root: own.by_root, ..right.clone() };
    assert_eq!(code(&eve.request("POST", &path, &forged.encode())), ErrorCode::BadSignature);
    let forged = troth_wire::EnrolRequest { by_verifier: own.by_verifier, ..right };
    assert_eq!(code(&eve.request("POST", &path, &forged.encode())), ErrorCode::BadSignature);
    assert_eq!(
        enrolled(&mut ann, &keys, MailboxSide::First),
        view(0, Some(keys.verifier(MailboxSide::First)), &[&ann])
    );
}

#[test]
fn an_enrolment_counts_for_the_relay_the_side_and_the_device_that_it_names() {
    let relay = TestRelay::start();
    let (ann, mut eve) = (relay.device(1), relay.device(2));
    let keys = TestKeys::shared(1);
    let path = format!("/v1/mailboxes/{}", keys.mailbox());
    let host = relay.address.to_string();
    let elsewhere = keys.request(MailboxSide::First, "another.example", eve.signing());
    let of_ann = keys.request(MailboxSide::First, &host, ann.signing());
    let of_ben = troth_wire::EnrolRequest {
        side: MailboxSide::Second,
        ..keys.request(MailboxSide::First, &host, eve.signing())
    };
    for request in [elsewhere, of_ann, of_ben] {
        assert_eq!(code(&eve.request("POST", &path, &request.encode())), ErrorCode::BadSignature, "{request:?}");
    }
    let private = TestKeys::private(1);
    let no_side = troth_wire::EnrolRequest {
        side: MailboxSide::Second,
        ..private.request(MailboxSide::First, &host, eve.signing())
    };
    let path = format!("/v1/mailboxes/{}", private.mailbox());
    assert_eq!(code(&eve.request("POST", &path, &no_side.encode())), ErrorCode::NothingHere);
}

#[test]
fn a_removed_device_does_not_come_back_with_what_it_knew() {
    let relay = TestRelay::start();
    let (mut phone, mut tablet, mut laptop) = (relay.device(1), relay.device(2), relay.device(3));
    let (before, path) = (TestKeys::private(1), records_path(TestKeys::private(1).mailbox()));
    let after = moved_on(&before);
    for device in [&mut phone, &mut tablet, &mut laptop] {
        enrolled(device, &before, MailboxSide::First);
    }
    let settled = view(1, Some(after.verifier(MailboxSide::First)), &[&phone, &laptop]);
    assert_eq!(phone.settle(&before, MailboxSide::First, &settled).status, 204);
    assert_eq!(tablet.request("GET", &path, b"").status, 404);
    assert_eq!(code(&tablet.enrol(&before, MailboxSide::First)), ErrorCode::NothingHere);
    assert_eq!(code(&tablet.settle(&before, MailboxSide::First, &view(2, None, &[&tablet]))), ErrorCode::NothingHere);
    // A device that was not there and knows no more than before stays in, since it was named; a new one shows the new key.
    assert_eq!(laptop.request("GET", &path, b"").status, 200);
    assert_eq!(enrolled(&mut laptop, &before, MailboxSide::First), settled);
    let mut another = relay.device(4);
    assert_eq!(code(&another.enrol(&before, MailboxSide::First)), ErrorCode::NothingHere);
    assert_eq!(enrolled(&mut another, &after, MailboxSide::First).devices.len(), 3);
}

#[test]
fn a_side_without_a_verifier_takes_only_whom_its_devices_name() {
    let relay = TestRelay::start();
    let (mut phone, mut tablet) = (relay.device(1), relay.device(2));
    let keys = TestKeys::private(1);
    enrolled(&mut phone, &keys, MailboxSide::First);
    assert_eq!(phone.settle(&keys, MailboxSide::First, &view(1, None, &[&phone])).status, 204);
    assert_eq!(code(&tablet.enrol(&keys, MailboxSide::First)), ErrorCode::NothingHere);
    let both = view(2, None, &[&phone, &tablet]);
    assert_eq!(phone.settle(&keys, MailboxSide::First, &both).status, 204);
    assert_eq!(enrolled(&mut tablet, &keys, MailboxSide::First), both);
}

#[test]
fn of_two_changes_that_start_from_one_state_the_first_counts() {
    let relay = TestRelay::start();
    let (mut phone, mut tablet) = (relay.device(1), relay.device(2));
    let keys = TestKeys::private(1);
    enrolled(&mut phone, &keys, MailboxSide::First);
    let both = enrolled(&mut tablet, &keys, MailboxSide::First);
    let first = SideView { generation: 1, verifier: None, ..both };
    assert_eq!(phone.settle(&keys, MailboxSide::First, &first).status, 204);
    for generation in [0, 1, 3, u64::MAX] {
        let late = view(generation, None, &[&tablet]);
        assert_eq!(code(&tablet.settle(&keys, MailboxSide::First, &late)), ErrorCode::Taken, "{generation}");
    }
    assert_eq!(enrolled(&mut phone, &keys, MailboxSide::First), first);
}

#[test]
fn care_60_no_device_of_one_side_removes_or_keeps_out_one_of_the_other() {
    let relay = TestRelay::start();
    let (mut ann, mut ben, mut bens_tablet) = (relay.device(1), relay.device(2), relay.device(3));
    let keys = TestKeys::shared(1);
    let (path, mailbox) = (records_path(keys.mailbox()), keys.mailbox());
    enrolled(&mut ann, &keys, MailboxSide::First);
    enrolled(&mut ben, &keys, MailboxSide::Second);
    assert_eq!(code(&ann.settle(&keys, MailboxSide::Second, &view(1, None, &[&ann]))), ErrorCode::NothingHere);
    // Ben's keys on Ann's side, and off it again: nothing of his moves, and his next device isn't kept out.
    let crowd = view(1, Some(keys.verifier(MailboxSide::First)), &[&ann, &ben, &bens_tablet]);
    assert_eq!(ann.settle(&keys, MailboxSide::First, &crowd).status, 204);
    assert_eq!(
        enrolled(&mut bens_tablet, &keys, MailboxSide::Second).devices,
        view(0, None, &[&ben, &bens_tablet]).devices
    );
    assert_eq!(ann.settle(&keys, MailboxSide::First, &view(2, None, &[&ann])).status, 204);
    for device in [&mut ben, &mut bens_tablet] {
        assert_eq!(device.request("GET", &path, b"").status, 200);
        device.pushed(mailbox, vec![record(1, 10)]);
    }
    // Neither deletes what both use, also as the only one who is there.
    assert_eq!(code(&ann.request("DELETE", &format!("/v1/mailboxes/{mailbox}"), b"")), ErrorCode::NotAlone);
    let alone = TestKeys::shared(2);
    enrolled(&mut ann, &alone, MailboxSide::First);
    let reply = ann.request("DELETE", &format!("/v1/mailboxes/{}", alone.mailbox()), b"");
    assert_eq!(code(&reply), ErrorCode::NotAlone);
}

#[test]
fn a_side_takes_eight_devices_and_leaves_the_other_its_eight() {
    let relay = TestRelay::start();
    let keys = TestKeys::shared(1);
    let statuses = |first: u8, side| {
        let devices = first..first + 9;
        devices.map(|seed| relay.device(seed).enrol(&keys, side).status).collect::<Vec<_>>()
    };
    let eight = [200, 200, 200, 200, 200, 200, 200, 200, 409];
    assert_eq!(statuses(10, MailboxSide::First), eight);
    assert_eq!(statuses(30, MailboxSide::Second), eight);
}

#[test]
fn the_only_device_of_a_private_mailbox_deletes_it() {
    let relay = TestRelay::start();
    let (mut phone, mut tablet) = (relay.device(1), relay.device(2));
    let keys = TestKeys::private(1);
    let path = format!("/v1/mailboxes/{}", keys.mailbox());
    enrolled(&mut phone, &keys, MailboxSide::First);
    enrolled(&mut tablet, &keys, MailboxSide::First);
    phone.pushed(keys.mailbox(), vec![record(1, 10)]);
    assert_eq!(code(&phone.request("DELETE", &path, b"")), ErrorCode::NotAlone);
    assert_eq!(phone.settle(&keys, MailboxSide::First, &view(1, None, &[&phone])).status, 204);
    assert_eq!(phone.request("DELETE", &path, b"").status, 204);
    assert_eq!(phone.pull(keys.mailbox(), Cursor::START).status, 404);
    enrolled(&mut tablet, &keys, MailboxSide::First);
    assert!(tablet.pull_all(keys.mailbox()).is_empty(), "a new mailbox of an old name is empty");
}

#[test]
fn sides_stay_over_a_restart() {
    let relay = TestRelay::start();
    let keys = TestKeys::shared(1);
    let (mut ann, mut ben) = (relay.device(1), relay.device(2));
    enrolled(&mut ann, &keys, MailboxSide::First);
    let theirs = enrolled(&mut ben, &keys, MailboxSide::Second);
    let next = moved_on(&keys);
    let settled = view(1, Some(next.verifier(MailboxSide::First)), &[&ann]);
    assert_eq!(ann.settle(&keys, MailboxSide::First, &settled).status, 204);
    relay.pass_ms(DAY_MS);
    let relay = relay.restart_with(|_| {});
    assert_eq!(enrolled(&mut relay.device(1), &next, MailboxSide::First), settled);
    assert_eq!(enrolled(&mut relay.device(2), &keys, MailboxSide::Second), theirs);
    assert_eq!(code(&relay.device(3).enrol(&keys, MailboxSide::First)), ErrorCode::NothingHere);
}

#[test]
fn at_an_empty_relay_either_side_makes_the_mailbox_and_the_other_enrols() {
    for first_to_come in [MailboxSide::First, MailboxSide::Second] {
        let relay = TestRelay::start();
        let keys = TestKeys::shared(1);
        let (mut one, mut other) = (relay.device(1), relay.device(2));
        let other_side = if first_to_come == MailboxSide::First { MailboxSide::Second } else { MailboxSide::First };
        enrolled(&mut one, &keys, first_to_come);
        one.pushed(keys.mailbox(), vec![record(1, 10)]);
        // The one that makes it holds no root of the other side, and so can't take it.
        let request = keys.request(first_to_come, &relay.address.to_string(), one.signing());
        let taken = troth_wire::EnrolRequest { side: other_side, ..request };
        let path = format!("/v1/mailboxes/{}", keys.mailbox());
        assert_eq!(code(&one.request("POST", &path, &taken.encode())), ErrorCode::BadSignature);
        enrolled(&mut other, &keys, other_side);
        assert_eq!(other.pull_all(keys.mailbox()).len(), 1);
    }
}
