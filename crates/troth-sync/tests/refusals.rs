//! Bad input of every kind: each has a clear outcome, and none blocks good entries.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "tests may panic")]

mod world;

use troth_sync::{Authorship, Dating, Flaw, Notice, Quarantined, Request, Response, Rule, SyncStatus};
use troth_vault::{EpochKey, RecordHeader, StreamKeys, Written, seal_entry};
use troth_wire::{Cursor, PullPage, SealedRecord, StreamId, WireMessage};

use world::{Chance, Couple, Relay, device_id, device_keys, first_header, keys_with};

struct Table {
    chance: Chance,
    couple: Couple,
    relay: Relay,
}

/// The device that reads in these tests: the second partner's first.
const READER: usize = 2;

impl Table {
    fn set(seed: u64) -> Self {
        let mut chance = Chance::from_seed(seed);
        let couple = Couple::meet(&mut chance);
        Self { chance, couple, relay: Relay::default() }
    }

    fn plant(&mut self, record: SealedRecord) {
        self.relay.plant(self.couple.mailbox, record);
    }

    fn read(&mut self) {
        self.couple.devices[READER].sync(&mut self.relay);
    }

    fn reader(&mut self) -> &mut world::Device {
        &mut self.couple.devices[READER]
    }

    #[track_caller]
    fn assert_relay_fault(&mut self) {
        let mailbox = self.couple.mailbox;
        assert_eq!(self.reader().notices, [Notice::RelayFault { mailbox }]);
    }

    fn quarantined(&mut self) -> Vec<Quarantined> {
        let (shared, now_ms) = (self.couple.shared, self.reader().now_ms);
        self.reader().engine.view(&shared, now_ms).unwrap().quarantined
    }
}

/// Puts a bad record before a good one: the bad one is kept apart, the good one arrives.
#[track_caller]
fn check_quarantined(make: impl FnOnce(&mut Table) -> SealedRecord, expected: Flaw) {
    let mut table = Table::set(1);
    let bad = make(&mut table);
    let good = table.couple.seal_chain(&mut table.chance, 0, 1).remove(0);
    let (bad_id, good_id) = (bad.id(), good.id());
    table.plant(bad);
    table.plant(good);
    table.read();
    let (shared, mailbox) = (table.couple.shared, table.couple.mailbox);
    assert_eq!(table.reader().heard(&shared), [good_id].into());
    assert_eq!(table.quarantined(), [Quarantined { id: bad_id, flaw: expected }]);
    let notice = Notice::Quarantined { stream: shared, id: bad_id, flaw: expected };
    assert_eq!(table.reader().notices, [notice]);
    assert!(table.reader().shelf(mailbox).records.contains_key(&bad_id), "kept in the store");
    table.reader().restart();
    assert_eq!(table.quarantined().len(), 1, "still counted after a restart");
}

fn with_parts(record: SealedRecord, change: impl FnOnce(&mut Vec<u8>, &mut Vec<u8>, &mut Vec<u8>)) -> SealedRecord {
    let (mut header, mut slot, mut body) = record.into_parts();
    change(&mut header, &mut slot, &mut body);
    SealedRecord::new(header, slot, body).unwrap()
}

fn honest(table: &mut Table) -> SealedRecord {
    table.couple.seal_chain(&mut table.chance, 1, 1).remove(0)
}

