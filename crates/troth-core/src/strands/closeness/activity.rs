//! Planned activities: a partner plans, the other answers, both do it, and each may keep a line about it.
//!
//! No event says that an activity was missed. Either partner can cancel a plan, without a reason.

use std::collections::BTreeMap;

use minicbor::{Decode, Encode};
use serde::Serialize;

use crate::kernel::anomaly::AnomalyKind;
use crate::kernel::by_id::ById;
use crate::kernel::header::{Actor, Said, Signed};
use crate::kernel::ids::{EntryId, PartnerId};
use crate::kernel::refusal::Refusal;
use crate::kernel::text::Words;
use crate::kernel::time::{Moment, WallTime};

use super::ClosenessEvent;
use super::deck::CardId;
use super::hand::Hands;

/// The most plans of one partner that may wait for an answer. More would press.
pub const ACTIVITIES_WAITING_MAX: usize = 3;

/// A plan to do the activity of a card.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, Serialize)]
#[cbor(map)]
pub struct ActivityPlanned {
    /// The entry that dealt the hand.
    #[n(0)]
    pub hand: EntryId,
    /// The card of that hand.
    #[n(1)]
    pub card: CardId,
    /// The date and time of the activity.
    #[n(2)]
    pub when: Moment,
    /// The author's words, if any.
    #[n(3)]
    pub words: Option<Words>,
}

/// An answer to a plan, from willing to reserved. If two devices of a partner disagree, the more reserved answer holds.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Encode, Decode, Serialize)]
#[cbor(index_only)]
#[serde(rename_all = "kebab-case")]
pub enum ActivityAnswer {
    /// Yes.
    #[n(0)]
    Yes,
    /// Another time.
    #[n(1)]
    AnotherTime,
    /// Not this one.
    #[n(2)]
    NotThisOne,
}

/// An answer to exactly one plan.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, Serialize)]
#[cbor(map)]
pub struct ActivityAnswered {
    /// The entry that planned it.
    #[n(0)]
    pub activity: EntryId,
    /// The answer.
    #[n(1)]
    pub answer: ActivityAnswer,
    /// The author's words, if any.
    #[n(2)]
    pub words: Option<Words>,
}

/// A cancelled plan. Either partner may cancel it until it is done.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, Serialize)]
#[cbor(map)]
pub struct ActivityLetGo {
    /// The entry that planned it.
    #[n(0)]
    pub activity: EntryId,
}

/// The partners did it.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, Serialize)]
#[cbor(map)]
pub struct ActivityDone {
    /// The entry that planned it.
    #[n(0)]
    pub activity: EntryId,
}

/// The author's own line about it. A later one replaces it.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, Serialize)]
#[cbor(map)]
pub struct ActivityLineKept {
    /// The entry that planned it.
    #[n(0)]
    pub activity: EntryId,
    /// The line.
    #[n(1)]
    pub words: Words,
}

/// The standing of an activity.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum ActivityStanding {
    /// Waits for the other partner's answer.
    Waiting,
    /// Both partners want it.
    Agreed,
    /// Both partners did it.
    Done,
    /// Declined, moved or cancelled.
    Over,
}

/// A planned activity.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Activity {
    /// The partner who planned it.
    pub author: PartnerId,
    /// When it was planned.
    pub written: WallTime,
    /// The plan.
    pub planned: ActivityPlanned,
    /// The other partner's answer.
    pub answer: Option<(ActivityAnswer, Option<Words>)>,
    /// When a partner marked it as done.
    pub done: Option<WallTime>,
    /// Each partner's own line.
    pub lines: BTreeMap<PartnerId, Said<Words>>,
    let_go: bool,
}

impl Activity {
    /// Its standing. A cancellation wins over every other entry, whichever sorts first.
    pub fn standing(&self) -> ActivityStanding {
        match (self.let_go, self.answer.as_ref().map(|(answer, _)| *answer), self.done) {
            (true, ..) => ActivityStanding::Over,
            (false, None, _) => ActivityStanding::Waiting,
            (false, Some(ActivityAnswer::Yes), None) => ActivityStanding::Agreed,
            (false, Some(ActivityAnswer::Yes), Some(_)) => ActivityStanding::Done,
            (false, Some(_), _) => ActivityStanding::Over,
        }
    }
}

/// The planned activities of a space.
#[derive(Clone, Default, PartialEq, Eq, Debug)]
pub struct Activities {
    all: ById<Activity>,
}

impl Activities {
    /// All planned activities, by the entry that planned each.
    pub fn all(&self) -> &ById<Activity> {
        &self.all
    }

    pub(super) fn plan(&mut self, signed: Signed<'_>, planned: &ActivityPlanned) {
        let (author, written, lines) = (signed.author, signed.header.written, BTreeMap::new());
        let planned = planned.clone();
        let activity = Activity { author, written, planned, answer: None, done: None, lines, let_go: false };
        self.all.insert(signed.header.id, activity);
    }

    pub(super) fn answer(&mut self, signed: Signed<'_>, said: &ActivityAnswered) -> Result<(), AnomalyKind> {
        let activity = self.named(said.activity)?;
        if activity.author == signed.author {
            return Err(AnomalyKind::NotTheirs);
        }
        if activity.answer.as_ref().is_none_or(|(before, _)| *before < said.answer) {
            activity.answer = Some((said.answer, said.words.clone()));
        }
        Ok(())
    }

