//! Histories: two partners with two devices each act at random and receive entries in any order.

use troth_core::breach::{BreachEvent, BreachKind, BreachNamed, QuestionParked, WantedDetail};
use troth_core::check_in::CheckInCommand;
use troth_core::closeness::{
    ActivityCommand, ActivityPlanned, ClosenessCommand, HAND_CARDS, HAND_HOURS, HandCommand, MARKS_MAX, Mark, Wanted,
};
use troth_core::dialogue::{DialogueCommand, DialogueForm, DialogueProposed, FirstFloor, Turn};
use troth_core::promise::{PromiseCommand, Telling};
use troth_core::{Command, Moment, Recurrence};
use troth_testkit::{Couple, Seed};

use crate::acts::{CHOICES, random_command};
use crate::samples::{blob, daily_plan, once, repeating, text, time};

/// The number of histories in a test run. `TROTH_HISTORIES` sets another number.
pub(crate) const HISTORIES: u64 = 10_000;

/// The number of actions of a history, without deliveries.
const ACTIONS: usize = 20;

pub(crate) fn histories() -> u64 {
    std::env::var("TROTH_HISTORIES").ok().and_then(|text| text.parse().ok()).unwrap_or(HISTORIES)
}

/// A promise and a plan in force, so that random actions reach what comes after them.
fn begin_together(couple: &mut Couple) {
    let today = couple.now(0).date();
    let offer = repeating(today, Recurrence::DAILY, None);
    let offer = if couple.dice.one_in(2) { offer } else { once(Moment::on(today)) };
    let offer = couple.must(0, Command::Promise(PromiseCommand::Offer(offer)))[0];
    let plan = couple.must(0, Command::CheckIn(CheckInCommand::ProposePlan(daily_plan(today, time(8, 0), 3))))[0];
    couple.deliver_all();
    couple.must(2, Command::Promise(PromiseCommand::Accept(offer)));
    couple.must(2, Command::CheckIn(CheckInCommand::AcceptPlan(plan)));
    couple.deliver_all();
    if couple.dice.one_in(2) {
        let telling = Telling::Rearrange { alternative: Moment::on(today.plus_days(1)) };
        let moved = PromiseCommand::Tell { promise: offer, due: today, telling, note: None };
        drop(couple.act(0, Command::Promise(moved)));
        couple.deliver_all();
    }
}

/// A hand that both marked, with a card that a partner has planned.
fn begin_hand(couple: &mut Couple) {
    let hands = |command| Command::Closeness(ClosenessCommand::Hand(command));
    let hand = couple.must(2, hands(HandCommand::Deal(Wanted::default())))[0];
    couple.deliver_all();
    couple.clock.pass_hours(HAND_HOURS.into());
    for phone in [0, 2] {
        let mark = |place| Mark { liked: place < MARKS_MAX, secret: blob(b"secret") };
        let (cells, marks) = (vec![blob(b"sealed"); HAND_CARDS], (0..HAND_CARDS).map(mark).collect());
        couple.must(phone, hands(HandCommand::PostCells { hand, cells, marks }));
    }
    couple.deliver_all();
    let card = couple.phone(0).shared.state().closeness.hands.dealt()[&hand].cards[1];
    let when = Moment::on(couple.now(0).date().plus_days(1));
    let planned = ActivityCommand::Plan(ActivityPlanned { hand, card, when, words: None });
    couple.must(0, Command::Closeness(ClosenessCommand::Activity(planned)));
    couple.deliver_all();
}

/// A breach with a question that waits for its answer.
fn begin_repair(couple: &mut Couple) {
    let (title, responsible) = (text("the letters"), couple.phone(2).actor.partner);
    let named = BreachNamed { title, words: None, when: None, kind: BreachKind::Lie, responsible, until: None };
    let breach = couple.must(0, Command::Breach(BreachEvent::BreachNamed(named)))[0];
    let parked = QuestionParked { breach, words: text("since when"), detail: WantedDetail::Full };
    couple.must(0, Command::Breach(BreachEvent::QuestionParked(parked)));
    couple.deliver_all();
}

/// A dialogue in which both are understood, so that random turns reach the plan.
fn begin_talk(couple: &mut Couple) {
    use Turn::{Confirm, Consent, EndQuestions, PassFloor, SayBack, Speak};
    let (form, first) = (DialogueForm::UnderstandingFirst, FirstFloor::Proposer);
    let asked = DialogueProposed { form, topic: Some(text("the evenings")), first };
    let mut follows = couple.must(0, Command::Dialogue(DialogueCommand::Propose(asked)))[0];
    let each = [Speak, EndQuestions, SayBack, Confirm];
    let turns = [&[Consent][..], &each, &[PassFloor], &each].concat();
    let phones = [2, 0, 2, 2, 0, 0, 2, 0, 0, 2];
    for (phone, turn) in phones.into_iter().zip(turns) {
        couple.deliver_all();
        let words = Some(text("how it is for me"));
        follows = couple.must(phone, Command::Dialogue(DialogueCommand::Take { follows, turn, words }))[0];
    }
    couple.deliver_all();
}

pub(crate) fn play(seed: Seed) -> Couple {
    let mut couple = Couple::linked(seed);
    couple.travel(2, 330);
    if couple.dice.one_in(2) {
        begin_together(&mut couple);
    }
    if couple.dice.one_in(8) {
        begin_repair(&mut couple);
    }
    if couple.dice.one_in(8) {
        begin_talk(&mut couple);
    }
    if couple.dice.one_in(6) {
        begin_hand(&mut couple);
    }
    // A history dwells on two strands, so that it reaches what takes several steps.
    let dwells_on = [couple.dice.below(CHOICES), couple.dice.below(CHOICES)];
    for _ in 0..ACTIONS {
        let phone = couple.dice.below(4);
        let mut dice = Seed(u64::from_le_bytes(couple.dice.bytes())).dice();
        let (actor, now) = (couple.phone(phone).actor, couple.now(phone));
        let anything = dice.below(CHOICES);
        let choice = *dice.pick(&[anything, dwells_on[0], dwells_on[0], dwells_on[1]]).unwrap();
        let command = random_command(choice, &couple.phone(phone).state(), &actor, now, &mut dice);
        drop(couple.act(phone, command));
        match couple.dice.below(6) {
            0 => couple.push(phone),
            1 => couple.pull(phone, 3),
            2 | 4 => couple.deliver_all(),
            3 => couple.clock.pass_hours(7),
            _ => {}
        }
    }
    couple
}
