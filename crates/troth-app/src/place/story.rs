//! The story: one timeline of all that is shared, looked through on the device, and the vessel drawn from it.

use troth_core::accountability::AccountabilityEvent;
use troth_core::agreement::AgreementEvent;
use troth_core::boundary::BoundaryEvent;
use troth_core::breach::BreachEvent;
use troth_core::check_in::RoundView as Round;
use troth_core::closeness::ClosenessEvent;
use troth_core::dialogue::DialogueEvent;
use troth_core::horizon::HorizonEvent;
use troth_core::impact::ImpactEvent;
use troth_core::membership::MembershipEvent;
use troth_core::promise::PromiseEvent;
use troth_core::setback::{SetbackEvent, SetbackKind};
use troth_core::{AnomalyKind, CivilDate, Entry, EntryId, Event, Gold, PartnerId, SharedState, StoryLine, Strand};

use super::shown::quoted;
use crate::civil;
use crate::map::Detail;
use crate::message::Message;
use crate::place::check_ins::Rounds;
use crate::place::deck::card_name;
use crate::remark::Remarks;
use crate::sight::Sight;
use crate::view::{StoryLineView, StoryView, VesselView};

/// Lines shown before somebody asks for older ones: two screens of a phone.
const LINES_SHOWN: usize = 24;
/// How many follow at each asking: some screens more.
pub(crate) const LINES_MORE: usize = 40;
/// Fine cracks that a bowl has room for; more of them would be noise, and no setback is told twice by it.
const CRACKS_DRAWN_MAX: u32 = 9;

/// What somebody looks for in the story.
#[derive(Clone, Debug)]
pub(crate) struct Ask {
    pub(crate) search: String,
    pub(crate) strand: String,
    pub(crate) shown: usize,
}

impl Default for Ask {
    fn default() -> Self {
        Self { search: String::new(), strand: String::new(), shown: LINES_SHOWN }
    }
}

/// The shared record as the story reads it.
#[derive(Clone, Copy)]
pub(crate) struct StoryReader<'a> {
    pub(crate) shared: &'a SharedState,
    pub(crate) entries: &'a [Entry],
    pub(crate) me: PartnerId,
    /// Rounds of check-ins; those that opened are told.
    pub(crate) rounds: Rounds<'a>,
    /// What stands beside some entries.
    pub(crate) remarks: &'a Remarks,
}

/// One thing that can be told.
#[derive(Clone, Copy)]
enum One<'a> {
    Round(&'a Round),
    Entry(&'a StoryLine, &'a Entry),
}

impl One<'_> {
    const fn strand(&self) -> &'static str {
        match self {
            Self::Round(_) => strand_name(Strand::CheckIns),
            Self::Entry(line, _) => strand_name(line.strand),
        }
    }
}

impl<'a> StoryReader<'a> {
    /// A reader of entries alone.
    pub(crate) fn without_rounds(shared: &'a SharedState, sight: &Sight<'a>) -> Self {
        Self {
            shared,
            entries: sight.shared_entries,
            me: sight.me.partner,
            rounds: Rounds::none(),
            remarks: sight.remarks,
        }
    }

    /// What an entry of the other's tells, and where it can be read. None for what leads nowhere, and for what tells of
    /// joining and leaving.
    pub(crate) fn of_the_other(self, entry: &Entry, other: PartnerId) -> Option<(Message, String, Detail)> {
        let Telling { what, words, opens } = self.telling(entry)?;
        Some((self.said_by(what, other, entry), words, opens?))
    }

    /// The timeline as far as it is asked for. Lines that nobody asked for are not put into words.
    pub(crate) fn view(self, ask: &Ask) -> StoryView {
        let search = ask.search.trim().to_lowercase();
        let of_strand = |told: &One<'_>| ask.strand.is_empty() || told.strand() == ask.strand;
        let found = |line: &StoryLineView| search.is_empty() || line.words.to_lowercase().contains(&search);
        // A round has no words of its own: looking for some opens none.
        let may_be_found = |one: &One<'_>| search.is_empty() || matches!(one, One::Entry(..));
        let empty = !self.newest_first().any(|(_, one)| self.in_words(one).is_some());
        let lines = self.newest_first().map(|(_, one)| one).filter(of_strand).filter(may_be_found);
        let lines = lines.filter_map(|one| self.in_words(one));
        let mut lines: Vec<StoryLineView> = lines.filter(found).take(ask.shown.saturating_add(1)).collect();
        let more = lines.len() > ask.shown;
        lines.truncate(ask.shown);
        let (search, strand) = (ask.search.clone(), ask.strand.clone());
        StoryView { search, strand, lines, more, empty, apart: apart(self.shared) }
    }

