//! What a partner may do about owning it.

use super::events::{
    AccountabilityEvent, PerspectiveShared, StatementHeard, StatementLacks, StatementMade, StatementPart,
};
use super::state::{Statement, Statements};
use crate::decide::Refusal;
use crate::entry::Actor;
use crate::event::Draft;
use crate::fold::State;
use crate::ids::EntryId;
use crate::text::Words;
use crate::time::WallTime;

/// Statements of one partner that no later version follows. What is owned is owned one by one.
pub const STATEMENTS_OPEN_MAX: usize = 30;

/// What a partner wants to do about owning it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum AccountabilityCommand {
    /// Make a statement, or a new version of one's own.
    Make(StatementMade),
    /// Say that one heard the other's.
    Hear(EntryId),
    /// Say that something is missing in the other's.
    Lack {
        /// The version.
        statement: EntryId,
        /// The part.
        part: StatementPart,
        /// What, if one wants to say.
        words: Option<Words>,
    },
    /// Share how it came about, once the statement was heard.
    SharePerspective {
        /// The version that was heard.
        statement: EntryId,
        /// In own words.
        words: Words,
    },
}

pub(crate) fn decide(
    state: &State<'_>,
    actor: &Actor,
    _now: WallTime,
    command: AccountabilityCommand,
) -> Result<Vec<Draft>, Refusal> {
    let desk = Desk { statements: &state.linked()?.statements, actor };
    let event = match command {
        AccountabilityCommand::Make(made) => desk.make(made)?,
        AccountabilityCommand::Hear(statement) => {
            if desk.theirs(statement)?.heard.is_some() {
                return Err(Refusal::AlreadyDone);
            }
            AccountabilityEvent::StatementHeard(StatementHeard { statement })
        }
        AccountabilityCommand::Lack { statement, part, words } => {
            desk.theirs(statement)?;
            AccountabilityEvent::StatementLacks(StatementLacks { statement, part, words })
        }
        AccountabilityCommand::SharePerspective { statement, words } => {
            if desk.mine(statement)?.heard.is_none() {
                return Err(Refusal::NotHeardYet);
            }
            AccountabilityEvent::PerspectiveShared(PerspectiveShared { statement, words })
        }
    };
    Ok(vec![Draft::shared(event)])
}

/// What a decision looks at.
struct Desk<'a> {
    statements: &'a Statements,
    actor: &'a Actor,
}

impl Desk<'_> {
    fn make(&self, made: StatementMade) -> Result<AccountabilityEvent, Refusal> {
        match made.follows {
            Some(before) if self.mine(before)?.followed => return Err(Refusal::AlreadyDone),
            Some(_) => {}
            None => {
                let own = self.statements.versions().values().filter(|one| one.author == self.actor.partner);
                if own.filter(|one| !one.followed).count() >= STATEMENTS_OPEN_MAX {
                    return Err(Refusal::TooManyOpen { limit: STATEMENTS_OPEN_MAX });
                }
            }
        }
        Ok(AccountabilityEvent::StatementMade(made))
    }

    fn version(&self, id: EntryId) -> Result<&Statement, Refusal> {
        self.statements.versions().get(&id).ok_or(Refusal::NothingThere)
    }

    fn mine(&self, id: EntryId) -> Result<&Statement, Refusal> {
        let statement = self.version(id)?;
        if statement.author == self.actor.partner { Ok(statement) } else { Err(Refusal::NotYours) }
    }

    /// A version of the other's that no later one follows.
    fn theirs(&self, id: EntryId) -> Result<&Statement, Refusal> {
        let statement = self.version(id)?;
        match (statement.author == self.actor.partner, statement.followed) {
            (true, _) => Err(Refusal::NotYours),
            (false, true) => Err(Refusal::AlreadyDone),
            (false, false) => Ok(statement),
        }
    }
}
