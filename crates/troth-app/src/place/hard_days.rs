//! Hard days: setbacks, and the plan each makes in calm.

use troth_core::setback::SetbackWords;
use troth_core::setback::{CalmPlanWritten, SetbackEvent, SetbackKind, SetbackRecorded};
use troth_core::{Command, PartnerId, SharedState};

use super::shown::{name_of, written};
use crate::intent::SetbackIntent;
use crate::message::Message;
use crate::view::{HardDaysView, SETBACK_KINDS, SetbackView};
use crate::{civil, form};

/// The kinds in the order of [`SETBACK_KINDS`].
const KINDS: [SetbackKind; 5] = [
    SetbackKind::HardDay,
    SetbackKind::MissedPromise,
    SetbackKind::DisclosureTold,
    SetbackKind::DisclosureFound,
    SetbackKind::Relapse,
];

/// What the room shows.
pub(crate) fn view(shared: &SharedState, me: PartnerId) -> HardDaysView {
    let mut all: Vec<_> = shared.setbacks.setbacks().iter().collect();
    all.sort_by_key(|(id, one)| core::cmp::Reverse((one.recorded.day, one.written.unix_ms, **id)));
    let setbacks = all.into_iter().map(|(id, one)| SetbackView {
        id: *id,
        mine: one.author == me,
        kind: kind_name(one.recorded.kind),
        day: civil::date(one.recorded.day),
        words: written(one.recorded.words.as_ref()),
        added: one.words.iter().map(|(author, words)| (*author == me, words.as_str().to_owned())).collect(),
    });
    let plan_of = |partner| shared.setbacks.plan(partner).map(|said| plan_view(&said.what));
    HardDaysView {
        setbacks: setbacks.collect(),
        my_plan: plan_of(me),
        their_plan: shared.members.other(me).and_then(plan_of),
    }
}

fn plan_view(plan: &CalmPlanWritten) -> [String; 3] {
    [&plan.helps, &plan.worse, &plan.first].map(|words| written(words.as_ref()))
}

fn kind_name(kind: SetbackKind) -> &'static str {
    name_of(&KINDS, &SETBACK_KINDS, &kind)
}

/// What was asked, as the core's command.
pub(crate) fn command(intent: &SetbackIntent) -> Result<Command, Message> {
    let command = match intent {
        SetbackIntent::Record { kind, day, words } => {
            let at = SETBACK_KINDS.iter().position(|known| known == kind);
            let kind = at.and_then(|at| KINDS.get(at)).copied().ok_or(Message::plain("problem-choose"))?;
            SetbackEvent::SetbackRecorded(SetbackRecorded {
                kind,
                day: form::date(day)?,
                words: form::optional(words)?,
            })
        }
        SetbackIntent::Add { setback, words } => {
            SetbackEvent::SetbackWords(SetbackWords { setback: *setback, words: form::text(words, "problem-words")? })
        }
        SetbackIntent::WritePlan([helps, worse, first]) => SetbackEvent::CalmPlanWritten(CalmPlanWritten {
            helps: form::optional(helps)?,
            worse: form::optional(worse)?,
            first: form::optional(first)?,
        }),
    };
    Ok(Command::Setback(command))
}