/// Puts a record without its right content before one that builds on it and one that does not.
#[track_caller]
fn check_withheld(cut: impl FnOnce(SealedRecord) -> SealedRecord) {
    let mut table = Table::set(1);
    let chain = table.couple.seal_chain(&mut table.chance, 1, 2);
    let beside = table.couple.seal_chain(&mut table.chance, 0, 1).remove(0);
    for record in [cut(chain[0].clone()), chain[1].clone(), beside.clone()] {
        table.plant(record);
    }
    table.read();
    let (shared, mailbox, id) = (table.couple.shared, table.couple.mailbox, chain[0].id());
    for _ in 0..2 {
        assert_eq!(table.reader().heard(&shared), [beside.id()].into(), "what builds on it waits");
        let view = table.reader().engine.view(&shared, 0).unwrap();
        assert_eq!((view.bare, view.quarantined.len(), view.waiting.len()), (vec![id], 0, 1));
        assert!(!table.reader().shelf(mailbox).records.contains_key(&id), "it counts as not received");
        table.reader().commit();
        table.reader().restart();
    }
    assert_eq!(table.reader().notices, [Notice::Withheld { stream: shared, id, device: device_id(1) }]);
}

#[test]
fn an_entry_without_slot_and_body_counts_as_withheld_and_never_as_erased() {
    check_withheld(SealedRecord::erased);
}

#[test]
fn a_truncated_header_is_quarantined() {
    check_quarantined(
        |table| with_parts(honest(table), |header, _, _| header.truncate(header.len() / 2)),
        Flaw::Tampered,
    );
}

#[test]
fn a_header_of_one_byte_is_quarantined() {
    check_quarantined(|table| with_parts(honest(table), |header, _, _| header.truncate(1)), Flaw::NoKey);
}

#[test]
fn a_changed_body_counts_as_withheld() {
    check_withheld(|record| with_parts(record, |_, _, body| body[0] ^= 1));
}

#[test]
fn a_truncated_body_counts_as_withheld() {
    check_withheld(|record| with_parts(record, |_, _, body| body.truncate(body.len() / 2)));
}

#[test]
fn a_record_under_a_foreign_key_is_quarantined() {
    check_quarantined(
        |table| {
            let foreign = keys_with(&mut table.chance, 1, 1);
            let header = first_header(table.couple.shared, device_id(1));
            seal_entry(&mut table.chance.rng, &foreign, &table.couple.personal[0], &device_keys(1), &header, b"foreign")
                .unwrap()
        },
        Flaw::NoKey,
    );
}

#[test]
fn a_record_of_another_stream_is_quarantined() {
    check_quarantined(
        |table| {
            let other = StreamId::from_bytes([9; 16]);
            let keys = StreamKeys::from_parts(other, table.couple.mailbox, table.couple.keys.current().clone());
            let header = first_header(other, device_id(1));
            seal_entry(&mut table.chance.rng, &keys, &table.couple.personal[0], &device_keys(1), &header, b"elsewhere")
                .unwrap()
        },
        Flaw::OtherStream,
    );
}

#[test]
fn a_record_of_the_own_stream_replayed_into_the_shared_one_is_quarantined() {
    check_quarantined(
        |table| {
            let own = table.couple.own;
            let id = table.couple.devices[0].write(&mut table.chance, &own, 1_000).unwrap();
            table.couple.devices[0].commit();
            table.couple.devices[0].sealed(table.couple.own_mailbox, &id)
        },
        Flaw::NoKey,
    );
}

#[test]
fn a_record_of_a_newer_version_is_kept_for_later() {
    check_quarantined(|table| with_parts(honest(table), |header, _, _| header[0] = 200), Flaw::UnsupportedVersion);
}

#[test]
fn an_oversized_record_makes_the_page_unreadable_and_moves_nothing() {
    let mut table = Table::set(2);
    let page = PullPage { records: Vec::new(), cursor: Cursor::START, more: false }.encode();
    assert!(PullPage::decode(&page[..page.len() - 1]).is_err(), "what makes a shell say so");
    let (now_ms, shared) = (table.reader().now_ms, table.couple.shared);
    let asked = table.reader().engine.next_requests(now_ms).remove(0);
    table.reader().answer(asked.id, Response::Unreadable);
    table.assert_relay_fault();
    assert!(matches!(table.reader().engine.view(&shared, now_ms).unwrap().line, SyncStatus::Backoff { .. }));
    assert_eq!(table.reader().engine.watched()[0].cursor, Cursor::START);
}

