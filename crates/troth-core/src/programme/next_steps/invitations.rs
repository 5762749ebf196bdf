//! Invitations: small steps that no partner waits for, about one a day, so that no day feels like homework.
//!
//! - The first day shows up to three.
//! - Each other day of the first week has its own. A step that was not taken is not repeated the next day,
//!   as long as there is another.
//! - After the first week they rotate, one a day; from the third week on, every other day belongs to what happened lately
//!   ([`occasions`]). A day on which the actor has done something shows none. What is open for as long as nobody does it
//!   has a day of its own, once in a while, and no place in the rotation.
//! - Which one comes on which day depends on where the actor stands ([`Stands`](super::Stands)).
//! - The hurt partner sets the pace. The responsible partner is invited to write a statement or a reflection only after
//!   the hurt partner has written. The hurt partner is never invited to answer, to hear or to be convinced, and in the
//!   first four weeks not to promise or to thank.
//! - In the week after something new came out, or a relapse, nobody is invited to lighter things, and the hurt partner to no
//!   promise.

use chrono::Datelike;

use super::{Because, Invited, NEXT_STEPS_MAX, NextStep, Stands, is_left_alone, next, occasions};
use crate::kernel::ids::{EntryId, PartnerId};
use crate::kernel::time::CivilDate;
use crate::programme::fold::{OwnState, SharedState, State};
use crate::strands::check_in::PlanStanding;
use crate::strands::horizon::GoalStanding;
use crate::strands::membership::Link;
use crate::strands::promise::Standing;
use crate::strands::setback::{Setback, SetbackKind};
use crate::strands::settings::Step;
use crate::strands::solo::SoloKind;

/// Days of the first week, each of which has its own invitation.
const FIRST_WEEK_DAYS: i64 = 7;
/// The day from which every other one belongs to what happened lately: before, there is too little to go by.
const OCCASIONS_FROM_DAY: i64 = 14;
/// Days between two suggestions to rate: the trend is made for a weekly rhythm.
const RATE_EVERY_DAYS: i64 = 7;
/// Days between a text of the hurt partner and the invitation to respond to it: time to read it twice.
const DOOR_DAYS: i64 = 2;
/// Days of a new month on which a look back at the last month is suggested.
const LOOK_BACK_DAYS: u32 = 7;
/// Days after a small victory without an invitation to write down another.
const VICTORY_EVERY_DAYS: i64 = 14;

/// Days from one suggestion to the next of a recovery code, and of an invitation: their rows stand on Today all the time.
const STANDING_EVERY_DAYS: i64 = 14;
/// The least days from one suggestion to the next of the same: where few are open, some days have none.
const TURNS_MIN: usize = 4;
/// Days after something new came out, or after a relapse, without invitations to lighter things.
const RAW_DAYS: i64 = 7;

/// Days for which the hurt partner is invited to no promise and no thanks: the load lies on the other.
pub const SPARED_DAYS: i64 = 28;

/// An invitation, with the first day of the programme on which it may show.
type DatedStep = (i64, NextStep);

/// The invitations of today. `is_wanted` tells whether a step is not dismissed.
pub(super) fn steps(invited: &Invited<'_>, is_wanted: &dyn Fn(&NextStep) -> bool) -> Vec<NextStep> {
    let today = invited.now.date();
    let day = day_of_programme(invited, today);
    let dated = |next: NextStep| Some((invited.stands.first_day(&next.step)?, next));
    let mut open: Vec<DatedStep> = all(invited, today, day).into_iter().filter_map(dated).collect();
    open.retain(|(from, next)| *from <= day && is_wanted(next));
    open.sort_by_key(|(from, _)| *from);
    let of_today: Vec<DatedStep> = match day {
        0 => open,
        1..FIRST_WEEK_DAYS => of_the_first_week(&open, day).into_iter().collect(),
        _ if has_done_something(invited, today) => Vec::new(),
        _ => after_the_first_week(invited, open, day).into_iter().collect(),
    };
    of_today.into_iter().map(|(_, next)| next).take(NEXT_STEPS_MAX).collect()
}

fn all(invited: &Invited<'_>, today: CivilDate, day: i64) -> Vec<NextStep> {
    let mut all = invited.linked.map_or_else(Vec::new, |shared| for_two(invited, shared, today, day));
    all.extend(for_oneself(invited, today, day));
    all.extend(for_one_alone(invited));
    all
}

/// Pages for oneself, to somebody who is alone. Nobody who was hurt is invited to take responsibility.
fn for_one_alone(invited: &Invited<'_>) -> Vec<NextStep> {
    let State { own, shared, .. } = *invited.state;
    if invited.linked.is_some() || shared.is_some_and(|shared| shared.members.link() != Link::Alone) {
        return Vec::new();
    }
    let is_responsible = matches!(invited.stands, Stands::Responsible | Stands::Both);
    let pages = [
        (true, SoloKind::HardDays, Step::WriteCalmPlan),
        (true, SoloKind::Boundary, Step::SetBoundary),
        (!is_responsible, SoloKind::Question, Step::ParkQuestion),
        (is_responsible, SoloKind::Statement, Step::WriteStatement),
        (is_responsible, SoloKind::Promise, Step::OfferPromise),
    ];
    let open = pages.into_iter().filter(|(is_theirs, kind, _)| *is_theirs && !has_page(own, *kind));
    open.map(|(_, _, step)| next(step, Because::ForOneself)).collect()
}

