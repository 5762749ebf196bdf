//! Today: the core's next steps in words, and where each is done.

use troth_core::check_in::RoundId;
use troth_core::membership::MembershipEvent;
use troth_core::settings::{SettingsCommand, Step};
use troth_core::solo::SoloKind;
use troth_core::{Because, CivilDate, Command, Entry, EntryId, Event, NextStep, State, WallTime};

use super::shown::quoted;
use crate::map::Detail;
use crate::message::Message;
use crate::place::deck::{UNKNOWN_CARD, card_name};
use crate::place::help;
use crate::view::{StepView, TodayView};
use crate::{civil, key};

/// "Not now" puts a step away for this many days; a person who wants it earlier finds it in its place.
const DISMISSED_DAYS: u32 = 3;

/// Days after a link has ended on which Today suggests nothing.
const QUIET_AFTER_END_DAYS: i64 = 3;

/// What today shows.
pub(crate) fn view(steps: &[NextStep], state: &State<'_>) -> TodayView {
    let steps = steps.iter().map(|next| step(next, state)).collect();
    TodayView { steps, news: Vec::new(), has_just_ended: false }
}

/// Whether the link ended in the last days, by the entry that ended it.
pub(crate) fn has_just_ended(entries: &[Entry], today: CivilDate) -> bool {
    let is_end = |entry: &&Entry| matches!(entry.event, Event::Membership(MembershipEvent::Left(_)));
    let ended = entries.iter().rev().find(is_end);
    ended.is_some_and(|entry| today.days_since(entry.header.written.date()) < QUIET_AFTER_END_DAYS)
}

/// "Not now" on a step, as the core's command.
pub(crate) fn dismiss(step: &str, now: WallTime) -> Result<Command, Message> {
    let step: Step = key::read(step).ok_or(Message::plain("problem-nothing-there"))?;
    let days = match step {
        Step::ReadHelp(rule) => help::put_away_days(rule),
        _ => DISMISSED_DAYS,
    };
    let until = now.date().plus_days(days);
    Ok(Command::Settings(SettingsCommand::DismissStep { step, until }))
}

fn step(next: &NextStep, state: &State<'_>) -> StepView {
    let (title, detail) = doing(next.step, state);
    let detail = page_for_oneself(next).unwrap_or(detail);
    StepView { key: key::write(&next.step), title, because: because(next.because), detail }
}

/// Where somebody who is alone does a step that is otherwise for two.
fn page_for_oneself(next: &NextStep) -> Option<Detail> {
    let kind = match (next.because, next.step) {
        (Because::ForOneself, Step::WriteCalmPlan) => SoloKind::HardDays,
        (Because::ForOneself, Step::SetBoundary) => SoloKind::Boundary,
        (Because::ForOneself, Step::ParkQuestion) => SoloKind::Question,
        (Because::ForOneself, Step::WriteStatement) => SoloKind::Statement,
        (Because::ForOneself, Step::OfferPromise) => SoloKind::Promise,
        _ => return None,
    };
    Some(Detail::NewSolo(kind))
}

fn doing(step: Step, state: &State<'_>) -> (Message, Detail) {
    let open = |id, detail| (Message::plain(id), detail);
    match step {
        Step::AnswerRound(round) => open("step-answer-round", round_detail(round)),
        Step::AnswerProposal(id) => open("step-answer-promise", Detail::Promise(id)),
        Step::AnswerAlternative(id) => open("step-answer-alternative", moved(id, state)),
        Step::AnswerPlan(_) => open("step-answer-plan", Detail::CheckIns),
        Step::TellOutcome(id, _) => promise_step("step-tell-outcome", id, state),
        Step::KeepPromise(id, _) => promise_step("step-keep-promise", id, state),
        Step::CallFirstRound => open("step-first-round", Detail::CheckIns),
        Step::PlanCheckIns => open("step-plan-check-ins", Detail::CheckInPlan),
        Step::OfferPromise => open("step-offer-promise", Detail::NewPromise),
        Step::WriteFirstLines => open("step-write-first-lines", Detail::NewPage),
        Step::InvitePartner => open("step-invite-partner", Detail::Link),
        Step::KeepRecoveryCode => open("step-recovery-code", Detail::Recovery),
        Step::TakeTurn(head) => talk_step(head, state),
        Step::TakeUpDialogue(pause) => open("step-take-up-talk", talk_of(pause, state)),
        Step::CallVictory(_) => open("step-call-victory", Detail::Victories),
        Step::ReadHelp(_) => open("step-read-help", Detail::Rating),
        Step::AnswerSupport(_) => open("step-answer-support", Detail::Closeness),
        Step::AnswerAgreement(id) => open("step-answer-agreement", agreement(id, state)),
        Step::ReviewAgreement(id, _) => open("step-review-agreement", agreement(id, state)),
        Step::AnswerActivity(_) => open("step-answer-activity", Detail::Activities),
        Step::DoActivity(id) => (planned(id, state), Detail::Activities),
        Step::AnswerQuestion(id) => open("step-answer-question", question(id, state)),
        Step::AnswerBreach(id) => open("step-answer-breach", Detail::Breach(id)),
        Step::GiveThanks => open("step-give-thanks", Detail::Closeness),
        Step::WriteCalmPlan => open("step-calm-plan", Detail::HardDays),
        Step::NoteImpact => open("step-note-impact", Detail::NewImpact),
        Step::SetGoal => open("step-set-goal", Detail::NewGoal),
        Step::WriteStatement => open("step-write-statement", Detail::NewStatement),
        Step::Reflect(_) => open("step-reflect", Detail::Impact),
        Step::LookBack(month) => open("step-look-back", Detail::LookBack(civil::date(month))),
        Step::ReviewGoal(id) => open("step-review-goal", Detail::Goal(id)),
        Step::RateHowItFeels => open("step-rate", Detail::Rating),
        Step::ReadTheWay => open("step-read-the-way", Detail::Way),
        Step::SetBoundary => open("step-set-boundary", Detail::Agreements),
        Step::ParkQuestion => open("step-park-question", Detail::Breaches),
        Step::AskForTalk => open("step-ask-for-talk", Detail::NewDialogue),
        Step::DealIdeas => open("step-deal-ideas", Detail::Activities),
        Step::WriteVictory => open("step-write-victory", Detail::Victories),
    }
}

