//! Invitations: small things that nobody waits for, one a day, so that a first week is a ritual and no day is homework.
//!
//! - On the first day up to three show: a first thing for oneself, a first thing for two, and a way back in.
//! - In the first week each day brings its own. What is not taken up is not repeated the day after.
//! - After that they come in turn, one a day, and none on a day on which this person has already done something.
//! - The hurt partner sets the pace: nobody is invited to own or to understand anything before the one who was hurt
//!   has written of it, and the one who was hurt is never invited to answer, to hear or to be convinced.

use chrono::Datelike;

use super::{Because, NEXT_STEPS_MAX, NextStep, next};
use crate::kernel::header::Actor;
use crate::kernel::ids::{EntryId, PartnerId};
use crate::kernel::time::{CivilDate, WallTime};
use crate::programme::fold::{SharedState, State};
use crate::strands::check_in::PlanStanding;
use crate::strands::horizon::GoalStanding;
use crate::strands::membership::Link;
use crate::strands::promise::Standing;
use crate::strands::settings::Step;

/// Days in which each day brings its own invitation.
const FIRST_WEEK_DAYS: i64 = 7;
/// Days between two suggestions to rate how it feels: the weekly rhythm that the trend is made for.
const RATE_EVERY_DAYS: i64 = 7;
/// Days that something opened by the hurt partner lies before the other is invited to it: time to read it twice.
const DOOR_DAYS: i64 = 2;
/// Days of a new month on which the last one can be looked at.
const LOOK_BACK_DAYS: u32 = 7;

/// An invitation, and the day of the programme from which it comes.
type Invitation = (i64, NextStep);

