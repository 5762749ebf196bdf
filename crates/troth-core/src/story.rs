//! The story: which shared entries are told on the one timeline, and what the vessel is drawn from.
//!
//! Only entries that took effect are told; what the fold voided is not. Nothing is told of check-in cells and openings:
//! who posted what says who skipped (care 13). The app adds the rounds that opened for both.

use litemap::LiteMap;

use crate::accountability::AccountabilityEvent;
use crate::agreement::{AgreementEvent, Agreements};
use crate::boundary::BoundaryEvent;
use crate::breach::BreachEvent;
use crate::closeness::{ActivityAnswer, ClosenessEvent};
use crate::dialogue::DialogueEvent;
use crate::entry::Signed;
use crate::event::Event;
use crate::horizon::HorizonEvent;
use crate::ids::{EntryId, PartnerId};
use crate::impact::ImpactEvent;
use crate::membership::MembershipEvent;
use crate::promise::PromiseEvent;
use crate::setback::SetbackEvent;
use crate::time::WallTime;

/// A strand of the programme, as the story and the vessel name it. The order is the order of the seams.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Strand {
    /// Being here: linking and names.
    Space,
    /// What happened, and questions about it.
    Breaches,
    /// What it did, and being understood.
    Impact,
    /// Owning it.
    Accountability,
    /// Promises and their occurrences.
    Promises,
    /// Check-ins that opened.
    CheckIns,
    /// Appreciations, support and activities.
    Closeness,
    /// Structured conversations.
    Dialogues,
    /// Limits that each sets alone, and rules that both consented to.
    Boundaries,
    /// Hard days.
    Setbacks,
    /// Where the two are going.
    Horizon,
}

/// What an entry adds to the vessel.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Mark {
    /// Work that was done: gold for the strand's seam.
    Gold,
    /// A fine crack, which takes no gold away.
    Crack,
    /// Told, and neither gold nor crack.
    Plain,
}

/// One entry of the timeline.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct StoryLine {
    /// The entry.
    pub entry: EntryId,
    /// Who wrote it.
    pub author: PartnerId,
    /// When, by the author's clock.
    pub written: WallTime,
    /// Which strand it belongs to.
    pub strand: Strand,
}

/// Everything told, in the order of the log.
#[derive(Clone, Default, PartialEq, Eq, Debug)]
pub struct Story {
    lines: Vec<StoryLine>,
    gold: LiteMap<Strand, u32>,
    cracks: u32,
}

/// How much gold lies in a seam. It is drawn, never counted aloud.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Gold {
    /// An open crack.
    None,
    /// The first touch.
    Begun,
    /// A part of its length.
    Growing,
    /// Most of its length.
    Rich,
    /// From end to end.
    Whole,
}

/// Acts from which a seam is begun, growing, rich and whole. The first one shows at once; the last takes months,
/// so that the vessel neither flatters nor runs out.
const GOLD_FROM: [(u32, Gold); 4] = [(30, Gold::Whole), (12, Gold::Rich), (4, Gold::Growing), (1, Gold::Begun)];

impl Gold {
    /// The gold that so many acts have laid.
    pub fn laid_by(acts: u32) -> Self {
        GOLD_FROM.into_iter().find(|(from, _)| acts >= *from).map_or(Self::None, |(_, gold)| gold)
    }
}

impl Story {
    /// The timeline, in the order of the log.
    pub fn lines(&self) -> &[StoryLine] {
        &self.lines
    }

    /// Acts of this strand that lay gold. For drawing only: no screen shows the number.
    pub fn acts(&self, strand: Strand) -> u32 {
        self.gold.get(&strand).copied().unwrap_or(0)
    }

    /// Setbacks told: each is a fine crack, and takes no gold away.
    pub fn cracks(&self) -> u32 {
        self.cracks
    }

    /// Takes in an entry that took effect. A review is gold when it was held on time, which `agreements` know.
    pub(crate) fn note(&mut self, signed: Signed<'_>, agreements: &Agreements) {
        let Some((strand, mark)) = told(&signed.entry.event, agreements) else { return };
        match mark {
            Mark::Gold => {
                let acts = self.gold.entry(strand).or_default();
                *acts = acts.saturating_add(1);
            }
            Mark::Crack => self.cracks = self.cracks.saturating_add(1),
            Mark::Plain => {}
        }
        let (entry, author, written) = (signed.entry.id, signed.author, signed.entry.written);
        self.lines.push(StoryLine { entry, author, written, strand });
    }
}

/// Whether an entry is told, in which strand, and whether it lays gold.
fn told(event: &Event, agreements: &Agreements) -> Option<(Strand, Mark)> {
    match event {
        Event::Membership(event) => of_membership(event),
        Event::Promise(event) => Some((Strand::Promises, of_promise(event))),
        Event::Breach(event) => Some((Strand::Breaches, of_breach(event))),
        Event::Impact(event) => Some((Strand::Impact, of_impact(event))),
        Event::Accountability(event) => Some((Strand::Accountability, of_accountability(event))),
        Event::Closeness(event) => Some((Strand::Closeness, of_closeness(event)?)),
        Event::Boundary(event) => Some((Strand::Boundaries, of_boundary(event))),
        Event::Agreement(event) => Some((Strand::Boundaries, of_agreement(event, agreements)?)),
        Event::Dialogue(event) => of_dialogue(event),
        Event::Setback(event) => Some((Strand::Setbacks, of_setback(event))),
        Event::Horizon(event) => Some((Strand::Horizon, of_horizon(event))),
        Event::CheckIn(_) | Event::Journal(_) | Event::Rating(_) | Event::Settings(_) => None,
        Event::Unknown { .. } | Event::Erased { .. } => None,
    }
}

