//! What is suggested to whom, on what, and when it is silent.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests may panic")]

use troth_core::dialogue::FeltHeard;
use troth_core::dialogue::{DialogueCommand, DialogueForm, DialogueProposed, Felt, FirstFloor, Turn};
use troth_core::membership::MembershipCommand;
use troth_core::rating::RatingEvent;
use troth_core::rating::TooMuchNow;
use troth_core::settings::SettingsCommand;
use troth_core::{Command, EntryId};
use troth_testkit::{Couple, Seed};

use super::*;
use crate::message::Arg;

const ANA: usize = 0;
const BEN: usize = 2;

fn help_at(couple: &Couple, phone: usize, bond: Bond) -> Option<HelpView> {
    view(&couple.phone(phone).state(), couple.phone(phone).actor.partner, bond, couple.now(phone))
}

fn help(couple: &Couple, phone: usize) -> Option<HelpView> {
    help_at(couple, phone, Bond::Linked)
}

fn because(couple: &Couple, phone: usize) -> Option<&'static str> {
    help(couple, phone).map(|help| help.because.id)
}

fn argument(message: &Message, name: &str) -> Arg {
    message.args.iter().find(|(known, _)| *known == name).unwrap().1.clone()
}

fn rate(couple: &mut Couple, rated: Rated) {
    couple.must(ANA, Command::Rating(RatingEvent::Rated(rated)));
    couple.deliver_all();
}

fn coping(mark: u8) -> Rated {
    Rated { too_much: TooMuch::new(mark), ..Rated::default() }
}

fn put_away(couple: &mut Couple) {
    let key = help(couple, ANA).unwrap().key;
    let command = crate::place::today::dismiss(&key, couple.now(ANA)).unwrap();
    assert!(matches!(command, Command::Settings(SettingsCommand::DismissStep { .. })));
    couple.must(ANA, command);
    couple.deliver_all();
}

/// Overwhelmed in two weeks running.
fn overwhelmed() -> Couple {
    let mut couple = Couple::linked(Seed(1));
    rate(&mut couple, coping(3));
    assert_eq!(because(&couple, ANA), None);
    couple.clock.pass_days(7);
    rate(&mut couple, coping(4));
    couple
}

#[test]
fn care_26_a_suggestion_names_its_inputs_and_is_for_one_person_alone() {
    let couple = overwhelmed();
    let found = help(&couple, ANA).unwrap().because;
    assert_eq!(found.id, "because-help-coping");
    let numbers = ["first", "later", "date"].map(|name| argument(&found, name));
    assert_eq!(numbers, [Arg::Number(3), Arg::Number(4), Arg::Text("2026-03-02".to_owned())]);
    assert!(help(&couple, 1).is_some(), "on their other device as well");
    assert_eq!(help(&couple, BEN), None);
}

#[test]
fn care_26_not_now_holds_for_four_weeks_and_prompts_come_no_more_often() {
    let mut couple = overwhelmed();
    put_away(&mut couple);
    for day in 1..28 {
        couple.clock.pass_days(1);
        if day % 7 == 0 {
            rate(&mut couple, coping(4));
        }
        assert_eq!(help(&couple, ANA), None, "{day} days after");
        assert_eq!(help(&couple, 1), None, "nor on their other device");
    }
    couple.clock.pass_days(1);
    rate(&mut couple, coping(4));
    assert!(help(&couple, ANA).is_some());
}

#[test]
fn one_tap_is_enough_and_rest_and_parting_silence_nothing() {
    let mut couple = Couple::linked(Seed(1));
    couple.must(ANA, Command::Rating(RatingEvent::TooMuchNow(TooMuchNow {})));
    couple.must(BEN, Command::Membership(MembershipCommand::TakeRest { until: None }));
    couple.deliver_all();
    for bond in [Bond::Alone, Bond::Linked, Bond::Resting, Bond::Unlinked] {
        assert_eq!(help_at(&couple, ANA, bond).unwrap().because.id, "because-help-now", "{bond:?}");
        assert_eq!(help_at(&couple, BEN, bond), None);
    }
}

fn does(couple: &mut Couple, phone: usize, command: DialogueCommand) -> EntryId {
    let id = couple.must(phone, Command::Dialogue(command))[0];
    couple.deliver_all();
    id
}

