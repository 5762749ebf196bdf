//! Dialogues: both machines, pauses, ends, concurrent turns of two devices, and how long words are shown.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "tests may panic")]

mod samples;

use samples::text;
use troth_core::dialogue::{
    Confirmed, Dialogue, DialogueCommand as Do, DialogueConsented, DialogueEvent, DialogueForm, DialogueProposed,
    DialogueResumed, DialogueStage as At, DialogueStanding as Standing, Felt, FeltHeard, FirstFloor, Floor, Keeping,
    NotQuite, PAUSE_MINUTES_MIN, PUT_OFF_DAYS_MAX, PlanSuggested, RepairPhrase, Side, Spoken, Turn,
};
use troth_core::settings::Step;
use troth_core::{AnomalyKind, Because, Command, EntryId, Moment, Refusal, Strand, WallTime, next_steps};
use troth_testkit::{Couple, Seed};

const ANA: usize = 0;
const ANA_LAPTOP: usize = 1;
const BEN: usize = 2;
const BEN_LAPTOP: usize = 3;

fn must(couple: &mut Couple, phone: usize, command: Do) -> EntryId {
    let id = quietly(couple, phone, command);
    couple.deliver_all();
    id
}

/// Acts on a phone without sending it.
fn quietly(couple: &mut Couple, phone: usize, command: Do) -> EntryId {
    couple.must(phone, Command::Dialogue(command))[0]
}

fn refused(couple: &mut Couple, phone: usize, command: Do) -> Refusal {
    couple.act(phone, Command::Dialogue(command)).unwrap_err()
}

fn proposal(form: DialogueForm) -> Do {
    Do::Propose(DialogueProposed { form, topic: Some(text("the evenings")), first: FirstFloor::Proposer })
}

fn dialogue(couple: &Couple, id: EntryId) -> Dialogue {
    couple.phone(BEN).shared.state().dialogues.dialogues()[&id].clone()
}

fn take(couple: &Couple, id: EntryId, turn: Turn) -> Do {
    Do::Take { follows: dialogue(couple, id).head(), turn, words: Some(text("how it is for me")) }
}

/// Takes the turns, each on a phone of the partner whose turn it is.
fn play(couple: &mut Couple, id: EntryId, turns: &[Turn]) {
    for turn in turns {
        let phone = match dialogue(couple, id).floor().turn_of().unwrap() {
            Side::Proposer => ANA,
            Side::Other => BEN,
        };
        let command = take(couple, id, *turn);
        must(couple, phone, command);
    }
}

/// Ana asks, Ben agrees, and the turns follow.
fn begun(seed: u64, form: DialogueForm, turns: &[Turn]) -> (Couple, EntryId) {
    let mut couple = Couple::linked(Seed(seed));
    let id = must(&mut couple, ANA, proposal(form));
    play(&mut couple, id, &[Turn::Consent]);
    play(&mut couple, id, turns);
    (couple, id)
}

const SPOKEN: [Turn; 2] = [Turn::Speak, Turn::SayBack];
const HEARD: [Turn; 3] = [Turn::Speak, Turn::SayBack, Turn::Confirm];
const SATISFIED: [Turn; 4] = [Turn::Speak, Turn::EndQuestions, Turn::SayBack, Turn::Confirm];

#[test]
fn a_speaker_listener_talk_goes_its_way() {
    use DialogueForm::SpeakerListener;
    let (mut couple, id) = begun(1, SpeakerListener, &SPOKEN);
    assert_eq!(dialogue(&couple, id).floor().stage(), At::Confirm);
    play(&mut couple, id, &[Turn::NotQuite]);
    assert_eq!(dialogue(&couple, id).floor().stage(), At::Restate);
    play(&mut couple, id, &HEARD);
    assert_eq!(dialogue(&couple, id).floor().stage(), At::Swap);
    let close = take(&couple, id, Turn::Close);
    assert_eq!(refused(&mut couple, ANA, close), Refusal::NothingThere, "only one was understood");
    play(&mut couple, id, &[Turn::PassFloor]);
    assert_eq!(
        (dialogue(&couple, id).floor().stage(), dialogue(&couple, id).floor().speaker()),
        (At::Floor, Side::Other)
    );
    play(&mut couple, id, &HEARD);
    play(&mut couple, id, &[Turn::Close]);
    assert_eq!(dialogue(&couple, id).standing(), Standing::Closed);
    assert_eq!(couple.phone(BEN).shared.state().story.acts(Strand::Dialogues), 1);
    assert_eq!(refused(&mut couple, ANA, Do::Pause(id)), Refusal::AlreadyDone);
}

