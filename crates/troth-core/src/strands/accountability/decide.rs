//! What a partner may do about accountability statements.

use super::events::{AccountabilityEvent, StatementMade};
use super::state::{Statement, Statements};
use crate::kernel::header::Actor;
use crate::kernel::ids::EntryId;
use crate::kernel::refusal::Refusal;

/// The most statements of one partner, each counted in its latest version. A partner takes responsibility step by step.
pub const STATEMENTS_OPEN_MAX: usize = 30;

/// Decides whether a partner may write `event`.
pub(crate) fn decide(
    statements: &Statements,
    actor: &Actor,
    event: AccountabilityEvent,
) -> Result<Vec<AccountabilityEvent>, Refusal> {
    let rules = StatementRules { statements, actor };
    match &event {
        AccountabilityEvent::StatementMade(made) => rules.make(made)?,
        AccountabilityEvent::StatementHeard(heard) if rules.theirs(heard.statement)?.heard.is_some() => {
            return Err(Refusal::AlreadyDone);
        }
        AccountabilityEvent::StatementHeard(_) => {}
        AccountabilityEvent::HeardTakenBack(it) if rules.theirs(it.statement)?.heard.is_none() => {
            return Err(Refusal::NothingThere);
        }
        AccountabilityEvent::HeardTakenBack(_) => {}
        AccountabilityEvent::StatementLacks(lacks) => {
            rules.theirs(lacks.statement)?;
        }
        AccountabilityEvent::PerspectiveShared(shared) if rules.mine(shared.statement)?.heard.is_none() => {
            return Err(Refusal::NotHeardYet);
        }
        AccountabilityEvent::PerspectiveShared(_) => {}
    }
    Ok(vec![event])
}

/// The rules for one partner's events.
struct StatementRules<'a> {
    statements: &'a Statements,
    actor: &'a Actor,
}

impl StatementRules<'_> {
    fn make(&self, made: &StatementMade) -> Result<(), Refusal> {
        match made.follows {
            Some(before) if self.mine(before)?.followed => Err(Refusal::AlreadyDone),
            Some(_) => Ok(()),
            None => {
                let own = self.statements.versions().values().filter(|one| one.author == self.actor.partner);
                let open = own.filter(|one| !one.followed).count();
                if open < STATEMENTS_OPEN_MAX {
                    Ok(())
                } else {
                    Err(Refusal::TooManyOpen { limit: STATEMENTS_OPEN_MAX })
                }
            }
        }
    }

    fn version(&self, id: EntryId) -> Result<&Statement, Refusal> {
        self.statements.versions().get(&id).ok_or(Refusal::NothingThere)
    }

    fn mine(&self, id: EntryId) -> Result<&Statement, Refusal> {
        let statement = self.version(id)?;
        if statement.author == self.actor.partner { Ok(statement) } else { Err(Refusal::NotYours) }
    }

    /// The latest version of a statement of the other partner.
    fn theirs(&self, id: EntryId) -> Result<&Statement, Refusal> {
        let statement = self.version(id)?;
        match (statement.author == self.actor.partner, statement.followed) {
            (true, _) => Err(Refusal::NotYours),
            (false, true) => Err(Refusal::AlreadyDone),
            (false, false) => Ok(statement),
        }
    }
}
