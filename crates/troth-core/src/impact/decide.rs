//! What a partner may do about impact.

use super::events::{
    ImpactEvent, ImpactItem, ImpactNoted, ImpactShared, ReflectionAnswer, ReflectionAnswered, ReflectionOffered,
    SharingEnded,
};
use super::state::Impacts;
use crate::decide::Refusal;
use crate::entry::Actor;
use crate::event::Draft;
use crate::fold::State;
use crate::ids::EntryId;
use crate::text::Words;
use crate::time::WallTime;

/// Items that one partner may share at a time. Sharing is for being understood, not for keeping a list.
pub const SHARED_OPEN_MAX: usize = 40;

/// What a partner wants to do about impact.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum ImpactCommand {
    /// Note how it is now, for oneself. Works alone, too.
    Note(ImpactNoted),
    /// Share one item, exactly as it stands here.
    Share(ImpactItem),
    /// Share it no more.
    EndSharing(EntryId),
    /// Say what one understands of what the other lives with.
    Reflect(Words),
    /// Answer the other's reflection.
    AnswerReflection {
        /// Which.
        reflection: EntryId,
        /// How well it was understood.
        answer: ReflectionAnswer,
        /// What is missing, if one wants to say.
        words: Option<Words>,
    },
}

pub(crate) fn decide(
    state: &State<'_>,
    actor: &Actor,
    _now: WallTime,
    command: ImpactCommand,
) -> Result<Vec<Draft>, Refusal> {
    if let ImpactCommand::Note(noted) = command {
        let said = |area: &super::AreaRated| area.points.is_some() || area.words.is_some();
        if noted.feelings.is_empty() && !noted.areas.iter().any(said) {
            return Err(Refusal::NothingSaid);
        }
        return Ok(vec![Draft::own(ImpactEvent::ImpactNoted(noted))]);
    }
    let event = shared(&state.linked()?.impacts, actor, command)?;
    Ok(vec![Draft::shared(event)])
}

fn shared(impacts: &Impacts, actor: &Actor, command: ImpactCommand) -> Result<ImpactEvent, Refusal> {
    let standing = |mine: bool| {
        let items = impacts.shared().values();
        items.filter(move |item| !item.ended && (item.author == actor.partner) == mine)
    };
    match command {
        ImpactCommand::Note(_) => Err(Refusal::NothingSaid),
        ImpactCommand::Share(item) if standing(true).any(|shared| shared.item == item) => Err(Refusal::AlreadyDone),
        ImpactCommand::Share(item) if standing(true).count() < SHARED_OPEN_MAX => {
            Ok(ImpactEvent::ImpactShared(ImpactShared { item }))
        }
        ImpactCommand::Share(_) => Err(Refusal::TooManyOpen { limit: SHARED_OPEN_MAX }),
        ImpactCommand::EndSharing(shared) => {
            let item = impacts.shared().get(&shared).ok_or(Refusal::NothingThere)?;
            match (item.author == actor.partner, item.ended) {
                (false, _) => Err(Refusal::NotYours),
                (true, true) => Err(Refusal::AlreadyDone),
                (true, false) => Ok(ImpactEvent::SharingEnded(SharingEnded { shared })),
            }
        }
        ImpactCommand::Reflect(words) if standing(false).next().is_some() => {
            Ok(ImpactEvent::ReflectionOffered(ReflectionOffered { words }))
        }
        ImpactCommand::Reflect(_) => Err(Refusal::NothingThere),
        ImpactCommand::AnswerReflection { reflection, answer, words } => {
            let found = impacts.reflections().get(&reflection).ok_or(Refusal::NothingThere)?;
            match (found.author == actor.partner, found.answer.is_some()) {
                (true, _) => Err(Refusal::NotYours),
                (false, true) => Err(Refusal::AlreadyDone),
                (false, false) => Ok(ImpactEvent::ReflectionAnswered(ReflectionAnswered { reflection, answer, words })),
            }
        }
    }
}
