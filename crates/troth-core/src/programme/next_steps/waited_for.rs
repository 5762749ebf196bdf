//! Steps that the other partner waits for, and steps that are due.

use super::{Because, NextStep, dialogues, is_left_alone, next};
use crate::kernel::header::Actor;
use crate::kernel::ids::EntryId;
use crate::kernel::time::{CivilDate, WallTime};
use crate::programme::fold::{SharedState, State};
use crate::strands::agreement::AgreementStanding;
use crate::strands::breach::{BreachAnswer, WantedDetail};
use crate::strands::check_in::PlanStanding;
use crate::strands::closeness::ActivityStanding;
use crate::strands::promise::{Happened, Standing};
use crate::strands::settings::Step;

/// Days after which an occurrence without an outcome is no longer suggested: a season, as far back as the page of a
/// promise goes, so that its card stays until it is answered.
const TELL_DAYS: u32 = 92;
/// Days around today in which most of what is due is found, and in which another day that was offered is looked for.
const NEAR_DAYS: u32 = 7;

/// All of these steps, most urgent first.
pub(super) fn steps(state: &State<'_>, shared: &SharedState, actor: &Actor, now: WallTime) -> Vec<NextStep> {
    let today = now.date();
    let mut steps = rounds_to_answer(state, actor, now);
    steps.extend(answers_waited_for(shared, actor, now));
    steps.extend(dialogues::step(&shared.dialogues, actor, now));
    steps.extend(support_to_answer(shared, actor));
    steps.extend(agreements(shared, actor, today));
    steps.extend(breach_to_answer(shared, actor));
    steps.extend(questions_to_answer(shared, actor, today));
    steps.extend(activities(shared, actor, today));
    let mut kinds = Vec::new();
    // One step of each kind that the other partner asks for: more would press, and its screen shows the others.
    steps.retain(|next| {
        let kind = core::mem::discriminant(&next.step);
        let again = next.step.is_asked_by_the_other() && kinds.contains(&kind);
        kinds.push(kind);
        !again
    });
    steps.extend(own_occurrences(shared, actor, now));
    steps
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
    let plans = plans.map(|(id, plan)| next(Step::AnswerPlan(id), Because::ProposedOn(plan.written.date())));
    proposals.chain(plans).chain(alternatives(shared, actor, now)).collect()
}

fn alternatives(shared: &SharedState, actor: &Actor, now: WallTime) -> Vec<NextStep> {
    let theirs = shared.promises.standing(Standing::Promised).filter(|(_, one)| one.maker != actor.partner);
    let days = [now.date().minus_days(NEAR_DAYS), now.date().plus_days(NEAR_DAYS)];
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
    let latest_of = |id, days| {
        let days = [now.date().minus_days(days), now.date()];
        shared.promises.occurrences(id, days, &shared.members, now).pop()
    };
    own.flat_map(|(id, _)| {
        // Most are found in the last week, without a list of the season.
        let latest = latest_of(id, NEAR_DAYS).or_else(|| latest_of(id, TELL_DAYS));
        latest.and_then(|latest| match latest.happened {
            Happened::NoWordYet => Some(next(Step::TellOutcome(id, latest.due.date), Because::WasDue(latest.due))),
            Happened::DueNow => Some(next(Step::KeepPromise(id, latest.due.date), Because::DueToday(latest.due))),
            Happened::Ahead
            | Happened::Rested
            | Happened::Kept
            | Happened::PartlyKept
            | Happened::Missed
            | Happened::Rearranged { .. } => None,
        })
    })
    .collect()
}

/// Open support requests, latest first, because support is for now.
fn support_to_answer(shared: &SharedState, actor: &Actor) -> Vec<NextStep> {
    let requests = shared.closeness.requests().iter();
    let mut open: Vec<_> = requests.filter(|(_, one)| one.is_open() && one.author != actor.partner).collect();
    open.sort_by_key(|(id, one)| core::cmp::Reverse((one.written.unix_ms, **id)));
    open.into_iter().map(|(id, one)| next(Step::AnswerSupport(*id), Because::AskedOn(one.written.date()))).collect()
}

/// Proposals to answer, and agreements to review: because the day has come, or because the other partner has reviewed.
fn agreements(shared: &SharedState, actor: &Actor, today: CivilDate) -> Vec<NextStep> {
    let all = &shared.agreements;
    let standings = all.standings(today);
    standings
        .iter()
        .filter_map(|(&id, standing)| match standing {
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
            AgreementStanding::Answered
            | AgreementStanding::NotYet
            | AgreementStanding::Withheld
            | AgreementStanding::TakenBack
            | AgreementStanding::Earlier
            | AgreementStanding::Ended
            | AgreementStanding::RanOut => None,
        })
        .collect()
}

/// Planned activities that wait for the actor's answer, and those that both planned for today.
fn activities(shared: &SharedState, actor: &Actor, today: CivilDate) -> Vec<NextStep> {
    let all = shared.closeness.activities.all().iter();
    all.filter_map(|(id, one)| match one.standing() {
        ActivityStanding::Waiting if one.author != actor.partner => {
            Some(next(Step::AnswerActivity(*id), Because::ProposedOn(one.written.date())))
        }
        ActivityStanding::Agreed if one.planned.when.date == today => {
            Some(next(Step::DoActivity(*id), Because::PlannedToday(one.planned.when)))
        }
        ActivityStanding::Waiting | ActivityStanding::Agreed | ActivityStanding::Done | ActivityStanding::Over => None,
    })
    .collect()
}

/// The oldest breach that the other partner named as the actor's, while the actor has said nothing to it. A partner who
/// was hurt is never asked to answer.
fn breach_to_answer(shared: &SharedState, actor: &Actor) -> Option<NextStep> {
    let named = shared.breaches.breaches().iter().filter(|(_, one)| {
        let theirs = one.namer != actor.partner && one.responsible == actor.partner && !one.taken_back;
        // "I need time" stands whatever is reworded, until its author takes it back.
        let needs_time = one.answer.is_some_and(|given| given.answer == BreachAnswer::NeedsTime);
        theirs && one.otherwise.is_none() && !needs_time && one.answer_now().is_none()
    });
    let (id, oldest) = named.min_by_key(|(id, one)| (one.written.unix_ms, **id))?;
    Some(next(Step::AnswerBreach(*id), Because::NamedOn(oldest.written.date())))
}

/// The oldest question that the actor should answer. It skips questions that the hurt partner put off, and questions
/// about a breach that a partner sees differently or asked time for.
fn questions_to_answer(shared: &SharedState, actor: &Actor, today: CivilDate) -> Option<NextStep> {
    let breaches = &shared.breaches;
    let mine = |breach: &EntryId| {
        breaches
            .breaches()
            .get(breach)
            .is_some_and(|one| one.responsible == actor.partner && !one.taken_back && !is_left_alone(one, today))
    };
    let wanted = breaches.questions().iter().filter(|(_, one)| {
        one.is_open() && one.help.is_none() && one.detail != WantedDetail::NotNow && mine(&one.breach)
    });
    let (id, oldest) = wanted.min_by_key(|(id, one)| (one.written.unix_ms, **id))?;
    Some(next(Step::AnswerQuestion(*id), Because::ParkedOn(oldest.written.date())))
}
