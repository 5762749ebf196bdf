//! The relay's contract, over real sockets: mailboxes, records, doorbell, invitations, recovery.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "tests may panic")]

mod support;

use support::http::{record, records_path};
use support::live::Live;
use support::{DAY_MS, TestRelay};
use troth_wire::{
    BlobId, Cursor, ErrorCode, ErrorDetail, InvitationId, MailboxId, PullPage, PushReceipt, PushRequest, RecoveryErase,
    RecoveryPut, RelayMessage, Rings, RunningHash, SealedRecord, Ticket, Watch, Watched, WireMessage, WriteToken,
};

const MAILBOX: MailboxId = MailboxId::from_bytes([1; 16]);
const OTHER: MailboxId = MailboxId::from_bytes([2; 16]);

fn end_of(records: &[SealedRecord]) -> Cursor {
    records.iter().fold(Cursor::START, |cursor, record| cursor.then(&record.id()))
}

#[test]
fn records_come_back_in_order_with_their_running_hash() {
    let relay = TestRelay::start();
    let mut ann = relay.device(1);
    ann.make_mailbox(MAILBOX);
    let records: Vec<_> = (0..600).map(|number| record(number, 100)).collect();
    for batch in records.chunks(256) {
        ann.pushed(MAILBOX, batch.to_vec());
    }
    assert_eq!(ann.pull_all(MAILBOX), records);
    let page: PullPage = ann.pull(MAILBOX, Cursor::START).message();
    assert_eq!((page.records.len(), page.more), (256, true));
    assert_eq!(u64::from(page.records[0].day), relay.unix_minutes() / 60 / 24);
}

#[test]
fn a_page_stays_within_its_bytes() {
    let relay = TestRelay::start();
    let mut ann = relay.device(1);
    ann.make_mailbox(MAILBOX);
    let records: Vec<_> = (0..40).map(|number| record(number, 60_000)).collect();
    for batch in records.chunks(15) {
        ann.pushed(MAILBOX, batch.to_vec());
    }
    let page: PullPage = ann.pull(MAILBOX, Cursor::START).message();
    assert_eq!((page.records.len(), page.more), (17, true));
    assert_eq!(ann.pull_all(MAILBOX), records);
}

#[test]
fn a_repeated_push_has_the_same_positions_and_adds_nothing() {
    let relay = TestRelay::start();
    let mut ann = relay.device(1);
    ann.make_mailbox(MAILBOX);
    let first = ann.pushed(MAILBOX, vec![record(1, 10), record(2, 10)]);
    assert_eq!(first.positions, [1, 2]);
    assert_eq!(ann.pushed(MAILBOX, vec![record(1, 10), record(2, 10)]), first);
    let mixed = ann.pushed(MAILBOX, vec![record(3, 10), record(1, 10), record(3, 10), record(4, 10)]);
    assert_eq!(mixed.positions, [3, 1, 3, 4]);
    assert_eq!(mixed.cursor, end_of(&[record(1, 10), record(2, 10), record(3, 10), record(4, 10)]));
    assert_eq!(ann.pull_all(MAILBOX).len(), 4);
    let erased = record(1, 10).erased();
    assert_eq!(ann.pushed(MAILBOX, vec![erased]).positions, [1]);
    assert_eq!(ann.pull_all(MAILBOX)[0], record(1, 10), "the first content stays");
}

#[test]
fn an_empty_push_tells_the_end() {
    let relay = TestRelay::start();
    let mut ann = relay.device(1);
    ann.make_mailbox(MAILBOX);
    assert_eq!(ann.pushed(MAILBOX, vec![]), PushReceipt { positions: vec![], cursor: Cursor::START });
}

#[test]
fn a_mailbox_is_not_there_for_strangers() {
    let relay = TestRelay::start();
    let (mut ann, mut eve) = (relay.device(1), relay.device(2));
    ann.make_mailbox(MAILBOX);
    ann.pushed(MAILBOX, vec![record(1, 10)]);
    let member = format!("/v1/mailboxes/{MAILBOX}/members/{}", eve.signing());
    let absent = eve.pull(OTHER, Cursor::START);
    for (method, path) in [
        ("POST", format!("/v1/mailboxes/{MAILBOX}")),
        ("DELETE", format!("/v1/mailboxes/{MAILBOX}")),
        ("PUT", member.clone()),
        ("DELETE", member),
        ("GET", records_path(MAILBOX)),
    ] {
        let reply = eve.request(method, &path, b"");
        assert_eq!((reply.status, &reply.body), (404, &absent.body), "{method} {path}");
    }
    assert_eq!(eve.push(MAILBOX, vec![record(2, 10)]).error().code, ErrorCode::NothingHere);
    assert_eq!(ann.pull_all(MAILBOX).len(), 1);
}