    /// Every line of a month, `YYYY-MM-01`, the newest first.
    pub(crate) fn lines_of_month(self, month: &str) -> impl Iterator<Item = StoryLineView> + 'a {
        let first = civil::parse_date(month).unwrap_or(CivilDate::LAST);
        let next = first.same_day_months_later(1).unwrap_or(first);
        let month =
            self.newest_first().skip_while(move |(day, _)| *day >= next).take_while(move |(day, _)| *day >= first);
        month.filter_map(move |(_, one)| self.in_words(one))
    }

    /// What there is to tell with its day, the newest first. Each is looked for when it is come to.
    fn newest_first(self) -> impl Iterator<Item = (CivilDate, One<'a>)> {
        let entry = move |line: &StoryLine| {
            let place = self.entries.binary_search_by_key(&(line.lamport, line.entry), |one| one.header.position());
            place.ok().and_then(|place| self.entries.get(place))
        };
        let told = self.shared.story.newest_first();
        let mut told = told.filter_map(move |line| Some((line.day, One::Entry(line, entry(line)?)))).peekable();
        // Rounds bear their day and no time: they stand at the end of it, which the newest-first order puts on top.
        let mut rounds = self.rounds.all().map(|round| (round.date, One::Round(round))).peekable();
        std::iter::from_fn(move || {
            let day = told.peek().map(|(day, _)| *day);
            rounds.next_if(|(round, _)| day.is_none_or(|day| *round >= day)).or_else(|| told.next())
        })
    }

    fn in_words(self, one: One<'_>) -> Option<StoryLineView> {
        match one {
            One::Round(round) => self.rounds.is_open(round).then(|| round_line(round)),
            One::Entry(line, entry) => self.line(line, entry),
        }
    }

    fn line(self, line: &StoryLine, entry: &Entry) -> Option<StoryLineView> {
        let Telling { what, words, opens } = self.telling(entry)?;
        Some(StoryLineView {
            key: crate::key::write(&entry.header.id),
            date: civil::date(line.day),
            strand: strand_name(line.strand),
            what: self.said_by(what, line.author, entry),
            words,
            opens,
            remarks: self.remarks.words(entry.header.id),
        })
    }

    fn said_by(self, what: &'static str, author: PartnerId, entry: &Entry) -> Message {
        let by = if author == self.me { "me" } else { "other" };
        let name = quoted(self.shared.members.partner(author).map(|partner| &partner.name));
        let what = Message::plain(what).text("by", by).text("name", name);
        match self.activity(&entry.event) {
            Some(activity) => what.text("activity", activity),
            None => what,
        }
    }

    /// What an entry says that is not in the story: one that waits for its author to decide.
    pub(crate) fn words_of(self, entry: &Entry, author: PartnerId) -> Option<(Message, String)> {
        let Telling { what, words, .. } = self.telling(entry)?;
        Some((self.said_by(what, author, entry), words))
    }

    fn telling(self, entry: &Entry) -> Option<Telling> {
        match &entry.event {
            Event::Membership(event) => of_membership(event),
            Event::Promise(event) => Some(self.of_promise(event)),
            Event::Breach(event) => Some(self.of_breach(event)),
            Event::Impact(event) => of_impact(event),
            Event::Accountability(event) => Some(self.of_accountability(event)),
            Event::Closeness(event) => of_closeness(event),
            Event::Boundary(event) => Some(self.of_boundary(event)),
            Event::Agreement(event) => self.of_agreement(event),
            Event::Dialogue(event) => self.of_dialogue(event, entry),
            Event::Setback(event) => Some(of_setback(event)),
            Event::Horizon(event) => Some(self.of_horizon(event)),
            Event::CheckIn(_) | Event::Journal(_) | Event::Rating(_) | Event::Settings(_) => None,
            Event::Unknown { .. } | Event::Erased { .. } => None,
        }
    }

    /// The card that an entry is about, by the name of its message.
    fn activity(self, event: &Event) -> Option<&'static str> {
        let Event::Closeness(event) = event else { return None };
        let planned = |id: EntryId| self.shared.closeness.activities.all().get(&id).map(|one| one.planned.card);
        let card = match event {
            ClosenessEvent::ActivityPlanned(planned) => Some(planned.card),
            ClosenessEvent::ActivityAnswered(said) => planned(said.activity),
            ClosenessEvent::ActivityDone(it) => planned(it.activity),
            ClosenessEvent::ActivityLineKept(kept) => planned(kept.activity),
            ClosenessEvent::ActivityLetGo(it) => planned(it.activity),
            ClosenessEvent::AppreciationGiven(_) | ClosenessEvent::AppreciationReworded(_) => None,
            ClosenessEvent::SupportAsked(_) | ClosenessEvent::SupportAnswered(_) => None,
            ClosenessEvent::SupportTakenBack(_) | ClosenessEvent::HandDealt(_) => None,
            ClosenessEvent::HandCellsPosted(_) | ClosenessEvent::HandOpeningsPosted(_) => None,
            ClosenessEvent::HandMarked(_) | ClosenessEvent::PaceSet(_) => None,
            ClosenessEvent::PaceShared(_) | ClosenessEvent::PaceSharingEnded(_) => None,
        };
        card.map(card_name)
    }

    fn of_promise(self, event: &PromiseEvent) -> Telling {
        let promises = &self.shared.promises;
        let deed = |id| quoted(promises.proposal(id).map(|one| &one.terms.deed));
        let tell = |what, id, words: String| Telling { what, words, opens: Some(Detail::Promise(id)) };
        let about = |what, id| tell(what, id, deed(id));
        let moved = |what, rearranged| match promises.moved_by(rearranged) {
            Some((promise, _)) => about(what, promise),
            None => Telling { what, words: String::new(), opens: Some(Detail::Promises) },
        };
        match event {
            PromiseEvent::Offered(offered) => {
                let words = offered.terms.deed.as_str().to_owned();
                Telling { what: "story-promise-offered", words, opens: Some(Detail::Promises) }
            }
            PromiseEvent::Accepted(it) => about("story-promise-accepted", it.offer),
            PromiseEvent::Countered(it) => tell("story-promise-countered", it.offer, it.terms.deed.as_str().to_owned()),
            PromiseEvent::Declined(it) => about("story-promise-declined", it.offer),
            PromiseEvent::Withdrawn(it) => about("story-promise-withdrawn", it.offer),
            PromiseEvent::Released(it) => about("story-promise-released", it.promise),
            PromiseEvent::Kept(it) => about("story-promise-kept", it.promise),
            PromiseEvent::PartlyKept(it) => about("story-promise-partly", it.promise),
            PromiseEvent::Missed(it) => about("story-promise-missed", it.promise),
            PromiseEvent::Rearranged(it) => about("story-promise-rearranged", it.promise),
            PromiseEvent::AlternativeAccepted(it) => moved("story-promise-time-accepted", it.rearranged),
            PromiseEvent::AlternativeDeclined(it) => moved("story-promise-time-declined", it.rearranged),
            PromiseEvent::SeenDifferently(it) => {
                tell("story-promise-differently", it.promise, it.words.as_str().to_owned())
            }
        }
    }

    fn of_breach(self, event: &BreachEvent) -> Telling {
        let breaches = &self.shared.breaches;
        let tell = |what, id, words: String| Telling { what, words, opens: Some(Detail::Breach(id)) };
        let title = |id| quoted(breaches.breaches().get(&id).map(|one| &one.title));
        let about = |what, id| tell(what, id, title(id));
        let asked = |what, question: EntryId| match breaches.questions().get(&question) {
            Some(found) => tell(what, found.breach, found.words.as_str().to_owned()),
            None => Telling { what, words: String::new(), opens: Some(Detail::Breaches) },
        };
        let proposed = |what, proposal| asked(what, breaches.proposed_for(proposal).unwrap_or(proposal));
        match event {
            BreachEvent::BreachNamed(it) => {
                let words = it.title.as_str().to_owned();
                Telling { what: "story-breach-named", words, opens: Some(Detail::Breaches) }
            }
            BreachEvent::BreachReworded(it) => tell("story-breach-reworded", it.breach, it.title.as_str().to_owned()),
            BreachEvent::BreachTakenBack(it) => about("story-breach-taken-back", it.breach),
            BreachEvent::BreachSeenOtherwise(it) => {
                tell("story-breach-otherwise", it.breach, it.words.as_str().to_owned())
            }
            BreachEvent::QuestionParked(it) => tell("story-question", it.breach, it.words.as_str().to_owned()),
            BreachEvent::QuestionDetailed(it) => asked("story-question-detail", it.question),
            BreachEvent::QuestionTakenBack(it) => asked("story-question-back", it.question),
            BreachEvent::QuestionAnswered(it) => asked("story-question-answered", it.question),
            BreachEvent::HelpProposed(it) => asked("story-help-proposed", it.question),
            BreachEvent::HelpAgreed(it) => proposed("story-help-agreed", it.proposal),
            BreachEvent::HelpDeclined(it) => proposed("story-help-declined", it.proposal),
            // In their own words, never under a title that somebody may have changed since.
            BreachEvent::CompleteSaid(it) => {
                tell("story-complete", it.breach, it.words.as_ref().map_or("", |words| words.as_str()).to_owned())
            }
        }
    }

    fn of_accountability(self, event: &AccountabilityEvent) -> Telling {
        let opens = |version| Some(Detail::Statement(self.first_version(version)));
        let (what, words, opens) = match event {
            AccountabilityEvent::StatementMade(it) => {
                let what = if it.follows.is_some() { "story-statement-again" } else { "story-statement" };
                let opens = it.follows.map_or(Some(Detail::Statements), opens);
                (what, it.parts.did.as_str(), opens)
            }
            AccountabilityEvent::StatementHeard(it) => ("story-statement-heard", "", opens(it.statement)),
            AccountabilityEvent::StatementLacks(it) => {
                ("story-statement-lacks", it.words.as_ref().map_or("", |words| words.as_str()), opens(it.statement))
            }
            AccountabilityEvent::PerspectiveShared(it) => ("story-perspective", it.words.as_str(), opens(it.statement)),
        };
        Telling { what, words: words.to_owned(), opens }
    }

    fn first_version(self, mut version: EntryId) -> EntryId {
        let versions = self.shared.statements.versions();
        while let Some(before) = versions.get(&version).and_then(|one| one.follows) {
            version = before;
        }
        version
    }

    fn of_horizon(self, event: &HorizonEvent) -> Telling {
        let horizon = &self.shared.horizon;
        let goal = |what, id| {
            let words = quoted(horizon.goals().get(&id).map(|goal| &goal.title));
            Telling { what, words, opens: Some(Detail::Goal(id)) }
        };
        let won = |what, words: String| Telling { what, words, opens: Some(Detail::Victories) };
        match event {
            HorizonEvent::GoalSet(set) => {
                Telling { what: "story-goal-set", words: set.title.as_str().to_owned(), opens: Some(Detail::Goals) }
            }
            HorizonEvent::GoalChanged(it) => goal("story-goal-changed", it.goal),
            HorizonEvent::GoalShared(it) => match horizon.wording(it.wording) {
                Some(said) => {
                    let words = said.title.as_str().to_owned();
                    Telling { what: "story-goal-shared", words, opens: Some(Detail::Goal(said.goal)) }
                }
                None => goal("story-goal-shared", it.wording),
            },
            HorizonEvent::GoalReached(it) => goal("story-goal-reached", it.goal),
            HorizonEvent::GoalEnded(it) => goal("story-goal-ended", it.goal),
            HorizonEvent::MilestoneAdded(it) => {
                let words = it.title.as_str().to_owned();
                Telling { what: "story-milestone-added", words, opens: Some(Detail::Goal(it.goal)) }
            }
            HorizonEvent::MilestoneReached(it) => {
                let found = horizon.goal_of(it.milestone);
                let words = quoted(found.map(|(_, step)| &step.title));
                let opens = found.map(|(goal, _)| Detail::Goal(goal));
                Telling { what: "story-milestone-reached", words, opens }
            }
            HorizonEvent::GrowthNoted(it) => won("story-growth", it.words.as_str().to_owned()),
            HorizonEvent::VictoryAdded(it) => won("story-victory", it.title.as_str().to_owned()),
            HorizonEvent::VictoryCelebrated(it) => {
                let title = horizon.victories().get(&it.victory).map(|won| &won.title);
                won("story-victory-celebrated", quoted(title))
            }
            HorizonEvent::LetterWritten(it) => {
                Telling { what: "story-letter", words: it.words.as_str().to_owned(), opens: Some(Detail::Endings) }
            }
        }
    }

    fn of_boundary(self, event: &BoundaryEvent) -> Telling {
        let boundaries = &self.shared.boundaries;
        let title = |id| quoted(boundaries.boundaries().get(&id).map(|one| &one.title));
        let (what, words) = match event {
            BoundaryEvent::BoundarySet(it) => ("story-boundary-set", it.title.as_str().to_owned()),
            BoundaryEvent::BoundaryChanged(it) => ("story-boundary-changed", it.title.as_str().to_owned()),
            BoundaryEvent::BoundaryLifted(it) => ("story-boundary-lifted", title(it.boundary)),
            BoundaryEvent::BoundaryAcknowledged(it) => {
                ("story-boundary-heeded", quoted(boundaries.said_in(it.wording)))
            }
        };
        Telling { what, words, opens: Some(Detail::Agreements) }
    }

    fn of_agreement(self, event: &AgreementEvent) -> Option<Telling> {
        let agreements = &self.shared.agreements;
        let (what, version) = match event {
            AgreementEvent::AgreementConsented(it) => ("story-agreement-consented", it.proposal),
            AgreementEvent::AgreementEnded(it) => ("story-agreement-ended", it.version),
            AgreementEvent::ReviewConsented(it) => {
                ("story-agreement-reviewed", agreements.review(it.review)?.said.version)
            }
            AgreementEvent::AgreementProposed(_) | AgreementEvent::AgreementTakenBack(_) => return None,
            AgreementEvent::NotYetSaid(_) | AgreementEvent::NotYetAdjusted(_) => return None,
            AgreementEvent::ReviewHeld(_) => return None,
        };
        let proposal = agreements.proposal(version)?;
        let words = proposal.terms.title.as_str().to_owned();
        Some(Telling { what, words, opens: Some(Detail::Agreement(proposal.line)) })
    }

    /// That a talk was held, and never a word of it: words have their time, and the story has none.
    fn of_dialogue(self, event: &DialogueEvent, entry: &Entry) -> Option<Telling> {
        let what = match event {
            DialogueEvent::DialogueClosed(_) => "story-talk-closed",
            DialogueEvent::PlanAgreed(_) => "story-talk-planned",
            DialogueEvent::HeldSideBySide(_) => "story-talk-side-by-side",
            DialogueEvent::DialogueProposed(_) | DialogueEvent::DialogueConsented(_) => return None,
            DialogueEvent::DialogueNotYet(_) | DialogueEvent::DialogueEnded(_) => return None,
            DialogueEvent::Spoken(_) | DialogueEvent::SaidBack(_) | DialogueEvent::QuestionAsked(_) => return None,
            DialogueEvent::QuestionsDone(_) | DialogueEvent::Confirmed(_) | DialogueEvent::NotQuite(_) => return None,
            DialogueEvent::FloorPassed(_) | DialogueEvent::PlanSuggested(_) | DialogueEvent::RepairSaid(_) => {
                return None;
            }
            DialogueEvent::DialoguePaused(_) | DialogueEvent::DialogueResumed(_) => return None,
            DialogueEvent::DialoguePutOff(_) | DialogueEvent::KeepingChosen(_) => return None,
            DialogueEvent::FeltHeard(_) => return None,
        };
        let id = self.shared.dialogues.dialogue_of(entry.header.id).map_or(entry.header.id, |(id, _)| id);
        Some(Telling { what, words: String::new(), opens: Some(Detail::Dialogue(id)) })
    }

    /// The vessel as it stands.
    pub(crate) fn vessel(self) -> VesselView {
        let story = &self.shared.story;
        // Beyond a number of them the vessel looks the same.
        let opened = self.rounds.all().filter(|round| self.rounds.is_open(round)).map(|_| 1);
        let opened: u32 = opened.take(Gold::WHOLE_FROM as usize).sum();
        let acts = |strand| if strand == Strand::CheckIns { opened } else { story.acts(strand) };
        let seams = SEAMS.into_iter().map(|strand| (strand_name(strand), gold(Gold::laid_by(acts(strand)))));
        let cracks = story.cracks().min(CRACKS_DRAWN_MAX);
        VesselView { seams: seams.collect(), cracks: u8::try_from(cracks).unwrap_or(u8::MAX) }
    }
}