#[test]
fn only_whoever_has_the_turn_takes_it_and_only_after_what_they_saw() {
    let (mut couple, id) = begun(2, DialogueForm::SpeakerListener, &[]);
    let speak = take(&couple, id, Turn::Speak);
    assert_eq!(refused(&mut couple, BEN, speak), Refusal::NotYours);
    let Do::Take { follows, .. } = take(&couple, id, Turn::Speak) else { panic!("a turn") };
    play(&mut couple, id, &[Turn::Speak]);
    let late = Do::Take { follows, turn: Turn::Speak, words: Some(text("again")) };
    assert_eq!(refused(&mut couple, ANA, late), Refusal::AlreadyDone);
    let silent = Do::Take { follows: dialogue(&couple, id).head(), turn: Turn::SayBack, words: None };
    assert_eq!(refused(&mut couple, BEN, silent), Refusal::NothingSaid);
    let forged = Spoken { follows: dialogue(&couple, id).head(), words: text("in your place") };
    couple.forge(ANA, DialogueEvent::Spoken(forged));
    couple.deliver_all();
    assert_eq!(couple.phone(BEN).shared.state().anomalies.kept()[0].kind, AnomalyKind::NotTheirs);
}

/// Every state that a machine can reach.
fn every_floor(form: DialogueForm) -> Vec<Floor> {
    let mut found = vec![Floor::first(form, FirstFloor::Proposer), Floor::first(form, FirstFloor::Other)];
    let mut at = 0;
    while let Some(floor) = found.get(at).copied() {
        let next: Vec<Floor> = Turn::ALL.into_iter().filter_map(|turn| floor.after(turn)).collect();
        found.extend(next.into_iter().filter(|next| !found.contains(next)).collect::<Vec<_>>());
        at += 1;
    }
    found
}

#[test]
fn care_36_pause_is_reachable_from_every_state_and_planning_only_when_both_are_satisfied() {
    for form in [DialogueForm::SpeakerListener, DialogueForm::UnderstandingFirst] {
        let floors = every_floor(form);
        assert!(floors.len() > 8);
        for floor in floors {
            let both = floor.is_understood(Side::Proposer) && floor.is_understood(Side::Other);
            assert!(floor.stage() != At::Plan || both, "planning before both are understood: {floor:?}");
            assert_eq!(floor.turn_of().is_none(), floor.stage() == At::Closed);
        }
    }
    // After any sequence of random turns, either partner can pause, and the dialogue is paused.
    for seed in Seed::cases(300) {
        let mut couple = Couple::linked(seed);
        let form = if couple.dice.one_in(2) { DialogueForm::SpeakerListener } else { DialogueForm::UnderstandingFirst };
        let id = must(&mut couple, ANA, proposal(form));
        for _ in 0..couple.dice.below(30) {
            let floor = dialogue(&couple, id).floor();
            let turns: Vec<Turn> = Turn::ALL.into_iter().filter(|turn| floor.after(*turn).is_some()).collect();
            let Some(turn) = couple.dice.pick(&turns).copied().filter(|turn| *turn != Turn::Close) else { break };
            play(&mut couple, id, &[turn]);
        }
        if dialogue(&couple, id).standing() == Standing::Closed {
            continue;
        }
        let floor = dialogue(&couple, id).floor();
        let phone = couple.dice.below(4);
        must(&mut couple, phone, Do::Pause(id));
        assert_eq!(dialogue(&couple, id).standing(), Standing::Paused, "from {floor:?}");
        assert_eq!(dialogue(&couple, id).floor(), floor, "a pause moves nobody's turn");
    }
}

