//! Impact, folded from the logs.

use super::events::{ImpactEvent, ImpactItem, ImpactNoted, ReflectionAnswer};
use crate::kernel::anomaly::AnomalyKind;
use crate::kernel::by_id::ById;
use crate::kernel::header::{Header, Signed};
use crate::kernel::ids::{EntryId, PartnerId};
use crate::kernel::text::Words;
use crate::kernel::time::WallTime;

/// One's own notes, in the own stream.
#[derive(Clone, Default, PartialEq, Eq, Debug)]
pub struct OwnImpacts {
    notes: Vec<NotedImpact>,
}

/// One note.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct NotedImpact {
    /// The entry.
    pub id: EntryId,
    /// When.
    pub written: WallTime,
    /// What.
    pub noted: ImpactNoted,
}

/// What the two shared of it.
#[derive(Clone, Default, PartialEq, Eq, Debug)]
pub struct Impacts {
    shared: ById<SharedImpact>,
    reflections: ById<Reflection>,
}

/// One shared item.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SharedImpact {
    /// Whose it is.
    pub author: PartnerId,
    /// When it was shared.
    pub written: WallTime,
    /// What.
    pub item: ImpactItem,
    /// Its author shares it no more: nobody is shown it.
    pub ended: bool,
}

/// What one understands of what the other lives with.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Reflection {
    /// Who tried to understand.
    pub author: PartnerId,
    /// When.
    pub written: WallTime,
    /// In their words.
    pub words: Words,
    /// The other's answer; the first one holds.
    pub answer: Option<(ReflectionAnswer, Option<Words>)>,
}

impl OwnImpacts {
    /// All notes, in the order of the log.
    pub fn notes(&self) -> &[NotedImpact] {
        &self.notes
    }

    pub(crate) fn fold(&mut self, header: &Header, event: &ImpactEvent) -> Result<(), AnomalyKind> {
        let ImpactEvent::ImpactNoted(noted) = event else { return Err(AnomalyKind::WrongStream) };
        self.notes.push(NotedImpact { id: header.id, written: header.written, noted: noted.clone() });
        Ok(())
    }
}

impl Impacts {
    /// Everything shared, by the entry that shared it; what is shared no more is marked.
    pub fn shared(&self) -> &ById<SharedImpact> {
        &self.shared
    }

    /// What each understands, by the entry that says so.
    pub fn reflections(&self) -> &ById<Reflection> {
        &self.reflections
    }

    pub(crate) fn fold(&mut self, signed: Signed<'_>, event: &ImpactEvent) -> Result<(), AnomalyKind> {
        let (author, written) = (signed.author, signed.header.written);
        match event {
            ImpactEvent::ImpactNoted(_) => return Err(AnomalyKind::WrongStream),
            ImpactEvent::ImpactShared(shared) => {
                let item = SharedImpact { author, written, item: shared.item.clone(), ended: false };
                self.shared.insert(signed.header.id, item);
            }
            ImpactEvent::SharingEnded(ended) => {
                let item = self.shared.get_mut(&ended.shared).ok_or(AnomalyKind::NothingThere)?;
                if item.author != author {
                    return Err(AnomalyKind::NotTheirs);
                }
                item.ended = true;
            }
            ImpactEvent::ReflectionOffered(offered) => {
                let reflection = Reflection { author, written, words: offered.words.clone(), answer: None };
                self.reflections.insert(signed.header.id, reflection);
            }
            ImpactEvent::ReflectionAnswered(answered) => {
                let reflection = self.reflections.get_mut(&answered.reflection).ok_or(AnomalyKind::NothingThere)?;
                if reflection.author == author {
                    return Err(AnomalyKind::NotTheirs);
                }
                if reflection.answer.is_some() {
                    return Err(AnomalyKind::AlreadySettled);
                }
                reflection.answer = Some((answered.answer, answered.words.clone()));
            }
        }
        Ok(())
    }
}