/// Why some entries change nothing, each reason once and without a name: it takes no bad will for any of them.
fn apart(shared: &SharedState) -> Vec<&'static str> {
    let mut reasons = Vec::new();
    for anomaly in shared.anomalies.kept() {
        reasons.extend(apart_name(anomaly.kind).filter(|name| !reasons.contains(name)));
    }
    reasons
}

const fn apart_name(kind: AnomalyKind) -> Option<&'static str> {
    match kind {
        AnomalyKind::AuthorHadLeft | AnomalyKind::DeviceWasRemoved => Some("apart-after-an-end"),
        AnomalyKind::AlreadySettled | AnomalyKind::NothingThere | AnomalyKind::OutOfTurn => Some("apart-settled"),
        AnomalyKind::TooEarly | AnomalyKind::BeyondLimit | AnomalyKind::TooManyRounds => Some("apart-limit"),
        AnomalyKind::UnknownAuthor | AnomalyKind::NotTheirs | AnomalyKind::WrongStream => Some("apart-not-theirs"),
        AnomalyKind::NoSeat | AnomalyKind::ForeignTag | AnomalyKind::TooManyDevices => Some("apart-not-theirs"),
        // A device that is told of twice is nobody's news, and to say that something was asked again too soon would be
        // to pass the asking on.
        AnomalyKind::AlreadyHere | AnomalyKind::TooSoon => None,
    }
}

