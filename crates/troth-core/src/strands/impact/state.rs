//! The state of impact, folded from the logs.

use super::events::{ImpactEvent, ImpactItem, ImpactNoted, ReflectionAnswer};
use crate::kernel::anomaly::AnomalyKind;
use crate::kernel::by_id::ById;
use crate::kernel::header::{Header, Signed};
use crate::kernel::ids::{EntryId, PartnerId};
use crate::kernel::text::Words;
use crate::kernel::time::WallTime;

/// The private notes, from the own stream.
#[derive(Clone, Default, PartialEq, Eq, Debug)]
pub struct OwnImpacts {
    notes: Vec<NotedImpact>,
}

/// A private note.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct NotedImpact {
    /// The entry.
    pub id: EntryId,
    /// When it was written.
    pub written: WallTime,
    /// The note.
    pub noted: ImpactNoted,
}

/// The shared items, and the reflections.
#[derive(Clone, Default, PartialEq, Eq, Debug)]
pub struct Impacts {
    shared: ById<SharedImpact>,
    reflections: ById<Reflection>,
}

/// A shared item.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SharedImpact {
    /// Its author.
    pub author: PartnerId,
    /// When it was shared.
    pub written: WallTime,
    /// The item.
    pub item: ImpactItem,
    /// Whether its author stopped sharing it. Then no screen shows it.
    pub ended: bool,
}

/// What a partner understands of the impact on the other.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Reflection {
    /// Its author.
    pub author: PartnerId,
    /// When it was written.
    pub written: WallTime,
    /// The words.
    pub words: Words,
    /// The other partner's answer. The first one holds.
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
    /// All shared items, by the entry that shared each. Items that are not shared any more are marked.
    pub fn shared(&self) -> &ById<SharedImpact> {
        &self.shared
    }

    /// All reflections, by entry.
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
