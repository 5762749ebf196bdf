//! Closeness: appreciations, support requests, activities, and the pace of affection.

mod activity;
mod affection;
mod appreciation;
mod deck;
mod hand;
mod own;
mod support;

use std::collections::BTreeSet;

use crate::kernel::anomaly::AnomalyKind;
use crate::kernel::by_id::ById;
use crate::kernel::codec::events;
use crate::kernel::header::{Actor, Signed};
use crate::kernel::ids::{EntryId, PartnerId};
use crate::kernel::refusal::Refusal;
use crate::kernel::telling::{StoryMark, gold, plain, untold};
use crate::kernel::text::Words;
use crate::kernel::time::WallTime;
use crate::strands::membership::Members;

use activity::ActivityRules;

pub use activity::{
    ACTIVITIES_WAITING_MAX, Activities, Activity, ActivityAnswer, ActivityAnswered, ActivityCommand, ActivityDone,
    ActivityLetGo, ActivityLineKept, ActivityPlanned, ActivityStanding,
};
pub use affection::{
    Affection, Feels, OwnPace, PaceCommand, PaceItem, PaceSet, PaceShared, PaceSharingEnded, Paces, SharedPace,
};
pub use appreciation::{Appreciation, AppreciationGiven, AppreciationReworded};
pub use deck::{Card, CardId, Cost, DECK, DECK_CARDS, Effort, HAND_CARDS, Lasts, Mood, Wanted};
pub(crate) use hand::HandsSeen;
pub use hand::{
    HAND_HOURS, HAND_SHOWN_DAYS, HANDS_PER_DAY_MAX, Hand, HandCellsPosted, HandCommand, HandDealt, HandDuty,
    HandMarked, HandOpeningsPosted, HandStatus, Hands, MARKS_MAX, Mark,
};
pub use own::OwnCloseness;
pub use support::{
    REQUESTS_OPEN_MAX, SupportAnswer, SupportAnswered, SupportAsked, SupportKind, SupportRequest, SupportTakenBack,
};

events! {
    /// Closeness; kinds 1122 and 1140 in the own stream, the others in the shared one; kinds 1100-1199.
    pub enum ClosenessEvent in 1100..=1199 {
        /// A short note of thanks.
        AppreciationGiven = 1100, Shared, "appreciation-given", gold;
        /// Its author rewords it.
        AppreciationReworded = 1101, Shared, "appreciation-reworded", plain;
        /// The author asks for support.
        SupportAsked = 1110, Shared, "support-asked", plain;
        /// The other partner says what they can do.
        SupportAnswered = 1111, Shared, "support-answered", gold;
        /// Its author takes the request back.
        SupportTakenBack = 1112, Shared, "support-taken-back", plain;
        /// A hand of activities is dealt for both.
        HandDealt = 1120, Shared, "hand-dealt", untold;
        /// A device posts its cells for a hand.
        HandCellsPosted = 1121, Shared, -, untold;
        /// Own stream: the author's marks, and the secrets of this device's cells.
        HandMarked = 1122, Own, -, untold;
        /// A device posts openings of its cells towards the cells of a device of the other partner.
        HandOpeningsPosted = 1123, Shared, -, untold;
        /// The author plans an activity that both marked.
        ActivityPlanned = 1130, Shared, "activity-planned", plain;
        /// The other partner answers the plan.
        ActivityAnswered = 1131, Shared, "activity-answered", plain_if_yes;
        /// Either partner cancels the plan.
        ActivityLetGo = 1132, Shared, "activity-let-go", untold;
        /// The partners did it.
        ActivityDone = 1133, Shared, "activity-done", gold;
        /// The author keeps a line about it.
        ActivityLineKept = 1134, Shared, "activity-line-kept", plain;
        /// Own stream: the author's pace of affection.
        PaceSet = 1140, Own, -, untold;
        /// The author shares an item of it, exactly as the preview showed it.
        PaceShared = 1141, Shared, "pace-shared", untold;
        /// The author stops sharing the item.
        PaceSharingEnded = 1142, Shared, "pace-sharing-ended", untold;
    }
}

/// Tells only a "yes", so that the story holds nobody to what they did not want.
fn plain_if_yes(said: &ActivityAnswered) -> Option<StoryMark> {
    if said.answer == ActivityAnswer::Yes { plain(said) } else { None }
}

/// Closeness of a space.
#[derive(Clone, Default, PartialEq, Eq, Debug)]
pub struct Closeness {
    /// Hands of activities.
    pub hands: Hands,
    /// Activities that were planned.
    pub activities: Activities,
    /// Shared items of the pace of affection.
    pub paces: Paces,
    appreciations: ById<Appreciation>,
    requests: ById<SupportRequest>,
}

/// What a partner wants to do about closeness.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum ClosenessCommand {
    /// Give an appreciation.
    Appreciate(Words),
    /// Reword an own appreciation.
    Reword {
        /// The appreciation.
        appreciation: EntryId,
        /// For what.
        words: Words,
    },
    /// Ask for support.
    Ask(SupportAsked),
    /// Answer a request of the other partner.
    Answer(SupportAnswered),
    /// Take an own request back.
    TakeBack(EntryId),
    /// Hands of activities.
    Hand(HandCommand),
    /// Planned activities.
    Activity(ActivityCommand),
    /// The pace of affection.
    Pace(PaceCommand),
}

