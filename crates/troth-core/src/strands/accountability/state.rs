//! The state of statements, folded from the log. Every version stays. "Heard" holds only for the version that it names.

use super::events::{
    AccountabilityEvent, PerspectiveShared, StatementLacks, StatementMade, StatementPart, StatementParts,
};
use crate::kernel::anomaly::AnomalyKind;
use crate::kernel::by_id::ById;
use crate::kernel::header::{Said, Signed};
use crate::kernel::ids::{EntryId, PartnerId};
use crate::kernel::text::Words;
use crate::kernel::time::WallTime;

/// All versions of all statements, by the entry of each version.
#[derive(Clone, Default, PartialEq, Eq, Debug)]
pub struct Statements {
    versions: ById<Statement>,
}

/// A version of a statement.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Statement {
    /// The partner who made it.
    pub author: PartnerId,
    /// Its words.
    pub parts: StatementParts,
    /// The version it follows.
    pub follows: Option<EntryId>,
    /// The breach it is about.
    pub breach: Option<EntryId>,
    /// When it was made.
    pub written: WallTime,
    /// Whether a later version follows it.
    pub followed: bool,
    /// When the other partner heard it; none once they took that back.
    pub heard: Option<WallTime>,
    /// Whether it was ever heard: what was explained after that stays.
    pub was_heard: bool,
    /// What is missing for the other partner, in the order of the log.
    pub lacks: Vec<Lack>,
    /// The author's perspective.
    pub perspective: Option<Said<Words>>,
}

/// A missing part.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Lack {
    /// The part.
    pub part: StatementPart,
    /// What is missing.
    pub words: Option<Words>,
}

impl Statements {
    /// All versions, by the entry of each.
    pub fn versions(&self) -> &ById<Statement> {
        &self.versions
    }

    pub(crate) fn fold(&mut self, signed: Signed<'_>, event: &AccountabilityEvent) -> Result<(), AnomalyKind> {
        match event {
            AccountabilityEvent::StatementMade(made) => self.make(signed, made),
            AccountabilityEvent::StatementHeard(heard) => {
                let written = signed.header.written;
                let statement = self.for_the_other(signed, heard.statement)?;
                statement.heard.get_or_insert(written);
                statement.was_heard = true;
                Ok(())
            }
            AccountabilityEvent::HeardTakenBack(it) => {
                self.for_the_other(signed, it.statement)?.heard.take().map(|_| ()).ok_or(AnomalyKind::NothingThere)
            }
            AccountabilityEvent::StatementLacks(lacks) => self.lack(signed, lacks),
            AccountabilityEvent::PerspectiveShared(shared) => self.share_perspective(signed, shared),
        }
    }

    fn make(&mut self, signed: Signed<'_>, made: &StatementMade) -> Result<(), AnomalyKind> {
        if let Some(before) = made.follows {
            let before = self.versions.get_mut(&before).ok_or(AnomalyKind::NothingThere)?;
            if before.author != signed.author {
                return Err(AnomalyKind::NotTheirs);
            }
            before.followed = true;
        }
        let version = Statement {
            author: signed.author,
            parts: made.parts.clone(),
            follows: made.follows,
            breach: made.breach,
            written: signed.header.written,
            followed: false,
            heard: None,
            was_heard: false,
            lacks: Vec::new(),
            perspective: None,
        };
        self.versions.insert(signed.header.id, version);
        Ok(())
    }

    fn for_the_other(&mut self, signed: Signed<'_>, id: EntryId) -> Result<&mut Statement, AnomalyKind> {
        let statement = self.versions.get_mut(&id).ok_or(AnomalyKind::NothingThere)?;
        if statement.author == signed.author { Err(AnomalyKind::NotTheirs) } else { Ok(statement) }
    }

    fn lack(&mut self, signed: Signed<'_>, lacks: &StatementLacks) -> Result<(), AnomalyKind> {
        let lack = Lack { part: lacks.part, words: lacks.words.clone() };
        self.for_the_other(signed, lacks.statement)?.lacks.push(lack);
        Ok(())
    }

    /// Adds a perspective. Before "heard" it is void, so that a changed client cannot share it earlier.
    fn share_perspective(&mut self, signed: Signed<'_>, shared: &PerspectiveShared) -> Result<(), AnomalyKind> {
        let statement = self.versions.get_mut(&shared.statement).ok_or(AnomalyKind::NothingThere)?;
        if statement.author != signed.author {
            return Err(AnomalyKind::NotTheirs);
        }
        if !statement.was_heard {
            return Err(AnomalyKind::NothingThere);
        }
        let edited = statement.perspective.is_some();
        let (entry, written) = (signed.header.id, signed.header.written);
        statement.perspective = Some(Said { what: shared.words.clone(), entry, written, edited });
        Ok(())
    }
}
