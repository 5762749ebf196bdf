//! The two states and the one fold. Total: an entry that means nothing becomes an anomaly.

use crate::kernel::anomaly::{Anomalies, AnomalyKind};
use crate::kernel::draft::Stream;
use crate::kernel::header::{Actor, Header, Signed};
use crate::kernel::ids::EntryId;
use crate::kernel::refusal::Refusal;
use crate::kernel::telling::Telling;
use crate::kernel::time::WallTime;
use crate::programme::event::{Entry, Event};
use crate::programme::log::Folded;
use crate::programme::story::Story;
use crate::strands::accountability::Statements;
use crate::strands::agreement::{AgreementEvent, Agreements};
use crate::strands::boundary::Boundaries;
use crate::strands::breach::Breaches;
use crate::strands::check_in::{CheckIns, OwnCheckIns, RoundDuty, RoundView, Rounds};
use crate::strands::closeness::{Closeness, HandDuty, HandView, HandsSeen, OwnCloseness};
use crate::strands::dialogue::{self, Dialogues, OwnDialogues, TalkFact};
use crate::strands::horizon::Horizon;
use crate::strands::impact::{Impacts, OwnImpacts};
use crate::strands::journal::Journal;
use crate::strands::membership::{Members, MembershipEvent, Seats, Streams};
use crate::strands::promise::Promises;
use crate::strands::rating::Ratings;
use crate::strands::setback::Setbacks;
use crate::strands::settings::Settings;

/// Everything one device knows: its own stream and, once there is one, the shared stream.
#[derive(Clone, Copy, Debug)]
pub struct State<'a> {
    /// The own stream, folded.
    pub own: &'a OwnState,
    /// The shared stream, folded; none before linking.
    pub shared: Option<&'a SharedState>,
}

/// The shared stream, folded.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SharedState {
    /// Who is here.
    pub members: Members,
    /// Promises.
    pub promises: Promises,
    /// Check-ins.
    pub check_ins: CheckIns,
    /// What happened, and questions about it.
    pub breaches: Breaches,
    /// Accountability statements.
    pub statements: Statements,
    /// What was shared of the impact, and what the other understands.
    pub impacts: Impacts,
    /// Setbacks, and plans for hard days.
    pub setbacks: Setbacks,
    /// Appreciations, support, activities and the pace of affection.
    pub closeness: Closeness,
    /// Limits that each sets alone.
    pub boundaries: Boundaries,
    /// Rules that both consented to, and proposals of such.
    pub agreements: Agreements,
    /// Structured conversations.
    pub dialogues: Dialogues,
    /// Where the two are going.
    pub horizon: Horizon,
    /// What is told on the one timeline.
    pub story: Story,
    /// Entries that changed nothing.
    pub anomalies: Anomalies,
    /// Entries this version can't read: "update needed".
    pub unknown: Vec<EntryId>,
}

/// An own stream, folded.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct OwnState {
    /// The one partner, and their devices.
    pub members: Members,
    /// The journal.
    pub journal: Journal,
    /// Own ratings.
    pub ratings: Ratings,
    /// What opens the cells of own devices.
    pub check_ins: OwnCheckIns,
    /// What it did, for oneself.
    pub impacts: OwnImpacts,
    /// How heard one felt after a dialogue, for oneself.
    pub dialogues: OwnDialogues,
    /// Own marks on activities, and the own pace of affection.
    pub closeness: OwnCloseness,
    /// What was noted or put away.
    pub settings: Settings,
    /// Entries that changed nothing.
    pub anomalies: Anomalies,
    /// Entries this version can't read: "update needed".
    pub unknown: Vec<EntryId>,
}