#[test]
fn members_come_and_go_and_the_last_one_deletes() {
    let relay = TestRelay::start();
    let (mut ann, mut ben) = (relay.device(1), relay.device(2));
    ann.make_mailbox(MAILBOX);
    let path = format!("/v1/mailboxes/{MAILBOX}");
    let bens = format!("{path}/members/{}", ben.signing());
    let anns = format!("{path}/members/{}", ann.signing());
    assert_eq!(ann.request("DELETE", &anns, b"").error().code, ErrorCode::LastMember);
    for _ in 0..2 {
        assert_eq!(ann.request("PUT", &bens, b"").status, 204);
    }
    assert_eq!(ben.request("POST", &path, b"").status, 204, "making what one is a member of is fine");
    ben.pushed(MAILBOX, vec![record(1, 10)]);
    assert_eq!(ann.request("DELETE", &path, b"").error().code, ErrorCode::NotAlone);
    assert_eq!(ann.request("DELETE", &anns, b"").status, 204);
    assert_eq!(ann.pull(MAILBOX, Cursor::START).status, 404);
    assert_eq!(ben.request("DELETE", &path, b"").status, 204);
    assert_eq!(ben.pull(MAILBOX, Cursor::START).status, 404);
    ann.make_mailbox(MAILBOX);
    assert!(ann.pull_all(MAILBOX).is_empty(), "a new mailbox of an old name is empty");
}

#[test]
fn a_mailbox_takes_sixteen_members() {
    let relay = TestRelay::start();
    let mut ann = relay.device(1);
    ann.make_mailbox(MAILBOX);
    let statuses: Vec<u16> = (2..=17)
        .map(|seed| {
            let key = relay.device(seed).signing();
            ann.request("PUT", &format!("/v1/mailboxes/{MAILBOX}/members/{key}"), b"").status
        })
        .collect();
    assert_eq!(statuses.iter().filter(|status| **status == 204).count(), 15);
    assert_eq!(statuses.last(), Some(&409));
}

#[test]
fn a_position_the_relay_does_not_have_is_rewound() {
    let relay = TestRelay::start();
    let mut ann = relay.device(1);
    ann.make_mailbox(MAILBOX);
    let end = ann.pushed(MAILBOX, vec![record(1, 10), record(2, 10)]).cursor;
    let wrong = RunningHash::from_bytes([9; 32]);
    for cursor in [
        Cursor { seq: 3, running: end.running },
        Cursor { seq: 2, running: wrong },
        Cursor { seq: 1, running: end.running },
        Cursor { seq: 0, running: wrong },
        Cursor { seq: u64::MAX, running: wrong },
    ] {
        let error = ann.pull(MAILBOX, cursor).error();
        assert_eq!((error.code, error.detail), (ErrorCode::Rewound, ErrorDetail::Cursor(end)), "{cursor:?}");
    }
    let page: PullPage = ann.pull(MAILBOX, end).message();
    assert!(page.records.is_empty() && !page.more && page.cursor == end);
}

#[test]
fn a_restart_keeps_records_and_ends_sessions() {
    let relay = TestRelay::start();
    let mut ann = relay.device(1);
    ann.make_mailbox(MAILBOX);
    let end = ann.pushed(MAILBOX, vec![record(1, 10)]).cursor;
    let relay = relay.restart_with(|_| {});
    let token = ann.token.clone();
    let mut ann = relay.device(1);
    let fresh = std::mem::replace(&mut ann.token, token);
    assert_eq!(ann.pull(MAILBOX, end).error().code, ErrorCode::SessionExpired);
    ann.token = fresh;
    assert_eq!(ann.pushed(MAILBOX, vec![record(2, 10)]).positions, [2]);
    assert_eq!(ann.pull_all(MAILBOX), [record(1, 10), record(2, 10)]);
}

#[test]
fn the_bell_rings_members_with_small_records() {
    let relay = TestRelay::start();
    let (mut ann, ben) = (relay.device(1), relay.device(2));
    ann.make_mailbox(MAILBOX);
    assert_eq!(ann.request("PUT", &format!("/v1/mailboxes/{MAILBOX}/members/{}", ben.signing()), b"").status, 204);
    let mut bell = Live::open(&ben);
    let from_start = |mailbox| Watched { mailbox, cursor: Cursor::START };
    assert_eq!(bell.watch(vec![from_start(MAILBOX), from_start(OTHER)]), [OTHER]);
    let end = ann.pushed(MAILBOX, vec![record(1, 400)]).cursor;
    let ring = bell.heard_ring();
    assert_eq!((ring.mailbox, ring.cursor), (MAILBOX, end));
    assert_eq!((ring.records[0].seq, &ring.records[0].record), (1, &record(1, 400)));
    ann.pushed(MAILBOX, vec![record(1, 400)]);
    let end = ann.pushed(MAILBOX, vec![record(2, 5000)]).cursor;
    let ring = bell.heard_ring();
    assert_eq!((ring.cursor, ring.records.len()), (end, 0), "a repeated push rings nobody, a large one is pulled");
    assert_eq!(bell.watch(vec![from_start(MAILBOX)]), []);
    assert_eq!(bell.heard_ring().cursor, end, "who is behind is rung at once");
}