    pub(super) fn let_go(&mut self, id: EntryId) -> Result<(), AnomalyKind> {
        self.named(id)?.let_go = true;
        Ok(())
    }

    pub(super) fn do_it(&mut self, signed: Signed<'_>, id: EntryId) -> Result<(), AnomalyKind> {
        self.named(id)?.done.get_or_insert(signed.header.written);
        Ok(())
    }

    pub(super) fn keep_line(&mut self, signed: Signed<'_>, kept: &ActivityLineKept) -> Result<(), AnomalyKind> {
        let lines = &mut self.named(kept.activity)?.lines;
        let (entry, written) = (signed.header.id, signed.header.written);
        let edited = lines.contains_key(&signed.author);
        lines.insert(signed.author, Said { what: kept.words.clone(), entry, written, edited });
        Ok(())
    }

    fn named(&mut self, id: EntryId) -> Result<&mut Activity, AnomalyKind> {
        self.all.get_mut(&id).ok_or(AnomalyKind::NothingThere)
    }
}

/// What a partner wants to do about activities.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum ActivityCommand {
    /// Plan an activity.
    Plan(ActivityPlanned),
    /// Answer a plan of the other partner.
    Answer {
        /// The answer.
        said: ActivityAnswered,
        /// The other time. With it, "another time" plans the same card again.
        instead: Option<Moment>,
    },
    /// Cancel a plan.
    LetGo(EntryId),
    /// Mark an activity as done.
    Finish(EntryId),
    /// Write or reword an own line about an activity.
    KeepLine(ActivityLineKept),
}

/// The rules for one partner's commands.
pub(super) struct ActivityRules<'a> {
    pub(super) activities: &'a Activities,
    pub(super) hands: &'a Hands,
    pub(super) actor: &'a Actor,
    pub(super) now: WallTime,
}

pub(super) fn decide(rules: &ActivityRules<'_>, command: ActivityCommand) -> Result<Vec<ClosenessEvent>, Refusal> {
    let (all, actor) = (&rules.activities.all, rules.actor);
    let standing = |id: EntryId, allowed: &[ActivityStanding]| {
        let activity = all.get(&id).ok_or(Refusal::NothingThere)?;
        if allowed.contains(&activity.standing()) { Ok(activity) } else { Err(Refusal::AlreadyDone) }
    };
    let event = match command {
        ActivityCommand::Plan(planned) => {
            rules.may_plan(&planned)?;
            ClosenessEvent::ActivityPlanned(planned)
        }
        ActivityCommand::Answer { said, instead } => {
            let activity = standing(said.activity, &[ActivityStanding::Waiting])?;
            if activity.author == actor.partner {
                return Err(Refusal::NotYours);
            }
            return rules.answer(activity, said, instead);
        }
        ActivityCommand::LetGo(activity) => {
            standing(activity, &[ActivityStanding::Waiting, ActivityStanding::Agreed])?;
            ClosenessEvent::ActivityLetGo(ActivityLetGo { activity })
        }
        ActivityCommand::Finish(activity) => {
            standing(activity, &[ActivityStanding::Agreed])?;
            if all.get(&activity).is_some_and(|one| one.planned.when.date > rules.now.date()) {
                return Err(Refusal::NotDueYet);
            }
            ClosenessEvent::ActivityDone(ActivityDone { activity })
        }
        ActivityCommand::KeepLine(kept) => {
            standing(kept.activity, &[ActivityStanding::Done])?;
            ClosenessEvent::ActivityLineKept(kept)
        }
    };
    Ok(vec![event])
}

impl ActivityRules<'_> {
    fn may_plan(&self, planned: &ActivityPlanned) -> Result<(), Refusal> {
        let hand = self.hands.dealt().get(&planned.hand).ok_or(Refusal::NothingThere)?;
        if !hand.cards.contains(&planned.card) || !hand.is_in_from_both() {
            return Err(Refusal::NothingThere);
        }
        if !planned.when.is_ahead_at(self.now) {
            return Err(Refusal::InThePast);
        }
        let mine = self.activities.all.values().filter(|one| one.author == self.actor.partner);
        if mine.filter(|one| one.standing() == ActivityStanding::Waiting).count() >= ACTIVITIES_WAITING_MAX {
            return Err(Refusal::TooManyOpen { limit: ACTIVITIES_WAITING_MAX });
        }
        Ok(())
    }

    /// Answers a plan. "Another time" with a time plans the same card again, and the other partner answers that plan.
    fn answer(
        &self,
        activity: &Activity,
        said: ActivityAnswered,
        instead: Option<Moment>,
    ) -> Result<Vec<ClosenessEvent>, Refusal> {
        let again = instead.filter(|_| said.answer == ActivityAnswer::AnotherTime);
        let again = again.map(|when| ActivityPlanned { when, words: None, ..activity.planned.clone() });
        if let Some(planned) = &again {
            self.may_plan(planned)?;
        }
        let again = again.map(ClosenessEvent::ActivityPlanned);
        Ok([ClosenessEvent::ActivityAnswered(said)].into_iter().chain(again).collect())
    }
}
