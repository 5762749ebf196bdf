//! Keys carried in entries: they are handed over before the entry has a place, or nothing could ever be opened.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "tests may panic")]

mod world;

use troth_sync::{AppendError, Authorship, Carrier, EntryDraft, Flaw, MayWrite};
use troth_vault::{EpochKey, Written, open_entry};
use troth_wire::RecordId;

use world::{Chance, Couple, KEY_KIND, Relay};

const WRITER: usize = 0;
const READER: usize = 2;

struct Table {
    chance: Chance,
    couple: Couple,
    relay: Relay,
    /// What the writer seals under and the reader lacks.
    epoch: EpochKey,
    /// An entry under it, and an entry that carries it and builds on the first.
    words: RecordId,
    carrier: RecordId,
}

/// The writer has moved to another epoch, and passes it on only then.
fn rotated(seed: u64) -> Table {
    let mut chance = Chance::from_seed(seed);
    let (mut couple, mut relay) = (Couple::meet(&mut chance), Relay::default());
    let (shared, epoch) = (couple.shared, EpochKey::make(&mut chance.rng));
    let mut keys = couple.keys.clone();
    keys.make_current(epoch.clone()).unwrap();
    let writer = &mut couple.devices[WRITER];
    writer.set_keys(keys);
    let words = writer.write(&mut chance, &shared, 1_000).unwrap();
    let written = Written { unix_ms: 2_000, offset_minutes: 0 };
    let draft = EntryDraft { kind: KEY_KIND, body: b"for the reader".to_vec(), written };
    let carrier = writer.write_draft(&mut chance, &shared, draft).unwrap();
    writer.settle(&mut relay);
    Table { chance, couple, relay, epoch, words, carrier }
}

impl Table {
    fn read(&mut self) {
        self.couple.devices[READER].sync(&mut self.relay);
    }

    fn reader(&mut self) -> &mut world::Device {
        &mut self.couple.devices[READER]
    }

    fn expected(&self) -> Carrier {
        let device = world::device_id(WRITER);
        let authorship = Authorship::Other;
        Carrier { stream: self.couple.shared, device, seq: 2, authorship, body: b"for the reader".to_vec() }
    }
}

#[test]
fn an_entry_with_keys_is_sealed_under_the_first_epoch_and_handed_over_before_its_turn() {
    let mut table = rotated(1);
    let (shared, mailbox) = (table.couple.shared, table.couple.mailbox);
    let (words, carrier) = (table.words, table.carrier);
    let sealed = table.couple.devices[WRITER].sealed(mailbox, &carrier);
    assert!(open_entry(&table.couple.keys, &sealed).is_ok(), "whoever was ever here can open it");
    table.read();
    let expected = table.expected();
    assert_eq!(table.reader().carriers, [expected]);
    assert!(table.reader().heard(&shared).is_empty(), "it builds on what needs the key that it brings");
    let waits = table.reader().engine.view(&shared, 0).unwrap();
    assert_eq!(waits.quarantined.iter().map(|one| (one.id, one.flaw)).collect::<Vec<_>>(), [(words, Flaw::NoKey)]);

    let mut keys = table.couple.keys.clone();
    keys.add_older(table.epoch.clone()).unwrap();
    table.reader().set_keys(keys);
    table.read();
    assert_eq!(table.reader().heard(&shared), [words, carrier].into());
    assert_eq!(table.reader().carriers.len(), 1, "once is enough");
}

#[test]
fn keys_that_were_not_taken_are_handed_over_again_after_a_restart() {
    let mut table = rotated(2);
    table.read();
    table.reader().commit();
    table.reader().restart();
    let expected = table.expected();
    assert_eq!(table.reader().carriers, [expected]);
}

#[test]
fn an_entry_in_my_name_without_my_tag_brings_no_keys() {
    let mut table = rotated(3);
    let me = world::device_id(READER);
    let mut header = world::first_header(table.couple.shared, me);
    header.kind = KEY_KIND;
    let forged = table.couple.seal(&mut table.chance, WRITER / 2, &header);
    table.relay.plant(table.couple.mailbox, forged);
    table.read();
    assert_eq!(table.reader().carriers.len(), 1, "the honest one alone");
}

#[test]
fn who_has_read_to_the_end_is_caught_up() {
    let mut table = rotated(4);
    let shared = table.couple.shared;
    assert!(!table.reader().engine.is_caught_up(&shared));
    table.read();
    assert!(table.reader().engine.is_caught_up(&shared));
    table.reader().engine.refresh();
    assert!(!table.reader().engine.is_caught_up(&shared));
}

#[test]
fn a_device_that_comes_back_reads_its_own_chain_to_the_end_once_the_keys_in_it_have_come() {
    let mut table = rotated(5);
    let shared = table.couple.shared;
    let writer = &mut table.couple.devices[WRITER];
    writer.shelves.clear();
    writer.set_keys(table.couple.keys.clone());
    writer.restart();
    writer.sync(&mut table.relay);
    let too_early = writer.write(&mut table.chance, &shared, 3_000);
    assert!(
        matches!(too_early, Err(AppendError::StillReading)),
        "a part of its chain is not opened yet: {too_early:?}"
    );
    writer.commit();
    writer.restart();

    let mut keys = table.couple.keys.clone();
    keys.add_older(table.epoch.clone()).unwrap();
    writer.set_keys(keys);
    writer.sync(&mut table.relay);
    assert_eq!(writer.engine.view(&shared, 0).unwrap().may_write, MayWrite::Yes, "it is no copy of itself");
    let id = writer.write(&mut table.chance, &shared, 3_000).unwrap();
    assert_eq!(writer.entry(&shared, &id).unwrap().header.seq, 3);
}
