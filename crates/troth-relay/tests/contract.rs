//! The relay's contract, over real sockets: mailboxes, records, doorbell, invitations, recovery.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "tests may panic")]

mod support;

use support::http::{TestKeys, mailbox, record};
use support::live::Live;
use support::{DAY_MS, TestRelay};
use troth_wire::{
    BlobId, Cursor, ErrorCode, ErrorDetail, InvitationId, MailboxSide, PullPage, PushReceipt, PushRequest,
    RecoveryErase, RecoveryPut, RelayMessage, Rings, RunningHash, SealedRecord, SideView, Ticket, Watch, Watched,
    WireMessage, WriteToken,
};

fn end_of(records: &[SealedRecord]) -> Cursor {
    records.iter().fold(Cursor::START, |cursor, record| cursor.then(&record.id()))
}

#[test]
fn records_come_back_in_order_with_their_running_hash() {
    let relay = TestRelay::start();
    let mut ann = relay.device(1);
    ann.make_mailbox(1);
    let records: Vec<_> = (0..600).map(|number| record(number, 100)).collect();
    for batch in records.chunks(256) {
        ann.pushed(mailbox(1), batch.to_vec());
    }
    assert_eq!(ann.pull_all(mailbox(1)), records);
    let page: PullPage = ann.pull(mailbox(1), Cursor::START).message();
    assert_eq!((page.records.len(), page.more), (256, true));
    assert_eq!(u64::from(page.records[0].day), relay.unix_minutes() / 60 / 24);
}

#[test]
fn a_page_stays_within_its_bytes() {
    let relay = TestRelay::start();
    let mut ann = relay.device(1);
    ann.make_mailbox(1);
    let records: Vec<_> = (0..40).map(|number| record(number, 60_000)).collect();
    for batch in records.chunks(15) {
        ann.pushed(mailbox(1), batch.to_vec());
    }
    let page: PullPage = ann.pull(mailbox(1), Cursor::START).message();
    assert_eq!((page.records.len(), page.more), (17, true));
    assert_eq!(ann.pull_all(mailbox(1)), records);
}

#[test]
fn a_repeated_push_has_the_same_positions_and_adds_nothing() {
    let relay = TestRelay::start();
    let mut ann = relay.device(1);
    ann.make_mailbox(1);
    let first = ann.pushed(mailbox(1), vec![record(1, 10), record(2, 10)]);
    assert_eq!(first.positions, [1, 2]);
    assert_eq!(ann.pushed(mailbox(1), vec![record(1, 10), record(2, 10)]), first);
    let mixed = ann.pushed(mailbox(1), vec![record(3, 10), record(1, 10), record(3, 10), record(4, 10)]);
    assert_eq!(mixed.positions, [3, 1, 3, 4]);
    assert_eq!(mixed.cursor, end_of(&[record(1, 10), record(2, 10), record(3, 10), record(4, 10)]));
    assert_eq!(ann.pull_all(mailbox(1)).len(), 4);
    let erased = record(1, 10).erased();
    assert_eq!(ann.pushed(mailbox(1), vec![erased]).positions, [1]);
    assert_eq!(ann.pull_all(mailbox(1))[0], record(1, 10), "the first content stays");
}

#[test]
fn an_empty_push_tells_the_end() {
    let relay = TestRelay::start();
    let mut ann = relay.device(1);
    ann.make_mailbox(1);
    assert_eq!(ann.pushed(mailbox(1), vec![]), PushReceipt { positions: vec![], cursor: Cursor::START });
}

#[test]
fn a_position_the_relay_does_not_have_is_rewound() {
    let relay = TestRelay::start();
    let mut ann = relay.device(1);
    ann.make_mailbox(1);
    let end = ann.pushed(mailbox(1), vec![record(1, 10), record(2, 10)]).cursor;
    let wrong = RunningHash::from_bytes([9; 32]);
    for cursor in [
        Cursor { seq: 3, running: end.running },
        Cursor { seq: 2, running: wrong },
        Cursor { seq: 1, running: end.running },
        Cursor { seq: 0, running: wrong },
        Cursor { seq: u64::MAX, running: wrong },
    ] {
        let error = ann.pull(mailbox(1), cursor).error();
        assert_eq!((error.code, error.detail), (ErrorCode::Rewound, ErrorDetail::Cursor(end)), "{cursor:?}");
    }
    let page: PullPage = ann.pull(mailbox(1), end).message();
    assert!(page.records.is_empty() && !page.more && page.cursor == end);
}

#[test]
fn a_restart_keeps_records_and_ends_sessions() {
    let relay = TestRelay::start();
    let mut ann = relay.device(1);
    ann.make_mailbox(1);
    let end = ann.pushed(mailbox(1), vec![record(1, 10)]).cursor;
    let relay = relay.restart_with(|_| {});
    let token = ann.token.clone();
    let mut ann = relay.device(1);
    let fresh = std::mem::replace(&mut ann.token, token);
    assert_eq!(ann.pull(mailbox(1), end).error().code, ErrorCode::SessionExpired);
    ann.token = fresh;
    assert_eq!(ann.pushed(mailbox(1), vec![record(2, 10)]).positions, [2]);
    assert_eq!(ann.pull_all(mailbox(1)), [record(1, 10), record(2, 10)]);
}

