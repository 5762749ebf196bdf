//! The two states and the one fold. Total: an entry that means nothing becomes an anomaly.

use std::collections::BTreeMap;

use crate::accountability::Statements;
use crate::agreement::Agreements;
use crate::anomaly::{Anomalies, AnomalyKind};
use crate::boundary::Boundaries;
use crate::breach::Breaches;
use crate::check_in::{self, CheckInEvent, CheckIns, RoundDuty, RoundId, RoundView, SecretBytes};
use crate::closeness::Closeness;
use crate::decide::Refusal;
use crate::dialogue::{DialogueEvent, Dialogues, OwnDialogues};
use crate::entry::{Actor, Entry, Signed};
use crate::event::Event;
use crate::horizon::Horizon;
use crate::ids::{DeviceId, EntryId};
use crate::impact::{ImpactEvent, Impacts, OwnImpacts};
use crate::journal::Journal;
use crate::log::Folded;
use crate::membership::{Link, Members, MembershipEvent, Seats};
use crate::promise::Promises;
use crate::rating::Ratings;
use crate::setback::Setbacks;
use crate::settings::Settings;
use crate::story::Story;
use crate::time::WallTime;

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
    /// Appreciations, and asking for support.
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
    /// What it did, for oneself.
    pub impacts: OwnImpacts,
    /// How heard one felt after a dialogue, for oneself.
    pub dialogues: OwnDialogues,
    /// What was noted or put away.
    pub settings: Settings,
    /// Entries that changed nothing.
    pub anomalies: Anomalies,
    /// Entries this version can't read: "update needed".
    pub unknown: Vec<EntryId>,
    cell_secrets: BTreeMap<(RoundId, DeviceId), SecretBytes>,
}

impl<'a> State<'a> {
    /// The shared state, if both are here and nobody left.
    pub(crate) fn linked(&self) -> Result<&'a SharedState, Refusal> {
        let shared = self.shared.ok_or(Refusal::NotLinked)?;
        match shared.members.link() {
            Link::Linked => Ok(shared),
            Link::Alone => Err(Refusal::NotLinked),
            Link::Unlinked => Err(Refusal::Unlinked),
        }
    }

    /// Check-in rounds of the last month, the next of each plan, and older ones that may be read; the latest first.
    pub fn rounds(&self, actor: &Actor, now: WallTime) -> Vec<RoundView> {
        check_in::rounds(self, actor, now)
    }

    /// The check-in rounds that this partner can answer now, the latest first.
    pub fn open_rounds(&self, actor: &Actor, now: WallTime) -> Vec<RoundView> {
        check_in::open_rounds(self, actor, now)
    }

    /// What this device has to post for check-in rounds, whether or not its partner answered.
    pub fn round_duties(&self, actor: &Actor, now: WallTime) -> Vec<RoundDuty> {
        match self.linked() {
            Ok(_) => check_in::duties(self, actor, now),
            Err(_) => Vec::new(),
        }
    }
}

impl OwnState {
    /// What opens the cell that one of one's devices posted for a round.
    pub fn cell_secret(&self, round: RoundId, device: DeviceId) -> Option<&[u8]> {
        self.cell_secrets.get(&(round, device)).map(SecretBytes::as_bytes)
    }

    /// Whether this partner answered a round, on any device.
    pub fn has_answered(&self, round: RoundId) -> bool {
        let devices = (round, DeviceId([0; 16]))..=(round, DeviceId([0xff; 16]));
        self.cell_secrets.range(devices).next().is_some()
    }

    /// The rounds that this partner answered, on any device.
    pub(crate) fn answered_rounds(&self) -> impl Iterator<Item = RoundId> {
        self.cell_secrets.keys().map(|(round, _)| *round)
    }

    fn fold_strand(&mut self, entry: &Entry) -> Result<(), AnomalyKind> {
        if let Event::Membership(event) = &entry.event {
            return self.members.fold(entry, event);
        }
        self.members.author(entry)?;
        match &entry.event {
            Event::Journal(event) => self.journal.fold(entry, event)?,
            Event::Rating(event) => self.ratings.fold(entry, event),
            Event::Settings(event) => self.settings.fold(event),
            Event::CheckIn(CheckInEvent::CellSecretKept(kept)) => {
                let place = self.cell_secrets.entry((kept.round, entry.device));
                place.or_insert_with(|| kept.secret.clone());
            }
            Event::Impact(ImpactEvent::ImpactNoted(noted)) => self.impacts.fold(entry, noted),
            Event::Dialogue(DialogueEvent::FeltHeard(felt)) => self.dialogues.fold(entry, felt),
            Event::Unknown { .. } => self.unknown.push(entry.id),
            Event::Erased { .. } | Event::Membership(_) => {}
            Event::Promise(_)
            | Event::CheckIn(_)
            | Event::Accountability(_)
            | Event::Impact(_)
            | Event::Boundary(_)
            | Event::Agreement(_)
            | Event::Dialogue(_)
            | Event::Closeness(_)
            | Event::Setback(_)
            | Event::Breach(_)
            | Event::Horizon(_) => {
                return Err(AnomalyKind::WrongStream);
            }
        }
        Ok(())
    }
}

impl SharedState {
    fn fold_strand(&mut self, entry: &Entry) -> Result<(), AnomalyKind> {
        if let Event::Membership(event) = &entry.event {
            self.members.fold(entry, event)?;
            if let Ok(author) = self.members.author(entry) {
                self.story.note(Signed { entry, author }, &self.agreements);
            }
            return Ok(());
        }
        let signed = Signed { entry, author: self.members.author(entry)? };
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
            Event::Unknown { .. } => self.unknown.push(entry.id),
            Event::Erased { .. } | Event::Membership(_) => {}
            Event::Journal(_) | Event::Rating(_) | Event::Settings(_) => return Err(AnomalyKind::WrongStream),
        }
        self.story.note(signed, &self.agreements);
        Ok(())
    }
}

impl Folded for SharedState {
    fn before<'a>(entries: impl Iterator<Item = &'a Entry>) -> Self {
        Self {
            members: Members::before(Seats::Two, entries),
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
            self.anomalies.note(entry.id, kind);
        }
    }

    fn reaches_back(event: &Event) -> bool {
        matches!(event, Event::Membership(MembershipEvent::DeviceRemoved(_)))
    }
}

impl Folded for OwnState {
    fn before<'a>(entries: impl Iterator<Item = &'a Entry>) -> Self {
        Self {
            members: Members::before(Seats::One, entries),
            journal: Journal::default(),
            ratings: Ratings::default(),
            impacts: OwnImpacts::default(),
            dialogues: OwnDialogues::default(),
            settings: Settings::default(),
            anomalies: Anomalies::default(),
            unknown: Vec::new(),
            cell_secrets: BTreeMap::new(),
        }
    }

    fn fold(&mut self, entry: &Entry) {
        if let Err(kind) = self.fold_strand(entry) {
            self.anomalies.note(entry.id, kind);
        }
    }

    fn reaches_back(event: &Event) -> bool {
        matches!(event, Event::Membership(MembershipEvent::DeviceRemoved(_)))
    }
}
