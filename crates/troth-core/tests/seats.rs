//! Seats, leaves and tags: nobody takes another's place in a log, undoes a leave, or speaks under another's device.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "tests may panic")]

mod samples;

use samples::{blob, date, once, text};
use troth_core::journal::{JournalEvent, JournalWritten};
use troth_core::membership::{
    DeviceAdded, DeviceRemoved, ForkDecided, LastEntry, Left, Link, MembershipCommand, MembershipEvent, PartnerJoined,
};
use troth_core::promise::{Offered, PromiseEvent};
use troth_core::settings::{KeysKept, SettingsEvent};
use troth_core::{
    AnomalyKind, Command, DeviceId, Entry, EntryId, Event, Header, Log, Moment, PartnerId, Refusal, SharedState,
};
use troth_testkit::{Couple, Seed};

/// Sorts before and after everything that the couple wrote.
const PLACES: [u64; 2] = [1, 1_000];

fn offer() -> PromiseEvent {
    PromiseEvent::Offered(Offered { terms: once(Moment::on(date("2026-12-24"))) })
}

fn joined(partner: PartnerId) -> Event {
    MembershipEvent::PartnerJoined(PartnerJoined { partner, name: text("Cy"), label: text("phone") }).into()
}

/// An entry that a changed client wrote, with an id that sorts first.
fn forged(couple: &Couple, number: u8, device: DeviceId, by: Option<PartnerId>, lamport: u64, event: Event) -> Entry {
    let mut id = [0; 32];
    id[31] = number;
    let header = Header { id: EntryId(id), device, seq: lamport, lamport, written: couple.now(0), by };
    Entry { header, event }
}

fn kinds(log: &Log<SharedState>) -> Vec<AnomalyKind> {
    log.state().anomalies.kept().iter().map(|one| one.kind).collect()
}

#[test]
fn no_join_but_that_of_a_seat_changes_anything_wherever_it_sorts() {
    let couple = Couple::linked(Seed(1));
    let [ada, ben] = [0, 2].map(|phone| couple.phone(phone).actor);
    let (third, unknown) = (PartnerId([9; 16]), DeviceId([9; 16]));
    let tablet = couple.phone(1).actor.device;
    let log = &couple.phone(0).shared;
    for (partner, device) in [
        (ada.partner, unknown),
        (third, unknown),
        (third, ada.device),
        (ben.partner, ada.device),
        (ada.partner, ben.device),
        (ada.partner, tablet),
    ] {
        for by in [Some(ada.partner), Some(ben.partner), Some(third), None] {
            for lamport in PLACES {
                let mut log = log.clone();
                log.insert(forged(&couple, 1, device, by, lamport, joined(partner)));
                assert_eq!(log.state().members, couple.phone(0).shared.state().members, "{partner:?} on {device:?}");
                assert_eq!(kinds(&log), [AnomalyKind::NoSeat]);
            }
        }
    }
}

#[test]
fn a_join_from_the_right_device_with_the_others_tag_is_none() {
    let couple = Couple::linked(Seed(1));
    let (ada, ben) = (couple.phone(0).actor, couple.phone(2).actor);
    let mut log = Log::<SharedState>::new(*couple.phone(0).shared.seats());
    log.insert(forged(&couple, 1, ada.device, Some(ben.partner), 1, joined(ada.partner)));
    assert_eq!(kinds(&log), [AnomalyKind::NoSeat]);
    log.insert(forged(&couple, 2, ada.device, Some(ada.partner), 2, joined(ada.partner)));
    assert_eq!(log.state().members.partners().len(), 1);
}

/// The other may join first, and then name the device of the one who has not joined yet.
#[test]
fn nobody_adds_the_device_of_the_others_seat() {
    let couple = Couple::linked(Seed(1));
    let (ada, ben) = (couple.phone(0).actor, couple.phone(2).actor);
    let mut log = Log::<SharedState>::new(*couple.phone(0).shared.seats());
    let taken = MembershipEvent::DeviceAdded(DeviceAdded { device: ada.device, label: text("mine") });
    log.insert_all([
        forged(&couple, 1, ben.device, Some(ben.partner), 1, joined(ben.partner)),
        forged(&couple, 2, ben.device, Some(ben.partner), 2, taken.into()),
        forged(&couple, 3, ada.device, Some(ada.partner), 3, joined(ada.partner)),
        forged(&couple, 4, ada.device, Some(ada.partner), 4, offer().into()),
    ]);
    assert_eq!((log.state().members.link(), log.state().promises.proposals().len()), (Link::Linked, 1));
    assert_eq!(log.state().members.holder(ada.device), Some(ada.partner));
    assert_eq!(kinds(&log), [AnomalyKind::AlreadyHere]);
}

