//! What a partner may do with pages for themselves: nearly everything, since nobody else has them.

use super::events::{
    SoloBody, SoloChanged, SoloErased, SoloEvent, SoloOutcome, SoloShared, SoloTold, SoloWritten, StatementDraft,
};
use super::state::{SoloPage, SoloPages};
use crate::kernel::ids::EntryId;
use crate::kernel::refusal::Refusal;
use crate::kernel::text::Words;
use crate::kernel::time::{CivilDate, WallTime};
use crate::strands::promise::Due;
use crate::strands::setback::CalmPlanWritten;

/// What a partner wants to do with a page for themselves.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum SoloCommand {
    /// Write one.
    Write(SoloBody),
    /// Change it.
    Change {
        /// The page.
        page: EntryId,
        /// What it holds now.
        body: SoloBody,
    },
    /// Erase it.
    Erase(EntryId),
    /// Tell how a day of a promise went, or tell it again.
    Tell {
        /// The page.
        page: EntryId,
        /// The day on which it falls due.
        due: CivilDate,
        /// How it went.
        outcome: SoloOutcome,
        /// The author's words, if any.
        note: Option<Words>,
    },
    /// Share it: the ordinary shared entry, with exactly the words that were previewed.
    Share {
        /// The page.
        page: EntryId,
        /// The entry whose words were previewed. Words that changed meanwhile are not shared.
        wording: EntryId,
        /// The breach that a question is about.
        breach: Option<EntryId>,
    },
}

/// Decides what is written in the own stream. Of [`SoloCommand::Share`] that is the mark alone.
pub(crate) fn decide(pages: &SoloPages, now: WallTime, command: SoloCommand) -> Result<SoloEvent, Refusal> {
    let found = |page: &EntryId| pages.pages().get(page).ok_or(Refusal::NothingThere);
    match command {
        SoloCommand::Write(body) => {
            says_something(&body)?;
            Ok(SoloEvent::SoloWritten(SoloWritten { body }))
        }
        SoloCommand::Change { page, body } => {
            says_something(&body)?;
            if found(&page)?.said.what.kind() != body.kind() {
                return Err(Refusal::NothingThere);
            }
            Ok(SoloEvent::SoloChanged(SoloChanged { page, body }))
        }
        SoloCommand::Erase(page) => found(&page).map(|_| SoloEvent::SoloErased(SoloErased { page })),
        SoloCommand::Tell { page, due, outcome, note } => {
            may_tell(found(&page)?, now.date(), due, outcome)?;
            Ok(SoloEvent::SoloTold(SoloTold { page, due, outcome, note }))
        }
        SoloCommand::Share { page, wording, breach: _ } => {
            let found = found(&page)?;
            if found.said.entry != wording {
                return Err(Refusal::NothingThere);
            }
            if found.is_shared_as_it_is() {
                return Err(Refusal::AlreadyDone);
            }
            Ok(SoloEvent::SoloShared(SoloShared { page, wording }))
        }
    }
}

fn says_something(body: &SoloBody) -> Result<(), Refusal> {
    let is_empty = match body {
        SoloBody::Statement(draft) => *draft == StatementDraft::default(),
        SoloBody::HardDays(plan) => *plan == CalmPlanWritten { helps: None, worse: None, first: None },
        SoloBody::Promise(_) | SoloBody::Goal(_) | SoloBody::Breach(_) => false,
        SoloBody::Boundary(_) | SoloBody::Question(_) => false,
    };
    if is_empty { Err(Refusal::NothingSaid) } else { Ok(()) }
}

fn may_tell(page: &SoloPage, today: CivilDate, due: CivilDate, outcome: SoloOutcome) -> Result<(), Refusal> {
    let terms = page.terms().ok_or(Refusal::NothingThere)?;
    if page.occurrences([due, due]).is_empty() {
        return Err(Refusal::NotDueThen);
    }
    match outcome {
        SoloOutcome::Moved(to) if to < today => Err(Refusal::InThePast),
        SoloOutcome::Moved(to) if to == due || page.is_regularly_due(to) => Err(Refusal::AlreadyDueThen),
        SoloOutcome::Moved(_) => Ok(()),
        // What was promised once may be done before its day.
        SoloOutcome::Kept if matches!(terms.due, Due::Once { .. }) => Ok(()),
        SoloOutcome::Kept | SoloOutcome::PartlyKept | SoloOutcome::Missed if due > today => Err(Refusal::NotDueYet),
        SoloOutcome::Kept | SoloOutcome::PartlyKept | SoloOutcome::Missed => Ok(()),
    }
}
