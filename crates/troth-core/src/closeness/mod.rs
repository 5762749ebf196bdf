//! Closeness: appreciations for the jar, asking for support, activities that both would like, and the pace of affection.

mod activity;
mod affection;
mod appreciation;
mod deck;
mod hand;
mod own;
mod support;

use crate::anomaly::AnomalyKind;
use crate::by_id::ById;
use crate::codec::events;
use crate::decide::Refusal;
use crate::entry::{Actor, Signed};
use crate::event::Draft;
use crate::fold::{SharedState, State};
use crate::ids::EntryId;
use crate::text::Words;
use crate::time::WallTime;

pub use activity::{
    ACTIVITIES_WAITING_MAX, Activities, Activity, ActivityAnswer, ActivityAnswered, ActivityCommand, ActivityDone,
    ActivityLetGo, ActivityLineKept, ActivityPlanned, ActivityStanding,
};
pub use affection::{
    Affection, Feels, OwnPace, PaceCommand, PaceItem, PaceSet, PaceShared, PaceSharingEnded, Paces, SharedPace,
};
pub use appreciation::{Appreciation, AppreciationGiven, AppreciationReworded};
pub use deck::{Card, CardId, Cost, DECK, DECK_CARDS, Effort, HAND_CARDS, Lasts, Mood, Wanted};
pub use hand::{
    HAND_HOURS, HAND_SHOWN_DAYS, HANDS_PER_DAY_MAX, Hand, HandCellsPosted, HandCommand, HandDealt, HandDuty,
    HandMarked, HandOpeningsPosted, HandView, Hands, Mark,
};
pub(crate) use hand::{duties, hands};
pub use own::OwnCloseness;
pub use support::{
    REQUESTS_OPEN_MAX, SupportAnswer, SupportAnswered, SupportAsked, SupportKind, SupportRequest, SupportTakenBack,
};

events! {
    /// Closeness; kinds 1122 and 1140 in the own stream, the others in the shared one; kinds 1100-1199.
    pub enum ClosenessEvent {
        /// A short note of thanks.
        AppreciationGiven(AppreciationGiven) = 1100,
        /// Its author puts it in other words.
        AppreciationReworded(AppreciationReworded) = 1101,
        /// Asking for support.
        SupportAsked(SupportAsked) = 1110,
        /// The other says what they can do.
        SupportAnswered(SupportAnswered) = 1111,
        /// Not needed any more.
        SupportTakenBack(SupportTakenBack) = 1112,
        /// A hand of activities is laid out for both.
        HandDealt(HandDealt) = 1120,
        /// A device posts its cells for a hand.
        HandCellsPosted(HandCellsPosted) = 1121,
        /// Own stream: what one marked, and what opens this device's cells.
        HandMarked(HandMarked) = 1122,
        /// A device posts openings of its cells towards some of the other partner's.
        HandOpeningsPosted(HandOpeningsPosted) = 1123,
        /// Somebody plans what both marked.
        ActivityPlanned(ActivityPlanned) = 1130,
        /// The other's answer.
        ActivityAnswered(ActivityAnswered) = 1131,
        /// Either lets it go.
        ActivityLetGo(ActivityLetGo) = 1132,
        /// Both did it.
        ActivityDone(ActivityDone) = 1133,
        /// One's own line about it.
        ActivityLineKept(ActivityLineKept) = 1134,
        /// Own stream: what feels all right now.
        PaceSet(PaceSet) = 1140,
        /// One item of it, exactly as the preview showed it.
        PaceShared(PaceShared) = 1141,
        /// From now on it is not shown to the other any more.
        PaceSharingEnded(PaceSharingEnded) = 1142,
    }
}

/// Closeness of a space.
#[derive(Clone, Default, PartialEq, Eq, Debug)]
pub struct Closeness {
    /// Hands of activities.
    pub hands: Hands,
    /// Activities that were planned.
    pub activities: Activities,
    /// What the two share of their pace of affection.
    pub paces: Paces,
    appreciations: ById<Appreciation>,
    requests: ById<SupportRequest>,
}

/// What a partner wants to do about closeness.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum ClosenessCommand {
    /// Give an appreciation.
    Appreciate(Words),
    /// Put one's own in other words.
    Reword {
        /// The appreciation.
        appreciation: EntryId,
        /// For what.
        words: Words,
    },
    /// Ask for support.
    Ask(SupportAsked),
    /// Answer the other's request.
    Answer(SupportAnswered),
    /// Take one's own request back.
    TakeBack(EntryId),
    /// About a hand of activities.
    Hand(HandCommand),
    /// About a planned activity.
    Activity(ActivityCommand),
    /// About one's pace of affection.
    Pace(PaceCommand),
}

impl Closeness {
    /// All appreciations, by the entry that gave each.
    pub fn appreciations(&self) -> &ById<Appreciation> {
        &self.appreciations
    }

    /// All requests, by the entry that asked each.
    pub fn requests(&self) -> &ById<SupportRequest> {
        &self.requests
    }

