//! Each event in words: what was said or done, and where it can be read in full.

use troth_core::accountability::AccountabilityEvent;
use troth_core::agreement::AgreementEvent;
use troth_core::boundary::BoundaryEvent;
use troth_core::breach::{BreachAnswer, BreachEvent};
use troth_core::check_in::CheckInEvent;
use troth_core::closeness::ClosenessEvent;
use troth_core::dialogue::DialogueEvent;
use troth_core::horizon::HorizonEvent;
use troth_core::impact::ImpactEvent;
use troth_core::membership::MembershipEvent;
use troth_core::promise::{PromiseEvent, ReceiverWord};
use troth_core::setback::{SetbackEvent, SetbackKind};
use troth_core::{Entry, EntryId, Event};

use super::StoryReader;
use crate::map::Detail;
use crate::place::deck::card_name;
use crate::place::shown::quoted;

/// What one entry says.
pub(super) struct Telling {
    pub(super) what: &'static str,
    pub(super) words: String,
    pub(super) opens: Option<Detail>,
}

impl StoryReader<'_> {
    pub(super) fn telling(self, entry: &Entry) -> Option<Telling> {
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
            Event::CheckIn(event) => of_check_in(event),
            Event::Journal(_) | Event::Rating(_) | Event::Settings(_) | Event::Solo(_) => None,
            Event::Unknown { .. } | Event::Erased { .. } => None,
        }
    }

    /// The card that an entry is about, by the name of its message.
    pub(super) fn activity(self, event: &Event) -> Option<&'static str> {
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

    /// The deed of the promise that its receiver speaks of: "it happened" would name nothing by itself.
    pub(super) fn promised(self, event: &Event) -> Option<String> {
        let Event::Promise(PromiseEvent::ReceiverTold(it)) = event else { return None };
        Some(quoted(self.shared.promises.proposal(it.promise).map(|one| &one.terms.deed)))
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
            PromiseEvent::ReceiverTold(it) => tell(receivers_word(it.word), it.promise, String::new()),
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
            BreachEvent::BreachAnswered(it) => about(breach_answer(it.answer), it.breach),
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
            AccountabilityEvent::HeardTakenBack(it) => ("story-heard-back", "", opens(it.statement)),
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
}

/// What became of a plan. Of rounds, no event is told: who posts what says nothing about who answered.
fn of_check_in(event: &CheckInEvent) -> Option<Telling> {
    let what = match event {
        CheckInEvent::PlanAccepted(_) => "story-check-ins-agreed",
        CheckInEvent::PlanEnded(_) => "story-check-ins-ended",
        CheckInEvent::PlanProposed(_) | CheckInEvent::RoundCalled(_) | CheckInEvent::CellPosted(_) => return None,
        CheckInEvent::OpeningPosted(_) | CheckInEvent::CellSecretKept(_) => return None,
    };
    Some(Telling { what, words: String::new(), opens: Some(Detail::CheckIns) })
}

const fn breach_answer(answer: BreachAnswer) -> &'static str {
    match answer {
        BreachAnswer::Yes => "story-breach-yes",
        BreachAnswer::NeedsTime => "story-breach-time",
        BreachAnswer::TakenBack => "story-breach-answer-back",
    }
}

const fn receivers_word(word: ReceiverWord) -> &'static str {
    match word {
        ReceiverWord::Happened => "story-receiver-happened",
        ReceiverWord::DidNot => "story-receiver-did-not",
        ReceiverWord::DoesNotKnow => "story-receiver-unknown",
        ReceiverWord::TakenBack => "story-receiver-back",
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
/// That six ideas are there is said as long as they lie there, and names nobody.
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
        ClosenessEvent::HandDealt(_) => ("story-ideas-shown", None, activities),
        ClosenessEvent::ActivityLetGo(_) | ClosenessEvent::HandMarked(_) => return None,
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
        MembershipEvent::NameChanged(changed) => {
            Some(Telling { what: "story-name-changed", words: changed.name.as_str().to_owned(), opens: None })
        }
        MembershipEvent::DeviceAdded(_) | MembershipEvent::DeviceRemoved(_) => None,
        MembershipEvent::Left(_) | MembershipEvent::RestTaken(_) | MembershipEvent::RestEnded(_) => None,
        MembershipEvent::KeyTold(_) | MembershipEvent::EpochSealed(_) | MembershipEvent::EpochUnopened(_) => None,
        MembershipEvent::ForkDecided(_) => None,
        MembershipEvent::ContentMissing(_) => None,
    }
}
