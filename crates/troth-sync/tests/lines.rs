//! The exchange with the relay: which requests are made when, and the effect of each refusal.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "tests may panic")]

mod world;

use troth_sync::{
    Asked, BACKOFF_MAX_MS, Notice, REQUEST_LIFETIME_MS, Reachable, Request, Response, Session, SyncStatus,
};
use troth_wire::{ErrorCode, ErrorDetail, RecordId, WireError};

use world::{Chance, Couple, Device, Relay};

struct Table {
    chance: Chance,
    couple: Couple,
    relay: Relay,
}

impl Table {
    fn set(seed: u64) -> Self {
        let mut chance = Chance::from_seed(seed);
        let couple = Couple::meet(&mut chance);
        Self { chance, couple, relay: Relay::default() }
    }

    /// The second partner's first device, which has only the shared stream.
    fn device(&mut self) -> &mut Device {
        &mut self.couple.devices[2]
    }

    fn ask(&mut self) -> Vec<Asked> {
        let device = self.device();
        device.engine.next_requests(device.now_ms)
    }

    fn line(&mut self) -> SyncStatus {
        let shared = self.couple.shared;
        let device = self.device();
        device.engine.view(&shared, device.now_ms).unwrap().line
    }

    fn write(&mut self) -> RecordId {
        let shared = self.couple.shared;
        self.couple.devices[2].write(&mut self.chance, &shared, 1_000).unwrap()
    }

    /// A device that has read its empty mailbox and has one entry to push.
    fn with_one_to_push(seed: u64) -> Self {
        let mut table = Self::set(seed);
        let mut relay = table.relay.clone();
        table.device().settle(&mut relay);
        table.write();
        table.device().commit();
        table
    }

    fn refuse(&mut self, error: WireError) {
        let asked = self.ask();
        for asked in asked {
            self.device().answer(asked.id, Response::Refused(error.clone()));
        }
    }
}

fn pushed(asked: &[Asked]) -> Vec<usize> {
    let sizes = asked.iter().filter_map(|asked| match &asked.request {
        Request::Push { records, .. } => Some(records.len()),
        _ => None,
    });
    sizes.collect()
}

#[test]
fn nothing_is_pushed_before_the_mailbox_was_read_and_the_store_has_it() {
    let mut table = Table::set(1);
    table.write();
    let asked = table.ask();
    assert_eq!((asked.len(), pushed(&asked)), (1, vec![]), "first a pull");
    let answer = table.relay.answer(asked[0].request.clone());
    table.device().answer(asked[0].id, answer);
    assert_eq!(table.ask(), [], "not stored yet");
    table.device().commit();
    assert_eq!(pushed(&table.ask()), [1]);
    assert_eq!(table.line(), SyncStatus::Pushing);
}

#[test]
fn one_request_per_direction_is_under_way() {
    let mut table = Table::with_one_to_push(2);
    table.device().engine.refresh();
    assert_eq!(table.ask().len(), 2);
    table.write();
    table.device().commit();
    table.device().engine.refresh();
    assert_eq!(table.ask(), []);
}

#[test]
fn failures_wait_longer_and_longer_and_the_network_coming_back_ends_the_wait() {
    let mut table = Table::with_one_to_push(3);
    let mut waits = Vec::new();
    for _ in 0..14 {
        let asked = table.ask();
        let now_ms = table.device().now_ms;
        table.device().answer(asked[0].id, Response::Unreachable);
        assert_eq!(table.ask(), [], "not at once");
        let wake_ms = table.device().engine.next_wake_ms(now_ms).unwrap();
        assert_eq!(table.line(), SyncStatus::Backoff { until_ms: wake_ms });
        waits.push(wake_ms - now_ms);
        table.device().now_ms = wake_ms;
    }
    assert!(waits[0] <= 1_000 && waits[13] >= BACKOFF_MAX_MS / 2 && waits[13] <= BACKOFF_MAX_MS, "{waits:?}");
    let asked = table.ask();
    table.device().answer(asked[0].id, Response::Unreachable);
    table.device().engine.set_reachable(Reachable::No);
    assert_eq!(table.line(), SyncStatus::Offline);
    table.device().engine.set_reachable(Reachable::Yes);
    assert_eq!(pushed(&table.ask()), [1]);
}

#[test]
fn offline_nothing_is_asked_and_writing_goes_on() {
    let mut table = Table::set(4);
    table.device().engine.set_reachable(Reachable::No);
    table.write();
    table.device().commit();
    assert_eq!(table.ask(), []);
    let shared = table.couple.shared;
    assert_eq!(table.device().heard(&shared).len(), 1);
}

#[test]
fn an_ended_session_asks_for_a_sign_in_once() {
    let mut table = Table::with_one_to_push(5);
    table.device().engine.refresh();
    table.refuse(ErrorCode::SessionExpired.into());
    let sign_ins = table.device().notices.iter().filter(|notice| **notice == Notice::SignInNeeded).count();
    assert_eq!((sign_ins, table.line()), (1, SyncStatus::SignedOut));
    assert_eq!(table.ask(), []);
    table.device().engine.set_session(Session::Open);
    assert_eq!(pushed(&table.ask()), [1]);
}