/// Devices and rest are nobody's story; leaving is told by the banner, and never by whom (care 18, 20).
fn of_membership(event: &MembershipEvent) -> Option<(Strand, Mark)> {
    matches!(event, MembershipEvent::PartnerJoined(_)).then_some((Strand::Space, Mark::Plain))
}

/// Naming, seeing and answering are the work; asking and taking back are told without gold.
fn of_breach(event: &BreachEvent) -> Mark {
    match event {
        BreachEvent::BreachNamed(_) | BreachEvent::BreachSeenOtherwise(_) => Mark::Gold,
        BreachEvent::QuestionAnswered(_) | BreachEvent::CompleteSaid(_) => Mark::Gold,
        _ => Mark::Plain,
    }
}

fn of_impact(event: &ImpactEvent) -> Mark {
    match event {
        ImpactEvent::ImpactNoted(_) | ImpactEvent::SharingEnded(_) => Mark::Plain,
        ImpactEvent::ImpactShared(_) | ImpactEvent::ReflectionOffered(_) => Mark::Gold,
        ImpactEvent::ReflectionAnswered(_) => Mark::Gold,
    }
}

fn of_accountability(event: &AccountabilityEvent) -> Mark {
    match event {
        AccountabilityEvent::StatementLacks(_) => Mark::Plain,
        AccountabilityEvent::StatementMade(_) | AccountabilityEvent::StatementHeard(_) => Mark::Gold,
        AccountabilityEvent::PerspectiveShared(_) => Mark::Gold,
    }
}

/// Nothing is told of hands, of a "not this one", and of the pace of affection: neither is held in what they said before.
fn of_closeness(event: &ClosenessEvent) -> Option<Mark> {
    match event {
        ClosenessEvent::AppreciationGiven(_) | ClosenessEvent::SupportAnswered(_) => Some(Mark::Gold),
        ClosenessEvent::ActivityDone(_) => Some(Mark::Gold),
        ClosenessEvent::AppreciationReworded(_) | ClosenessEvent::SupportAsked(_) => Some(Mark::Plain),
        ClosenessEvent::SupportTakenBack(_) | ClosenessEvent::ActivityPlanned(_) => Some(Mark::Plain),
        ClosenessEvent::ActivityLineKept(_) => Some(Mark::Plain),
        ClosenessEvent::ActivityAnswered(said) if said.answer == ActivityAnswer::Yes => Some(Mark::Plain),
        _ => None,
    }
}

/// A talk is told once, when it was held. Asking, pausing and letting go are told nowhere.
fn of_dialogue(event: &DialogueEvent) -> Option<(Strand, Mark)> {
    let held = matches!(
        event,
        DialogueEvent::DialogueClosed(_) | DialogueEvent::PlanAgreed(_) | DialogueEvent::HeldSideBySide(_)
    );
    held.then_some((Strand::Dialogues, Mark::Gold))
}

/// A boundary is set without leave, and heeding it is the work.
fn of_boundary(event: &BoundaryEvent) -> Mark {
    match event {
        BoundaryEvent::BoundarySet(_) | BoundaryEvent::BoundaryAcknowledged(_) => Mark::Gold,
        BoundaryEvent::BoundaryChanged(_) | BoundaryEvent::BoundaryLifted(_) => Mark::Plain,
    }
}

/// What both did is told. Proposals, what was taken back and "not yet" are not: nobody is held to what they asked
/// for, and nobody to what they didn't want.
fn of_agreement(event: &AgreementEvent, agreements: &Agreements) -> Option<Mark> {
    match event {
        AgreementEvent::AgreementConsented(_) => Some(Mark::Gold),
        AgreementEvent::AgreementEnded(_) => Some(Mark::Plain),
        AgreementEvent::ReviewConsented(it) if agreements.is_review_on_time(it) => Some(Mark::Gold),
        AgreementEvent::ReviewConsented(_) => Some(Mark::Plain),
        AgreementEvent::AgreementProposed(_) | AgreementEvent::AgreementTakenBack(_) => None,
        AgreementEvent::NotYetSaid(_) | AgreementEvent::NotYetAdjusted(_) | AgreementEvent::ReviewHeld(_) => None,
    }
}

fn of_setback(event: &SetbackEvent) -> Mark {
    match event {
        SetbackEvent::SetbackRecorded(_) => Mark::Crack,
        SetbackEvent::SetbackWords(_) | SetbackEvent::CalmPlanWritten(_) => Mark::Plain,
    }
}

fn of_promise(event: &PromiseEvent) -> Mark {
    match event {
        PromiseEvent::Kept(_) | PromiseEvent::PartlyKept(_) | PromiseEvent::Rearranged(_) => Mark::Gold,
        PromiseEvent::Accepted(_) => Mark::Gold,
        _ => Mark::Plain,
    }
}

fn of_horizon(event: &HorizonEvent) -> Mark {
    match event {
        HorizonEvent::GoalChanged(_) | HorizonEvent::GoalEnded(_) | HorizonEvent::LetterWritten(_) => Mark::Plain,
        _ => Mark::Gold,
    }
}