#[test]
fn care_36_a_plan_that_is_forged_before_both_are_satisfied_is_none() {
    let (mut couple, id) = begun(3, DialogueForm::UnderstandingFirst, &SATISFIED);
    assert_eq!(dialogue(&couple, id).floor().stage(), At::Swap);
    let head = dialogue(&couple, id).head();
    couple.forge(ANA, DialogueEvent::PlanSuggested(PlanSuggested { follows: head, words: text("as I say") }));
    couple.deliver_all();
    assert_eq!(dialogue(&couple, id).head(), head);
    assert_eq!(couple.phone(BEN).shared.state().anomalies.kept()[0].kind, AnomalyKind::OutOfTurn);
    play(&mut couple, id, &[Turn::PassFloor]);
    play(&mut couple, id, &[Turn::Speak, Turn::Ask, Turn::Speak, Turn::EndQuestions, Turn::SayBack, Turn::Confirm]);
    assert_eq!(dialogue(&couple, id).floor().stage(), At::Plan);
    play(&mut couple, id, &[Turn::SuggestPlan, Turn::SuggestPlan, Turn::AgreePlan]);
    assert!(dialogue(&couple, id).floor().is_planned());
    assert_eq!(couple.phone(BEN).shared.state().story.acts(Strand::Dialogues), 1);
}

#[test]
fn who_says_more_is_understood_anew_before_anything_is_planned() {
    let (mut couple, id) = begun(4, DialogueForm::UnderstandingFirst, &SATISFIED);
    play(&mut couple, id, &[Turn::Speak]);
    assert!(!dialogue(&couple, id).floor().is_understood(Side::Proposer));
    play(&mut couple, id, &[Turn::EndQuestions, Turn::SayBack, Turn::NotQuite]);
    assert_eq!(dialogue(&couple, id).floor().stage(), At::Speak);
}

fn head_is(couple: &Couple, id: EntryId, turn: Turn) -> bool {
    dialogue(couple, id).turns().last().is_some_and(|last| last.turn == turn)
}

#[test]
fn care_37_a_pause_lasts_twenty_minutes_and_costs_nothing() {
    let (mut couple, id) = begun(5, DialogueForm::SpeakerListener, &SPOKEN);
    let before = dialogue(&couple, id);
    let pause = must(&mut couple, BEN, Do::Pause(id));
    let turn = take(&couple, id, Turn::Confirm);
    assert_eq!(refused(&mut couple, ANA, turn), Refusal::Paused);
    let phrase = Do::Repair { dialogue: id, phrase: RepairPhrase::new(0).unwrap() };
    assert_eq!(refused(&mut couple, ANA, phrase), Refusal::Paused, "nobody is called back");
    couple.clock.pass_minutes(PAUSE_MINUTES_MIN as u32 - 1);
    for phone in [ANA, BEN] {
        assert_eq!(refused(&mut couple, phone, Do::Resume(id)), Refusal::Paused);
    }
    couple.forge(ANA, DialogueEvent::DialogueResumed(DialogueResumed { pause }));
    couple.deliver_all();
    assert_eq!(dialogue(&couple, id).standing(), Standing::Paused, "a resume that was forged too early is void");
    assert_eq!(couple.phone(BEN).shared.state().anomalies.kept()[0].kind, AnomalyKind::TooEarly);
    couple.clock.pass_minutes(1);
    must(&mut couple, ANA, Do::Resume(id));
    let after = dialogue(&couple, id);
    assert_eq!((after.standing(), after.floor(), after.head()), (Standing::Open, before.floor(), before.head()));
    assert!(after.turns().eq(before.turns()), "no word is lost");
    assert_eq!(couple.phone(BEN).shared.state().story.acts(Strand::Dialogues), 0, "pauses are told nowhere");
}

