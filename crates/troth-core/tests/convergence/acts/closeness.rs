//! Random acts about appreciations, support requests, activities and the pace of affection.

use troth_core::Command;
use troth_core::closeness::{
    ActivityAnswer, ActivityAnswered, ActivityCommand, ActivityLineKept, ActivityPlanned, Affection, ClosenessCommand,
    Feels, HAND_CARDS, HandCommand, HandDuty, MARKS_MAX, Mark, PaceCommand, PaceItem, PaceSet, SupportAnswer,
    SupportAnswered, SupportAsked, SupportKind, Wanted,
};
use troth_core::{Actor, Moment, State, WallTime};
use troth_testkit::Dice;

use crate::samples;
use crate::samples::{blob, text};

pub(super) fn random_closeness(state: &State<'_>, dice: &mut Dice) -> ClosenessCommand {
    let closeness = &state.shared.unwrap().closeness;
    let given: Vec<_> = closeness.appreciations().keys().copied().collect();
    let asked: Vec<_> = closeness.requests().keys().copied().collect();
    let request = dice.pick(&asked).copied().unwrap_or(samples::entry_id(0));
    let appreciation = dice.pick(&given).copied().unwrap_or(samples::entry_id(0));
    match dice.below(5) {
        0 => ClosenessCommand::Appreciate(text("the tea")),
        1 => ClosenessCommand::Reword { appreciation, words: text("the tea, and the book") },
        2 => ClosenessCommand::Ask(SupportAsked { kind: SupportKind::Space, words: None }),
        3 => ClosenessCommand::Answer(SupportAnswered { request, answer: SupportAnswer::Now, words: None }),
        _ => ClosenessCommand::TakeBack(request),
    }
}

pub(super) fn random_hand(state: &State<'_>, actor: &Actor, now: WallTime, dice: &mut Dice) -> HandCommand {
    let cells = || vec![blob(b"sealed"); HAND_CARDS];
    if let Some(duty) = dice.pick(&state.hand_duties(actor, now)) {
        return match *duty {
            HandDuty::PostCells { hand } => {
                let mark = |place| Mark { liked: place < MARKS_MAX && dice.one_in(2), secret: blob(b"secret") };
                HandCommand::PostCells { hand, cells: cells(), marks: (0..HAND_CARDS).map(mark).collect() }
            }
            HandDuty::PostOpenings { hand, own_cells, their_cells } => {
                HandCommand::PostOpenings { hand, own_cells, their_cells, openings: vec![blob(b"opening"); HAND_CARDS] }
            }
        };
    }
    HandCommand::Deal(Wanted::default())
}

pub(super) fn random_activity(state: &State<'_>, now: WallTime, dice: &mut Dice) -> ActivityCommand {
    let closeness = &state.shared.unwrap().closeness;
    let all: Vec<_> = closeness.activities.all().keys().copied().collect();
    let activity = dice.pick(&all).copied().unwrap_or(samples::entry_id(0));
    let hands: Vec<_> = closeness.hands.dealt().iter().map(|(hand, dealt)| (*hand, dealt.cards[0])).collect();
    let when = Moment::on(now.date().plus_days(dice.below(3) as u32));
    let answers = [ActivityAnswer::Yes, ActivityAnswer::Yes, ActivityAnswer::AnotherTime, ActivityAnswer::NotThisOne];
    // Three of four acts continue an existing plan, because answer, done and line follow one another.
    let way = if all.is_empty() || dice.one_in(4) { dice.below(8) } else { dice.below(5).saturating_add(3) };
    match (way, dice.pick(&hands)) {
        (0..=2, Some((hand, card))) => {
            ActivityCommand::Plan(ActivityPlanned { hand: *hand, card: *card, when, words: None })
        }
        (3 | 4, _) => {
            let said = ActivityAnswered { activity, answer: answers[dice.below(4)], words: None };
            ActivityCommand::Answer { said, instead: dice.one_in(2).then_some(when) }
        }
        (5, _) if dice.one_in(2) => ActivityCommand::LetGo(activity),
        (5 | 6, _) => ActivityCommand::Finish(activity),
        _ => ActivityCommand::KeepLine(ActivityLineKept { activity, words: text("it was good") }),
    }
}

pub(super) fn random_pace(dice: &mut Dice) -> Command {
    let affection = [Affection::Hands, Affection::Hug][dice.below(2)];
    let feels = [Feels::AllRight, Feels::AskFirst, Feels::NotNow][dice.below(3)];
    let share = match dice.below(4) {
        0 | 1 => return Command::Pace(PaceSet { items: vec![PaceItem { affection, feels }] }),
        2 => PaceCommand::Share(affection),
        _ => PaceCommand::EndSharing(affection),
    };
    Command::Closeness(ClosenessCommand::Pace(share))
}
