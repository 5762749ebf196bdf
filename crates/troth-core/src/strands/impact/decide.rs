//! What a partner may do about impact.

use super::events::{AreaRated, ImpactEvent, ImpactItem, ImpactNoted};
use super::state::{Impacts, SharedImpact};
use crate::kernel::header::Actor;
use crate::kernel::ids::EntryId;
use crate::kernel::refusal::Refusal;

/// The most items that one partner may share at a time. Sharing is for being understood, not for keeping a list.
pub const SHARED_OPEN_MAX: usize = 40;

/// Decides whether a partner may write a private note.
pub(crate) fn decide_note(noted: ImpactNoted) -> Result<Vec<ImpactEvent>, Refusal> {
    let is_said = |area: &AreaRated| area.points.is_some() || area.words.is_some();
    if noted.feelings.is_empty() && !noted.areas.iter().any(is_said) {
        return Err(Refusal::NothingSaid);
    }
    Ok(vec![ImpactEvent::ImpactNoted(noted)])
}

/// Decides whether a partner may write `event` to the shared stream.
pub(crate) fn decide(impacts: &Impacts, actor: &Actor, event: ImpactEvent) -> Result<Vec<ImpactEvent>, Refusal> {
    let rules = ImpactRules { impacts, actor };
    match &event {
        ImpactEvent::ImpactNoted(noted) => return decide_note(noted.clone()),
        ImpactEvent::ImpactShared(shared) => rules.share(&shared.item)?,
        ImpactEvent::SharingEnded(ended) => rules.end_sharing(ended.shared)?,
        ImpactEvent::ReflectionOffered(_) => {
            rules.their_standing().next().ok_or(Refusal::NothingThere)?;
        }
        ImpactEvent::ReflectionAnswered(answered) => rules.answer(answered.reflection)?,
    }
    Ok(vec![event])
}

/// The rules for one partner's events.
struct ImpactRules<'a> {
    impacts: &'a Impacts,
    actor: &'a Actor,
}

impl ImpactRules<'_> {
    fn own_standing(&self) -> impl Iterator<Item = &SharedImpact> {
        self.standing().filter(|item| item.author == self.actor.partner)
    }

    fn their_standing(&self) -> impl Iterator<Item = &SharedImpact> {
        self.standing().filter(|item| item.author != self.actor.partner)
    }

    fn standing(&self) -> impl Iterator<Item = &SharedImpact> {
        self.impacts.shared().values().filter(|item| !item.ended)
    }

    fn share(&self, item: &ImpactItem) -> Result<(), Refusal> {
        if self.own_standing().any(|shared| shared.item == *item) {
            return Err(Refusal::AlreadyDone);
        }
        let open = self.own_standing().count();
        if open < SHARED_OPEN_MAX { Ok(()) } else { Err(Refusal::TooManyOpen { limit: SHARED_OPEN_MAX }) }
    }

    fn end_sharing(&self, shared: EntryId) -> Result<(), Refusal> {
        let item = self.impacts.shared().get(&shared).ok_or(Refusal::NothingThere)?;
        match (item.author == self.actor.partner, item.ended) {
            (false, _) => Err(Refusal::NotYours),
            (true, true) => Err(Refusal::AlreadyDone),
            (true, false) => Ok(()),
        }
    }

    fn answer(&self, reflection: EntryId) -> Result<(), Refusal> {
        let found = self.impacts.reflections().get(&reflection).ok_or(Refusal::NothingThere)?;
        match (found.author == self.actor.partner, found.answer.is_some()) {
            (true, _) => Err(Refusal::NotYours),
            (false, true) => Err(Refusal::AlreadyDone),
            (false, false) => Ok(()),
        }
    }
}
