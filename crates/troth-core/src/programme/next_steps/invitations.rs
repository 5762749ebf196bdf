//! Invitations: small steps that no partner waits for, about one a day, so that no day feels like homework.
//!
//! - The first day shows up to three.
//! - Each other day of the first week has its own. A step that was not taken is not repeated the next day.
//! - After the first week they rotate, one a day. A day on which the actor has done something shows none.
//! - The hurt partner sets the pace. The responsible partner is invited to write a statement or a reflection only after
//!   the hurt partner has written. The hurt partner is never invited to answer, to hear or to be convinced, and in the
//!   first four weeks not to promise or to thank.

use chrono::Datelike;

use super::{Because, NEXT_STEPS_MAX, NextStep, is_left_alone, next};
use crate::kernel::header::Actor;
use crate::kernel::ids::{EntryId, PartnerId};
use crate::kernel::time::{CivilDate, WallTime};
use crate::programme::fold::{SharedState, State};
use crate::strands::check_in::PlanStanding;
use crate::strands::horizon::GoalStanding;
use crate::strands::membership::Link;
use crate::strands::promise::Standing;
use crate::strands::settings::Step;

/// Days of the first week, each of which has its own invitation.
const FIRST_WEEK_DAYS: i64 = 7;
/// Days between two suggestions to rate: the trend is made for a weekly rhythm.
const RATE_EVERY_DAYS: i64 = 7;
/// Days between a text of the hurt partner and the invitation to respond to it: time to read it twice.
const DOOR_DAYS: i64 = 2;
/// Days of a new month on which a look back at the last month is suggested.
const LOOK_BACK_DAYS: u32 = 7;

/// Days for which the hurt partner is invited to no promise and no thanks: the load lies on the other.
pub const SPARED_DAYS: i64 = 28;

/// An invitation, with the first day of the programme on which it may show.
type DatedStep = (i64, NextStep);

/// The invitations of today. `stands` tells whether a step is not dismissed.
pub(super) fn steps(
    state: &State<'_>,
    linked: Option<&SharedState>,
    actor: &Actor,
    now: WallTime,
    stands: &dyn Fn(&NextStep) -> bool,
) -> Vec<NextStep> {
    let today = now.date();
    let day = day_of_programme(state, linked, actor, today);
    let mut open = linked.map_or_else(Vec::new, |shared| for_two(shared, actor, today, day));
    open.extend(for_oneself(state, linked, actor, today));
    open.retain(|(from, next)| *from <= day && stands(next));
    open.sort_by_key(|(from, _)| *from);
    let of_today = if day == 0 {
        open
    } else if day < FIRST_WEEK_DAYS {
        open.into_iter().rev().take(1).collect()
    } else {
        in_turn(&open, day).into_iter().collect()
    };
    let quiet = day >= FIRST_WEEK_DAYS && has_done_something(state, actor, today);
    if quiet { Vec::new() } else { of_today.into_iter().map(|(_, next)| next).take(NEXT_STEPS_MAX).collect() }
}

/// Picks one invitation, another one each day.
#[expect(clippy::expect_used, reason = "the day of the programme is never negative, and fits 32 bits")]
fn in_turn(open: &[DatedStep], day: i64) -> Option<DatedStep> {
    let turn = usize::try_from(day).expect("a day of the programme").checked_rem(open.len())?;
    open.get(turn).copied()
}

/// Days since the partners linked, or, while the actor is alone, since the actor started.
fn day_of_programme(state: &State<'_>, linked: Option<&SharedState>, actor: &Actor, today: CivilDate) -> i64 {
    let linked_on = linked.and_then(|shared| shared.members.linked_on());
    let started = || state.own.members.partner(actor.partner).map(|partner| partner.joined.date());
    linked_on.or_else(started).map_or(0, |begun| today.days_since(begun).max(0))
}

/// Whether the actor wrote something today, in private or in the story.
fn has_done_something(state: &State<'_>, actor: &Actor, today: CivilDate) -> bool {
    let wrote = state.own.journal.pages().values().rev().any(|page| page.written.date() == today);
    let rated = state.own.ratings.latest().is_some_and(|rating| rating.written.date() == today);
    let lines = state.shared.map_or(&[][..], |shared| shared.story.lines());
    let mut own = lines.iter().rev().filter(|line| line.author == actor.partner);
    wrote || rated || own.next().is_some_and(|line| line.day == today)
}

fn for_oneself(state: &State<'_>, linked: Option<&SharedState>, actor: &Actor, today: CivilDate) -> Vec<DatedStep> {
    let mut open = Vec::new();
    if state.own.journal.pages().is_empty() {
        open.push((0, next(Step::WriteFirstLines, Because::JournalIsEmpty)));
    }
    if linked.is_none() && state.shared.is_none_or(|shared| shared.members.link() == Link::Alone) {
        open.push((0, next(Step::InvitePartner, Because::StillAlone)));
    }
    if !state.own.settings.recovery_code_kept {
        open.push((0, next(Step::KeepRecoveryCode, Because::NoRecoveryCodeYet)));
    }
    match state.own.ratings.latest().map(|rating| rating.written.date()) {
        None => open.push((3, next(Step::RateHowItFeels, Because::NeverRated))),
        Some(last) if today.days_since(last) >= RATE_EVERY_DAYS => {
            open.push((3, next(Step::RateHowItFeels, Because::LastRatedOn(last))));
        }
        Some(_) => {}
    }
    if linked.is_some_and(|shared| is_hurt(shared, actor.partner)) && state.own.impacts.notes().is_empty() {
        open.push((5, next(Step::NoteImpact, Because::NothingNotedYet)));
    }
    open
}