#[test]
fn a_page_that_contradicts_itself_moves_nothing() {
    let spoil: [fn(&mut PullPage); 4] = [
        |page| page.records[0].seq += 1,
        |page| drop(page.records.remove(0)),
        |page| page.cursor = page.cursor.then(&page.records[0].record.id()),
        |page| page.records.swap(0, 1),
    ];
    for spoil in spoil {
        let mut table = Table::set(3);
        for record in table.couple.seal_chain(&mut table.chance, 0, 3) {
            table.plant(record);
        }
        let now_ms = table.reader().now_ms;
        let asked = table.reader().engine.next_requests(now_ms).remove(0);
        let Response::Page(mut page) = table.relay.answer(asked.request) else { panic!("a page") };
        spoil(&mut page);
        table.reader().answer(asked.id, Response::Page(page));
        let shared = table.couple.shared;
        assert!(table.reader().heard(&shared).is_empty());
        table.assert_relay_fault();
        table.read();
        assert_eq!(table.reader().heard(&shared).len(), 3, "asked again later");
    }
}

#[test]
fn a_replayed_record_is_delivered_once() {
    let mut table = Table::set(4);
    let record = honest(&mut table);
    table.plant(record.clone());
    table.plant(record.clone());
    table.read();
    table.plant(record);
    table.read();
    let shared = table.couple.shared;
    assert_eq!(table.reader().told[&shared].len(), 1);
    assert_eq!(table.reader().notices, []);
}

#[test]
fn a_good_copy_takes_the_place_of_a_damaged_one() {
    let mut table = Table::set(5);
    let chain = table.couple.seal_chain(&mut table.chance, 0, 2);
    let damaged = with_parts(chain[0].clone(), |_, _, body| body[3] ^= 1);
    table.plant(damaged);
    table.plant(chain[1].clone());
    table.read();
    let shared = table.couple.shared;
    assert!(table.reader().heard(&shared).is_empty(), "the second waits for the first");
    table.plant(chain[0].clone());
    table.read();
    assert_eq!(table.reader().heard(&shared).len(), 2);
    assert_eq!(table.quarantined(), []);
    table.reader().commit();
    table.reader().restart();
    assert_eq!(table.reader().heard(&shared).len(), 2, "the store has the good copy");
}

/// A record with a changed header has another id, so the good one comes as another record and the bad one stays apart.
#[test]
fn a_good_copy_counts_beside_one_with_a_damaged_header() {
    let mut table = Table::set(5);
    let chain = table.couple.seal_chain(&mut table.chance, 0, 2);
    let damaged = with_parts(chain[0].clone(), |header, _, _| header[30] ^= 1);
    let apart = [Quarantined { id: damaged.id(), flaw: Flaw::NoKey }];
    table.plant(damaged);
    chain.iter().rev().for_each(|record| table.plant(record.clone()));
    table.read();
    table.reader().commit();
    let shared = table.couple.shared;
    for _ in 0..2 {
        assert_eq!(table.reader().heard(&shared), chain.iter().map(SealedRecord::id).collect());
        assert_eq!(table.quarantined(), apart);
        table.reader().restart();
    }
}

#[test]
fn a_new_epoch_key_frees_what_waited_for_it() {
    let mut table = Table::set(6);
    let shared = table.couple.shared;
    let mut rotated = table.couple.keys.clone();
    rotated.make_current(EpochKey::make(&mut table.chance.rng)).unwrap();
    table.couple.devices[0].set_keys(rotated.clone());
    table.couple.devices[0].write(&mut table.chance, &shared, 1_000).unwrap();
    table.couple.devices[0].write(&mut table.chance, &shared, 2_000).unwrap();
    table.couple.devices[0].settle(&mut table.relay);
    table.read();
    assert_eq!(table.quarantined().len(), 2);
    table.reader().set_keys(rotated);
    table.read();
    assert_eq!((table.quarantined().len(), table.reader().heard(&shared).len()), (0, 2));
}

