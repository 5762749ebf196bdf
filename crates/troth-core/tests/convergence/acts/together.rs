//! Random acts about promises, check-ins, boundaries, agreements, dialogues and goals.

use troth_core::Command;
use troth_core::agreement::{AgreementCommand, AgreementProposed, AgreementTerms, Transparency};
use troth_core::boundary::BoundaryAcknowledged;
use troth_core::boundary::BoundaryLifted;
use troth_core::boundary::{BoundaryChanged, BoundaryEvent, BoundarySet};
use troth_core::check_in::{CheckInCommand, Questions, RoundDuty, WindowHours};
use troth_core::dialogue::FeltHeard;
use troth_core::dialogue::{
    Dialogue, DialogueCommand, DialogueForm, DialogueProposed, Felt, FirstFloor, Keeping, RepairPhrase, Turn,
};
use troth_core::horizon::{GoalSet, HorizonCommand};
use troth_core::promise::{PromiseCommand, ReceiverWord, Telling};
use troth_core::{Actor, Moment, Recurrence, State, WallTime};
use troth_testkit::Dice;

use crate::samples;
use crate::samples::{blob, daily_plan, once, repeating, text, time};

fn any_proposal(state: &State<'_>, dice: &mut Dice) -> troth_core::EntryId {
    let known: Vec<_> = state.shared.unwrap().promises.proposals().keys().copied().collect();
    dice.pick(&known).copied().unwrap_or(samples::entry_id(0))
}

pub(super) fn begin_promise(state: &State<'_>, now: WallTime, dice: &mut Dice) -> PromiseCommand {
    let day = now.date().plus_days(dice.below(3) as u32);
    let terms = if dice.one_in(2) {
        once(Moment { date: day, time: dice.one_in(2).then(|| time(dice.below(24) as u16, 0)) })
    } else {
        repeating(day, Recurrence::DAILY, None)
    };
    let offer = any_proposal(state, dice);
    match dice.below(4) {
        0 | 1 => PromiseCommand::Offer(terms),
        2 => PromiseCommand::Counter { offer, terms },
        _ => PromiseCommand::Accept(offer),
    }
}

pub(super) fn go_on_with_promise(state: &State<'_>, now: WallTime, dice: &mut Dice) -> PromiseCommand {
    let promise = any_proposal(state, dice);
    let due = now.date().plus_days(1).minus_days(dice.below(4) as u32);
    let alternative = Moment::on(now.date().plus_days(dice.below(4) as u32));
    let moves = [Telling::Kept, Telling::PartlyKept, Telling::Missed, Telling::Rearrange { alternative }];
    let told = state.shared.unwrap().promises.occurrence(promise, due, &state.shared.unwrap().members, now);
    let told = told.and_then(|view| view.told_in).unwrap_or(promise);
    match dice.below(11) {
        0 => PromiseCommand::Accept(promise),
        1 => PromiseCommand::Decline(promise),
        2 => PromiseCommand::Withdraw(promise),
        3 => PromiseCommand::Release(promise),
        4 => PromiseCommand::AcceptAlternative(told),
        5 => PromiseCommand::DeclineAlternative(told),
        6 => PromiseCommand::SeeDifferently { promise, due, words: text("otherwise") },
        7 | 8 => {
            let words =
                [ReceiverWord::Happened, ReceiverWord::DidNot, ReceiverWord::DoesNotKnow, ReceiverWord::TakenBack];
            PromiseCommand::TellAsReceiver { promise, due, word: words[dice.below(4)] }
        }
        _ => PromiseCommand::Tell { promise, due, telling: moves[dice.below(4)], note: None },
    }
}

