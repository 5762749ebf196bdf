//! What now? At most three next steps, each with what it rests on.
//!
//! One pure function of the state and the clock. Quiet during rest and when there is nothing to do;
//! each step can be put away for a time, and none repeats what the other did or didn't do.

use minicbor::{Decode, Encode};

use crate::agreement::AgreementStanding;
use crate::breach::WantedDetail;
use crate::check_in::{PlanStanding, RoundId};
use crate::dialogue;
use crate::entry::Actor;
use crate::fold::{SharedState, State};
use crate::ids::EntryId;
use crate::membership::Link;
use crate::promise::{Happened, Standing};
use crate::time::{CivilDate, Moment, WallTime};

/// Steps shown at a time.
pub const NEXT_STEPS_MAX: usize = 3;
/// Days after which an occurrence without a word is no longer brought up.
pub const TELL_DAYS: u32 = 7;
/// Days between two suggestions to rate how it feels.
pub const RATE_EVERY_DAYS: i64 = 7;

/// Something to do next. Also its key when it is put away, so kinds keep their numbers.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Encode, Decode)]
pub enum Step {
    /// Answer an open check-in round.
    #[n(0)]
    AnswerRound(#[n(0)] RoundId),
    /// Answer what the other proposed.
    #[n(1)]
    AnswerProposal(#[n(0)] EntryId),
    /// Answer the alternative the other offers.
    #[n(2)]
    AnswerAlternative(#[n(0)] EntryId),
    /// Answer the check-in plan the other proposed.
    #[n(3)]
    AnswerPlan(#[n(0)] EntryId),
    /// Tell how one's own promise went.
    #[n(4)]
    TellOutcome(#[n(0)] EntryId, #[n(1)] CivilDate),
    /// Look at what one promised for today.
    #[n(5)]
    KeepPromise(#[n(0)] EntryId, #[n(1)] CivilDate),
    /// Try a first round together.
    #[n(6)]
    CallFirstRound,
    /// Agree on a time to check in.
    #[n(7)]
    PlanCheckIns,
    /// Offer a small promise.
    #[n(8)]
    OfferPromise,
    /// Write a first page in the journal.
    #[n(9)]
    WriteFirstLines,
    /// Invite the partner.
    #[n(10)]
    InvitePartner,
    /// Write the recovery code down.
    #[n(11)]
    KeepRecoveryCode,
    /// Rate how it feels, privately.
    #[n(12)]
    RateHowItFeels,
    /// Answer a question that the hurt partner parked.
    #[n(20)]
    AnswerQuestion(#[n(0)] EntryId),
    /// Take one's turn in a dialogue, after exactly this one.
    #[n(32)]
    TakeTurn(#[n(0)] EntryId),
    /// Take a paused dialogue up again, or choose a time for it.
    #[n(33)]
    TakeUpDialogue(#[n(0)] EntryId),
    /// Call a fact a small victory. Never a step of Today: only its key, when the suggestion is put away.
    #[n(48)]
    CallVictory(#[n(0)] EntryId),
    /// Say what one can do for the other.
    #[n(36)]
    AnswerSupport(#[n(0)] EntryId),
    /// Answer what the other proposed to agree on.
    #[n(40)]
    AnswerAgreement(#[n(0)] EntryId),
    /// Look at an agreement again.
    #[n(41)]
    ReviewAgreement(#[n(0)] EntryId, #[n(1)] CivilDate),
}

/// What a step rests on; the app says it in one sentence (care 26).
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Because {
    /// The round is open now.
    RoundIsOpen,
    /// It was proposed on that date.
    ProposedOn(CivilDate),
    /// Another time was offered for what was due on that date.
    MovedFrom(CivilDate),
    /// It was due then, and nothing is told yet.
    WasDue(Moment),
    /// It is due today.
    DueToday(Moment),
    /// Both are linked and no round was tried yet.
    NoRoundYet,
    /// There is no regular time yet.
    NoPlanYet,
    /// One has no promise open.
    NoPromiseYet,
    /// The journal is empty.
    JournalIsEmpty,
    /// Nobody else is here yet.
    StillAlone,
    /// Loss of the device would lose everything.
    NoRecoveryCodeYet,
    /// The last rating was on that date.
    LastRatedOn(CivilDate),
    /// There is no rating yet.
    NeverRated,
    /// A dialogue that began on that date, and it is one's turn.
    TalkBegunOn(CivilDate),
    /// A dialogue was asked for on that date.
    TalkAskedOn(CivilDate),
    /// A dialogue was paused on that date, and the pause is over.
    TalkPausedOn(CivilDate),
    /// A dialogue was put off to then.
    PutOffTo(Moment),
    /// Support was asked for on that date.
    AskedOn(CivilDate),
    /// It was parked on that date, and an answer is wanted.
    ParkedOn(CivilDate),
    /// The two chose that date to look at it again.
    ReviewOn(CivilDate),
}

/// One next step and why.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct NextStep {
    /// What to do.
    pub step: Step,
    /// What it rests on.
    pub because: Because,
}

/// The next steps for this partner, the nearest first, at most [`NEXT_STEPS_MAX`].
pub fn next_steps(state: &State<'_>, actor: &Actor, now: WallTime) -> Vec<NextStep> {
    let today = now.date();
    let linked = state.shared.filter(|shared| shared.members.link() == Link::Linked);
    if linked.is_some_and(|shared| shared.members.resting(today).is_some()) {
        return Vec::new();
    }
    let mut steps = Vec::new();
    if let Some(shared) = linked {
        steps.extend(rounds_to_answer(state, actor, now));
        steps.extend(answers_waited_for(shared, actor, now));
        steps.extend(dialogue::next_step(&shared.dialogues, actor, now));
        steps.extend(support_to_answer(shared, actor));
        steps.extend(agreements(shared, actor, today));
        steps.extend(questions_to_answer(shared, actor));
        steps.extend(own_occurrences(shared, actor, now));
        steps.extend(beginnings(shared, actor, now));
    }
    steps.extend(solo(state, linked, today));
    steps.retain(|next| !state.own.settings.is_dismissed(&next.step, today));
    steps.truncate(NEXT_STEPS_MAX);
    steps
}

fn next(step: Step, because: Because) -> NextStep {
    NextStep { step, because }
}

fn rounds_to_answer(state: &State<'_>, actor: &Actor, now: WallTime) -> Vec<NextStep> {
    let open = state.open_rounds(actor, now).into_iter();
    open.map(|round| next(Step::AnswerRound(round.round), Because::RoundIsOpen)).collect()
}

fn answers_waited_for(shared: &SharedState, actor: &Actor, now: WallTime) -> Vec<NextStep> {
    let theirs = |author| author != actor.partner;
    let proposals = shared.promises.standing(Standing::Open).filter(|(_, one)| theirs(one.author));
    let plans = shared.check_ins.standing(PlanStanding::Open).filter(|(_, plan)| theirs(plan.author));
    let proposals = proposals.map(|(id, one)| next(Step::AnswerProposal(id), Because::ProposedOn(one.written.date())));
    let plans = plans.map(|(id, plan)| next(Step::AnswerPlan(id), Because::ProposedOn(plan.proposed.starts)));
    proposals.chain(plans).chain(alternatives(shared, actor, now)).collect()
}

fn alternatives(shared: &SharedState, actor: &Actor, now: WallTime) -> Vec<NextStep> {
    let theirs = shared.promises.standing(Standing::Promised).filter(|(_, one)| one.maker != actor.partner);
    let days = [now.date().minus_days(TELL_DAYS), now.date().plus_days(TELL_DAYS)];
    theirs
        .flat_map(|(id, _)| shared.promises.occurrences(id, days, &shared.members, now))
        .filter_map(|occurrence| {
            let told_in = occurrence.told_in.filter(|_| occurrence.happened.awaits_answer())?;
            Some(next(Step::AnswerAlternative(told_in), Because::MovedFrom(occurrence.due.date)))
        })
        .collect()
}

fn own_occurrences(shared: &SharedState, actor: &Actor, now: WallTime) -> Vec<NextStep> {
    let own = shared.promises.standing(Standing::Promised).filter(|(_, one)| one.maker == actor.partner);
    let days = [now.date().minus_days(TELL_DAYS), now.date()];
    own.flat_map(|(id, _)| {
        let latest = shared.promises.occurrences(id, days, &shared.members, now).pop();
        latest.and_then(|latest| match latest.happened {
            Happened::NoWordYet => Some(next(Step::TellOutcome(id, latest.due.date), Because::WasDue(latest.due))),
            Happened::DueNow => Some(next(Step::KeepPromise(id, latest.due.date), Because::DueToday(latest.due))),
            _ => None,
        })
    })
    .collect()
}

/// Requests for support, the latest first: support is for now.
fn support_to_answer(shared: &SharedState, actor: &Actor) -> Vec<NextStep> {
    let requests = shared.closeness.requests().iter();
    let mut open: Vec<_> = requests.filter(|(_, one)| one.is_open() && one.author != actor.partner).collect();
    open.sort_by_key(|(id, one)| core::cmp::Reverse((one.written.unix_ms, **id)));
    open.into_iter().map(|(id, one)| next(Step::AnswerSupport(*id), Because::AskedOn(one.written.date()))).collect()
}

/// Proposals to answer, and what holds and is to be looked at again: its day has come, or the other looked already.
fn agreements(shared: &SharedState, actor: &Actor, today: CivilDate) -> Vec<NextStep> {
    let all = &shared.agreements;
    let standings = all.standings(today).into_iter();
    standings
        .filter_map(|(id, standing)| match standing {
            AgreementStanding::Open => {
                let theirs = all.proposal(id).filter(|one| one.author != actor.partner)?;
                Some(next(Step::AnswerAgreement(id), Because::ProposedOn(theirs.written.date())))
            }
            AgreementStanding::Holds => {
                let day = all.review_day(id)?;
                let other = shared.members.other(actor.partner)?;
                let wanted = day <= today || all.review_waiting(id, other).is_some();
                let done = all.review_waiting(id, actor.partner).is_some();
                (wanted && !done).then(|| next(Step::ReviewAgreement(id, day), Because::ReviewOn(day)))
            }
            _ => None,
        })
        .collect()
}

/// The oldest question that wants an answer; one at a time, and none that the hurt partner put off.
fn questions_to_answer(shared: &SharedState, actor: &Actor) -> Option<NextStep> {
    let breaches = &shared.breaches;
    let mine = |breach: &EntryId| {
        breaches.breaches().get(breach).is_some_and(|one| one.responsible == actor.partner && !one.taken_back)
    };
    let wanted = breaches.questions().iter().filter(|(_, one)| {
        one.is_open() && one.help.is_none() && one.detail != WantedDetail::NotNow && mine(&one.breach)
    });
    let (id, oldest) = wanted.min_by_key(|(id, one)| (one.written.unix_ms, **id))?;
    Some(next(Step::AnswerQuestion(*id), Because::ParkedOn(oldest.written.date())))
}

fn beginnings(shared: &SharedState, actor: &Actor, now: WallTime) -> Vec<NextStep> {
    let check_ins = &shared.check_ins;
    let tried = !check_ins.calls().is_empty() || check_ins.plans().values().any(|plan| plan.accepted.is_some());
    let planned = check_ins.plans().values().any(|plan| plan.standing() != PlanStanding::Ended);
    let offered = [Standing::Open, Standing::Promised]
        .into_iter()
        .any(|standing| shared.promises.standing(standing).any(|(_, one)| one.maker == actor.partner));
    let first_day = shared.members.linked_on().is_some_and(|linked| now.date() <= linked);
    let mut steps = Vec::new();
    if !tried {
        steps.push(next(Step::CallFirstRound, Because::NoRoundYet));
    }
    if !offered {
        steps.push(next(Step::OfferPromise, Because::NoPromiseYet));
    }
    if !planned && !first_day {
        steps.push(next(Step::PlanCheckIns, Because::NoPlanYet));
    }
    steps
}

fn solo(state: &State<'_>, linked: Option<&SharedState>, today: CivilDate) -> Vec<NextStep> {
    let mut steps = Vec::new();
    if state.own.journal.pages().is_empty() {
        steps.push(next(Step::WriteFirstLines, Because::JournalIsEmpty));
    }
    if linked.is_none() && state.shared.is_none_or(|shared| shared.members.link() == Link::Alone) {
        steps.push(next(Step::InvitePartner, Because::StillAlone));
    }
    if !state.own.settings.recovery_code_kept {
        steps.push(next(Step::KeepRecoveryCode, Because::NoRecoveryCodeYet));
    }
    match state.own.ratings.latest().map(|rating| rating.written.date()) {
        None => steps.push(next(Step::RateHowItFeels, Because::NeverRated)),
        Some(last) if today.days_since(last) >= RATE_EVERY_DAYS => {
            steps.push(next(Step::RateHowItFeels, Because::LastRatedOn(last)));
        }
        Some(_) => {}
    }
    steps
}
