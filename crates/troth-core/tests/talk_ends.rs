//! How dialogues ended: facts that both partners have, with the own note of how heard a partner felt.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "tests may panic")]

mod samples;

use samples::text;
use troth_core::dialogue::FeltHeard;
use troth_core::dialogue::{
    DialogueCommand as Do, DialogueForm, DialogueProposed, Felt, FirstFloor, Side, TalkEnd, Turn,
};
use troth_core::membership::MembershipCommand;
use troth_core::{Command, EntryId, Moment};
use troth_testkit::{Couple, Seed};

const ANA: usize = 0;
const BEN: usize = 2;
const CLOSED: [Turn; 5] = [Turn::Consent, Turn::Speak, Turn::SayBack, Turn::Confirm, Turn::PassFloor];

/// A linked couple, on a day that begins several days without rest.
fn couple() -> Couple {
    (1..).map(|seed| Couple::linked(Seed(seed))).find(|couple| !rests_within(couple, 6)).unwrap()
}

fn rests_within(couple: &Couple, days: u32) -> bool {
    let today = couple.now(ANA).date();
    (0..days).any(|day| couple.phone(ANA).shared.state().members.resting(today.plus_days(day)).is_some())
}

fn must(couple: &mut Couple, phone: usize, command: Do) -> EntryId {
    let id = couple.must(phone, Command::Dialogue(command))[0];
    couple.deliver_all();
    id
}

fn asked(couple: &mut Couple) -> EntryId {
    let form = DialogueForm::SpeakerListener;
    must(couple, ANA, Do::Propose(DialogueProposed { form, topic: None, first: FirstFloor::Proposer }))
}

fn play(couple: &mut Couple, id: EntryId, turns: &[Turn]) {
    for turn in turns {
        let dialogue = couple.phone(BEN).shared.state().dialogues.dialogues()[&id].clone();
        let phone = if dialogue.floor().turn_of() == Some(Side::Proposer) { ANA } else { BEN };
        must(couple, phone, Do::Take { follows: dialogue.head(), turn: *turn, words: Some(text("as it is")) });
    }
}

fn begun(couple: &mut Couple) -> EntryId {
    let id = asked(couple);
    play(couple, id, &CLOSED[..2]);
    id
}

fn close(couple: &mut Couple, id: EntryId) {
    play(
        couple,
        id,
        &[Turn::SayBack, Turn::Confirm, Turn::PassFloor, Turn::Speak, Turn::SayBack, Turn::Confirm, Turn::Close],
    );
}

/// How each dialogue ended, as this partner sees it.
fn ends(couple: &Couple, phone: usize) -> Vec<(EntryId, TalkEnd)> {
    let talks = couple.phone(phone).state().talks(couple.now(phone));
    talks.into_iter().map(|talk| (talk.dialogue, talk.end)).collect()
}

#[track_caller]
fn check(couple: &Couple, expected: &[(EntryId, TalkEnd)]) {
    for phone in [ANA, BEN] {
        assert_eq!(ends(couple, phone), expected, "on phone {phone}");
    }
}

#[test]
fn what_goes_on_or_never_began_has_no_end() {
    let mut couple = couple();
    let id = asked(&mut couple);
    must(&mut couple, BEN, Do::NotYet(id));
    couple.clock.pass_days(2);
    let begun = begun(&mut couple);
    must(&mut couple, ANA, Do::Pause(begun));
    couple.clock.pass_hours(23);
    check(&couple, &[]);
}

#[test]
fn a_closed_talk_is_finished_and_one_that_was_paused_is_resumed() {
    let mut couple = couple();
    let plain = begun(&mut couple);
    close(&mut couple, plain);
    check(&couple, &[(plain, TalkEnd::Finished)]);
    couple.clock.pass_days(1);
    let paused = begun(&mut couple);
    must(&mut couple, BEN, Do::Pause(paused));
    couple.clock.pass_hours(2);
    must(&mut couple, ANA, Do::Resume(paused));
    close(&mut couple, paused);
    check(&couple, &[(plain, TalkEnd::Finished), (paused, TalkEnd::Resumed)]);
}

#[test]
fn a_talk_let_go_is_abandoned_after_a_day_unless_it_is_begun_anew() {
    let mut couple = couple();
    let first = begun(&mut couple);
    must(&mut couple, BEN, Do::End(first));
    couple.clock.pass_hours(23);
    check(&couple, &[]);
    couple.clock.pass_hours(2);
    check(&couple, &[(first, TalkEnd::Abandoned)]);
    let second = begun(&mut couple);
    must(&mut couple, ANA, Do::End(second));
    couple.clock.pass_hours(20);
    let third = begun(&mut couple);
    close(&mut couple, third);
    let all = [(first, TalkEnd::Abandoned), (second, TalkEnd::Resumed), (third, TalkEnd::Finished)];
    check(&couple, &all);
}

#[test]
fn a_pause_is_over_after_a_day_or_a_day_past_the_time_that_was_chosen() {
    let mut couple = couple();
    let id = begun(&mut couple);
    must(&mut couple, ANA, Do::Pause(id));
    couple.clock.pass_hours(25);
    check(&couple, &[(id, TalkEnd::Abandoned)]);
    let at = Moment::on(couple.now(ANA).date().plus_days(1));
    must(&mut couple, BEN, Do::PutOff { dialogue: id, at });
    couple.clock.pass_hours(47);
    check(&couple, &[]);
    couple.clock.pass_hours(24);
    check(&couple, &[(id, TalkEnd::Abandoned)]);
    must(&mut couple, BEN, Do::Resume(id));
    close(&mut couple, id);
    check(&couple, &[(id, TalkEnd::Resumed)]);
}

#[test]
fn a_talk_left_lying_is_abandoned_after_two_weeks() {
    let mut couple = couple();
    let id = begun(&mut couple);
    couple.clock.pass_days(14);
    check(&couple, &[]);
    couple.clock.pass_days(1);
    check(&couple, &[(id, TalkEnd::Abandoned)]);
}

#[test]
fn in_a_rest_nobody_has_to_take_a_talk_up() {
    let mut couple = couple();
    let id = begun(&mut couple);
    must(&mut couple, ANA, Do::Pause(id));
    let until = Some(couple.now(ANA).date().plus_days(2));
    couple.must(ANA, Command::Membership(MembershipCommand::TakeRest { until }));
    couple.deliver_all();
    couple.clock.pass_days(3);
    check(&couple, &[]);
    couple.clock.pass_days(1);
    check(&couple, &[(id, TalkEnd::Abandoned)]);
}

#[test]
fn care_16_each_has_their_own_mark_beside_a_talk_and_not_the_others() {
    let mut couple = couple();
    let id = begun(&mut couple);
    close(&mut couple, id);
    couple.must(ANA, Command::Felt(FeltHeard { dialogue: id, felt: Felt::new(1).unwrap() }));
    let felt = |phone| couple.phone(phone).state().talks(couple.now(phone))[0].felt;
    assert_eq!((felt(ANA), felt(BEN)), (Felt::new(1), None));
}
