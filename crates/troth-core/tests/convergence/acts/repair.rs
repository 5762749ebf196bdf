//! What happened, what it did, owning it, hard days.

use troth_core::{
    AccountabilityCommand, BreachCommand, BreachKind, BreachNamed, BreachReworded, CalmPlanWritten, Feeling,
    ImpactCommand, ImpactItem, ImpactNoted, QuestionParked, ReflectionAnswer, SetbackCommand, SetbackKind,
    SetbackRecorded, State, StatementMade, StatementPart, WallTime, WantedDetail,
};
use troth_testkit::Dice;

use crate::samples;
use crate::samples::text;

pub(super) fn random_breach(state: &State<'_>, dice: &mut Dice) -> BreachCommand {
    let shared = state.shared.unwrap();
    let nothing = samples::entry_id(0);
    let breaches: Vec<_> = shared.breaches.breaches().keys().copied().collect();
    let questions: Vec<_> = shared.breaches.questions().keys().copied().collect();
    let proposals: Vec<_> =
        shared.breaches.questions().values().filter_map(|one| one.help).map(|help| help.0).collect();
    let partners: Vec<_> = shared.members.partners().keys().copied().collect();
    let breach = dice.pick(&breaches).copied().unwrap_or(nothing);
    let question = dice.pick(&questions).copied().unwrap_or(nothing);
    let proposal = dice.pick(&proposals).copied().unwrap_or(nothing);
    let (title, words) = (text("the letters"), Some(text("as I saw it")));
    // A question that is there goes on half of the time: seven of the ways are about one.
    let way = if questions.is_empty() || dice.one_in(2) { dice.below(14) } else { dice.below(6).saturating_add(7) };
    match (way, dice.pick(&partners)) {
        (0 | 1, Some(responsible)) => {
            let (kind, responsible) = (BreachKind::Lie, *responsible);
            BreachCommand::Name(BreachNamed { title, words, when: None, kind, responsible })
        }
        (2, _) => BreachCommand::Reword(BreachReworded { breach, title, words, when: None }),
        (3, _) => BreachCommand::TakeBack(breach),
        (4, _) => BreachCommand::SeeOtherwise { breach, words: text("otherwise") },
        (5 | 6, _) => {
            BreachCommand::Park(QuestionParked { breach, words: text("since when"), detail: WantedDetail::Full })
        }
        (7, _) => BreachCommand::WantDetail { question, detail: WantedDetail::NotNow },
        (8, _) => BreachCommand::TakeQuestionBack(question),
        (9, _) => BreachCommand::Answer { question, words: text("since March") },
        (10, _) => BreachCommand::ProposeHelp(question),
        (11, _) => BreachCommand::AgreeHelp(proposal),
        (12, _) => BreachCommand::DeclineHelp(proposal),
        _ => BreachCommand::SayComplete { breach, words: None },
    }
}

pub(super) fn random_impact(state: &State<'_>, dice: &mut Dice) -> ImpactCommand {
    let impacts = &state.shared.unwrap().impacts;
    let nothing = samples::entry_id(0);
    let shared: Vec<_> = impacts.shared().keys().copied().collect();
    let reflections: Vec<_> = impacts.reflections().keys().copied().collect();
    let feelings = vec![Feeling::Hurt];
    match dice.below(6) {
        0 => ImpactCommand::Note(ImpactNoted { areas: Vec::new(), feelings }),
        1 | 2 => ImpactCommand::Share(ImpactItem::Feelings(feelings)),
        3 => ImpactCommand::EndSharing(dice.pick(&shared).copied().unwrap_or(nothing)),
        4 => ImpactCommand::Reflect(text("you are hurt")),
        _ => {
            let reflection = dice.pick(&reflections).copied().unwrap_or(nothing);
            ImpactCommand::AnswerReflection { reflection, answer: ReflectionAnswer::Partly, words: None }
        }
    }
}

pub(super) fn random_accountability(state: &State<'_>, dice: &mut Dice) -> AccountabilityCommand {
    let versions: Vec<_> = state.shared.unwrap().statements.versions().keys().copied().collect();
    let known = dice.pick(&versions).copied();
    let statement = known.unwrap_or(samples::entry_id(0));
    match dice.below(6) {
        0 | 1 => {
            let (follows, parts) = (known.filter(|_| dice.one_in(2)), samples::statement_parts());
            AccountabilityCommand::Make(StatementMade { follows, parts, breach: None })
        }
        2 => AccountabilityCommand::Lack { statement, part: StatementPart::Will, words: None },
        3 => AccountabilityCommand::SharePerspective { statement, words: text("I was afraid") },
        _ => AccountabilityCommand::Hear(statement),
    }
}

pub(super) fn random_setback(state: &State<'_>, now: WallTime, dice: &mut Dice) -> SetbackCommand {
    let setbacks: Vec<_> = state.shared.unwrap().setbacks.setbacks().keys().copied().collect();
    let setback = dice.pick(&setbacks).copied().unwrap_or(samples::entry_id(0));
    match dice.below(3) {
        0 => {
            let (kind, day) = (SetbackKind::HardDay, now.date());
            SetbackCommand::Record(SetbackRecorded { kind, day, words: None })
        }
        1 => SetbackCommand::Add { setback, words: text("I am here") },
        _ => SetbackCommand::WritePlan(CalmPlanWritten { helps: Some(text("a walk")), worse: None, first: None }),
    }
}
