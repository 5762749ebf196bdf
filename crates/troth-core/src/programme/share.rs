//! Sharing a page for oneself: the command that makes the ordinary shared entry out of exactly its words.

use crate::kernel::ids::{EntryId, PartnerId};
use crate::kernel::refusal::Refusal;
use crate::programme::decide::Command;
use crate::strands::accountability::{AccountabilityEvent, StatementMade};
use crate::strands::boundary::BoundaryEvent;
use crate::strands::breach::{BreachEvent, BreachNamed, QuestionParked};
use crate::strands::horizon::HorizonCommand;
use crate::strands::promise::PromiseCommand;
use crate::strands::setback::SetbackEvent;
use crate::strands::solo::{BreachDraft, Responsible, SoloBody};

/// The shared command of a page. `both` are the author and the other; `breach` is what a question is about.
///
/// # Errors
/// [`Refusal::NotWhole`] while the page lacks something that the shared entry needs.
pub(crate) fn shared_command(
    body: &SoloBody,
    both: [PartnerId; 2],
    breach: Option<EntryId>,
) -> Result<Command, Refusal> {
    Ok(match body {
        SoloBody::Statement(draft) => {
            let parts = draft.whole().ok_or(Refusal::NotWhole)?;
            Command::Accountability(AccountabilityEvent::StatementMade(StatementMade { follows: None, parts, breach }))
        }
        SoloBody::HardDays(plan) => Command::Setback(SetbackEvent::CalmPlanWritten(plan.clone())),
        SoloBody::Promise(terms) => Command::Promise(PromiseCommand::Offer(terms.clone())),
        SoloBody::Goal(goal) => Command::Horizon(HorizonCommand::SetGoal(goal.clone())),
        SoloBody::Breach(draft) => Command::Breach(BreachEvent::BreachNamed(named(draft, both)?)),
        SoloBody::Boundary(boundary) => Command::Boundary(BoundaryEvent::BoundarySet(boundary.clone())),
        SoloBody::Question(draft) => {
            let (words, detail) = (draft.words.clone(), draft.detail);
            let breach = breach.ok_or(Refusal::NotWhole)?;
            Command::Breach(BreachEvent::QuestionParked(QuestionParked { breach, words, detail }))
        }
    })
}

fn named(draft: &BreachDraft, [me, other]: [PartnerId; 2]) -> Result<BreachNamed, Refusal> {
    let BreachDraft { title, words, when, kind, responsible } = draft.clone();
    let responsible = match responsible.ok_or(Refusal::NotWhole)? {
        Responsible::Mine => me,
        Responsible::Theirs => other,
    };
    Ok(BreachNamed { title, words, when, until: None, kind, responsible })
}