#[test]
fn pushing_over_the_bell_is_the_same_push() {
    let relay = TestRelay::start();
    let mut ann = relay.device(1);
    ann.make_mailbox(MAILBOX);
    let mut bell = Live::open(&ann);
    for ticket in 0..100 {
        bell.push(ticket, MAILBOX, vec![record(ticket, 10)]);
    }
    for ticket in 0..100 {
        let Some(RelayMessage::Pushed(answered, receipt)) = bell.hear() else { panic!("a receipt was due") };
        assert_eq!((answered, receipt.positions), (Ticket(ticket), vec![ticket + 1]));
    }
    bell.push(7, OTHER, vec![record(1, 10)]);
    let Some(RelayMessage::Refused(refused)) = bell.hear() else { panic!("a refusal was due") };
    assert_eq!((refused.ticket, refused.error.code), (Ticket(7), ErrorCode::NothingHere));
    assert_eq!(ann.pull_all(MAILBOX).len(), 100);
}

#[test]
fn who_was_shown_out_is_rung_no_more() {
    let relay = TestRelay::start();
    let (mut ann, mut ben) = (relay.device(1), relay.device(2));
    ann.make_mailbox(MAILBOX);
    ben.make_mailbox(OTHER);
    let bens = format!("/v1/mailboxes/{MAILBOX}/members/{}", ben.signing());
    ann.request("PUT", &bens, b"");
    let mut bell = Live::open(&ben);
    bell.watch(vec![
        Watched { mailbox: MAILBOX, cursor: Cursor::START },
        Watched { mailbox: OTHER, cursor: Cursor::START },
    ]);
    ann.request("DELETE", &bens, b"");
    ann.pushed(MAILBOX, vec![record(1, 10)]);
    ben.pushed(OTHER, vec![record(2, 10)]);
    assert_eq!(bell.heard_ring().mailbox, OTHER);
}

#[test]
fn the_long_poll_answers_at_once_when_behind_and_later_when_rung() {
    let relay = TestRelay::start();
    let mut ann = relay.device(1);
    ann.make_mailbox(MAILBOX);
    let watch = |cursor| Watch { mailboxes: vec![Watched { mailbox: MAILBOX, cursor }] }.encode();
    let end = ann.pushed(MAILBOX, vec![record(1, 10)]).cursor;
    let rings: Rings = ann.request("POST", "/v1/bell/wait", &watch(Cursor::START)).message();
    assert_eq!(rings.rings[0].cursor, end);
    let mut poller = relay.device(1);
    let waiting = std::thread::spawn(move || poller.request("POST", "/v1/bell/wait", &watch(end)).message::<Rings>());
    let end = ann.pushed(MAILBOX, vec![record(2, 10)]).cursor;
    assert_eq!(waiting.join().unwrap().rings[0].cursor, end);
}

#[test]
fn an_invitation_carries_its_messages_once() {
    let relay = TestRelay::start();
    let mut ann = relay.device(1);
    let mut ben = support::http::Device::new(relay.address, 2);
    let path = format!("/v1/invitations/{}", InvitationId::from_bytes([3; 16]));
    for _ in 0..2 {
        assert_eq!(ann.request("PUT", &path, b"zero").status, 204);
    }
    assert_eq!(ann.request("PUT", &path, b"other").error().code, ErrorCode::Taken);
    assert_eq!(ben.request("GET", &format!("{path}/0"), b"").body, b"zero");
    for _ in 0..2 {
        assert_eq!(ben.request("PUT", &format!("{path}/1"), b"one").status, 204);
    }
    assert_eq!(ben.request("PUT", &format!("{path}/1"), b"uno").error().code, ErrorCode::Taken);
    assert_eq!(ben.request("PUT", &format!("{path}/0"), b"zero").status, 404);
    assert_eq!(ben.request("PUT", &format!("{path}/6"), b"six").status, 404);
    assert_eq!(ann.request("GET", &format!("{path}/1"), b"").body, b"one");
    let mut eve = relay.device(9);
    assert_eq!(eve.request("DELETE", &path, b"").status, 404, "only its creator withdraws it");
    assert_eq!(ann.request("GET", &format!("{path}/1"), b"").status, 200);
}