fn promise_step(message: &'static str, id: EntryId, state: &State<'_>) -> (Message, Detail) {
    let deed = state.shared.and_then(|shared| shared.promises.proposal(id)).map(|promise| &promise.terms.deed);
    (Message::plain(message).text("deed", quoted(deed)), Detail::Promise(id))
}

fn agreement(id: EntryId, state: &State<'_>) -> Detail {
    let found = state.shared.and_then(|shared| shared.agreements.proposal(id));
    found.map_or(Detail::Agreements, |proposal| Detail::Agreement(proposal.line))
}

fn talk_step(head: EntryId, state: &State<'_>) -> (Message, Detail) {
    let found = state.shared.and_then(|shared| shared.dialogues.dialogue_of(head));
    let begun = found.is_none_or(|(_, one)| one.has_begun());
    let title = if begun { "step-take-turn" } else { "step-answer-talk" };
    (Message::plain(title), talk_of(head, state))
}

fn talk_of(entry: EntryId, state: &State<'_>) -> Detail {
    let found = state.shared.and_then(|shared| shared.dialogues.dialogue_of(entry));
    found.map_or(Detail::Dialogues, |(id, _)| Detail::Dialogue(id))
}

/// The words of the card that both planned.
fn planned(id: EntryId, state: &State<'_>) -> Message {
    let activity = state.shared.and_then(|shared| shared.closeness.activities.all().get(&id));
    let name = activity.map_or(UNKNOWN_CARD, |activity| card_name(activity.planned.card));
    Message::plain("step-do-activity").text("activity", name)
}

fn question(id: EntryId, state: &State<'_>) -> Detail {
    let found = state.shared.and_then(|shared| shared.breaches.questions().get(&id));
    found.map_or(Detail::Breaches, |question| Detail::Breach(question.breach))
}

fn moved(rearranged: EntryId, state: &State<'_>) -> Detail {
    let promise = state.shared.and_then(|shared| shared.promises.moved_by(rearranged));
    promise.map_or(Detail::Promises, |(promise, _)| Detail::Promise(promise))
}

fn round_detail(round: RoundId) -> Detail {
    Detail::Round(key::write(&round))
}

fn because(because: Because) -> Message {
    match because {
        Because::RoundIsOpen => Message::plain("because-round-open"),
        Because::ProposedOn(date) => dated("because-proposed", date),
        Because::MovedFrom(date) => dated("because-moved", date),
        Because::WasDue(moment) => dated("because-was-due", moment.date),
        Because::DueToday(moment) => match moment.time {
            Some(time) => Message::plain("because-due-at").text("time", civil::time(time)),
            None => Message::plain("because-due-today"),
        },
        Because::NoRoundYet => Message::plain("because-no-round"),
        Because::NoPlanYet => Message::plain("because-no-plan"),
        Because::NoPromiseYet => Message::plain("because-no-promise"),
        Because::JournalIsEmpty => Message::plain("because-journal-empty"),
        Because::StillAlone => Message::plain("because-alone"),
        Because::NoRecoveryCodeYet => Message::plain("because-no-recovery"),
        Because::LastRatedOn(date) => dated("because-last-rated", date),
        Because::TalkBegunOn(date) => dated("because-talk-begun", date),
        Because::TalkAskedOn(date) => dated("because-talk-asked", date),
        Because::TalkPausedOn(date) => dated("because-talk-paused", date),
        Because::PutOffTo(moment) => dated("because-talk-put-off", moment.date),
        Because::AskedOn(date) => dated("because-asked", date),
        Because::ReviewOn(date) => dated("because-review", date),
        Because::PlannedToday(moment) => match moment.time {
            Some(time) => Message::plain("because-planned-at").text("time", civil::time(time)),
            None => Message::plain("because-planned-today"),
        },
        Because::ParkedOn(date) => dated("because-parked", date),
        Because::NamedOn(date) => dated("because-named", date),
        Because::NoThanksYet => Message::plain("because-no-thanks"),
        Because::NoCalmPlanYet => Message::plain("because-no-calm-plan"),
        Because::NothingNotedYet => Message::plain("because-nothing-noted"),
        Because::NoGoalYet => Message::plain("because-no-goal"),
        Because::FirstDays => Message::plain("because-first-days"),
        Because::NoBoundaryYet => Message::plain("because-no-boundary"),
        Because::NoQuestionYet => Message::plain("because-no-question"),
        Because::NoTalkYet => Message::plain("because-no-talk"),
        Because::NoIdeasYet => Message::plain("because-no-ideas"),
        Because::NoVictoryLately => Message::plain("because-no-victory"),
        Because::ForOneself => Message::plain("because-for-oneself"),
        Because::TheyWroteOn(date) => dated("because-they-wrote", date),
        Because::SharedOn(date) => dated("because-shared", date),
        Because::MonthIsOver => Message::plain("because-month-over"),
        Because::NeverRated => Message::plain("because-never-rated"),
    }
}

/// The shell writes argument `date` in the person's own way.
fn dated(id: &'static str, date: CivilDate) -> Message {
    Message::plain(id).text("date", civil::date(date))
}