#[test]
fn the_relays_wish_to_wait_is_heeded() {
    let mut table = Table::with_one_to_push(6);
    table.refuse(WireError::with_detail(ErrorCode::RateLimited, ErrorDetail::RetryAfterSeconds(60)));
    let now_ms = table.device().now_ms;
    assert_eq!(table.line(), SyncStatus::Backoff { until_ms: now_ms + 60_000 });
}

#[test]
fn a_full_mailbox_is_said_and_does_not_stop_reading() {
    let mut table = Table::with_one_to_push(7);
    table.refuse(ErrorCode::QuotaReached.into());
    let notice = Notice::Refused { mailbox: table.couple.mailbox, error: ErrorCode::QuotaReached.into() };
    assert_eq!(table.device().notices, [notice]);
    table.device().engine.refresh();
    let asked = table.ask();
    assert!(matches!(asked[..], [Asked { request: Request::Pull { .. }, .. }]));
}

#[test]
fn a_batch_that_is_too_large_is_halved_until_one_is_left() {
    let mut table = Table::with_one_to_push(8);
    for _ in 0..299 {
        table.write();
    }
    table.device().commit();
    for expected in [256, 128, 64, 32, 16, 8, 4, 2, 1] {
        let asked = table.ask();
        assert_eq!(pushed(&asked), [expected]);
        table.device().answer(asked[0].id, Response::Refused(ErrorCode::TooLarge.into()));
    }
    assert!(
        matches!(table.line(), SyncStatus::Backoff { .. }),
        "one that is refused alone is said, kept and tried later"
    );
    let mut relay = table.relay.clone();
    table.device().settle(&mut relay);
    assert_eq!(relay.records(table.couple.mailbox).len(), 300);
}

#[test]
fn an_entry_is_not_pulled_back_by_its_own_writer() {
    let mut table = Table::with_one_to_push(9);
    let asked = table.ask();
    let answer = table.relay.answer(asked[0].request.clone());
    table.device().answer(asked[0].id, answer);
    let end = table.relay.end(table.couple.mailbox);
    assert_eq!(table.device().engine.watched()[0].cursor, end, "the receipt moved the cursor");
    assert_eq!(table.ask(), []);
    let ring = table.relay.ring(table.couple.mailbox, 1);
    table.device().ring(ring);
    assert_eq!(table.ask(), [], "the ring of one's own push says nothing new");
}

#[test]
fn a_ring_that_continues_is_taken_at_once_and_any_other_leads_to_a_pull() {
    let mut table = Table::set(10);
    let mut relay = table.relay.clone();
    table.device().settle(&mut relay);
    let (shared, mailbox) = (table.couple.shared, table.couple.mailbox);
    let chain = table.couple.seal_chain(&mut table.chance, 0, 3);
    relay.plant(mailbox, chain[0].clone());
    let ring = relay.ring(mailbox, 1);
    table.device().ring(ring);
    assert_eq!(table.device().heard(&shared).len(), 1);
    assert_eq!(table.ask(), []);
    relay.plant(mailbox, chain[1].clone());
    relay.plant(mailbox, chain[2].clone());
    let ring = relay.ring(mailbox, 1);
    table.device().ring(ring);
    assert_eq!(table.device().heard(&shared).len(), 1, "there is a gap");
    table.device().settle(&mut relay);
    assert_eq!(table.device().heard(&shared).len(), 3);
}

#[test]
fn a_request_that_got_lost_is_forgotten_and_its_late_answer_changes_nothing() {
    let mut table = Table::with_one_to_push(11);
    let lost = table.ask().remove(0);
    table.device().now_ms += REQUEST_LIFETIME_MS + 1;
    let again = table.ask();
    assert_eq!(pushed(&again), [1]);
    let answer = table.relay.answer(lost.request);
    table.device().answer(lost.id, answer);
    assert_eq!(table.line(), SyncStatus::Pushing, "the second is still under way");
    let answer = table.relay.answer(again[0].request.clone());
    table.device().answer(again[0].id, answer);
    assert_eq!(table.relay.records(table.couple.mailbox).len(), 1);
}

#[test]
fn a_relay_put_back_gets_everything_again() {
    let mut table = Table::set(12);
    let (shared, mailbox) = (table.couple.shared, table.couple.mailbox);
    for number in [0, 2] {
        for wall_ms in 0..10 {
            table.couple.devices[number].write(&mut table.chance, &shared, wall_ms).unwrap();
        }
        table.couple.devices[number].settle(&mut table.relay);
    }
    let mut relay = table.relay.clone();
    table.device().sync(&mut relay);
    relay.rewind(mailbox, 3);
    table.device().notices.clear();
    table.device().sync(&mut relay);
    let expected = [Notice::RelayRewound { mailbox }, Notice::RelayCompared { mailbox, lacking: 17 }];
    assert_eq!(table.device().notices, expected);
    assert_eq!(relay.records(mailbox).len(), 20, "the other partner's entries too, each once");
    table.couple.devices[0].sync(&mut relay);
    assert_eq!(table.couple.devices[0].heard(&shared).len(), 20);
    assert_eq!(relay.records(mailbox).len(), 20);
}