#[test]
fn the_own_stream_begins_with_its_founder_and_with_nobody_else() {
    let mut couple = Couple::linked(Seed(1));
    let page = JournalEvent::JournalWritten(JournalWritten { words: text("a quiet day") });
    couple.must(0, Command::Journal(page));
    let ada = couple.phone(0).actor;
    let mut own = couple.phone(0).own.clone();
    for (number, partner) in [(1, ada.partner), (2, PartnerId([9; 16]))] {
        own.insert(forged(&couple, number, DeviceId([9; 16]), Some(ada.partner), 1, joined(partner)));
    }
    assert_eq!(own.state().members, couple.phone(0).own.state().members);
    assert_eq!(own.state().journal.pages().len(), 1);
}

/// The core refuses what the fold would void: a device that the link did not name can't join.
#[test]
fn only_the_device_of_the_seat_joins() {
    let mut couple = Couple::apart(Seed(1));
    couple.must(0, Command::Membership(MembershipCommand::Start { name: text("Ada"), label: text("phone") }));
    let tablet = couple.phone(1).actor.device;
    couple.must(0, Command::Membership(MembershipCommand::AddDevice { device: tablet, label: text("tablet") }));
    couple.deliver_all();
    assert_eq!(couple.act(1, Command::Membership(MembershipCommand::Join)), Err(Refusal::NotYourDevice));
    couple.must(0, Command::Membership(MembershipCommand::Join));
}

/// A partner who holds one of the other's devices dates its entries back.
#[test]
fn care_18_no_removal_that_is_dated_back_undoes_a_leave() {
    let mut couple = Couple::linked(Seed(1));
    let (phone, tablet) = (couple.phone(0).actor, couple.phone(1).actor);
    couple.must(0, Command::Membership(MembershipCommand::Leave));
    couple.deliver_all();
    let removed =
        |device| Event::from(MembershipEvent::DeviceRemoved(DeviceRemoved { device, last_seq: 0, last: None }));
    let mut log = couple.phone(2).shared.clone();
    for (number, lamport) in [(1, 4), (2, 5), (3, 6)] {
        log.insert(forged(&couple, number, tablet.device, Some(tablet.partner), lamport, removed(phone.device)));
        log.insert(forged(&couple, number + 9, tablet.device, Some(tablet.partner), lamport, removed(tablet.device)));
    }
    assert!(!log.state().members.is_active(phone.device), "the removal took effect");
    assert_eq!(log.state().members.link(), Link::Unlinked);
}

/// The same where the device that left had been added by the one that is removed.
#[test]
fn care_18_a_leave_stands_though_the_device_that_added_its_device_is_removed_before() {
    let mut couple = Couple::linked(Seed(1));
    let (phone, tablet, laptop) = (couple.phone(0).actor, couple.phone(1).actor, DeviceId([9; 16]));
    couple.must(0, Command::Membership(MembershipCommand::AddDevice { device: laptop, label: text("laptop") }));
    couple.deliver_all();
    let mut log = couple.phone(2).shared.clone();
    log.insert(forged(&couple, 1, laptop, Some(phone.partner), 1_000, MembershipEvent::Left(Left {}).into()));
    assert_eq!(log.state().members.link(), Link::Unlinked);
    let removal = MembershipEvent::DeviceRemoved(DeviceRemoved { device: phone.device, last_seq: 0, last: None });
    log.insert(forged(&couple, 2, tablet.device, Some(tablet.partner), 4, removal.into()));
    assert!(!log.state().members.is_active(laptop), "nothing of the phone's stands from there on");
    assert_eq!(log.state().members.link(), Link::Unlinked);
}

#[test]
fn nobody_leaves_in_the_others_name() {
    let couple = Couple::linked(Seed(1));
    let (ada, ben) = (couple.phone(0).actor, couple.phone(2).actor);
    for (device, by) in [
        (ada.device, Some(ben.partner)),
        (DeviceId([9; 16]), Some(ada.partner)),
        (DeviceId([9; 16]), Some(ben.partner)),
        (ada.device, None),
    ] {
        let mut log = couple.phone(0).shared.clone();
        log.insert(forged(&couple, 1, device, by, 1_000, MembershipEvent::Left(Left {}).into()));
        assert_eq!(log.state().members.link(), Link::Linked);
        assert_eq!(kinds(&log), [AnomalyKind::UnknownAuthor]);
    }
}

/// Both may leave on a device that both claim, and the claim silences nobody.
#[test]
fn a_partner_who_leaves_on_a_claimed_device_of_the_others_voids_none_of_its_words() {
    let couple = Couple::linked(Seed(1));
    let (tablet, ben) = (couple.phone(1).actor, couple.phone(2).actor);
    let mut log = couple.phone(0).shared.clone();
    let claim = MembershipEvent::DeviceAdded(DeviceAdded { device: tablet.device, label: text("mine") });
    log.insert(forged(&couple, 1, ben.device, Some(ben.partner), 1_000, claim.into()));
    let mut left = forged(&couple, 2, tablet.device, Some(ben.partner), 1_001, MembershipEvent::Left(Left {}).into());
    left.header.seq = 1;
    log.insert(left);
    log.insert(forged(&couple, 3, tablet.device, Some(tablet.partner), 1_002, offer().into()));
    assert_eq!((log.state().promises.proposals().len(), kinds(&log)), (1, vec![AnomalyKind::AlreadyHere]));
}