#[test]
fn care_23_an_entry_forged_in_my_name_is_refused() {
    let mut table = Table::set(7);
    let (shared, me) = (table.couple.shared, device_id(READER));
    let forged = table.couple.seal(&mut table.chance, 0, &first_header(shared, me));
    let mut header = table.couple.header_after(&forged);
    (header.device, header.seq, header.prev, header.deps) = (device_id(0), 1, None, vec![forged.id()]);
    let honest = table.couple.seal(&mut table.chance, 0, &header);
    let (id, honest_id) = (forged.id(), honest.id());
    table.plant(forged);
    table.plant(honest);
    table.read();
    let notice = Notice::RuleBroken { stream: shared, id, device: me, rule: Rule::Authorship };
    assert_eq!(table.reader().notices, [notice]);
    assert_eq!(table.reader().heard(&shared), [honest_id].into(), "what was honestly built on it is not blocked");
    let own = table.couple.devices[READER].write(&mut table.chance, &shared, 5_000).unwrap();
    let entry = table.reader().entry(&shared, &own).unwrap();
    assert_eq!((entry.header.seq, entry.authorship), (1, Authorship::Own), "my chain knows nothing of it");
}

#[test]
fn care_23_a_partner_cannot_tell_whose_tag_it_is() {
    let mut table = Table::set(8);
    let shared = table.couple.shared;
    let record = honest(&mut table);
    let id = record.id();
    table.plant(record);
    table.read();
    table.couple.devices[0].sync(&mut table.relay);
    assert_eq!(table.reader().entry(&shared, &id).unwrap().authorship, Authorship::Other);
    assert_eq!(table.couple.devices[0].entry(&shared, &id).unwrap().authorship, Authorship::Own);
}

/// Plants a chain of two entries, then a third that breaks a rule, then a fourth by another device that builds on it.
#[track_caller]
fn check_rule(change: impl FnOnce(&mut RecordHeader), expected: Rule) {
    let mut table = Table::set(9);
    let chain = table.couple.seal_chain(&mut table.chance, 0, 2);
    let mut header = table.couple.header_after(&chain[1]);
    change(&mut header);
    let bad = table.couple.seal(&mut table.chance, 0, &header);
    let mut next = first_header(table.couple.shared, device_id(1));
    let lamport = if header.prev == Some(chain[1].id()) { 4 } else { 2 };
    (next.deps, next.lamport) = (vec![bad.id()], lamport);
    let next = table.couple.seal(&mut table.chance, 0, &next);
    let (shared, bad_id, next_id) = (table.couple.shared, bad.id(), next.id());
    for record in chain.into_iter().chain([bad, next]) {
        table.plant(record);
    }
    table.read();
    let notice = Notice::RuleBroken { stream: shared, id: bad_id, device: header.device, rule: expected };
    assert_eq!(table.reader().notices, [notice]);
    let heard = table.reader().heard(&shared);
    assert!(!heard.contains(&bad_id) && heard.contains(&next_id), "refused, and no obstacle: {heard:?}");
}

#[test]
fn a_lamport_number_that_is_too_high_is_refused() {
    check_rule(|header| header.lamport += 1_000_000, Rule::Lamport);
}

#[test]
fn a_lamport_number_that_is_too_low_is_refused() {
    check_rule(|header| header.lamport = 1, Rule::Lamport);
}

#[test]
fn a_lamport_number_at_the_end_of_numbers_is_refused() {
    check_rule(|header| header.lamport = u64::MAX, Rule::Lamport);
}

#[test]
fn a_gap_in_the_chain_is_refused() {
    check_rule(|header| header.seq += 1, Rule::Chain);
}

#[test]
fn a_repeated_number_in_the_chain_is_refused() {
    check_rule(|header| header.seq -= 1, Rule::Chain);
}