#[test]
fn care_37_a_pause_asks_for_a_day_whether_to_go_on_and_then_leaves_the_two_alone() {
    let (mut couple, id) = begun(6, DialogueForm::SpeakerListener, &SPOKEN);
    let pause = must(&mut couple, ANA, Do::Pause(id));
    let step = |couple: &Couple, phone| suggested(couple, phone);
    assert_eq!((step(&couple, ANA), step(&couple, BEN)), (None, None), "quiet while it lasts");
    couple.clock.pass_minutes(25);
    let paused_on = Because::TalkPausedOn(couple.now(ANA).date());
    assert_eq!(step(&couple, BEN), Some((Step::TakeUpDialogue(pause), paused_on)));
    couple.clock.pass_hours(25);
    assert_eq!(step(&couple, BEN), None);
    let today = couple.now(BEN).date();
    let at = |days| Do::PutOff { dialogue: id, at: Moment::on(today.plus_days(days)) };
    assert_eq!(refused(&mut couple, BEN, at(60)), Refusal::TooFarAhead { limit: PUT_OFF_DAYS_MAX });
    must(&mut couple, BEN, at(2));
    assert_eq!(step(&couple, ANA), None);
    couple.clock.pass_days(2);
    assert!(step(&couple, ANA).is_some() && step(&couple, BEN).is_some());
    couple.clock.pass_days(1);
    assert_eq!(step(&couple, ANA), None);
    must(&mut couple, ANA, Do::Resume(id));
    assert!(matches!(step(&couple, ANA), Some((Step::TakeTurn(_), Because::TalkBegunOn(_)))));
    assert_eq!(step(&couple, BEN), None, "nothing says that somebody waits");
}

/// The step that dialogues suggest on a phone.
fn suggested(couple: &Couple, phone: usize) -> Option<(Step, Because)> {
    let (state, actor, now) = (couple.phone(phone).state(), couple.phone(phone).actor, couple.now(phone));
    let steps = next_steps(&state, &actor, now, troth_core::Stands::NotSure);
    let mut own = steps.iter().filter(|next| matches!(next.step, Step::TakeTurn(_) | Step::TakeUpDialogue(_)));
    let first = own.next().map(|next| (next.step, next.because));
    assert!(own.next().is_none(), "at most one");
    first
}

#[test]
fn a_time_is_put_off_by_either_and_of_two_at_once_the_later_holds() {
    let (mut couple, id) = begun(7, DialogueForm::SpeakerListener, &[]);
    must(&mut couple, ANA, Do::Pause(id));
    let today = couple.now(ANA).date();
    let at = |days| Do::PutOff { dialogue: id, at: Moment::on(today.plus_days(days)) };
    must(&mut couple, ANA, at(5));
    quietly(&mut couple, ANA, at(1));
    quietly(&mut couple, BEN, at(2));
    couple.deliver_all();
    let time = dialogue(&couple, id).pause().unwrap().1.time().unwrap().1;
    assert_eq!(time, Moment::on(today.plus_days(2)));
}

#[test]
fn both_pause_at_once_and_neither_cuts_the_other_s_short() {
    let (mut couple, id) = begun(8, DialogueForm::SpeakerListener, &[]);
    quietly(&mut couple, ANA, Do::Pause(id));
    couple.clock.pass_minutes(10);
    quietly(&mut couple, BEN, Do::Pause(id));
    couple.deliver_all();
    couple.clock.pass_minutes(15);
    assert_eq!(refused(&mut couple, ANA, Do::Resume(id)), Refusal::Paused);
    couple.clock.pass_minutes(5);
    must(&mut couple, ANA, Do::Resume(id));
    assert_eq!(dialogue(&couple, id).standing(), Standing::Open);
}

#[test]
fn a_turn_and_a_pause_at_the_same_time_both_hold() {
    let (mut couple, id) = begun(9, DialogueForm::SpeakerListener, &[Turn::Speak]);
    quietly(&mut couple, ANA, Do::Pause(id));
    let back = take(&couple, id, Turn::SayBack);
    quietly(&mut couple, BEN, back);
    couple.deliver_all();
    assert_eq!(dialogue(&couple, id).standing(), Standing::Paused);
    assert!(head_is(&couple, id, Turn::SayBack), "what was said in the same moment is not lost");
}