/// What one entry says.
struct Telling {
    what: &'static str,
    words: String,
    opens: Option<Detail>,
}

/// The strands that are seams of the vessel, in the order in which they are drawn.
const SEAMS: [Strand; 9] = [
    Strand::Breaches,
    Strand::Impact,
    Strand::Accountability,
    Strand::Promises,
    Strand::CheckIns,
    Strand::Closeness,
    Strand::Dialogues,
    Strand::Boundaries,
    Strand::Horizon,
];

/// A strand's name, one of [`crate::view::STRANDS`].
pub(crate) const fn strand_name(strand: Strand) -> &'static str {
    match strand {
        Strand::Space => "space",
        Strand::Breaches => "breaches",
        Strand::Impact => "impact",
        Strand::Closeness => "closeness",
        Strand::Dialogues => "dialogues",
        Strand::Boundaries => "boundaries",
        Strand::Setbacks => "setbacks",
        Strand::Accountability => "accountability",
        Strand::Promises => "promises",
        Strand::CheckIns => "check-ins",
        Strand::Horizon => "horizon",
    }
}

const fn gold(gold: Gold) -> u8 {
    match gold {
        Gold::None => 0,
        Gold::Begun => 1,
        Gold::Growing => 2,
        Gold::Rich => 3,
        Gold::Whole => 4,
    }
}