impl<'a> State<'a> {
    /// The shared state, if both are here and nobody left.
    pub(crate) fn linked(&self) -> Result<&'a SharedState, Refusal> {
        let shared = self.shared.ok_or(Refusal::NotLinked)?;
        self.streams().linked().map(|_| shared)
    }

    /// Who is in the two streams.
    pub(crate) fn streams(&self) -> Streams<'a> {
        Streams { own: &self.own.members, shared: self.shared.map(|shared| &shared.members) }
    }

    /// Check-in rounds of the last month, the next of each plan, and older ones that may be read; the latest first.
    pub fn rounds(&self, actor: &Actor, now: WallTime) -> Vec<RoundView> {
        self.shared.map_or_else(Vec::new, |shared| shared.rounds_of(self.own, actor, now).listed())
    }

    /// The check-in rounds that this partner can answer now, the latest first.
    pub fn open_rounds(&self, actor: &Actor, now: WallTime) -> Vec<RoundView> {
        self.shared.map_or_else(Vec::new, |shared| shared.rounds_of(self.own, actor, now).open())
    }

    /// What this device has to post for check-in rounds, whether or not its partner answered.
    pub fn round_duties(&self, actor: &Actor, now: WallTime) -> Vec<RoundDuty> {
        self.linked().map_or_else(|_| Vec::new(), |shared| shared.rounds_of(self.own, actor, now).duties())
    }

    /// The hands of activities of the last weeks, the latest first.
    pub fn hands(&self, actor: &Actor, now: WallTime) -> Vec<HandView> {
        self.shared.map_or_else(Vec::new, |shared| shared.hands_of(self.own, actor, now).listed())
    }

    /// What this device has to post for hands of activities, whether or not its partner marked anything.
    pub fn hand_duties(&self, actor: &Actor, now: WallTime) -> Vec<HandDuty> {
        self.linked().map_or_else(|_| Vec::new(), |shared| shared.hands_of(self.own, actor, now).duties())
    }

    /// Talks apart that were begun and are over, for the partner whose own stream this is, in the order of their days.
    pub fn talks(&self, now: WallTime) -> Vec<TalkFact> {
        let of = |shared: &SharedState| dialogue::talks(&shared.dialogues, &self.own.dialogues, &shared.members, now);
        self.shared.map_or_else(Vec::new, of)
    }
}

impl OwnState {
    fn fold_strand(&mut self, entry: &Entry) -> Result<(), AnomalyKind> {
        let header = &entry.header;
        if let Event::Membership(event) = &entry.event {
            return self.members.fold(header, event);
        }
        self.members.note_day(Signed { header, author: self.members.author(header)? });
        if !entry.event.home().takes(Stream::Own) {
            return Err(AnomalyKind::WrongStream);
        }
        match &entry.event {
            Event::Journal(event) => self.journal.fold(header, event),
            Event::Rating(event) => self.ratings.fold(header, event),
            Event::Settings(event) => self.settings.fold(event),
            Event::CheckIn(event) => self.check_ins.fold(header, event),
            Event::Impact(event) => self.impacts.fold(header, event),
            Event::Dialogue(event) => self.dialogues.fold(header, event),
            Event::Closeness(event) => self.closeness.fold(header, event),
            Event::Unknown { .. } => {
                self.unknown.push(header.id);
                Ok(())
            }
            Event::Erased { .. } | Event::Membership(_) => Ok(()),
            Event::Promise(_) | Event::Accountability(_) | Event::Boundary(_) | Event::Agreement(_) => {
                Err(AnomalyKind::WrongStream)
            }
            Event::Setback(_) | Event::Breach(_) | Event::Horizon(_) => Err(AnomalyKind::WrongStream),
        }
    }
}