/// Whether a page for oneself of this kind was written.
fn has_page(own: &OwnState, kind: SoloKind) -> bool {
    own.solo.pages().values().any(|page| page.said.what.kind() == kind)
}

/// The newest invitation of a day of the first week; where that is the one of the day before, the next newest, if there is
/// another.
fn of_the_first_week(open: &[DatedStep], day: i64) -> Option<DatedStep> {
    let before = if day > 1 { of_the_first_week(open, day - 1) } else { None };
    let mut known = open.iter().rev().filter(|(from, _)| *from <= day).copied();
    known.clone().find(|one| Some(*one) != before).or_else(|| known.next())
}

fn after_the_first_week(invited: &Invited<'_>, open: Vec<DatedStep>, day: i64) -> Option<DatedStep> {
    let (standing, others): (Vec<_>, Vec<_>) = open.into_iter().partition(|(_, next)| own_days(&next.step).is_some());
    let is_its_day = |step: &Step| own_days(step).is_some_and(|(every, on)| day % every == on);
    let today = standing.iter().find(|(_, next)| is_its_day(&next.step));
    today.copied().or_else(|| one_in_turn(invited, others, day))
}

/// The days on which a step shows that is open for as long as nobody does it: one of so many.
const fn own_days(step: &Step) -> Option<(i64, i64)> {
    match step {
        Step::KeepRecoveryCode => Some((STANDING_EVERY_DAYS, 0)),
        Step::InvitePartner => Some((STANDING_EVERY_DAYS, STANDING_EVERY_DAYS / 2)),
        Step::RateHowItFeels => Some((RATE_EVERY_DAYS, RATE_EVERY_DAYS / 2)),
        _ => None,
    }
}

/// One invitation, another one each day: on every other day one that what happened lately gives an occasion for.
fn one_in_turn(invited: &Invited<'_>, open: Vec<DatedStep>, day: i64) -> Option<DatedStep> {
    let Some(shared) = invited.linked.filter(|_| day >= OCCASIONS_FROM_DAY) else {
        return in_turn(&open, day, TURNS_MIN);
    };
    let lately = occasions::steps(shared, invited.actor.partner, invited.now);
    let fits = |step: &Step| occasions::is_one(step) || lately.contains(step);
    let (fitting, rest): (Vec<_>, Vec<_>) = open.into_iter().partition(|(_, next)| fits(&next.step));
    match (fitting.is_empty(), rest.is_empty(), day % 2) {
        (true, _, _) => in_turn(&rest, day, TURNS_MIN),
        (false, true, _) => in_turn(&fitting, day, TURNS_MIN),
        (false, false, 0) => in_turn(&fitting, day / 2, TURNS_MIN / 2),
        (false, false, _) => in_turn(&rest, day / 2, TURNS_MIN / 2),
    }
}

/// Picks one invitation, another one each turn, and none in some turns where few are open.
#[expect(clippy::expect_used, reason = "the day of the programme is never negative, and fits 32 bits")]
fn in_turn(open: &[DatedStep], turn: i64, turns_min: usize) -> Option<DatedStep> {
    let turn = usize::try_from(turn).expect("a day of the programme");
    let place = turn.checked_rem(open.len().max(turns_min))?;
    open.get(place).copied()
}

/// Days since the partners linked, or, while the actor is alone, since the actor started.
fn day_of_programme(invited: &Invited<'_>, today: CivilDate) -> i64 {
    let linked_on = invited.linked.and_then(|shared| shared.members.linked_on());
    let me = invited.actor.partner;
    let started = || invited.state.own.members.partner(me).map(|partner| partner.joined.date());
    linked_on.or_else(started).map_or(0, |begun| today.days_since(begun).max(0))
}

/// Whether the actor wrote something today, in private or in the story.
fn has_done_something(invited: &Invited<'_>, today: CivilDate) -> bool {
    let State { own, shared, .. } = *invited.state;
    let wrote = own.journal.pages().values().rev().any(|page| page.written.date() == today);
    let rated = own.ratings.latest().is_some_and(|rating| rating.written.date() == today);
    let lines = shared.map_or(&[][..], |shared| shared.story.lines());
    let mut mine = lines.iter().rev().filter(|line| line.author == invited.actor.partner);
    wrote || rated || mine.next().is_some_and(|line| line.day == today)
}