#[test]
fn the_bell_rings_members_with_small_records() {
    let relay = TestRelay::start();
    let (mut ann, mut ben) = (relay.device(1), relay.device(2));
    ann.make_mailbox(1);
    ben.make_mailbox(1);
    let mut bell = Live::open(&ben);
    let from_start = |mailbox| Watched { mailbox, cursor: Cursor::START };
    assert_eq!(bell.watch(vec![from_start(mailbox(1)), from_start(mailbox(2))]), [mailbox(2)]);
    let end = ann.pushed(mailbox(1), vec![record(1, 400)]).cursor;
    let ring = bell.heard_ring();
    assert_eq!((ring.mailbox, ring.cursor), (mailbox(1), end));
    assert_eq!((ring.records[0].seq, &ring.records[0].record), (1, &record(1, 400)));
    ann.pushed(mailbox(1), vec![record(1, 400)]);
    let end = ann.pushed(mailbox(1), vec![record(2, 5000)]).cursor;
    let ring = bell.heard_ring();
    assert_eq!((ring.cursor, ring.records.len()), (end, 0), "a repeated push rings nobody, a large one is pulled");
    assert_eq!(bell.watch(vec![from_start(mailbox(1))]), []);
    assert_eq!(bell.heard_ring().cursor, end, "who is behind is rung at once");
}

#[test]
fn pushing_over_the_bell_is_the_same_push() {
    let relay = TestRelay::start();
    let mut ann = relay.device(1);
    ann.make_mailbox(1);
    let mut bell = Live::open(&ann);
    for ticket in 0..100 {
        bell.push(ticket, mailbox(1), vec![record(ticket, 10)]);
    }
    for ticket in 0..100 {
        let Some(RelayMessage::Pushed(answered, receipt)) = bell.hear() else { panic!("a receipt was due") };
        assert_eq!((answered, receipt.positions), (Ticket(ticket), vec![ticket + 1]));
    }
    bell.push(7, mailbox(2), vec![record(1, 10)]);
    let Some(RelayMessage::Refused(refused)) = bell.hear() else { panic!("a refusal was due") };
    assert_eq!((refused.ticket, refused.error.code), (Ticket(7), ErrorCode::NothingHere));
    assert_eq!(ann.pull_all(mailbox(1)).len(), 100);
}

#[test]
fn who_was_shown_out_is_rung_no_more() {
    let relay = TestRelay::start();
    let (mut ann, mut ben) = (relay.device(1), relay.device(2));
    ann.make_mailbox(1);
    ben.make_mailbox(2);
    ben.make_mailbox(1);
    let mut bell = Live::open(&ben);
    bell.watch(vec![
        Watched { mailbox: mailbox(1), cursor: Cursor::START },
        Watched { mailbox: mailbox(2), cursor: Cursor::START },
    ]);
    let without_ben = SideView { generation: 1, verifier: None, devices: vec![ann.signing()] };
    assert_eq!(ann.settle(&TestKeys::private(1), MailboxSide::First, &without_ben).status, 204);
    ann.pushed(mailbox(1), vec![record(1, 10)]);
    ben.pushed(mailbox(2), vec![record(2, 10)]);
    assert_eq!(bell.heard_ring().mailbox, mailbox(2));
}

#[test]
fn the_long_poll_answers_at_once_when_behind_and_later_when_rung() {
    let relay = TestRelay::start();
    let mut ann = relay.device(1);
    ann.make_mailbox(1);
    let watch = |cursor| Watch { mailboxes: vec![Watched { mailbox: mailbox(1), cursor }] }.encode();
    let end = ann.pushed(mailbox(1), vec![record(1, 10)]).cursor;
    let rings: Rings = ann.request("POST", "/v1/bell/wait", &watch(Cursor::START)).message();
    assert_eq!(rings.rings[0].cursor, end);
    let mut poller = relay.device(1);
    let waiting = std::thread::spawn(move || poller.request("POST", "/v1/bell/wait", &watch(end)).message::<Rings>());
    let end = ann.pushed(mailbox(1), vec![record(2, 10)]).cursor;
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
    ann.make_mailbox(1);
    let pushers: Vec<_> = (2..9)
        .map(|seed| {
            let mut device = relay.device(seed);
            device.make_mailbox(1);
            std::thread::spawn(move || {
                for number in 0..50 {
                    device.pushed(mailbox(1), vec![record(u64::from(seed) * 1000 + number, 50)]);
                }
            })
        })
        .collect();
    pushers.into_iter().for_each(|pusher| pusher.join().unwrap());
    assert_eq!(ann.pull_all(mailbox(1)).len(), 350);
}

#[test]
fn push_requests_are_the_frozen_format() {
    // A later relay must read what today's client sends.
    let bytes = PushRequest { records: vec![SealedRecord::new(vec![1], vec![2], vec![3]).unwrap()] }.encode();
    assert_eq!(bytes, [0xa1, 0, 0x81, 0xa3, 0, 0x41, 1, 1, 0x41, 2, 2, 0x41, 3]);
}