#[test]
fn a_device_that_dies_while_comparing_compares_again() {
    let mut table = Table::set(13);
    let mailbox = table.couple.mailbox;
    for _ in 0..20 {
        table.write();
    }
    let mut relay = table.relay.clone();
    table.device().settle(&mut relay);
    relay.rewind(mailbox, 12);
    table.device().engine.refresh();
    for _ in 0..2 {
        let asked = table.ask().remove(0);
        let answer = relay.answer(asked.request);
        table.device().answer(asked.id, answer);
        table.device().now_ms += 2_000;
    }
    table.device().commit();
    table.device().restart();
    assert_eq!(table.line(), SyncStatus::Rewound);
    table.device().sync(&mut relay);
    assert_eq!(relay.records(mailbox).len(), 20);
}

#[test]
fn an_acknowledged_entry_that_the_relay_lost_before_it_was_read_back_is_pushed_again() {
    let mut table = Table::with_one_to_push(14);
    let mailbox = table.couple.mailbox;
    let other = table.couple.seal_chain(&mut table.chance, 0, 1).remove(0);
    table.relay.plant(mailbox, other);
    let asked = table.ask();
    let answer = table.relay.answer(asked[0].request.clone());
    table.device().answer(asked[0].id, answer);
    table.relay.rewind(mailbox, 1);
    let mut relay = table.relay.clone();
    table.device().settle(&mut relay);
    assert_eq!(relay.records(mailbox).len(), 2);
}

#[test]
fn a_record_that_store_and_relay_both_lost_is_said() {
    let mut table = Table::set(15);
    let mailbox = table.couple.mailbox;
    let (lost, kept) = (table.write(), table.write());
    let mut relay = table.relay.clone();
    table.device().settle(&mut relay);
    relay.rewind(mailbox, 0);
    table.device().shelf(mailbox).records.remove(&lost);
    table.device().sync(&mut relay);
    assert!(table.device().notices.contains(&Notice::RecordLost { mailbox, id: lost }));
    assert_eq!(relay.records(mailbox)[0].id(), kept, "the rest is not held up");
}

#[test]
fn a_mailbox_that_is_not_there_yet_is_tried_again_on_request() {
    let mut table = Table::set(16);
    table.refuse(ErrorCode::NothingHere.into());
    assert_eq!(table.ask(), []);
    let shared = table.couple.shared;
    table.device().engine.try_again(&shared);
    assert_eq!(table.ask().len(), 1);
}

#[test]
fn a_stream_that_was_parted_from_tells_what_is_unsent_and_then_asks_for_nothing() {
    let mut table = Table::with_one_to_push(11);
    let mut relay = table.relay.clone();
    let (mailbox, shared) = (table.couple.mailbox, table.couple.shared);
    table.device().settle(&mut relay);
    let last = table.write();
    assert_eq!(table.device().engine.part_from(&shared), []);
    // Somebody else writes at the same time, which a receipt can't hide.
    let theirs = {
        let id = table.couple.devices[0].write(&mut table.chance, &shared, 1_000).unwrap();
        table.couple.devices[0].commit();
        table.couple.devices[0].sealed(mailbox, &id)
    };
    relay.push(mailbox, vec![theirs.clone()]);
    table.device().settle(&mut relay);
    assert!(relay.records(mailbox).iter().any(|record| record.id() == last), "what was unsent is told");
    assert!(!table.device().heard(&shared).contains(&theirs.id()), "and nothing is read");
    table.device().commit();
    for _ in 0..2 {
        table.device().engine.refresh();
        table.device().ring(relay.ring(mailbox, 1));
        assert_eq!((table.ask(), table.device().engine.next_wake_ms(0)), (vec![], None));
        assert_eq!(table.device().engine.watched(), []);
        table.device().restart();
        table.device().engine.part_from(&shared);
    }
}

#[test]
fn what_was_left_unsent_is_told_after_a_start_too() {
    let mut table = Table::set(12);
    let mut relay = table.relay.clone();
    let (mailbox, shared) = (table.couple.mailbox, table.couple.shared);
    let last = table.write();
    table.device().commit();
    table.device().restart();
    table.device().engine.part_from(&shared);
    table.device().settle(&mut relay);
    assert!(relay.records(mailbox).iter().any(|record| record.id() == last));
    table.device().restart();
    table.device().engine.part_from(&shared);
    assert_eq!(table.ask(), []);
}