/// On the devices of the person whose name is used: the tag decides, whatever the device is.
#[test]
fn an_entry_counts_for_the_holder_of_its_device_with_that_partners_tag_alone() {
    let mut couple = Couple::linked(Seed(1));
    let (ada, ben) = (couple.phone(0).actor, couple.phone(2).actor);
    let removed = couple.phone(1).actor.device;
    let last = LastEntry { seq: 9, id: None };
    let remove = MembershipCommand::RemoveDevice { device: removed, own: last, shared: last };
    couple.must(0, Command::Membership(remove));
    couple.deliver_all();
    let table = [
        (ada.device, Some(ben.partner), AnomalyKind::ForeignTag),
        (removed, Some(ben.partner), AnomalyKind::ForeignTag),
        (ben.device, Some(ada.partner), AnomalyKind::ForeignTag),
        (ada.device, None, AnomalyKind::ForeignTag),
        (DeviceId([9; 16]), Some(ada.partner), AnomalyKind::UnknownAuthor),
    ];
    for (device, by, expected) in table {
        let mut log = couple.phone(0).shared.clone();
        // Early enough to lie before the removal.
        log.insert(forged(&couple, 1, device, by, 6, offer().into()));
        assert_eq!((log.state().promises.proposals().len(), kinds(&log)), (0, vec![expected]), "{device:?} {by:?}");
    }
    let mut log = couple.phone(0).shared.clone();
    log.insert(forged(&couple, 1, ada.device, Some(ada.partner), 6, offer().into()));
    assert_eq!(log.state().promises.proposals().len(), 1);
}

#[test]
fn nobody_removes_a_device_in_its_owners_name() {
    let couple = Couple::linked(Seed(1));
    let (ada, tablet, ben) = (couple.phone(0).actor, couple.phone(1).actor, couple.phone(2).actor);
    for device in [ada.device, tablet.device, DeviceId([9; 16])] {
        let removal = MembershipEvent::DeviceRemoved(DeviceRemoved { device: tablet.device, last_seq: 0, last: None });
        let mut log = couple.phone(0).shared.clone();
        log.insert(forged(&couple, 1, device, Some(ben.partner), 6, removal.into()));
        assert!(log.state().members.is_active(tablet.device));
        assert_eq!(log.state().members.device_changes(), couple.phone(0).shared.state().members.device_changes());
    }
}

/// A stolen tablet that was removed dates its next entries back, so that they sort before the removal.
fn dated_back(couple: &Couple, number: u8, event: Event) -> Log<SharedState> {
    let tablet = couple.phone(1).actor;
    let mut log = couple.phone(0).shared.clone();
    let wrote = log.entries().iter().filter(|one| one.header.device == tablet.device).count() as u64;
    let mut entry = forged(couple, number, tablet.device, Some(tablet.partner), 5, event);
    entry.header.seq = wrote + 1;
    log.insert(entry);
    log
}

fn with_the_tablet_removed() -> Couple {
    let mut couple = Couple::linked(Seed(1));
    let tablet = couple.phone(1).actor.device;
    let wrote = |log: &[Entry]| log.iter().filter(|one| one.header.device == tablet).count() as u64;
    let [own, shared] = [wrote(couple.phone(0).own.entries()), wrote(couple.phone(0).shared.entries())];
    let [own, shared] = [own, shared].map(|seq| LastEntry { seq, id: None });
    couple.must(0, Command::Membership(MembershipCommand::RemoveDevice { device: tablet, own, shared }));
    couple.deliver_all();
    couple
}

#[test]
fn a_removed_device_decides_about_no_copy_however_early_it_says_so() {
    let couple = with_the_tablet_removed();
    let (phone, keep) = (couple.phone(0).actor.device, EntryId([7; 32]));
    let decided = MembershipEvent::ForkDecided(ForkDecided { device: phone, keep });
    let log = dated_back(&couple, 2, decided.into());
    assert_eq!(kinds(&log), [AnomalyKind::DeviceWasRemoved]);
    assert!(!log.state().members.fork_decisions().contains(&keep));
}

#[test]
fn keys_that_a_removed_device_hands_on_count_for_nothing() {
    let couple = with_the_tablet_removed();
    let tablet = couple.phone(1).actor;
    let mut own = couple.phone(0).own.clone();
    let wrote = own.entries().iter().filter(|one| one.header.device == tablet.device).count() as u64;
    let handed = Event::Settings(SettingsEvent::KeysKept(KeysKept { keys: blob(b"keys") }));
    for (number, seq, counts) in [(1, wrote, 1), (2, wrote + 1, 1)] {
        let mut entry = forged(&couple, number, tablet.device, Some(tablet.partner), 3, handed.clone());
        entry.header.seq = seq;
        own.insert(entry);
        assert_eq!(own.state().settings.keys.len(), counts, "what it wrote before, and nothing beyond");
    }
}