fn for_two(shared: &SharedState, actor: &Actor, today: CivilDate, day: i64) -> Vec<DatedStep> {
    let me = actor.partner;
    let check_ins = &shared.check_ins;
    let tried = !check_ins.calls().is_empty() || check_ins.plans().values().any(|plan| plan.accepted.is_some());
    let planned = check_ins.plans().values().any(|plan| plan.standing() != PlanStanding::Ended);
    let offered = [Standing::Open, Standing::Promised]
        .into_iter()
        .any(|standing| shared.promises.standing(standing).any(|(_, one)| one.maker == me));
    let thanked = shared.closeness.appreciations().values().any(|one| one.author == me);
    let is_spared = day < SPARED_DAYS && is_hurt(shared, me);
    let small = [
        (!tried, 0, next(Step::CallFirstRound, Because::NoRoundYet)),
        (!offered && !is_spared, 1, next(Step::OfferPromise, Because::NoPromiseYet)),
        (!thanked && !is_spared, 2, next(Step::GiveThanks, Because::NoThanksYet)),
        (!planned, 3, next(Step::PlanCheckIns, Because::NoPlanYet)),
        (shared.setbacks.plan(me).is_none(), 4, next(Step::WriteCalmPlan, Because::NoCalmPlanYet)),
        (shared.horizon.goals().is_empty(), 6, next(Step::SetGoal, Because::NoGoalYet)),
    ];
    let mut open: Vec<DatedStep> =
        small.into_iter().filter_map(|(wanted, from, next)| wanted.then_some((from, next))).collect();
    let later = [statement(shared, me, today), reflection(shared, me, today), look_back(shared, today)];
    open.extend(later.into_iter().flatten().map(|next| (1, next)));
    open.extend(goal_to_review(shared, today).map(|next| (1, next)));
    open
}

/// Whether a breach stands for which the other partner is responsible.
fn is_hurt(shared: &SharedState, partner: PartnerId) -> bool {
    shared.breaches.breaches().values().any(|one| one.responsible != partner && !one.taken_back)
}

/// Whether a breach stands that hurt this partner, and nobody has said "I see this differently" to it or asked for time.
/// A partner who sees a breach differently is not invited to respond to it: naming it must not put words in their mouth.
fn is_hurt_as_both_see_it(shared: &SharedState, hurt: PartnerId, today: CivilDate) -> bool {
    let named = shared.breaches.breaches().values();
    named.filter(|one| !one.taken_back && one.responsible != hurt).any(|one| !is_left_alone(one, today))
}

/// Invites the responsible partner to a first accountability statement, once the hurt partner has written.
fn statement(shared: &SharedState, me: PartnerId, today: CivilDate) -> Option<NextStep> {
    let other = shared.members.other(me)?;
    let owned = shared.statements.versions().values().any(|one| one.author == me);
    if owned || !is_hurt_as_both_see_it(shared, other, today) {
        return None;
    }
    let opened = door_opened_on(shared, other)?;
    let is_time = today.days_since(opened) >= DOOR_DAYS;
    is_time.then(|| next(Step::WriteStatement, Because::TheyWroteOn(opened)))
}

/// The first day on which the hurt partner named a breach, asked about it, or shared impact.
fn door_opened_on(shared: &SharedState, hurt: PartnerId) -> Option<CivilDate> {
    let named = shared.breaches.breaches().values().filter(|one| one.namer == hurt && one.responsible != hurt);
    let named = named.filter(|one| !one.taken_back).map(|one| one.written.date());
    let asked = shared.breaches.questions().values().filter(|one| !one.taken_back);
    let asked = asked.filter(|one| shared.breaches.is_hurt(hurt, one.breach)).map(|one| one.written.date());
    let told = shared.impacts.shared().values().filter(|one| one.author == hurt && !one.ended);

    named.chain(asked).chain(told.map(|one| one.written.date())).min()
}

/// Invites to a reflection on the newest item that the other partner shared, unless one was written since.
fn reflection(shared: &SharedState, me: PartnerId, today: CivilDate) -> Option<NextStep> {
    if !is_hurt_as_both_see_it(shared, shared.members.other(me)?, today) {
        return None;
    }
    let theirs = shared.impacts.shared().iter().filter(|(_, one)| one.author != me && !one.ended);
    let newest: (&EntryId, _) = theirs.max_by_key(|(id, one)| (one.written.unix_ms, **id))?;
    let said = shared.impacts.reflections().values();
    let said = said.filter(|one| one.author == me).any(|one| one.written.unix_ms > newest.1.written.unix_ms);
    let shared_on = newest.1.written.date();
    let is_time = !said && today.days_since(shared_on) >= DOOR_DAYS;
    is_time.then(|| next(Step::Reflect(*newest.0), Because::SharedOn(shared_on)))
}

/// Suggests to look back at the last month, in the first days of a new one, if the story has lines for it.
fn look_back(shared: &SharedState, today: CivilDate) -> Option<NextStep> {
    if today.naive().day() > LOOK_BACK_DAYS {
        return None;
    }
    let last_day = today.minus_days(today.naive().day());
    let first_day = last_day.minus_days(last_day.naive().day0());
    let mut newest_first = shared.story.lines().iter().rev();
    let has_lines = newest_first.any(|line| (first_day..=last_day).contains(&line.day));
    has_lines.then(|| next(Step::LookBack(first_day), Because::MonthIsOver))
}

/// Suggests to review a goal, from the day on that its author chose.
fn goal_to_review(shared: &SharedState, today: CivilDate) -> Option<NextStep> {
    let due = shared.horizon.goals().iter().filter(|(_, goal)| goal.standing() == GoalStanding::Open);
    let due = due.filter_map(|(id, goal)| goal.review.filter(|day| *day <= today).map(|day| (day, *id)));
    due.min().map(|(day, id)| next(Step::ReviewGoal(id), Because::ReviewOn(day)))
}