impl SharedState {
    pub(crate) fn rounds_of<'a>(&'a self, own: &'a OwnState, actor: &'a Actor, now: WallTime) -> Rounds<'a> {
        Rounds { check_ins: &self.check_ins, members: &self.members, own: &own.check_ins, actor, now }
    }

    fn hands_of<'a>(&'a self, own: &'a OwnState, actor: &'a Actor, now: WallTime) -> HandsSeen<'a> {
        HandsSeen { hands: &self.closeness.hands, members: &self.members, own: &own.closeness, actor, now }
    }

    fn fold_strand(&mut self, entry: &Entry) -> Result<(), AnomalyKind> {
        let header = &entry.header;
        if let Event::Membership(event) = &entry.event {
            self.members.fold(header, event)?;
            if let Ok(author) = self.members.author(header) {
                self.tell(Signed { header, author }, &entry.event);
            }
            return Ok(());
        }
        let signed = Signed { header, author: self.members.author(header)? };
        self.members.note_day(signed);
        if !entry.event.home().takes(Stream::Shared) {
            return Err(AnomalyKind::WrongStream);
        }
        match &entry.event {
            Event::Promise(event) => self.promises.fold(signed, event)?,
            Event::CheckIn(event) => self.check_ins.fold(signed, event)?,
            Event::Breach(event) => self.breaches.fold(signed, event)?,
            Event::Accountability(event) => self.statements.fold(signed, event)?,
            Event::Impact(event) => self.impacts.fold(signed, event)?,
            Event::Setback(event) => self.setbacks.fold(signed, event)?,
            Event::Closeness(event) => self.closeness.fold(signed, event)?,
            Event::Boundary(event) => self.boundaries.fold(signed, event)?,
            Event::Agreement(event) => self.agreements.fold(signed, event)?,
            Event::Dialogue(event) => self.dialogues.fold(signed, event)?,
            Event::Horizon(event) => self.horizon.fold(signed, event)?,
            Event::Unknown { .. } => self.unknown.push(header.id),
            Event::Erased { .. } | Event::Membership(_) => {}
            Event::Journal(_) | Event::Rating(_) | Event::Settings(_) => return Err(AnomalyKind::WrongStream),
        }
        self.tell(signed, &entry.event);
        Ok(())
    }

    /// Tells an entry that took effect. A review lays gold when it was held on time, which only the agreements know.
    fn tell(&mut self, signed: Signed<'_>, event: &Event) {
        let Some((strand, mark)) = event.told() else { return };
        let is_late = matches!(event, Event::Agreement(AgreementEvent::ReviewConsented(it))
            if !self.agreements.is_review_on_time(it));
        self.story.note(signed, (strand, if is_late { Telling::Plain } else { mark }));
    }
}

/// Removals of devices change what entries before them mean: all membership events are looked through ahead of a fold.
fn memberships<'a>(
    entries: impl Iterator<Item = &'a Entry>,
) -> impl Iterator<Item = (&'a Header, &'a MembershipEvent)> {
    entries.filter_map(|entry| match &entry.event {
        Event::Membership(event) => Some((&entry.header, event)),
        _ => None,
    })
}

fn is_a_removal(event: &Event) -> bool {
    matches!(event, Event::Membership(MembershipEvent::DeviceRemoved(_)))
}

impl Folded for SharedState {
    fn before<'a>(entries: impl Iterator<Item = &'a Entry>) -> Self {
        Self {
            members: Members::before(Seats::Two, memberships(entries)),
            promises: Promises::default(),
            check_ins: CheckIns::default(),
            breaches: Breaches::default(),
            statements: Statements::default(),
            impacts: Impacts::default(),
            setbacks: Setbacks::default(),
            closeness: Closeness::default(),
            boundaries: Boundaries::default(),
            agreements: Agreements::default(),
            dialogues: Dialogues::default(),
            horizon: Horizon::default(),
            story: Story::default(),
            anomalies: Anomalies::default(),
            unknown: Vec::new(),
        }
    }

    fn fold(&mut self, entry: &Entry) {
        if let Err(kind) = self.fold_strand(entry) {
            self.anomalies.note(entry.header.id, kind);
        }
    }

    fn reaches_back(event: &Event) -> bool {
        is_a_removal(event)
    }
}

impl Folded for OwnState {
    fn before<'a>(entries: impl Iterator<Item = &'a Entry>) -> Self {
        Self {
            members: Members::before(Seats::One, memberships(entries)),
            journal: Journal::default(),
            ratings: Ratings::default(),
            check_ins: OwnCheckIns::default(),
            impacts: OwnImpacts::default(),
            dialogues: OwnDialogues::default(),
            closeness: OwnCloseness::default(),
            settings: Settings::default(),
            anomalies: Anomalies::default(),
            unknown: Vec::new(),
        }
    }

    fn fold(&mut self, entry: &Entry) {
        if let Err(kind) = self.fold_strand(entry) {
            self.anomalies.note(entry.header.id, kind);
        }
    }

    fn reaches_back(event: &Event) -> bool {
        is_a_removal(event)
    }
}