#[test]
fn not_yet_and_letting_go_beat_a_consent_at_the_same_time() {
    for last in [Do::NotYet as fn(EntryId) -> Do, Do::End] {
        let mut couple = Couple::linked(Seed(10));
        let id = must(&mut couple, ANA, proposal(DialogueForm::SpeakerListener));
        let consent = take(&couple, id, Turn::Consent);
        quietly(&mut couple, BEN, consent);
        quietly(&mut couple, BEN_LAPTOP, last(id));
        couple.deliver_all();
        assert!(matches!(dialogue(&couple, id).standing(), Standing::NotYet | Standing::Ended));
    }
}

#[test]
fn not_yet_is_left_alone_for_a_day() {
    let mut couple = Couple::linked(Seed(11));
    let ask = || proposal(DialogueForm::SpeakerListener);
    let id = must(&mut couple, ANA, ask());
    assert_eq!(refused(&mut couple, ANA, ask()), Refusal::TooManyOpen { limit: 1 });
    assert_eq!(refused(&mut couple, ANA, Do::NotYet(id)), Refusal::NotYours);
    must(&mut couple, BEN, Do::NotYet(id));
    assert_eq!(dialogue(&couple, id).standing(), Standing::NotYet);
    assert_eq!(refused(&mut couple, ANA, ask()), Refusal::NotYetSaid);
    let theirs = must(&mut couple, BEN, ask());
    must(&mut couple, BEN, Do::End(theirs));
    couple.clock.pass_hours(24);
    must(&mut couple, ANA, ask());
}

/// Two turns after the same one, from Ana's phone and Ana's laptop: `first` sorts before `second` in the log.
fn at_once(seed: u64, first: Turn, second: Turn) -> (Couple, EntryId) {
    let (mut couple, id) = begun(seed, DialogueForm::SpeakerListener, &SPOKEN);
    let (one, other) = (take(&couple, id, first), take(&couple, id, second));
    quietly(&mut couple, ANA, one);
    quietly(&mut couple, ANA_LAPTOP, Do::Keep(Keeping::Week));
    quietly(&mut couple, ANA_LAPTOP, other);
    (couple, id)
}

#[test]
fn of_two_turns_of_one_person_not_quite_stands_whichever_sorts_first() {
    for [first, second] in [[Turn::Confirm, Turn::NotQuite], [Turn::NotQuite, Turn::Confirm]] {
        for seed in 20..30 {
            let (mut couple, id) = at_once(seed, first, second);
            couple.deliver_all();
            assert!(head_is(&couple, id, Turn::NotQuite));
        }
    }
}

#[test]
fn what_the_other_has_gone_on_from_stands() {
    let (mut couple, id) = begun(12, DialogueForm::SpeakerListener, &SPOKEN);
    let head = dialogue(&couple, id).head();
    play(&mut couple, id, &[Turn::Confirm, Turn::PassFloor, Turn::Speak]);
    couple.forge(ANA_LAPTOP, DialogueEvent::NotQuite(NotQuite { follows: head }));
    couple.deliver_all();
    assert!(head_is(&couple, id, Turn::Speak), "nobody takes the other's words out of a talk");
    assert_eq!(couple.phone(BEN).shared.state().anomalies.kept()[0].kind, AnomalyKind::AlreadySettled);
}

#[test]
fn consent_names_one_proposal_and_nobody_consents_for_the_other() {
    let mut couple = Couple::linked(Seed(13));
    let id = must(&mut couple, ANA, proposal(DialogueForm::SpeakerListener));
    couple.forge(ANA, DialogueEvent::DialogueConsented(DialogueConsented { follows: id }));
    couple.forge(BEN, DialogueEvent::DialogueConsented(DialogueConsented { follows: samples::entry_id(9) }));
    couple.forge(BEN, DialogueEvent::Confirmed(Confirmed { follows: id }));
    couple.deliver_all();
    assert!(!dialogue(&couple, id).has_begun());
    assert_eq!(couple.phone(BEN).shared.state().anomalies.total(), 3);
}

