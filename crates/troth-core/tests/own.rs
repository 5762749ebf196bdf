//! The own stream: journal, ratings and dismissed steps.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "tests may panic")]

mod samples;

use samples::text;
use troth_core::journal::JournalEdited;
use troth_core::journal::JournalErased;
use troth_core::journal::{JournalEvent, JournalWritten};
use troth_core::membership::{LastEntry, MembershipCommand};
use troth_core::rating::{Points, Rated, RatingEvent, Ratings, TooMuch, TooMuchNow, TooMuchTakenBack};
use troth_core::settings::SettingsCommand;
use troth_core::{AnomalyKind, Command, Entry, Event, Refusal};
use troth_testkit::{Couple, Seed};

fn journal(command: JournalEvent) -> Command {
    Command::Journal(command)
}

#[test]
fn care_21_an_edited_page_is_marked() {
    let mut couple = Couple::linked(Seed(1));
    let page = couple.must(0, journal(JournalEvent::JournalWritten(JournalWritten { words: text("one") })))[0];
    couple.must(0, journal(JournalEvent::JournalEdited(JournalEdited { page, words: text("two") })));
    couple.deliver_all();
    let kept = &couple.phone(1).own.state().journal.pages()[&page];
    assert_eq!((kept.words.as_str(), kept.edited), ("two", true));
}

#[test]
fn an_erased_page_names_everything_to_erase_and_stays_erased() {
    let mut couple = Couple::linked(Seed(1));
    let page = couple.must(0, journal(JournalEvent::JournalWritten(JournalWritten { words: text("one") })))[0];
    couple.deliver_all();
    let unseen = couple.must(1, journal(JournalEvent::JournalEdited(JournalEdited { page, words: text("three") })))[0];
    let edit = couple.must(0, journal(JournalEvent::JournalEdited(JournalEdited { page, words: text("two") })))[0];
    couple.must(0, journal(JournalEvent::JournalErased(JournalErased { page })));
    couple.deliver_all();
    let state = couple.phone(1).own.state();
    assert!(state.journal.pages().is_empty());
    let mut erase: Vec<_> = state.journal.to_erase().collect();
    let mut expected = vec![page, edit, unseen];
    erase.sort();
    expected.sort();
    assert_eq!(erase, expected);
    assert_eq!(couple.act(0, journal(JournalEvent::JournalErased(JournalErased { page }))), Err(Refusal::NothingThere));
}

#[test]
fn an_erased_entry_leaves_the_rest_as_it_was() {
    let mut couple = Couple::linked(Seed(1));
    let page = couple.must(0, journal(JournalEvent::JournalWritten(JournalWritten { words: text("one") })))[0];
    couple.must(0, journal(JournalEvent::JournalErased(JournalErased { page })));
    let mut log = couple.phone(0).own.clone();
    let held = log.entry(page).unwrap().clone();
    log.replace(Entry { event: Event::Erased { kind: held.event.kind() }, ..held });
    assert!(log.state().journal.pages().is_empty());
    assert_eq!(log.state().anomalies.total(), 0);
    assert_eq!(log.entries().len(), couple.phone(0).own.entries().len());
}

#[test]
fn care_16_private_words_do_not_go_to_the_shared_stream() {
    let mut couple = Couple::linked(Seed(1));
    let before = couple.phone(2).shared.entries().len();
    let rated = Rated { trust: Points::new(3), note: Some(text("private")), ..Rated::default() };
    couple.must(0, journal(JournalEvent::JournalWritten(JournalWritten { words: text("private") })));
    couple.must(0, Command::Rating(RatingEvent::Rated(rated.clone())));
    couple.must(0, Command::Settings(SettingsCommand::KeepRecoveryCode));
    couple.deliver_all();
    assert_eq!(couple.phone(2).shared.entries().len(), before);
    assert_eq!(couple.phone(1).own.state().ratings.latest().unwrap().rated, rated);
    assert!(couple.phone(1).own.state().settings.recovery_code_kept);
    assert!(couple.phone(2).own.state().ratings.kept().is_empty());
    couple.forge(0, JournalEvent::JournalWritten(JournalWritten { words: text("private") }));
    let shared = couple.phone(0).shared.state();
    assert_eq!(shared.anomalies.kept()[0].kind, AnomalyKind::WrongStream);
}

#[test]
fn a_rating_says_something() {
    let mut couple = Couple::linked(Seed(1));
    let empty = Rated::default();
    assert_eq!(couple.act(0, Command::Rating(RatingEvent::Rated(empty))), Err(Refusal::NothingSaid));
    assert_eq!((Points::new(10).map(Points::get), Points::new(11)), (Some(10), None));
}