fn for_oneself(invited: &Invited<'_>, today: CivilDate, day: i64) -> Vec<NextStep> {
    let State { own, shared, .. } = *invited.state;
    let is_alone = invited.linked.is_none() && shared.is_none_or(|shared| shared.members.link() == Link::Alone);
    let is_hurt = invited.linked.is_some_and(|shared| is_hurt(shared, invited.actor.partner));
    let steps = [
        (own.journal.pages().is_empty(), next(Step::WriteFirstLines, Because::JournalIsEmpty)),
        (day < FIRST_WEEK_DAYS, next(Step::ReadTheWay, Because::FirstDays)),
        (is_alone, next(Step::InvitePartner, Because::StillAlone)),
        (!own.settings.recovery_code_kept, next(Step::KeepRecoveryCode, Because::NoRecoveryCodeYet)),
        (is_hurt && own.impacts.notes().is_empty(), next(Step::NoteImpact, Because::NothingNotedYet)),
    ];
    let rating = match own.ratings.latest().map(|rating| rating.written.date()) {
        None => Some(Because::NeverRated),
        Some(last) => (today.days_since(last) >= RATE_EVERY_DAYS).then_some(Because::LastRatedOn(last)),
    };
    let rating = rating.map(|because| next(Step::RateHowItFeels, because));
    steps.into_iter().filter_map(|(is_open, next)| is_open.then_some(next)).chain(rating).collect()
}

fn for_two(invited: &Invited<'_>, shared: &SharedState, today: CivilDate, day: i64) -> Vec<NextStep> {
    let me = invited.actor.partner;
    let later = [statement(shared, me, today), reflection(shared, me, today), look_back(shared, today)];
    let small = first_times(invited, shared, today, day).into_iter();
    let small = small.filter_map(|(is_open, next)| is_open.then_some(next));
    let victory =
        (victory(shared, today) && !is_raw(shared, today)).then(|| next(Step::WriteVictory, Because::NoVictoryLately));
    small.chain(later.into_iter().flatten()).chain(goal_to_review(shared, today)).chain(victory).collect()
}

/// Steps towards something that is not there yet, and whether each is open.
fn first_times(invited: &Invited<'_>, shared: &SharedState, today: CivilDate, day: i64) -> [(bool, NextStep); 10] {
    let me = invited.actor.partner;
    let check_ins = &shared.check_ins;
    let tried = !check_ins.calls().is_empty() || check_ins.plans().values().any(|plan| plan.accepted.is_some());
    let planned = check_ins.plans().values().any(|plan| plan.standing() != PlanStanding::Ended);
    let offered = [Standing::Open, Standing::Promised]
        .into_iter()
        .any(|standing| shared.promises.standing(standing).any(|(_, one)| one.maker == me));
    let thanked = shared.closeness.appreciations().values().any(|one| one.author == me);
    let is_raw = is_raw(shared, today);
    let is_spared = (day < SPARED_DAYS || is_raw) && is_hurt(shared, me);
    let has_plan = shared.setbacks.plan(me).is_some() || has_page(invited.state.own, SoloKind::HardDays);
    let has_boundary = shared.boundaries.boundaries().values().any(|one| one.author == me);
    let has_asked = shared.breaches.questions().values().any(|one| shared.breaches.is_hurt(me, one.breach));
    [
        (!tried, next(Step::CallFirstRound, Because::NoRoundYet)),
        (!offered && !is_spared, next(Step::OfferPromise, Because::NoPromiseYet)),
        (!thanked && !is_spared && !is_raw, next(Step::GiveThanks, Because::NoThanksYet)),
        (!planned, next(Step::PlanCheckIns, Because::NoPlanYet)),
        (!has_plan, next(Step::WriteCalmPlan, Because::NoCalmPlanYet)),
        (shared.horizon.goals().is_empty() && !is_raw, next(Step::SetGoal, Because::NoGoalYet)),
        (!has_boundary, next(Step::SetBoundary, Because::NoBoundaryYet)),
        (is_hurt(shared, me) && !has_asked, next(Step::ParkQuestion, Because::NoQuestionYet)),
        (shared.dialogues.dialogues().is_empty(), next(Step::AskForTalk, Because::NoTalkYet)),
        (shared.closeness.hands.dealt().is_empty() && !is_raw, next(Step::DealIdeas, Because::NoIdeasYet)),
    ]
}

/// Whether something new came out in the last days, or a relapse was written down.
fn is_raw(shared: &SharedState, today: CivilDate) -> bool {
    let lately = |one: &&Setback| today.days_since(one.written.date()) < RAW_DAYS;
    shared.setbacks.setbacks().values().filter(lately).any(|one| match one.recorded.kind {
        SetbackKind::DisclosureTold | SetbackKind::DisclosureFound | SetbackKind::Relapse => true,
        SetbackKind::HardDay | SetbackKind::MissedPromise => false,
    })
}

/// Whether no small victory was written down lately.
fn victory(shared: &SharedState, today: CivilDate) -> bool {
    let newest = shared.horizon.victories().values().map(|one| one.written.date()).max();
    newest.is_none_or(|day| today.days_since(day) >= VICTORY_EVERY_DAYS)
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
