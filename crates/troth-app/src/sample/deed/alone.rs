//! Acts about where the two are going, about oneself, and about being here.

use troth_core::Command;
use troth_core::membership::MembershipCommand;
use troth_core::settings::SettingsCommand;

use super::Prompt;
use crate::form;
use crate::intent::{
    GoalForm, HorizonIntent, Intent, OutcomeForm, PrivateIntent, PromiseForm, SettingsIntent, SoloForm, SoloIntent,
};

pub(super) fn horizon(prompt: &Prompt<'_, '_>) -> Option<Intent> {
    let of = prompt.of();
    let intent = match prompt.act.verb {
        "sets-goal" => HorizonIntent::SetGoal(GoalForm {
            title: prompt.text(0),
            why: prompt.text(1),
            review: prompt.day_or_none(2)?,
        }),
        "shares-goal" => HorizonIntent::ShareGoal(of?),
        "reaches-goal" => HorizonIntent::ReachGoal(of?),
        "lets-goal-go" => HorizonIntent::EndGoal(of?),
        "adds-step" => HorizonIntent::AddMilestone { goal: of?, title: prompt.text(0) },
        "reaches-step" => HorizonIntent::ReachMilestone(of?),
        "notes-growth" => HorizonIntent::NoteGrowth { words: prompt.text(0) },
        "wins" => HorizonIntent::AddVictory { title: prompt.text(0), fact: of },
        "is-glad" => HorizonIntent::Celebrate(of?),
        _ => return None,
    };
    Some(Intent::Horizon(intent))
}

pub(super) fn private(prompt: &Prompt<'_, '_>) -> Option<Intent> {
    match prompt.act.verb {
        "writes" => Some(Intent::Private(PrivateIntent::Write { text: prompt.text(0) })),
        "rewrites" => Some(Intent::Private(PrivateIntent::Edit { page: prompt.of()?, text: prompt.text(0) })),
        "rates" => {
            let mut points = prompt.field(0).split('/').map(|points| points.parse().ok());
            let (trust, safe_to_talk, load) = (points.next()?, points.next()?, points.next()?);
            let too_much = points.next().flatten();
            Some(Intent::Private(PrivateIntent::Rate { trust, safe_to_talk, load, too_much }))
        }
        "rests" => Some(Intent::Settings(SettingsIntent::Rest { until: prompt.day_or_none(0)? })),
        _ => None,
    }
}

/// Pages for oneself.
pub(super) fn solo(prompt: &Prompt<'_, '_>) -> Option<Intent> {
    let intent = match prompt.act.verb {
        "drafts-statement" => SoloIntent::Write(SoloForm::Statement(prompt.texts(0))),
        "drafts-question" => SoloIntent::Write(SoloForm::Question { words: prompt.text(0), detail: prompt.text(1) }),
        "promises-oneself" => {
            let first = prompt.day(3)?;
            SoloIntent::Write(SoloForm::Promise(PromiseForm {
                cue: prompt.text(0),
                deed: prompt.text(1),
                category: String::new(),
                repeat: prompt.repeat(2, &first)?,
                first,
                time: String::new(),
            }))
        }
        "tells-oneself" => {
            let how = match prompt.field(0) {
                "kept" => OutcomeForm::Kept,
                "partly" => OutcomeForm::PartlyKept { note: String::new() },
                "missed" => OutcomeForm::Missed { note: String::new() },
                _ => return None,
            };
            SoloIntent::Tell { page: prompt.of()?, due: prompt.day(1)?, how: Some(how) }
        }
        _ => return None,
    };
    Some(Intent::Solo(intent))
}

/// What is done by starting and linking, and has no press of its own here.
pub(super) fn command(prompt: &Prompt<'_, '_>) -> Option<Command> {
    let command = match prompt.act.verb {
        "starts" => {
            let name = form::text(prompt.act.who, "problem-name").ok()?;
            Command::Membership(MembershipCommand::Start {
                label: form::text(prompt.act.who, "problem-name").ok()?,
                name,
            })
        }
        "joins" => Command::Membership(MembershipCommand::Join),
        "keeps-recovery-code" => Command::Settings(SettingsCommand::KeepRecoveryCode),
        _ => return None,
    };
    Some(command)
}
