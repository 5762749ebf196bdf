//! The states of the two streams, and the fold. The fold is total: an entry that it cannot apply becomes an anomaly.

use crate::kernel::anomaly::{Anomalies, AnomalyKind};
use crate::kernel::draft::Stream;
use crate::kernel::header::{Actor, Header, Signed};
use crate::kernel::ids::EntryId;
use crate::kernel::refusal::Refusal;
use crate::kernel::telling::StoryMark;
use crate::kernel::time::WallTime;
use crate::programme::event::{Entry, Event};
use crate::programme::held::Held;
use crate::programme::log::Folded;
use crate::programme::story::Story;
use crate::strands::accountability::Statements;
use crate::strands::agreement::{AgreementEvent, Agreements};
use crate::strands::boundary::Boundaries;
use crate::strands::breach::Breaches;
use crate::strands::check_in::{AnswerGoes, CheckIns, OwnCheckIns, RoundDuty, RoundId, RoundStatus, RoundsSeen};
use crate::strands::closeness::{Closeness, HandDuty, HandStatus, HandsSeen, OwnCloseness};
use crate::strands::dialogue::{self, Dialogues, OwnDialogues, TalkFact};
use crate::strands::horizon::Horizon;
use crate::strands::impact::{Impacts, OwnImpacts};
use crate::strands::journal::Journal;
use crate::strands::membership::{Link, Members, MembershipEvent, Seat, Streams};
use crate::strands::promise::Promises;
use crate::strands::rating::Ratings;
use crate::strands::sealed::OpeningTry;
use crate::strands::setback::Setbacks;
use crate::strands::settings::{Settings, SettingsEvent};
use crate::strands::solo::SoloPages;

/// The folded streams of one device.
#[derive(Clone, Copy, Debug)]
pub struct State<'a> {
    /// The own stream.
    pub own: &'a OwnState,
    /// The shared stream; `None` before linking.
    pub shared: Option<&'a SharedState>,
    /// What was answered on this device and waits there.
    pub held: &'a Held,
}

/// The state of a shared stream.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SharedState {
    /// The partners and their devices.
    pub members: Members,
    /// Promises.
    pub promises: Promises,
    /// Check-ins.
    pub check_ins: CheckIns,
    /// Breaches, and the questions about them.
    pub breaches: Breaches,
    /// Accountability statements.
    pub statements: Statements,
    /// Shared impact items, and reflections on them.
    pub impacts: Impacts,
    /// Setbacks, and plans for hard days.
    pub setbacks: Setbacks,
    /// Appreciations, support, activities and the pace of affection.
    pub closeness: Closeness,
    /// Limits that each partner sets alone.
    pub boundaries: Boundaries,
    /// Agreements, and proposals of them.
    pub agreements: Agreements,
    /// Dialogues.
    pub dialogues: Dialogues,
    /// Goals, growth, victories and letters.
    pub horizon: Horizon,
    /// The story.
    pub story: Story,
    /// Entries that changed nothing.
    pub anomalies: Anomalies,
    /// Entries that this version cannot read: "update needed".
    pub unknown: Vec<EntryId>,
}

/// The state of an own stream.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct OwnState {
    /// The partner and their devices.
    pub members: Members,
    /// The journal.
    pub journal: Journal,
    /// Ratings.
    pub ratings: Ratings,
    /// Secrets that open the cells of the partner's devices.
    pub check_ins: OwnCheckIns,
    /// Private notes about impact.
    pub impacts: OwnImpacts,
    /// Private notes of how heard the partner felt in dialogues.
    pub dialogues: OwnDialogues,
    /// Marks on activities, and the private pace of affection.
    pub closeness: OwnCloseness,
    /// Settings and dismissed steps.
    pub settings: Settings,
    /// Pages for oneself.
    pub solo: SoloPages,
    /// Entries that changed nothing.
    pub anomalies: Anomalies,
    /// Entries that this version cannot read: "update needed".
    pub unknown: Vec<EntryId>,
}

