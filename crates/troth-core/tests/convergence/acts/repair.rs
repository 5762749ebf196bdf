//! Random acts about breaches, impact, accountability statements and setbacks.

use troth_core::accountability::PerspectiveShared;
use troth_core::accountability::StatementHeard;
use troth_core::accountability::StatementLacks;
use troth_core::accountability::{AccountabilityEvent, HeardTakenBack, StatementMade, StatementPart};
use troth_core::breach::BreachSeenOtherwise;
use troth_core::breach::BreachTakenBack;
use troth_core::breach::CompleteSaid;
use troth_core::breach::HelpAgreed;
use troth_core::breach::HelpDeclined;
use troth_core::breach::HelpProposed;
use troth_core::breach::QuestionAnswered;
use troth_core::breach::QuestionDetailed;
use troth_core::breach::QuestionTakenBack;
use troth_core::breach::{
    BreachAnswer, BreachAnswered, BreachEvent, BreachKind, BreachNamed, BreachReworded, QuestionParked, WantedDetail,
};
use troth_core::impact::ImpactShared;
use troth_core::impact::ReflectionAnswered;
use troth_core::impact::ReflectionOffered;
use troth_core::impact::SharingEnded;
use troth_core::impact::{Feeling, ImpactEvent, ImpactItem, ImpactNoted, ReflectionAnswer};
use troth_core::setback::SetbackWords;
use troth_core::setback::{CalmPlanWritten, SetbackEvent, SetbackKind, SetbackRecorded};
use troth_core::{State, WallTime};
use troth_testkit::Dice;

use crate::samples;
use crate::samples::text;

pub(super) fn random_breach(state: &State<'_>, dice: &mut Dice) -> BreachEvent {
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
    // Half of the acts continue an existing question.
    let way = if questions.is_empty() || dice.one_in(2) { dice.below(17) } else { dice.below(6).saturating_add(7) };
    match (way, dice.pick(&partners)) {
        (0 | 1, Some(responsible)) => {
            let (kind, responsible) = (BreachKind::Lie, *responsible);
            BreachEvent::BreachNamed(BreachNamed { title, words, when: None, kind, responsible, until: None })
        }
        (2, _) => {
            BreachEvent::BreachReworded(BreachReworded { breach, title, words, when: None, until: None, kind: None })
        }
        (3, _) => BreachEvent::BreachTakenBack(BreachTakenBack { breach }),
        (4, _) => BreachEvent::BreachSeenOtherwise(BreachSeenOtherwise { breach, words: text("otherwise") }),
        (5 | 6, _) => BreachEvent::QuestionParked(QuestionParked {
            breach,
            words: text("since when"),
            detail: WantedDetail::Full,
        }),
        (7, _) => BreachEvent::QuestionDetailed(QuestionDetailed { question, detail: WantedDetail::NotNow }),
        (8, _) => BreachEvent::QuestionTakenBack(QuestionTakenBack { question }),
        (9, _) => BreachEvent::QuestionAnswered(QuestionAnswered { question, words: text("since March") }),
        (10, _) => BreachEvent::HelpProposed(HelpProposed { question }),
        (11, _) => BreachEvent::HelpAgreed(HelpAgreed { proposal }),
        (12, _) => BreachEvent::HelpDeclined(HelpDeclined { proposal }),
        (14 | 15, _) => {
            let answers = [BreachAnswer::Yes, BreachAnswer::NeedsTime, BreachAnswer::TakenBack];
            let wordings = shared.breaches.breaches().get(&breach).map_or(Vec::new(), |one| one.wordings.clone());
            let wording = dice.pick(&wordings).copied().unwrap_or(nothing);
            let answer = dice.pick(&answers).copied().unwrap_or(BreachAnswer::Yes);
            BreachEvent::BreachAnswered(BreachAnswered { breach, wording, answer })
        }
        _ => BreachEvent::CompleteSaid(CompleteSaid { breach, words: None }),
    }
}

pub(super) fn random_impact(state: &State<'_>, dice: &mut Dice) -> ImpactEvent {
    let impacts = &state.shared.unwrap().impacts;
    let nothing = samples::entry_id(0);
    let shared: Vec<_> = impacts.shared().keys().copied().collect();
    let reflections: Vec<_> = impacts.reflections().keys().copied().collect();
    let feelings = vec![Feeling::Hurt];
    match dice.below(6) {
        0 => ImpactEvent::ImpactNoted(ImpactNoted { areas: Vec::new(), feelings }),
        1 | 2 => ImpactEvent::ImpactShared(ImpactShared { item: ImpactItem::Feelings(feelings) }),
        3 => ImpactEvent::SharingEnded(SharingEnded { shared: dice.pick(&shared).copied().unwrap_or(nothing) }),
        4 => ImpactEvent::ReflectionOffered(ReflectionOffered { words: text("you are hurt") }),
        _ => {
            let reflection = dice.pick(&reflections).copied().unwrap_or(nothing);
            ImpactEvent::ReflectionAnswered(ReflectionAnswered {
                reflection,
                answer: ReflectionAnswer::Partly,
                words: None,
            })
        }
    }
}

pub(super) fn random_accountability(state: &State<'_>, dice: &mut Dice) -> AccountabilityEvent {
    let statements = state.shared.unwrap().statements.versions();
    let versions: Vec<_> = statements.keys().copied().collect();
    let known = dice.pick(&versions).copied();
    let statement = known.unwrap_or(samples::entry_id(0));
    let is_heard = statements.get(&statement).is_some_and(|one| one.heard.is_some());
    match dice.below(6) {
        0 | 1 => {
            let (follows, parts) = (known.filter(|_| dice.one_in(2)), samples::statement_parts());
            AccountabilityEvent::StatementMade(StatementMade { follows, parts, breach: None })
        }
        2 => AccountabilityEvent::StatementLacks(StatementLacks { statement, part: StatementPart::Will, words: None }),
        3 => AccountabilityEvent::PerspectiveShared(PerspectiveShared { statement, words: text("I was afraid") }),
        4 if is_heard => AccountabilityEvent::HeardTakenBack(HeardTakenBack { statement }),
        _ => AccountabilityEvent::StatementHeard(StatementHeard { statement }),
    }
}

pub(super) fn random_setback(state: &State<'_>, now: WallTime, dice: &mut Dice) -> SetbackEvent {
    let setbacks: Vec<_> = state.shared.unwrap().setbacks.setbacks().keys().copied().collect();
    let setback = dice.pick(&setbacks).copied().unwrap_or(samples::entry_id(0));
    match dice.below(3) {
        0 => {
            let (kind, day) = (SetbackKind::HardDay, now.date());
            SetbackEvent::SetbackRecorded(SetbackRecorded { kind, day, words: None })
        }
        1 => SetbackEvent::SetbackWords(SetbackWords { setback, words: text("I am here") }),
        _ => SetbackEvent::CalmPlanWritten(CalmPlanWritten { helps: Some(text("a walk")), worse: None, first: None }),
    }
}