/// A talk that Ana asks for and Ben agrees to. It is let go at once: that is over a day later.
fn talk_let_go(couple: &mut Couple) -> EntryId {
    let proposed = DialogueProposed { form: DialogueForm::SpeakerListener, topic: None, first: FirstFloor::Proposer };
    let id = does(couple, ANA, DialogueCommand::Propose(proposed));
    does(couple, BEN, DialogueCommand::Take { follows: id, turn: Turn::Consent, words: None });
    does(couple, ANA, DialogueCommand::End(id));
    id
}

/// A talk that goes to its end. What is said is not the point here, so it is closed as early as can be.
fn talk_closed(couple: &mut Couple) -> EntryId {
    let proposed = DialogueProposed { form: DialogueForm::SpeakerListener, topic: None, first: FirstFloor::Proposer };
    let id = does(couple, ANA, DialogueCommand::Propose(proposed));
    let turns = [
        (BEN, Turn::Consent),
        (ANA, Turn::Speak),
        (BEN, Turn::SayBack),
        (ANA, Turn::Confirm),
        (ANA, Turn::PassFloor),
        (BEN, Turn::Speak),
        (ANA, Turn::SayBack),
        (BEN, Turn::Confirm),
        (BEN, Turn::Close),
    ];
    for (phone, turn) in turns {
        let head = couple.phone(ANA).shared.state().dialogues.dialogues()[&id].head();
        let words = troth_core::Words::new("as it is").ok();
        does(couple, phone, DialogueCommand::Take { follows: head, turn, words });
    }
    id
}

/// Eight weekly talks, four of them let go, and a day after the last.
fn eight_talks() -> (Couple, EntryId) {
    let mut couple = Couple::linked(Seed(1));
    for _ in 0..4 {
        talk_let_go(&mut couple);
        couple.clock.pass_days(7);
    }
    for _ in 0..3 {
        talk_closed(&mut couple);
        couple.clock.pass_days(7);
    }
    let last = talk_closed(&mut couple);
    couple.clock.pass_days(1);
    (couple, last)
}

#[test]
fn talks_count_by_what_both_see_and_by_ones_own_mark() {
    let (mut couple, last) = eight_talks();
    assert_eq!((help(&couple, ANA), help(&couple, BEN)), (None, None), "four of eight");
    couple.must(ANA, Command::Felt(FeltHeard { dialogue: last, felt: Felt::new(2).unwrap() }));
    assert_eq!(help(&couple, ANA), None, "a little heard is heard");
    couple.must(ANA, Command::Felt(FeltHeard { dialogue: last, felt: Felt::new(1).unwrap() }));
    let found = help(&couple, ANA).unwrap().because;
    assert_eq!(found.id, "because-help-talks");
    assert_eq!(["broken", "of"].map(|name| argument(&found, name)), [Arg::Number(5), Arg::Number(8)]);
    assert_eq!(help(&couple, BEN), None, "how heard Ana felt says nothing on Ben's device");
    assert_eq!(help_at(&couple, ANA, Bond::Unlinked), None, "there are no talks to come");
}

#[test]
fn not_now_keeps_the_other_rules_quiet_for_a_week_but_not_the_one_about_coping() {
    let (mut couple, last) = eight_talks();
    couple.must(ANA, Command::Felt(FeltHeard { dialogue: last, felt: Felt::new(1).unwrap() }));
    couple.must(ANA, Command::Rating(RatingEvent::TooMuchNow(TooMuchNow {})));
    assert_eq!(because(&couple, ANA), Some("because-help-now"), "coping comes first");
    put_away(&mut couple);
    assert_eq!(because(&couple, ANA), None);
    couple.clock.pass_days(6);
    assert_eq!(because(&couple, ANA), None);
    couple.clock.pass_days(1);
    assert_eq!(because(&couple, ANA), Some("because-help-talks"));
    put_away(&mut couple);
    couple.clock.pass_days(21);
    couple.must(ANA, Command::Rating(RatingEvent::TooMuchNow(TooMuchNow {})));
    assert_eq!(because(&couple, ANA), Some("because-help-now"));
}

fn trust(mark: u8) -> Rated {
    Rated { trust: Points::new(mark), ..Rated::default() }
}