#[test]
fn care_16_how_heard_one_felt_stays_in_the_own_stream() {
    let (mut couple, id) = begun(14, DialogueForm::SpeakerListener, &[]);
    let feel = |points| Command::Felt(FeltHeard { dialogue: id, felt: Felt::new(points).unwrap() });
    assert_eq!(couple.act(BEN, feel(1)).unwrap_err(), Refusal::NothingThere, "afterwards");
    must(&mut couple, ANA, Do::End(id));
    let before = couple.phone(ANA).shared.entries().len();
    couple.must(BEN, feel(2));
    couple.deliver_all();
    assert_eq!(couple.phone(ANA).shared.entries().len(), before, "nothing reaches the other");
    assert_eq!(couple.phone(BEN_LAPTOP).own.state().dialogues.felt()[&id].0.get(), 2);
    couple.forge(BEN, DialogueEvent::FeltHeard(FeltHeard { dialogue: id, felt: Felt::new(4).unwrap() }));
    couple.deliver_all();
    assert_eq!(couple.phone(ANA).shared.state().anomalies.kept()[0].kind, AnomalyKind::WrongStream);
    assert_eq!(Felt::new(0).or(Felt::new(5)), None);
}

#[test]
fn care_24_talk_text_is_shown_ninety_days_and_either_keeps_less_of_their_own() {
    let (mut couple, id) = begun(15, DialogueForm::SpeakerListener, &SPOKEN);
    let shown = |couple: &Couple, now: WallTime| {
        let all = &couple.phone(ANA).shared.state().dialogues;
        let [ana, ben] = [ANA, BEN].map(|phone| couple.phone(phone).actor.partner);
        let written = all.dialogues()[&id].turns().last().unwrap().written;
        [all.shows(ana, written, now), all.shows(ben, written, now)]
    };
    couple.clock.pass_days(20);
    must(&mut couple, BEN, Do::Keep(Keeping::Week));
    assert_eq!(shown(&couple, couple.now(ANA)), [true, false]);
    couple.clock.pass_hours(1);
    must(&mut couple, BEN, Do::Keep(Keeping::Quarter));
    assert_eq!(shown(&couple, couple.now(ANA)), [true, false], "what was out of sight does not come back");
    couple.clock.pass_days(69);
    assert_eq!(shown(&couple, couple.now(ANA)), [true, false]);
    couple.clock.pass_days(1);
    assert_eq!(shown(&couple, couple.now(ANA)), [false, false]);
    assert!(dialogue(&couple, id).has_begun(), "that it was held remains");
}

#[test]
fn a_talk_side_by_side_keeps_no_words() {
    let mut couple = Couple::linked(Seed(16));
    let held = must(&mut couple, ANA, Do::HoldSideBySide(DialogueForm::SpeakerListener));
    let state = couple.phone(BEN).shared.state();
    assert!(state.dialogues.held().contains_key(&held));
    assert_eq!(state.story.acts(Strand::Dialogues), 1);
    couple.must(BEN, Command::Felt(FeltHeard { dialogue: held, felt: Felt::new(4).unwrap() }));
    for _ in 1..troth_core::dialogue::HELD_PER_DAY_MAX {
        must(&mut couple, ANA, Do::HoldSideBySide(DialogueForm::SpeakerListener));
    }
    let more = Do::HoldSideBySide(DialogueForm::SpeakerListener);
    assert!(matches!(refused(&mut couple, ANA, more), Refusal::TooManyOpen { .. }));
}

#[test]
fn a_topic_is_needed_where_understanding_comes_first() {
    let mut couple = Couple::linked(Seed(17));
    let (form, first) = (DialogueForm::UnderstandingFirst, FirstFloor::Other);
    let bare = DialogueProposed { form, topic: None, first };
    assert_eq!(refused(&mut couple, ANA, Do::Propose(bare.clone())), Refusal::NothingSaid);
    let id = must(&mut couple, ANA, Do::Propose(DialogueProposed { topic: Some(text("us")), ..bare }));
    play(&mut couple, id, &[Turn::Consent]);
    assert_eq!(dialogue(&couple, id).floor().turn_of(), Some(Side::Other), "who asked may listen first");
}