/// What was shared of an impact can be taken out of sight again, so that the story never repeats its words.
fn of_impact(event: &ImpactEvent) -> Option<Telling> {
    let what = match event {
        ImpactEvent::ImpactNoted(_) => return None,
        ImpactEvent::ImpactShared(_) => "story-impact-shared",
        ImpactEvent::SharingEnded(_) => "story-impact-ended",
        ImpactEvent::ReflectionOffered(_) => "story-reflection",
        ImpactEvent::ReflectionAnswered(_) => "story-reflection-answered",
    };
    Some(Telling { what, words: String::new(), opens: Some(Detail::Impact) })
}

/// Of the answers to a plan the core tells a yes and nothing else; of hands and of the pace of affection it tells nothing.
fn of_closeness(event: &ClosenessEvent) -> Option<Telling> {
    let (closeness, activities) = (Detail::Closeness, Detail::Activities);
    let (what, words, opens) = match event {
        ClosenessEvent::AppreciationGiven(it) => ("story-appreciation", Some(&it.words), closeness),
        ClosenessEvent::AppreciationReworded(it) => ("story-appreciation-again", Some(&it.words), closeness),
        ClosenessEvent::SupportAsked(it) => ("story-support-asked", it.words.as_ref(), closeness),
        ClosenessEvent::SupportAnswered(it) => ("story-support-answered", it.words.as_ref(), closeness),
        ClosenessEvent::SupportTakenBack(_) => ("story-support-back", None, closeness),
        ClosenessEvent::ActivityPlanned(it) => ("story-activity-planned", it.words.as_ref(), activities),
        ClosenessEvent::ActivityAnswered(it) => ("story-activity-agreed", it.words.as_ref(), activities),
        ClosenessEvent::ActivityDone(_) => ("story-activity-done", None, activities),
        ClosenessEvent::ActivityLineKept(it) => ("story-activity-line", Some(&it.words), activities),
        ClosenessEvent::ActivityLetGo(_) | ClosenessEvent::HandDealt(_) | ClosenessEvent::HandMarked(_) => return None,
        ClosenessEvent::HandCellsPosted(_) | ClosenessEvent::HandOpeningsPosted(_) => return None,
        ClosenessEvent::PaceSet(_) | ClosenessEvent::PaceShared(_) | ClosenessEvent::PaceSharingEnded(_) => {
            return None;
        }
    };
    let words = words.map_or("", |words| words.as_str()).to_owned();
    Some(Telling { what, words, opens: Some(opens) })
}