/// The invitations of today. `stands` says which were not put away.
pub(super) fn steps(
    state: &State<'_>,
    linked: Option<&SharedState>,
    actor: &Actor,
    now: WallTime,
    stands: &dyn Fn(&NextStep) -> bool,
) -> Vec<NextStep> {
    let today = now.date();
    let day = day_of_programme(state, linked, actor, today);
    let mut open = linked.map(|shared| for_two(shared, actor, today)).unwrap_or_default();
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

/// One of them, another each day.
fn in_turn(open: &[Invitation], day: i64) -> Option<Invitation> {
    let turn = usize::try_from(day).unwrap_or(0).checked_rem(open.len())?;
    open.get(turn).copied()
}

/// Days since the two linked; alone, since this person started.
fn day_of_programme(state: &State<'_>, linked: Option<&SharedState>, actor: &Actor, today: CivilDate) -> i64 {
    let linked_on = linked.and_then(|shared| shared.members.linked_on());
    let started = || state.own.members.partner(actor.partner).map(|partner| partner.joined.date());
    linked_on.or_else(started).map_or(0, |begun| today.days_since(begun).max(0))
}

/// Whether this person wrote something today, for themselves or for both.
fn has_done_something(state: &State<'_>, actor: &Actor, today: CivilDate) -> bool {
    let wrote = state.own.journal.pages().values().any(|page| page.written.date() == today);
    let rated = state.own.ratings.latest().is_some_and(|rating| rating.written.date() == today);
    let lines = state.shared.map(|shared| shared.story.lines()).unwrap_or_default();
    let mut own = lines.iter().rev().filter(|line| line.author == actor.partner);
    wrote || rated || own.next().is_some_and(|line| line.written.date() == today)
}

fn for_oneself(state: &State<'_>, linked: Option<&SharedState>, actor: &Actor, today: CivilDate) -> Vec<Invitation> {
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

fn for_two(shared: &SharedState, actor: &Actor, today: CivilDate) -> Vec<Invitation> {
    let me = actor.partner;
    let check_ins = &shared.check_ins;
    let tried = !check_ins.calls().is_empty() || check_ins.plans().values().any(|plan| plan.accepted.is_some());
    let planned = check_ins.plans().values().any(|plan| plan.standing() != PlanStanding::Ended);
    let offered = [Standing::Open, Standing::Promised]
        .into_iter()
        .any(|standing| shared.promises.standing(standing).any(|(_, one)| one.maker == me));
    let thanked = shared.closeness.appreciations().values().any(|one| one.author == me);
    let small = [
        (!tried, 0, next(Step::CallFirstRound, Because::NoRoundYet)),
        (!offered, 1, next(Step::OfferPromise, Because::NoPromiseYet)),
        (!thanked, 2, next(Step::GiveThanks, Because::NoThanksYet)),
        (!planned, 3, next(Step::PlanCheckIns, Because::NoPlanYet)),
        (shared.setbacks.plan(me).is_none(), 4, next(Step::WriteCalmPlan, Because::NoCalmPlanYet)),
        (shared.horizon.goals().is_empty(), 6, next(Step::SetGoal, Because::NoGoalYet)),
    ];
    let mut open: Vec<Invitation> =
        small.into_iter().filter_map(|(wanted, from, next)| wanted.then_some((from, next))).collect();
    let later = [statement(shared, me, today), reflection(shared, me, today), look_back(shared, today)];
    open.extend(later.into_iter().flatten().map(|next| (1, next)));
    open.extend(goal_to_review(shared, today).map(|next| (1, next)));
    open
}

/// Whether something stands by which this partner was hurt.
fn is_hurt(shared: &SharedState, partner: PartnerId) -> bool {
    shared.breaches.breaches().values().any(|one| one.responsible != partner && !one.taken_back)
}

/// Whether a partner says that they were hurt, and the other has not said that they see it differently. Nobody is
/// invited to own or to understand what they do not see so: naming something must not put words in anybody's mouth.
fn is_hurt_as_both_see_it(shared: &SharedState, hurt: PartnerId) -> bool {
    let named = shared.breaches.breaches().values();
    named.filter(|one| !one.taken_back && one.responsible != hurt).any(|one| one.otherwise.is_none())
}

/// To own it: for whoever is responsible and has said nothing yet, once the hurt partner has written of it.
fn statement(shared: &SharedState, me: PartnerId, today: CivilDate) -> Option<NextStep> {
    let other = shared.members.other(me)?;
    let owned = shared.statements.versions().values().any(|one| one.author == me);
    if owned || !is_hurt_as_both_see_it(shared, other) {
        return None;
    }
    let opened = door_opened_on(shared, other)?;
    let is_time = today.days_since(opened) >= DOOR_DAYS;
    is_time.then(|| next(Step::WriteStatement, Because::TheyWroteOn(opened)))
}

/// The day on which the hurt partner first wrote of it: named it, asked about it, or shared what it did.
fn door_opened_on(shared: &SharedState, hurt: PartnerId) -> Option<CivilDate> {
    let named = shared.breaches.breaches().values().filter(|one| one.namer == hurt && one.responsible != hurt);
    let named = named.filter(|one| !one.taken_back).map(|one| one.written.date());
    let asked = shared.breaches.questions().values().filter(|one| !one.taken_back);
    let asked = asked.filter(|one| shared.breaches.is_hurt(hurt, one.breach)).map(|one| one.written.date());
    let told = shared.impacts.shared().values().filter(|one| one.author == hurt && !one.ended);

    named.chain(asked).chain(told.map(|one| one.written.date())).min()
}

/// To say what one understands of the newest thing that the hurt partner shared, where nothing was said since.
fn reflection(shared: &SharedState, me: PartnerId, today: CivilDate) -> Option<NextStep> {
    if !is_hurt_as_both_see_it(shared, shared.members.other(me)?) {
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

/// To read the last month, in the first days of a new one, where there is something to read.
fn look_back(shared: &SharedState, today: CivilDate) -> Option<NextStep> {
    if today.naive().day() > LOOK_BACK_DAYS {
        return None;
    }
    let last_day = today.minus_days(today.naive().day());
    let first_day = last_day.minus_days(last_day.naive().day0());
    let mut lines = shared.story.lines().iter().map(|line| line.written.date());
    let has_lines = lines.any(|day| (first_day..=last_day).contains(&day));
    has_lines.then(|| next(Step::LookBack(first_day), Because::MonthIsOver))
}

/// To look at a goal on the day that its author chose for that.
fn goal_to_review(shared: &SharedState, today: CivilDate) -> Option<NextStep> {
    let due = shared.horizon.goals().iter().filter(|(_, goal)| goal.standing() == GoalStanding::Open);
    let due = due.filter_map(|(id, goal)| goal.review.filter(|day| *day <= today).map(|day| (day, *id)));
    due.min().map(|(day, id)| next(Step::ReviewGoal(id), Because::ReviewOn(day)))
}