impl<'a> State<'a> {
    /// The shared state, if both partners are linked and neither left.
    pub(crate) fn linked(&self) -> Result<&'a SharedState, Refusal> {
        let shared = self.shared.ok_or(Refusal::NotLinked)?;
        self.streams().linked().map(|_| shared)
    }

    /// The members of the two streams.
    pub(crate) fn streams(&self) -> Streams<'a> {
        Streams { own: &self.own.members, shared: self.shared.map(|shared| &shared.members) }
    }

    /// The check-in rounds of the last month, the next round of each plan, and older ones that may be readable, latest
    /// first.
    pub fn rounds(&self, actor: &Actor, now: WallTime) -> Vec<RoundStatus> {
        self.rounds_latest_first(actor, now).collect()
    }

    /// The same, each looked at when it is come to.
    pub fn rounds_latest_first<'s>(
        &'s self,
        actor: &'s Actor,
        now: WallTime,
    ) -> impl Iterator<Item = RoundStatus> + use<'s> {
        self.shared.into_iter().flat_map(move |shared| shared.rounds_of(self, actor, now).listed())
    }

    /// Check-in rounds of the last days and the next of each plan: a list that does not grow with the record.
    pub fn recent_rounds(&self, actor: &Actor, now: WallTime) -> Vec<RoundStatus> {
        self.shared.map_or_else(Vec::new, |shared| shared.rounds_of(self, actor, now).recent())
    }

    /// The check-in rounds that the actor can answer now, latest first.
    pub fn open_rounds(&self, actor: &Actor, now: WallTime) -> Vec<RoundStatus> {
        self.shared.map_or_else(Vec::new, |shared| shared.rounds_of(self, actor, now).open())
    }

    /// Openings that may reveal the answers of a round to the actor. The app lets the vault try each.
    pub fn round_tries(&self, actor: &Actor, round: RoundId) -> Vec<OpeningTry> {
        let tries = |shared: &SharedState| shared.check_ins.tries(&self.own.check_ins, actor, round).collect();
        self.shared.map_or_else(Vec::new, tries)
    }

    /// What the actor's device has to post for check-in rounds, whether or not the actor answered.
    pub fn round_duties(&self, actor: &Actor, now: WallTime) -> Vec<RoundDuty> {
        self.linked().map_or_else(|_| Vec::new(), |shared| shared.rounds_of(self, actor, now).duties())
    }

    /// The hands of activities of the last weeks, latest first.
    pub fn hands(&self, actor: &Actor, now: WallTime) -> Vec<HandStatus> {
        self.shared.map_or_else(Vec::new, |shared| shared.hands_of(self, actor, now).listed())
    }

    /// What the actor's device has to post for hands of activities, whether or not the actor marked a card.
    pub fn hand_duties(&self, actor: &Actor, now: WallTime) -> Vec<HandDuty> {
        self.linked().map_or_else(|_| Vec::new(), |shared| shared.hands_of(self, actor, now).duties())
    }

    /// Where an answer to a round goes, if the actor may answer it on this device now.
    ///
    /// # Errors
    /// Why it can't be answered.
    pub fn answer_goes(&self, actor: &Actor, round: RoundId, now: WallTime) -> Result<AnswerGoes, Refusal> {
        self.linked()?.rounds_of(self, actor, now).answer_goes(round)
    }

    /// Whether the actor may mark this many cards of a hand on this device now.
    ///
    /// # Errors
    /// Why not.
    pub fn may_mark(&self, actor: &Actor, hand: EntryId, liked: usize, now: WallTime) -> Result<(), Refusal> {
        self.linked()?.hands_of(self, actor, now).may_mark(hand, liked)
    }

    /// The planned rounds that have begun and not opened, and for which the actor's device posts, each with the unix time
    /// in milliseconds at which it opens. Whether the actor answered makes no difference.
    pub fn rounds_ahead(&self, actor: &Actor, now: WallTime) -> Vec<(RoundId, i64)> {
        self.linked().map_or_else(|_| Vec::new(), |shared| shared.rounds_of(self, actor, now).ahead())
    }

    /// The same for hands of activities.
    pub fn hands_ahead(&self, actor: &Actor, now: WallTime) -> Vec<(EntryId, i64)> {
        self.linked().map_or_else(|_| Vec::new(), |shared| shared.hands_of(self, actor, now).ahead())
    }

    /// What still waits on this device; the rest of [`Self::held`] was posted or can be no more.
    pub fn still_held(&self, actor: &Actor, now: WallTime) -> Held {
        let Some(shared) = self.shared else { return self.held.clone() };
        // Only an end is one: a record that can't be read whole for now takes nothing along.
        if shared.members.link() == Link::Unlinked {
            return Held::nothing();
        }
        let (rounds, hands) = (shared.rounds_of(self, actor, now), shared.hands_of(self, actor, now));
        Held {
            rounds: self.held.rounds.iter().copied().filter(|round| rounds.is_waiting(*round)).collect(),
            hands: self.held.hands.iter().copied().filter(|hand| hands.is_waiting(*hand)).collect(),
        }
    }

    /// The dialogues apart that were begun and are over, in the order of their days, with the notes of the own stream.
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
            // Keys that a removed device hands on would let others in, and a name that it gives could pass one device off
            // as another.
            Event::Settings(SettingsEvent::KeysKept(_) | SettingsEvent::DeviceNamed(_))
                if self.members.is_news_of_a_removed_device(header.device, header.seq) =>
            {
                Err(AnomalyKind::DeviceWasRemoved)
            }
            Event::Settings(event) => self.settings.fold(event),
            Event::CheckIn(event) => self.check_ins.fold(header, event),
            Event::Impact(event) => self.impacts.fold(header, event),
            Event::Dialogue(event) => self.dialogues.fold(header, event),
            Event::Closeness(event) => self.closeness.fold(header, event),
            Event::Solo(event) => self.solo.fold(header, event),
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
    pub(crate) fn rounds_of<'a>(&'a self, state: &State<'a>, actor: &'a Actor, now: WallTime) -> RoundsSeen<'a> {
        let (own, held) = (&state.own.check_ins, &state.held.rounds);
        RoundsSeen { check_ins: &self.check_ins, members: &self.members, own, held, actor, now }
    }

    fn hands_of<'a>(&'a self, state: &State<'a>, actor: &'a Actor, now: WallTime) -> HandsSeen<'a> {
        let (own, held) = (&state.own.closeness, &state.held.hands);
        HandsSeen { hands: &self.closeness.hands, members: &self.members, own, held, actor, now }
    }

    fn fold_strand(&mut self, entry: &Entry) -> Result<(), AnomalyKind> {
        let header = &entry.header;
        if let Event::Membership(event) = &entry.event {
            if !entry.event.home().takes(Stream::Shared) {
                return Err(AnomalyKind::WrongStream);
            }
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
            Event::Journal(_) | Event::Rating(_) | Event::Settings(_) | Event::Solo(_) => {
                return Err(AnomalyKind::WrongStream);
            }
        }
        self.tell(signed, &entry.event);
        Ok(())
    }

    /// Adds an entry that took effect to the story. A review lays gold if the agreements say that it was held on time.
    fn tell(&mut self, signed: Signed<'_>, event: &Event) {
        let Some((strand, mark)) = event.told() else { return };
        let is_late = matches!(event, Event::Agreement(AgreementEvent::ReviewConsented(it))
            if !self.agreements.is_review_on_time(it));
        self.story.note(signed, (strand, if is_late { StoryMark::Plain } else { mark }));
    }
}

/// The membership events of a log. A fold scans them first, because a removal changes what earlier entries mean.
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
    type Seats = [Seat; 2];

    fn before<'a>(seats: &[Seat; 2], entries: impl Iterator<Item = &'a Entry>) -> Self {
        Self {
            members: Members::before(seats, memberships(entries)),
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
    type Seats = Seat;

    fn before<'a>(seat: &Seat, entries: impl Iterator<Item = &'a Entry>) -> Self {
        Self {
            members: Members::before(core::slice::from_ref(seat), memberships(entries)),
            journal: Journal::default(),
            ratings: Ratings::default(),
            check_ins: OwnCheckIns::default(),
            impacts: OwnImpacts::default(),
            dialogues: OwnDialogues::default(),
            closeness: OwnCloseness::default(),
            settings: Settings::default(),
            solo: SoloPages::default(),
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