fn of_setback(event: &SetbackEvent) -> Telling {
    let text = |words: Option<&troth_core::Words>| words.map_or("", |words| words.as_str()).to_owned();
    match event {
        SetbackEvent::SetbackRecorded(it) => {
            Telling { what: setback_told(it.kind), words: text(it.words.as_ref()), opens: Some(Detail::HardDays) }
        }
        SetbackEvent::SetbackWords(it) => {
            let opens = Some(Detail::Setback(it.setback));
            Telling { what: "story-setback-words", words: text(Some(&it.words)), opens }
        }
        SetbackEvent::CalmPlanWritten(_) => {
            Telling { what: "story-plan", words: String::new(), opens: Some(Detail::HardDays) }
        }
    }
}

/// What kind of setback it was: nobody opens "a hard day" and finds that something new came out.
const fn setback_told(kind: SetbackKind) -> &'static str {
    match kind {
        SetbackKind::HardDay => "story-setback",
        SetbackKind::MissedPromise => "story-setback-missed",
        SetbackKind::DisclosureTold => "story-setback-told",
        SetbackKind::DisclosureFound => "story-setback-found",
        SetbackKind::Relapse => "story-setback-relapse",
    }
}

fn of_membership(event: &MembershipEvent) -> Option<Telling> {
    match event {
        MembershipEvent::PartnerJoined(_) => Some(Telling { what: "story-joined", words: String::new(), opens: None }),
        MembershipEvent::DeviceAdded(_) | MembershipEvent::DeviceRemoved(_) | MembershipEvent::NameChanged(_) => None,
        MembershipEvent::Left(_) | MembershipEvent::RestTaken(_) | MembershipEvent::RestEnded(_) => None,
        MembershipEvent::KeyTold(_) | MembershipEvent::EpochSealed(_) | MembershipEvent::EpochUnopened(_) => None,
        MembershipEvent::ForkDecided(_) => None,
        MembershipEvent::ContentMissing(_) => None,
    }
}

fn round_line(round: &Round) -> StoryLineView {
    let key = crate::key::write(&round.round);
    StoryLineView {
        key: key.clone(),
        date: civil::date(round.date),
        strand: strand_name(Strand::CheckIns),
        what: Message::plain("story-round-opened"),
        words: String::new(),
        opens: Some(Detail::Round(key)),
        remarks: Vec::new(),
    }
}