#[test]
fn trust_that_stays_low_for_fifteen_weeks_has_stalled() {
    let mut couple = Couple::linked(Seed(1));
    for week in 0..15 {
        assert_eq!(because(&couple, ANA), None, "week {week}");
        rate(&mut couple, trust(4));
        couple.clock.pass_days(7);
    }
    let found = help(&couple, ANA).unwrap().because;
    assert_eq!((found.id, argument(&found, "around")), ("because-help-stalled", Arg::Number(4)));
    assert_eq!(help(&couple, BEN), None);
    assert_eq!(help_at(&couple, ANA, Bond::Unlinked), None);
}

fn trend_of_trust(couple: &Couple, phone: usize) -> TrendView {
    trends(&couple.phone(phone).state(), couple.phone(phone).actor.partner, couple.now(phone)).swap_remove(0)
}

#[test]
fn care_27_no_trend_below_its_minimum_and_none_without_an_interval() {
    let mut couple = Couple::linked(Seed(1));
    for mark in [3, 4, 3, 5, 4, 5, 5] {
        rate(&mut couple, trust(mark));
        couple.clock.pass_days(7);
    }
    let early = trend_of_trust(&couple, ANA);
    assert_eq!((early.words.id, argument(&early.words, "more")), ("trend-early", Arg::Number(1)));
    assert!(early.dots.is_empty(), "nothing is drawn from too few");
    rate(&mut couple, trust(9));
    rate(&mut couple, trust(6));
    let TrendView { words, dots } = trend_of_trust(&couple, ANA);
    let said = ["weeks", "about", "low", "high"].map(|name| argument(&words, name));
    let text = |text: &str| Arg::Text(text.to_owned());
    assert_eq!(said, [Arg::Number(7), text("+3"), text("\u{2212}0.5"), text("+5.5")]);
    assert_eq!(words.id, "trend-unsure");
    assert_eq!(dots.last(), Some(&(83, 6)), "the last mark of a day counts, and today is the last day");
    assert_eq!(dots.len(), 8);
    assert_eq!(trend_of_trust(&couple, BEN).words.id, "trend-early");
}

/// Of marks that stepped once the middle slope is 0, and of marks that are all the same the range is one number.
#[test]
fn care_27_what_stepped_once_is_not_said_to_have_stayed_and_no_range_is_one_number() {
    let told = |marks: &[u8]| {
        let mut couple = Couple::linked(Seed(1));
        for mark in marks {
            rate(&mut couple, trust(*mark));
            couple.clock.pass_days(7);
        }
        let words = trend_of_trust(&couple, ANA).words;
        let said = ["first", "last", "low", "high"].map(|name| argument(&words, name));
        (words.id, said)
    };
    let [zero, half] = ["0", "+0.5"].map(|text| Arg::Text(text.to_owned()));
    let (id, [first, last, low, high]) = told(&[8, 8, 8, 8, 2, 2, 2, 2, 2, 2, 2, 2]);
    assert_eq!((id, first, last), ("trend-unsure", Arg::Number(8), Arg::Number(2)));
    assert!(low != zero && high == half, "{low:?} {high:?}");
    let (id, [.., low, high]) = told(&[3; 12]);
    assert_eq!((id, low, high), ("trend-unsure", Arg::Text("\u{2212}0.5".to_owned()), half));
    assert_eq!(told(&[1, 2, 2, 3, 4, 4, 5, 6, 6, 7, 8, 8]).0, "trend-moved");
}

#[test]
fn halves_have_their_sign() {
    for (number, said) in [(0.0, "0"), (1.0, "+0.5"), (2.0, "+1"), (-1.0, "\u{2212}0.5"), (-5.0, "\u{2212}2.5")] {
        assert_eq!(halves(number), said);
    }
}

#[test]
fn a_rough_patch_is_told_with_its_measure() {
    let mut couple = Couple::linked(Seed(1));
    let load = |mark| Rated { load: Points::new(mark), ..Rated::default() };
    for day in 0..40 {
        rate(&mut couple, load(if day < 28 { 4 + (day % 2) } else { 9 }));
        couple.clock.pass_days(1);
    }
    let all = trends(&couple.phone(ANA).state(), couple.phone(ANA).actor.partner, couple.now(ANA));
    let found = &all[0].words;
    assert_eq!((found.id, all.len()), ("trend-rough", 4));
    let days = ["date", "until"].map(|name| argument(found, name));
    assert_eq!(days, ["2026-03-30", "2026-03-29"].map(|day| Arg::Text(day.to_owned())));
    assert_eq!(help(&couple, ANA), None, "a note in the private space, and no suggestion");
}