#[test]
fn unknown_entries_are_kept_and_counted_for_the_notice() {
    let mut couple = Couple::linked(Seed(1));
    let id = couple.forge(0, Event::Unknown { kind: 4_711, body: b"later".to_vec() });
    couple.deliver_all();
    let log = &couple.phone(2).shared;
    assert_eq!(log.state().unknown, [id]);
    assert_eq!(log.entry(id).unwrap().event.encode_body(), b"later");
}

fn too_much() -> Command {
    Command::Rating(RatingEvent::TooMuchNow(TooMuchNow {}))
}

#[test]
fn care_16_that_it_is_too_much_stays_in_the_own_stream() {
    let mut couple = Couple::linked(Seed(1));
    let before = couple.phone(2).shared.entries().len();
    let rated = Rated { too_much: TooMuch::new(4), ..Rated::default() };
    couple.must(0, Command::Rating(RatingEvent::Rated(rated)));
    couple.must(0, too_much());
    couple.deliver_all();
    assert_eq!(couple.phone(2).shared.entries().len(), before);
    assert!(couple.phone(2).own.state().ratings == Ratings::default(), "nothing of it reaches the partner");
    assert_eq!(couple.phone(1).own.state().ratings.too_much().len(), 1);
    couple.forge(0, RatingEvent::TooMuchNow(TooMuchNow {}));
    couple.deliver_all();
    assert_eq!(couple.phone(2).shared.state().anomalies.kept()[0].kind, AnomalyKind::WrongStream);
}

#[test]
fn care_48_a_tap_is_taken_back_on_its_day_and_no_other_day_is_touched() {
    let mut couple = Couple::linked(Seed(1));
    let back = || Command::Rating(RatingEvent::TooMuchTakenBack(TooMuchTakenBack {}));
    assert_eq!(couple.act(0, back()), Err(Refusal::NothingThere));
    couple.must(0, too_much());
    couple.clock.pass_days(1);
    assert_eq!(couple.act(0, back()), Err(Refusal::NothingThere), "that day is over");
    couple.must(0, too_much());
    couple.must(0, back());
    couple.deliver_all();
    assert_eq!(couple.phone(1).own.state().ratings.too_much().len(), 1);
    couple.must(0, too_much());
}

#[test]
fn a_device_is_called_by_a_name_of_ones_own_and_a_removed_device_names_none() {
    let mut couple = Couple::linked(Seed(1));
    let device = couple.phone(1).actor.device;
    let called = |couple: &Couple| {
        let name = couple.phone(0).own.state().settings.device_name(device).map(|name| name.as_str().to_owned());
        name.unwrap_or_else(|| "its label".to_owned())
    };
    let name = |name: &str| Command::Settings(SettingsCommand::NameDevice(device, Some(samples::text(name))));
    couple.must(1, name("the blue phone"));
    couple.deliver_all();
    assert_eq!(called(&couple), "the blue phone");
    couple.must(0, Command::Settings(SettingsCommand::NameDevice(device, None)));
    assert_eq!(called(&couple), "its label");
    let last = LastEntry { seq: 0, id: None };
    couple.must(0, Command::Membership(MembershipCommand::RemoveDevice { device, own: last, shared: last }));
    couple.must(1, name("the other phone"));
    couple.deliver_all();
    assert_eq!(called(&couple), "its label", "it could pass one device off as another");
}

#[test]
fn one_tap_a_day_is_enough() {
    let mut couple = Couple::linked(Seed(1));
    couple.must(0, too_much());
    assert_eq!(couple.act(0, too_much()), Err(Refusal::AlreadyDone));
    couple.clock.pass_days(1);
    couple.must(0, too_much());
    assert_eq!(couple.phone(0).own.state().ratings.too_much().len(), 2);
}

#[test]
fn care_32_the_week_is_asked_about_once_a_week() {
    let mut couple = Couple::linked(Seed(1));
    let offers = |couple: &Couple| couple.phone(0).own.state().ratings.offers_too_much(couple.now(0).date());
    let rate = |couple: &mut Couple, rated| couple.must(0, Command::Rating(RatingEvent::Rated(rated)));
    assert!(offers(&couple));
    rate(&mut couple, Rated { too_much: TooMuch::new(1), ..Rated::default() });
    assert!(offers(&couple), "an answer can be changed on its day");
    for day in 1..=7 {
        couple.clock.pass_days(1);
        assert_eq!(offers(&couple), day == 7, "{day} days after");
        rate(&mut couple, Rated { load: Points::new(5), ..Rated::default() });
    }
    rate(&mut couple, Rated { too_much: TooMuch::new(2), ..Rated::default() });
    assert!(offers(&couple), "and so is the second");
    assert_eq!(TooMuch::new(5), None);
}