impl Closeness {
    /// All appreciations, by the entry that gave each.
    pub fn appreciations(&self) -> &ById<Appreciation> {
        &self.appreciations
    }

    /// All support requests, by the entry that made each.
    pub fn requests(&self) -> &ById<SupportRequest> {
        &self.requests
    }

    pub(crate) fn fold(&mut self, signed: Signed<'_>, event: &ClosenessEvent) -> Result<(), AnomalyKind> {
        use ClosenessEvent as Event;
        match event {
            Event::AppreciationGiven(given) => {
                let one = Appreciation::of(signed, given);
                self.appreciations.insert(signed.header.id, one);
            }
            Event::AppreciationReworded(said) => {
                let given = self.appreciations.get_mut(&said.appreciation).ok_or(AnomalyKind::NothingThere)?;
                given.reword(signed, &said.words)?;
            }
            Event::SupportAsked(asked) => {
                self.requests.insert(signed.header.id, SupportRequest::of(signed, asked));
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

/// What `decide` reads.
#[derive(Clone, Copy)]
pub(crate) struct ClosenessRules<'a> {
    pub(crate) closeness: &'a Closeness,
    pub(crate) own: &'a OwnCloseness,
    /// The hands whose marks wait on this device.
    pub(crate) held: &'a BTreeSet<EntryId>,
    pub(crate) members: &'a Members,
    pub(crate) actor: &'a Actor,
    pub(crate) now: WallTime,
}

/// Decides whether a partner may set their private pace of affection.
pub(crate) fn decide_pace(own: &OwnCloseness, set: PaceSet) -> Result<Vec<ClosenessEvent>, Refusal> {
    affection::decide_set(own, set)
}

/// Decides about commands that write to the shared stream.
pub(crate) fn decide(rules: &ClosenessRules<'_>, command: ClosenessCommand) -> Result<Vec<ClosenessEvent>, Refusal> {
    let ClosenessRules { closeness, own, held, members, actor, now } = *rules;
    match command {
        ClosenessCommand::Appreciate(words) => Ok(vec![ClosenessEvent::AppreciationGiven(AppreciationGiven { words })]),
        ClosenessCommand::Reword { appreciation, words } => rules.reword(appreciation, words),
        ClosenessCommand::Ask(asked) => rules.ask(asked),
        ClosenessCommand::Answer(answered) => rules.answer(answered),
        ClosenessCommand::TakeBack(request) => {
            rules.own_open_request(request)?;
            Ok(vec![ClosenessEvent::SupportTakenBack(SupportTakenBack { request })])
        }
        ClosenessCommand::Hand(command) => {
            hand::decide(&HandsSeen { hands: &closeness.hands, members, own, held, actor, now }, command)
        }
        ClosenessCommand::Activity(command) => {
            let (activities, hands) = (&closeness.activities, &closeness.hands);
            activity::decide(&ActivityRules { activities, hands, actor, now }, command)
        }
        ClosenessCommand::Pace(command) => affection::decide(&closeness.paces, own, actor, command),
    }
}

/// Appreciations and support requests.
impl ClosenessRules<'_> {
    fn reword(&self, appreciation: EntryId, words: Words) -> Result<Vec<ClosenessEvent>, Refusal> {
        let given = self.closeness.appreciations.get(&appreciation).ok_or(Refusal::NothingThere)?;
        if given.author != self.actor.partner {
            return Err(Refusal::NotYours);
        }
        Ok(vec![ClosenessEvent::AppreciationReworded(AppreciationReworded { appreciation, words })])
    }

    fn ask(&self, asked: SupportAsked) -> Result<Vec<ClosenessEvent>, Refusal> {
        let own = || self.closeness.requests.values().filter(|one| one.author == self.actor.partner);
        if own().filter(|one| one.is_open()).count() >= REQUESTS_OPEN_MAX {
            return Err(Refusal::TooManyOpen { limit: REQUESTS_OPEN_MAX });
        }
        if own().filter(|one| one.written.date() == self.now.date()).count() >= support::REQUESTS_A_DAY_MAX {
            return Err(Refusal::TooManyToday { limit: support::REQUESTS_A_DAY_MAX });
        }
        Ok(vec![ClosenessEvent::SupportAsked(asked)])
    }

    fn answer(&self, answered: SupportAnswered) -> Result<Vec<ClosenessEvent>, Refusal> {
        self.their_open_request(answered.request)?;
        match answered.answer {
            SupportAnswer::At(moment) if !moment.is_ahead_at(self.now) => Err(Refusal::InThePast),
            SupportAnswer::Now | SupportAnswer::At(_) | SupportAnswer::NotNow => {
                Ok(vec![ClosenessEvent::SupportAnswered(answered)])
            }
        }
    }

    fn own_open_request(&self, id: EntryId) -> Result<(), Refusal> {
        self.open_request(id, |author| author == self.actor.partner)
    }

    fn their_open_request(&self, id: EntryId) -> Result<(), Refusal> {
        self.open_request(id, |author| author != self.actor.partner)
    }

    fn open_request(&self, id: EntryId, may: impl Fn(PartnerId) -> bool) -> Result<(), Refusal> {
        let request = self.closeness.requests.get(&id).ok_or(Refusal::NothingThere)?;
        match may(request.author) {
            false => Err(Refusal::NotYours),
            true if request.is_open() => Ok(()),
            true => Err(Refusal::AlreadyDone),
        }
    }
}