pub(super) fn random_check_in(state: &State<'_>, actor: &Actor, now: WallTime, dice: &mut Dice) -> CheckInCommand {
    if let Some(duty) = dice.pick(&state.round_duties(actor, now)) {
        return done(*duty, dice.one_in(2));
    }
    let rounds = state.rounds(actor, now);
    let plans: Vec<_> = state.shared.unwrap().check_ins.plans().keys().copied().collect();
    let plan = dice.pick(&plans).copied().unwrap_or(samples::entry_id(0));
    match (dice.below(6), dice.pick(&rounds)) {
        (0, _) => CheckInCommand::ProposePlan(daily_plan(now.date(), time(dice.below(24) as u16, 0), 3)),
        (1, _) => CheckInCommand::AcceptPlan(plan),
        (2, _) if dice.one_in(3) => CheckInCommand::EndPlan(plan),
        (3, _) | (_, None) => {
            CheckInCommand::CallRound { questions: Questions::Daily, window: WindowHours::new(3).unwrap() }
        }
        (_, Some(view)) => CheckInCommand::Answer { round: view.round, cell: blob(b"sealed"), secret: blob(b"secret") },
    }
}

fn done(duty: RoundDuty, spare: bool) -> CheckInCommand {
    match duty {
        RoundDuty::PostCell { round } => {
            CheckInCommand::PostCell { round, cell: blob(b"sealed"), secret: blob(b"secret"), spare }
        }
        RoundDuty::PostOpening { round, own_cell, their_cell } => {
            CheckInCommand::PostOpening { round, own_cell, their_cell, opening: blob(b"opening") }
        }
    }
}

pub(super) fn random_boundary(state: &State<'_>, dice: &mut Dice) -> BoundaryEvent {
    let all = state.shared.unwrap().boundaries.boundaries();
    let known: Vec<_> = all.iter().map(|(id, boundary)| (*id, boundary.wording)).collect();
    let nothing = samples::entry_id(0);
    let (boundary, wording) = dice.pick(&known).copied().unwrap_or((nothing, nothing));
    let title = text("no talks after ten");
    match dice.below(5) {
        0 | 1 => BoundaryEvent::BoundarySet(BoundarySet { title, words: None }),
        2 => BoundaryEvent::BoundaryChanged(BoundaryChanged { boundary, title, words: None }),
        3 => BoundaryEvent::BoundaryLifted(BoundaryLifted { boundary }),
        _ => BoundaryEvent::BoundaryAcknowledged(BoundaryAcknowledged { wording }),
    }
}

pub(super) fn random_agreement(state: &State<'_>, now: WallTime, dice: &mut Dice) -> AgreementCommand {
    let all = &state.shared.unwrap().agreements;
    let (nothing, today) = (samples::entry_id(0), now.date());
    let proposals: Vec<_> = all.proposals().keys().copied().collect();
    let known = dice.pick(&proposals).copied();
    let proposal = known.unwrap_or(nothing);
    let authors: Vec<_> = state.shared.unwrap().members.partners().keys().copied().collect();
    let review = authors.iter().find_map(|author| all.review_waiting(proposal, *author)).map(|(id, _)| id);
    match dice.below(12) {
        0..=2 => AgreementCommand::Propose(random_proposal(known, today, dice)),
        3 | 4 => AgreementCommand::Consent(proposal),
        5 => AgreementCommand::TakeBack(proposal),
        6 => AgreementCommand::NotYet(proposal),
        7 => AgreementCommand::AdjustNotYet { proposal, days: [0, 3, 30][dice.below(3)] },
        8 => AgreementCommand::End(proposal),
        9 | 10 => AgreementCommand::HoldReview { version: proposal, next: today.plus_days(31 + dice.below(9) as u32) },
        _ => AgreementCommand::ConsentReview(review.unwrap_or(nothing)),
    }
}

fn random_proposal(
    known: Option<troth_core::EntryId>,
    today: troth_core::CivilDate,
    dice: &mut Dice,
) -> AgreementProposed {
    let title = ["dinner on Fridays", "Dinner, on Fridays", "a walk", "a film"][dice.below(4)];
    let transparency = dice.one_in(4).then(|| Transparency { scope: text("the account"), until: today.plus_days(1) });
    let (title, words) = (text(title), text("as we said"));
    let words = if dice.one_in(2) { words } else { text(&format!("as we said on day {}", dice.below(1_000))) };
    let terms = AgreementTerms { title, words, review: today.plus_days(30), transparency };
    AgreementProposed { follows: known.filter(|_| dice.one_in(2)), terms }
}