    pub(crate) fn fold(&mut self, signed: Signed<'_>, event: &ClosenessEvent) -> Result<(), AnomalyKind> {
        use ClosenessEvent as Event;
        match event {
            Event::AppreciationGiven(given) => {
                let one = Appreciation::of(signed, given);
                self.appreciations.insert(signed.entry.id, one);
            }
            Event::AppreciationReworded(said) => {
                let given = self.appreciations.get_mut(&said.appreciation).ok_or(AnomalyKind::NothingThere)?;
                given.reword(signed, &said.words)?;
            }
            Event::SupportAsked(asked) => {
                self.requests.insert(signed.entry.id, SupportRequest::of(signed, asked));
            }
            Event::SupportAnswered(answered) => self.request(answered.request)?.answer(signed, answered)?,
            Event::SupportTakenBack(it) => self.request(it.request)?.take_back(signed)?,
            Event::HandDealt(dealt) => self.hands.deal(signed, dealt)?,
            Event::HandCellsPosted(posted) => self.hands.post(signed, posted)?,
            Event::HandOpeningsPosted(posted) => self.hands.open(signed, posted)?,
            Event::ActivityPlanned(planned) => self.activities.plan(signed, planned),
            Event::ActivityAnswered(said) => self.activities.answer(signed, said)?,
            Event::ActivityLetGo(it) => self.activities.let_go(it.activity)?,
            Event::ActivityDone(it) => self.activities.do_it(signed, it.activity)?,
            Event::ActivityLineKept(kept) => self.activities.keep_line(signed, kept)?,
            Event::PaceShared(shared) => self.paces.share(signed, shared),
            Event::PaceSharingEnded(ended) => self.paces.end(signed, ended.shared)?,
            Event::HandMarked(_) | Event::PaceSet(_) => return Err(AnomalyKind::WrongStream),
        }
        Ok(())
    }

    fn request(&mut self, id: EntryId) -> Result<&mut SupportRequest, AnomalyKind> {
        self.requests.get_mut(&id).ok_or(AnomalyKind::NothingThere)
    }
}

pub(crate) fn decide(
    state: &State<'_>,
    actor: &Actor,
    now: WallTime,
    command: ClosenessCommand,
) -> Result<Vec<Draft>, Refusal> {
    let events = match command {
        ClosenessCommand::Pace(command) => return affection::decide(state, actor, command),
        ClosenessCommand::Hand(command) => return hand::decide(state, actor, now, command),
        ClosenessCommand::Activity(command) => activity::decide(state.linked()?, actor, now, command)?,
        kindness => vec![be_kind(state.linked()?, actor, now, kindness)?],
    };
    Ok(events.into_iter().map(Draft::shared).collect())
}

/// Thanks and support.
fn be_kind(
    shared: &SharedState,
    actor: &Actor,
    now: WallTime,
    command: ClosenessCommand,
) -> Result<ClosenessEvent, Refusal> {
    let closeness = &shared.closeness;
    let request = |id: EntryId, mine: bool| {
        let request = closeness.requests.get(&id).ok_or(Refusal::NothingThere)?;
        match (request.author == actor.partner) == mine {
            false => Err(Refusal::NotYours),
            true if request.is_open() => Ok(()),
            true => Err(Refusal::AlreadyDone),
        }
    };
    Ok(match command {
        ClosenessCommand::Appreciate(words) => ClosenessEvent::AppreciationGiven(AppreciationGiven { words }),
        ClosenessCommand::Reword { appreciation, words } => {
            let given = closeness.appreciations.get(&appreciation).ok_or(Refusal::NothingThere)?;
            if given.author != actor.partner {
                return Err(Refusal::NotYours);
            }
            ClosenessEvent::AppreciationReworded(AppreciationReworded { appreciation, words })
        }
        ClosenessCommand::Ask(asked) => {
            let open = closeness.requests.values().filter(|one| one.author == actor.partner && one.is_open());
            if open.count() >= REQUESTS_OPEN_MAX {
                return Err(Refusal::TooManyOpen { limit: REQUESTS_OPEN_MAX });
            }
            let own = closeness.requests.values().filter(|one| one.author == actor.partner);
            if own.filter(|one| one.written.date() == now.date()).count() >= support::REQUESTS_A_DAY_MAX {
                return Err(Refusal::TooManyToday { limit: support::REQUESTS_A_DAY_MAX });
            }
            ClosenessEvent::SupportAsked(asked)
        }
        ClosenessCommand::Answer(answered) => {
            request(answered.request, false)?;
            if let SupportAnswer::At(moment) = answered.answer
                && !moment.is_ahead_at(now)
            {
                return Err(Refusal::InThePast);
            }
            ClosenessEvent::SupportAnswered(answered)
        }
        ClosenessCommand::TakeBack(id) => {
            request(id, true)?;
            ClosenessEvent::SupportTakenBack(SupportTakenBack { request: id })
        }
        ClosenessCommand::Hand(_) | ClosenessCommand::Activity(_) | ClosenessCommand::Pace(_) => {
            return Err(Refusal::NothingSaid);
        }
    })
}