#[test]
fn care_17_unopened_withdrawn_expired_and_never_made_look_the_same() {
    let relay = TestRelay::start();
    let mut ann = relay.device(1);
    let path = |byte| format!("/v1/invitations/{}", InvitationId::from_bytes([byte; 16]));
    let poll = |ann: &mut support::http::Device, byte| {
        let reply = ann.request("GET", &format!("{}/1", path(byte)), b"");
        let headers = reply.headers.into_iter().filter(|(name, _)| name != "date").collect::<Vec<_>>();
        (reply.status, headers, reply.body)
    };
    let never = poll(&mut ann, 1);
    ann.request("PUT", &path(2), b"zero");
    assert_eq!(poll(&mut ann, 2), never, "unopened");
    assert_eq!(ann.request("GET", &format!("{}/0", path(2)), b"").status, 200);
    assert_eq!(poll(&mut ann, 2), never, "opened, perhaps declined");
    ann.request("DELETE", &path(2), b"");
    assert_eq!(poll(&mut ann, 2), never, "withdrawn");
    ann.request("PUT", &path(3), b"zero");
    ann.request("PUT", &format!("{}/1", path(3)), b"one");
    relay.pass_ms(7 * DAY_MS);
    assert_eq!(poll(&mut ann, 3).0, 200, "seven days are kept");
    relay.pass_ms(DAY_MS);
    assert_eq!(poll(&mut ann, 3), never, "expired");
    ann.sign_in(relay.unix_minutes());
    assert_eq!(ann.request("PUT", &format!("{}/2", path(3)), b"two").status, 404);
    assert_eq!(ann.request("PUT", &path(3), b"new").status, 204, "the sweep has made room");
    assert_eq!(poll(&mut ann, 3), never);
}

#[test]
fn a_recovery_blob_is_replaced_by_its_token_only() {
    let relay = TestRelay::start();
    let mut ann = relay.device(1);
    let mut paper = support::http::Device::new(relay.address, 7);
    let path = format!("/v1/recovery/{}", BlobId::from_bytes([4; 16]));
    let put =
        |byte: u8, blob: &[u8]| RecoveryPut { token: WriteToken::from_bytes([byte; 32]), blob: blob.to_vec() }.encode();
    assert_eq!(paper.request("GET", &path, b"").status, 404);
    assert_eq!(paper.request("PUT", &path, &put(1, b"x")).error().code, ErrorCode::SessionExpired);
    assert_eq!(ann.request("PUT", &path, &put(1, b"first")).status, 204);
    assert_eq!(ann.request("PUT", &path, &put(2, b"forged")).error().code, ErrorCode::WrongToken);
    assert_eq!(ann.request("PUT", &path, &put(1, b"second")).status, 204);
    assert_eq!(paper.request("GET", &path, b"").body, b"second");
    let erase = |byte| RecoveryErase { token: WriteToken::from_bytes([byte; 32]) }.encode();
    assert_eq!(ann.request("DELETE", &path, &erase(2)).error().code, ErrorCode::WrongToken);
    assert_eq!(ann.request("DELETE", &path, &erase(1)).status, 204);
    assert_eq!(paper.request("GET", &path, b"").status, 404);
}

#[test]
fn pushes_by_many_devices_at_once_leave_one_order() {
    let relay = TestRelay::start();
    let mut ann = relay.device(1);
    ann.make_mailbox(MAILBOX);
    let pushers: Vec<_> = (2..10)
        .map(|seed| {
            let mut device = relay.device(seed);
            ann.request("PUT", &format!("/v1/mailboxes/{MAILBOX}/members/{}", device.signing()), b"");
            std::thread::spawn(move || {
                for number in 0..50 {
                    device.pushed(MAILBOX, vec![record(u64::from(seed) * 1000 + number, 50)]);
                }
            })
        })
        .collect();
    pushers.into_iter().for_each(|pusher| pusher.join().unwrap());
    assert_eq!(ann.pull_all(MAILBOX).len(), 400);
}

#[test]
fn push_requests_are_the_frozen_format() {
    // A later relay must read what today's client sends.
    let bytes = PushRequest { records: vec![SealedRecord::new(vec![1], vec![2], vec![3]).unwrap()] }.encode();
    assert_eq!(bytes, [0xa1, 0, 0x81, 0xa3, 0, 0x41, 1, 1, 0x41, 2, 2, 0x41, 3]);
}