/// Half of the acts take the turn that is due: a dialogue has a dozen stages, and random turns would stay in the first.
pub(super) fn random_dialogue(state: &State<'_>, actor: &Actor, now: WallTime, dice: &mut Dice) -> Command {
    let all = &state.shared.unwrap().dialogues;
    let own_turn = |one: &&Dialogue| one.floor().turn_of() == Some(one.side_of(actor.partner));
    let due: Vec<&Dialogue> = all.dialogues().values().filter(own_turn).collect();
    if let Some(dialogue) = dice.pick(&due).filter(|_| dice.one_in(2)) {
        let turns: Vec<Turn> = Turn::ALL.into_iter().filter(|turn| dialogue.floor().after(*turn).is_some()).collect();
        let turn = *dice.pick(&turns).unwrap();
        let words = Some(text("how it is for me"));
        return Command::Dialogue(DialogueCommand::Take { follows: dialogue.head(), turn, words });
    }
    let known: Vec<_> = all.dialogues().keys().chain(all.held().keys()).copied().collect();
    let dialogue = dice.pick(&known).copied().unwrap_or(samples::entry_id(0));
    let form = if dice.one_in(2) { DialogueForm::SpeakerListener } else { DialogueForm::UnderstandingFirst };
    let first = if dice.one_in(3) { FirstFloor::Other } else { FirstFloor::Proposer };
    Command::Dialogue(match dice.below(14) {
        0..=3 => DialogueCommand::Propose(DialogueProposed { form, topic: Some(text("the evenings")), first }),
        4 => DialogueCommand::NotYet(dialogue),
        5 => DialogueCommand::Repair { dialogue, phrase: RepairPhrase::new(1).unwrap() },
        6 | 7 => DialogueCommand::Pause(dialogue),
        8 | 9 => DialogueCommand::Resume(dialogue),
        10 => DialogueCommand::PutOff { dialogue, at: Moment::on(now.date().plus_days(dice.below(3) as u32)) },
        11 if dice.one_in(3) => DialogueCommand::End(dialogue),
        11 => DialogueCommand::HoldSideBySide(form),
        12 => DialogueCommand::Keep(Keeping::Month),
        _ => return Command::Felt(FeltHeard { dialogue, felt: Felt::new(2).unwrap() }),
    })
}

pub(super) fn random_horizon(state: &State<'_>, dice: &mut Dice) -> HorizonCommand {
    let horizon = &state.shared.unwrap().horizon;
    let nothing = samples::entry_id(0);
    let goals: Vec<_> = horizon.goals().keys().copied().collect();
    let steps: Vec<_> = horizon.goals().values().flat_map(|goal| &goal.milestones).map(|step| step.id).collect();
    let won: Vec<_> = horizon.victories().keys().copied().collect();
    let goal = dice.pick(&goals).copied().unwrap_or(nothing);
    let set = GoalSet { title: text("the lake"), why: None, review: None };
    match dice.below(12) {
        0 | 1 => HorizonCommand::SetGoal(set),
        2 => HorizonCommand::ChangeGoal { goal, now: set },
        3 => HorizonCommand::ShareGoal(goal),
        4 => HorizonCommand::ReachGoal(goal),
        5 => HorizonCommand::EndGoal(goal),
        6 => HorizonCommand::AddMilestone { goal, title: text("a step") },
        7 => HorizonCommand::ReachMilestone(dice.pick(&steps).copied().unwrap_or(nothing)),
        8 => HorizonCommand::NoteGrowth(text("it grew")),
        10 => HorizonCommand::WriteLetter(text("what I take along")),
        9 => HorizonCommand::AddVictory { title: text("won"), fact: dice.one_in(2).then_some(goal) },
        _ => HorizonCommand::Celebrate(dice.pick(&won).copied().unwrap_or(nothing)),
    }
}