#[test]
fn another_devices_chain_cannot_be_continued() {
    check_rule(|header| header.device = device_id(7), Rule::Chain);
}

#[test]
fn a_chain_does_not_begin_in_the_middle() {
    check_rule(|header| (header.prev, header.lamport) = (None, 1), Rule::Chain);
}

#[test]
fn nothing_continues_from_outside_a_chain() {
    let mut table = Table::set(10);
    let mut loose = first_header(table.couple.shared, device_id(0));
    loose.seq = 7;
    let loose = table.couple.seal(&mut table.chance, 0, &loose);
    let next = table.couple.header_after(&loose);
    let next = table.couple.seal(&mut table.chance, 0, &next);
    table.plant(loose);
    table.plant(next);
    table.read();
    let shared = table.couple.shared;
    assert!(table.reader().heard(&shared).is_empty());
    assert_eq!(table.reader().notices.len(), 2, "a second chain beside the first would hide a date put back");
}

/// Writes a chain with these wall times by hand and lists how each is dated.
fn datings(walls_ms: &[i64]) -> Vec<Dating> {
    let mut table = Table::set(11);
    let mut before: Option<SealedRecord> = None;
    for unix_ms in walls_ms {
        let mut header = match &before {
            None => first_header(table.couple.shared, device_id(0)),
            Some(before) => table.couple.header_after(before),
        };
        header.written = Written { unix_ms: *unix_ms, offset_minutes: 0 };
        let record = table.couple.seal(&mut table.chance, 0, &header);
        table.plant(record.clone());
        before = Some(record);
    }
    table.read();
    let shared = table.couple.shared;
    table.reader().told[&shared].iter().map(|entry| entry.dating).collect()
}

#[test]
fn wall_time_that_falls_is_marked_and_never_refused() {
    use Dating::{FellBack, Steady};
    assert_eq!(datings(&[10, 20, 20, 30]), [Steady, Steady, Steady, Steady]);
    assert_eq!(datings(&[10, 20, 15, 30]), [Steady, Steady, FellBack, Steady]);
    assert_eq!(datings(&[10, 100, 50, 60]), [Steady, Steady, FellBack, FellBack], "one step back hides no second");
}

#[test]
fn a_clock_set_right_by_seconds_is_smoothed_over() {
    let mut table = Table::set(12);
    let shared = table.couple.shared;
    for unix_ms in [1_000_000, 999_000, 1_000] {
        table.couple.devices[0].write(&mut table.chance, &shared, unix_ms).unwrap();
    }
    let told = &table.couple.devices[0].told[&shared];
    let walls: Vec<_> = told.iter().map(|entry| (entry.header.written.unix_ms, entry.dating)).collect();
    assert_eq!(walls, [(1_000_000, Dating::Steady), (1_000_000, Dating::Steady), (1_000, Dating::FellBack)]);
}

#[test]
fn content_beyond_its_limit_is_refused_before_anything_changes() {
    let mut table = Table::set(14);
    let shared = table.couple.shared;
    let written = Written { unix_ms: 1, offset_minutes: 0 };
    let draft = troth_sync::EntryDraft { kind: 1, body: vec![0; 80_000], written };
    let device = &mut table.couple.devices[0];
    assert!(device.engine.append(&mut table.chance.rng, &shared, draft).is_err());
    device.write(&mut table.chance, &shared, 2).unwrap();
    assert_eq!(device.told[&shared][0].header.seq, 1);
}

#[test]
fn an_answer_of_the_wrong_kind_is_a_fault() {
    let mut table = Table::set(15);
    let now_ms = table.reader().now_ms;
    let asked = table.reader().engine.next_requests(now_ms).remove(0);
    assert!(matches!(asked.request, Request::Pull { .. }));
    table.reader().answer(asked.id, Response::Loaded(Vec::new()));
    table.assert_relay_fault();
}
